"""Feeds written by ourselves, family by family, each with what must come of it."""
