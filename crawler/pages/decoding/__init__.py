"""Bytes ▸ text: which charset a page is in, whatever it declares."""
