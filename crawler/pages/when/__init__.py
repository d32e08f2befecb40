"""Dates: what a written one means, which ones a page states, and which of them is believed."""
