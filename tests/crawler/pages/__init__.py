"""Tests of crawler/pages."""
