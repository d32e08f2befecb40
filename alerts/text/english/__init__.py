"""English wording of the same things; pure functions."""
