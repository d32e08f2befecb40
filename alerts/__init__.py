"""The alerts' room: what happened, who should hear, have they heard? It ends with a delivered or buried delivery."""
