"""Tests of the crawler's room."""
