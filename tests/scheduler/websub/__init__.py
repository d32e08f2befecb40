"""WebSub: what is decided, and the whole dialogue with a strict hub on loopback."""
