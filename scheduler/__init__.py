"""The scheduler's room: when? It holds the jobs, the daemon and the ways in (the command line)."""
