"""One small file an outlet whose pages need more than the general reader."""
