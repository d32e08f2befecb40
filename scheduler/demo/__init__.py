"""The whole chain on one machine with nothing else installed: rasid demo."""
