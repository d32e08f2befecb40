"""The database of the crawler's room, and the Redis streams that wake workers."""
