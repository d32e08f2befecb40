"""Tests of crawler/arabic."""
