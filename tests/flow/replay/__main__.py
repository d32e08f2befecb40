"""`python -m tests.flow.replay`: runs it and prints every message that the reader got."""

import resource
import tempfile
import time
from pathlib import Path

from tests.flow.replay.desk import replay
from tests.flow.replay.report import told_by_wave

if __name__ == "__main__":
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="rasid-replay-") as folder:
        readers = replay(Path(folder), say=lambda line: print(line, flush=True))
    for line in told_by_wave(readers.got):
        print(line)
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    processor = sum(one.ru_utime + one.ru_stime for one in used)
    print(f"{time.monotonic() - began:.0f} s, {processor:.0f} s of processor time in all processes together")
