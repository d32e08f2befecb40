"""Several machines: hosts in network namespaces, with cables between them that can be cut."""
