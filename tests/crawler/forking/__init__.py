"""Processes that are forked from one that has loaded what they share."""
