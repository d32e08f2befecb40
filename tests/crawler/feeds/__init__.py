"""Tests of crawler/feeds."""
