"""Arabic wording: numbers that agree with their nouns, tolls, dealings, reasons; pure functions."""
