"""Events: which happening a story tells of, and the toll that is followed over time; pure functions."""
