"""What the reading of facts costs: a story, longer texts, and texts that mean harm.

Seconds of CPU on one core. A story's time is its best of some rounds after one that is not timed (a daemon's
dictionaries have seen most words), brought to 300 words; stories of fewer than 60 words are left out, since their times
say little of 300.
"""

import argparse
import cProfile
import os
import pstats
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median, quantiles

from rich.console import Console
from rich.table import Table

from crawler.flags.training.corpus import OWN_STORIES, story_lines
from crawler.news import Story

HARMFUL_LENGTH = 100_000  # characters
_WORDS = 300
_FEWEST_WORDS = 60
_LENGTHS = (1, 2, 4, 8)


def repeated(piece: str, length: int = HARMFUL_LENGTH) -> str:
    """A text of that many characters that says one thing again and again."""
    return (piece * (length // len(piece) + 1))[:length]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What is measured: `read` gives a story's facts, called `facts`; `forget` empties what it remembers of one."""

    facts: str
    read: Callable[[Story], Sequence[object]]
    forget: Callable[[], None]

    def seconds_of(self, story: Story) -> float:
        """CPU seconds of reading it once, not of remembering it."""
        self.forget()
        begin = time.process_time()
        self.read(story)
        return time.process_time() - begin

    def best_times(self, stories: Sequence[Story], rounds: int) -> list[float]:
        """The best time of each story, in seconds."""
        best = [float("inf")] * len(stories)
        for number in range(rounds + 1):
            for index, story in enumerate(stories):
                taken = self.seconds_of(story)
                if number:
                    best[index] = min(best[index], taken)
        return best

    def per_story(self, sources: Mapping[str, Sequence[Story]], rounds: int) -> Table:
        """The times of a story of 300 words, of all stories and of those with facts."""
        heads = ("stories", "number", "words", "median", "p95", "p99", "worst", "mean")
        table = Table(*heads, title="ms a story of 300 words")
        for name, stories in sources.items():
            long = [story for story in stories if _words(story) >= _FEWEST_WORDS]
            best = self.best_times(long, rounds)
            times = [1000 * seconds * _WORDS / _words(story) for story, seconds in zip(long, best, strict=True)]
            told = [each for each, story in zip(times, long, strict=True) if self.read(story)]
            for kind, own in ((name, times), (f"{name}, those with {self.facts}", told)):
                if len(own) < 2:
                    continue
                cuts = quantiles(own, n=100, method="inclusive")
                numbers = (median(own), cuts[94], cuts[98], max(own), mean(own))
                average = f"{mean(map(_words, long)):.0f}" if own is times else ""
                table.add_row(kind, str(len(own)), average, *(f"{each:.2f}" for each in numbers))
        return table

    def linearity(self, stories: Sequence[Story], rounds: int) -> Table:
        """Texts of one, two, four and eight stories with facts each, one below the other."""
        told = [story for story in stories if self.read(story)][:160]
        heads = ("length", "words a text", "ms a text", "ms per 1,000 words", "times the first")
        table = Table(*heads, title="longer texts")
        first = 0.0
        for factor in _LENGTHS:
            texts = _lengthened(told, factor)
            if not texts:
                break
            seconds, words = sum(self.best_times(texts, rounds)), sum(map(_words, texts))
            first = first or seconds / words
            numbers = (1000 * seconds / len(texts), 1_000_000 * seconds / words, seconds / words / first)
            table.add_row(f"×{factor}", f"{words / len(texts):.0f}", *(f"{each:.2f}" for each in numbers))
        return table

    def harm(self, texts: Mapping[str, str]) -> Table:
        """Each text of 100,000 characters, and an eighth of it."""
        heads = ("text", "12.5 kB: s", "100 kB: s", "ratio (8 is linear)")
        table = Table(*heads, title="100,000 characters that mean harm")
        for name, text in texts.items():
            short = self.seconds_of(Story(title="", text=text[: HARMFUL_LENGTH // 8], url=""))
            whole = self.seconds_of(Story(title="", text=text, url=""))
            ratio = f"{whole / short:.1f}" if short > 0.005 else ""
            table.add_row(name, f"{short:.3f}", f"{whole:.3f}", ratio, style="red" if whole > 1 else "")
        return table

    def profile(self, stories: Sequence[Story]) -> None:
        """Prints where the time goes, function by function."""
        self.forget()
        profile = cProfile.Profile()
        profile.enable()
        for story in stories:
            self.read(story)
        profile.disable()
        pstats.Stats(profile, stream=sys.stdout).sort_stats("tottime").print_stats(40)


def run(cost: Cost, harmful: Mapping[str, str], description: str | None) -> None:
    """The command: reads its arguments, measures on one core and prints."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, metavar="FILE.jsonl", help="further stories, one JSON object a line")
    parser.add_argument("--stories", type=int, default=1_000, metavar="N", help="at most so many of a file")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--profile", action="store_true", help="also where the time goes, function by function")
    arguments = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    files = {"written for Rasid": OWN_STORIES, **({arguments.texts.name: arguments.texts} if arguments.texts else {})}
    sources = {name: story_lines(path)[: arguments.stories] for name, path in files.items()}
    console = Console(width=120)
    console.print(cost.per_story(sources, arguments.rounds))
    console.print(cost.linearity(list(sources.values())[-1], arguments.rounds))
    console.print(cost.harm(harmful))
    if arguments.profile:
        cost.profile([story for stories in sources.values() for story in stories])


def _words(story: Story) -> int:
    return len(story.title.split()) + len(story.text.split())


def _lengthened(stories: Sequence[Story], factor: int) -> list[Story]:
    """Texts of that many different stories each."""
    groups = [stories[at : at + factor] for at in range(0, len(stories) - max(_LENGTHS) + 1, max(_LENGTHS))]
    return [Story(title="", text="\n".join(story.text for story in group), url="") for group in groups]
