"""The crawler's room: what was published, and what does it say? It ends with a kept story, its flags and facts."""
