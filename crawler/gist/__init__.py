"""The gist of a story: what its words say of its happening, in the form in which two stories are compared."""
