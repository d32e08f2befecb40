"""Pages: bytes to stories, or a reason why not; pure functions."""
