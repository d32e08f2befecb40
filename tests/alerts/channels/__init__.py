"""Tests of the channels, each by itself; what holds for all of them is in tests/kinds/."""
