"""Put on the path of the replay's processes, so that Python loads what is in it before anything else."""
