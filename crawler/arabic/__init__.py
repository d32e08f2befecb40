"""All knowledge of Arabic spelling, numbers, dates, places and names; pure functions and data files."""
