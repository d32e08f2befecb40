"""Feeds: bytes to entries, and the time of the next visit; pure functions."""
