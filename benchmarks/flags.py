"""What the classifier costs: loading it, one story beyond the facts, and memory. Not a test.

    python -m benchmarks.flags [--stories FILE.jsonl] [--rounds 3]

Each figure is the smallest of some rounds in one process on one core; the load and the memory are of fresh processes.
Without a file the stories written for Rasid are read.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from crawler.flags.training.corpus import OWN_STORIES

# A fresh process prints milliseconds until a model is loaded, and the megabytes that came with it.
_LOAD = """
import resource, time
import crawler.facts.casualties, crawler.facts.diplomacy, numpy
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
began = time.perf_counter()
from crawler.flags import classify
from crawler.flags.sources import load_model
load_model()
print(1000 * (time.perf_counter() - began), (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=Path, default=OWN_STORIES)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    loads = [_load() for _ in range(arguments.rounds)]
    print(f"load after the facts: {min(load for load, _ in loads):.0f} ms, {min(mb for _, mb in loads):.0f} MB")
    facts, flags = min((_read(arguments.stories) for _ in range(arguments.rounds)), key=sum)
    print(f"a story: facts {facts:.2f} ms, flags {flags:.2f} ms: {flags / facts:.2f} of the facts")


def _load() -> tuple[float, float]:
    answer = subprocess.run([sys.executable, "-c", _LOAD], capture_output=True, text=True, check=True)
    milliseconds, megabytes = answer.stdout.split()
    return float(milliseconds), float(megabytes)


def _read(path: Path) -> tuple[float, float]:
    """Milliseconds a story for the facts, and for the flags beyond them."""
    from crawler.facts.casualties import casualty_figures
    from crawler.facts.diplomacy import diplomatic_acts
    from crawler.flags.classify import Known, classify
    from crawler.flags.sources import load_model
    from crawler.flags.training.corpus import story_lines

    stories = story_lines(path)
    model = load_model()
    began = time.process_time()
    known = [Known(story=one, figures=casualty_figures(one), acts=diplomatic_acts(one)) for one in stories]
    facts = time.process_time() - began
    began = time.process_time()
    for one in known:
        classify([one], model)
    flags = time.process_time() - began
    return 1000 * facts / len(stories), 1000 * flags / len(stories)


if __name__ == "__main__":
    main()
