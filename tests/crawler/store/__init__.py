"""Tests of the crawler's database."""
