"""From markup to the lines of a story."""
