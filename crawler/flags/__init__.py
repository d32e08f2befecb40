"""The two flags of a story, casualty and diplomacy, each with a probability and its evidence."""
