"""Tests of the spider."""
