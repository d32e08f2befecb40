"""Ways to reach a reader: one protocol, one file a channel."""
