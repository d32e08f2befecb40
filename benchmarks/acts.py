"""What diplomatic acts cost: a story, a long text, and texts that mean harm. Not a test.

    python -m benchmarks.acts [--texts FILE.jsonl] [--stories 1000] [--rounds 3] [--profile]

Seconds of CPU on one core, measured as benchmarks.facts measures casualty figures: a story's time is its best of some
rounds after one that is not timed, brought to 300 words. Without a file the stories written for Rasid are read.
"""

import argparse
import cProfile
import os
import pstats
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import mean, median, quantiles

from rich.console import Console
from rich.table import Table

from crawler.facts.diplomacy import diplomatic_acts
from crawler.flags.training.corpus import OWN_STORIES, story_lines
from crawler.news import Story

_WORDS = 300
_FEWEST_WORDS = 60
_LENGTHS = (1, 2, 4, 8)
HARMFUL_LENGTH = 100_000  # characters
_HARMFUL: Mapping[str, str] = {
    "one verb again and again": "التقى ",
    "sentences of one meeting": "التقى الرئيس المصري نظيره التركي في أنقرة. ",
    "a meeting without an end": "التقى الرئيس المصري نظيره التركي في أنقرة ",
    "states joined": "ومصر وتركيا وقطر ",
    "offices": "رئيس وزير سفير مبعوث ",
    "«وزير الخارجية المصري»": "وزير الخارجية المصري ",
    "names": "بدر عبد العاطي هاكان فيدان ",
    "nouns of dealings": "مباحثات مصرية تركية قمة اتفاق زيارة ",
    "places": "في قصر السلام بجدة في القاهرة بالعاصمة الرباط ",
    "capitals": "بالعاصمة القبرصية نيقوسيا ",
    "«الذي التي»": "الذي التي ",
    "soft words and commas": "بشأن غزة، بعد ",
    "times": "أمس الأحد المقبل 7 أكتوبر 2025 ",
    "«على أن»": "على أن ",
    "hosts": "تستضيف قمة ",
    "envoys": "استدعت السفير القائم بأعمال سفارة ",
    "honorifics": "صاحب السمو الملكي سمو ",
    "quotes": "قال «التقى» وأكد «زار» ",
    "one Arabic word": "ق",
    "one Latin word": "a",
    "only «،»": "،",
    "only «و»": "و ",
    "lines": "التقى الوزير\n",
    "line ends": "\n",
    "full stops": ". ",
    "slashes of datelines": "القاهرة / أ ف ب / ",
    "digits": "17 ",
}


def harmful_texts(length: int = HARMFUL_LENGTH) -> dict[str, str]:
    """Texts of that many characters that a rule with a long reach might go through again and again."""
    return {name: (piece * (length // len(piece) + 1))[:length] for name, piece in _HARMFUL.items()}


def seconds_of(story: Story) -> float:
    """CPU seconds of reading it once."""
    begin = time.process_time()
    diplomatic_acts(story)
    return time.process_time() - begin


def best_times(stories: Sequence[Story], rounds: int) -> list[float]:
    """The best time of each story, in seconds."""
    best = [float("inf")] * len(stories)
    for number in range(rounds + 1):
        for index, story in enumerate(stories):
            taken = seconds_of(story)
            if number:
                best[index] = min(best[index], taken)
    return best


def _words(story: Story) -> int:
    return len(story.title.split()) + len(story.text.split())


def _per_story(console: Console, sources: Mapping[str, Sequence[Story]], rounds: int) -> None:
    heads = ("stories", "number", "words", "median", "p95", "p99", "worst", "mean")
    table = Table(*heads, title="ms a story of 300 words")
    for name, stories in sources.items():
        long = [story for story in stories if _words(story) >= _FEWEST_WORDS]
        times = [
            1000 * seconds * _WORDS / _words(story)
            for story, seconds in zip(long, best_times(long, rounds), strict=True)
        ]
        told = [each for each, story in zip(times, long, strict=True) if diplomatic_acts(story)]
        for kind, own in ((name, times), (f"{name}, those with acts", told)):
            if len(own) < 2:
                continue
            cuts = quantiles(own, n=100, method="inclusive")
            numbers = (median(own), cuts[94], cuts[98], max(own), mean(own))
            average = f"{mean(map(_words, long)):.0f}" if own is times else ""
            table.add_row(kind, str(len(own)), average, *(f"{each:.2f}" for each in numbers))
    console.print(table)


def _linearity(console: Console, stories: Sequence[Story], rounds: int) -> None:
    """Texts of one, two, four and eight stories: beyond forty thousand characters nothing is read."""
    told = [story for story in stories if diplomatic_acts(story)][:160]
    table = Table("length", "words a text", "ms a text", "ms per 1,000 words", "times the first", title="longer texts")
    first = 0.0
    for factor in _LENGTHS:
        groups = [told[at : at + factor] for at in range(0, len(told) - max(_LENGTHS) + 1, max(_LENGTHS))]
        texts = [Story(title="", text="\n".join(story.text for story in group), url="") for group in groups]
        if not texts:
            return
        seconds, words = sum(best_times(texts, rounds)), sum(map(_words, texts))
        first = first or seconds / words
        table.add_row(
            f"×{factor}",
            f"{words / len(texts):.0f}",
            f"{1000 * seconds / len(texts):.2f}",
            f"{1_000_000 * seconds / words:.2f}",
            f"{seconds / words / first:.2f}",
        )
    console.print(table)


def _harm(console: Console) -> None:
    table = Table("text", "12.5 kB: s", "100 kB: s", "ratio (8 is linear)", title="100,000 characters that mean harm")
    for name, text in harmful_texts().items():
        short = seconds_of(Story(title="", text=text[: HARMFUL_LENGTH // 8], url=""))
        whole = seconds_of(Story(title="", text=text, url=""))
        ratio = f"{whole / short:.1f}" if short > 0.005 else ""
        table.add_row(name, f"{short:.3f}", f"{whole:.3f}", ratio, style="red" if whole > 1 else "")
    console.print(table)


def _profile(stories: Iterable[Story]) -> None:
    profile = cProfile.Profile()
    profile.enable()
    for story in stories:
        diplomatic_acts(story)
    profile.disable()
    pstats.Stats(profile, stream=sys.stdout).sort_stats("tottime").print_stats(40)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
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
    _per_story(console, sources, arguments.rounds)
    _linearity(console, list(sources.values())[-1], arguments.rounds)
    _harm(console)
    if arguments.profile:
        _profile(story for stories in sources.values() for story in stories)


if __name__ == "__main__":
    main()
