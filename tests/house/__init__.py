"""Tests of the house itself: its layout, its locks, its documents, its containers."""
