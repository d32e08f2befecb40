"""What stands around a story and is not its text, by words and by boxes."""
