"""How casualty figures are read: cues and counts in a sentence, their ties, their slots, and what is one figure."""
