"""The fault harness: the proof that no alert is lost, and none is doubled without an explanation."""
