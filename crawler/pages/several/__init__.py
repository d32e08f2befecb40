"""Several stories on one page: which words belong to which."""
