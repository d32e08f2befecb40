"""Learning the models of the flags from labelled stories; nothing here is needed to use one."""
