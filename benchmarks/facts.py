"""What casualty figures cost: a story, a long text, and texts that mean harm. Not a test.

    python -m benchmarks.facts [--texts FILE.jsonl] [--stories 1000] [--rounds 3] [--profile]

Seconds of CPU on one core. A story's time is its best of some rounds after one that is not timed (a daemon's
dictionaries have seen most words), brought to 300 words; stories of fewer than 60 words are left out, since their times
say little of 300. Without a file the stories written for Rasid are read; with one (`title`, `text` a line, such as
../shared/eval/real/unlabelled.jsonl) both are.
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

from crawler.facts.casualties import casualty_figures, casualty_reading
from crawler.flags.training.corpus import OWN_STORIES, story_lines
from crawler.news import Story

_WORDS = 300
_TITLE = "ms a story of 300 words"
_FEWEST_WORDS = 60
_LENGTHS = (1, 2, 4, 8)
HARMFUL_LENGTH = 100_000  # characters
_HARMFUL: Mapping[str, str] = {
    "only digits": "1234567890",
    "digits, one number a word": "17 ",
    "groups of three digits": "100 ",
    "digits and Arabic commas": "5،",
    "«قتل 5»": "قتل 5 ",
    "«قتل 5 أشخاص.» as sentences": "قتل 5 أشخاص. ",
    "«بينهم 5»": "بينهم 5 ",
    "«قتل 9 بينهم 5»": "قتل 9 أشخاص بينهم 5 أطفال ",
    "«و5 و6 و7»": "و5 و6 و7 ",
    "«من بين» nested": "من بين ",
    "«5 من بين 6» nested": "5 من بين 6 من بين ",
    "«قتل» alone": "قتل ",
    "«مئة ألف و»": "مئة ألف و",
    "«ألف وألف»": "ألف وألف ",
    "number words": "ثلاثمئة وخمسة وعشرون ألفا وأربعمئة ",
    "cause after cause": "قصف غارة انفجار حريق ",
    "place after place": "في غزة في حلب في بغداد ",
    "a toll with every slot": "قتل 5 أشخاص في غارة إسرائيلية على غزة، ",
    "Latin letters": "killed five people ",
    "one Latin word": "a",
    "one Arabic word": "ق",
    "only «،»": "،",
    "only «و»": "و ",
    "opening brackets": "(",
    "lines": "قتل 5\n",
    "line ends": "\n",
    "full stops": ". ",
    "names": "أحمد محمد علي ",
    "quotes": "قال «قتل 5» وأكد «أصيب 6» ",
}
_ENDLESS = (
    "قتل خمسة أشخاص وأصيب سبعة آخرون في حي من المدينة بينهم طفل و12 امرأة "
    "قال شاهد إن جنودا أطلقوا النار على من كانوا هناك "
)


def harmful_texts(length: int = HARMFUL_LENGTH) -> dict[str, str]:
    """Texts of that many characters that a rule with a long reach might go through again and again."""
    texts = {name: (piece * (length // len(piece) + 1))[:length] for name, piece in _HARMFUL.items()}
    texts["one endless sentence"] = (_ENDLESS * (length // len(_ENDLESS) + 1))[:length]
    return texts


def seconds_of(story: Story) -> float:
    """CPU seconds of reading it once, not of remembering it."""
    casualty_reading.cache_clear()
    begin = time.process_time()
    casualty_figures(story)
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
    table = Table(
        "stories", "number", "words", "median", "p95", "p99", "worst", "mean", title="ms a story of 300 words"
    )
    for name, stories in sources.items():
        long = [story for story in stories if _words(story) >= _FEWEST_WORDS]
        times = [
            1000 * seconds * _WORDS / _words(story)
            for story, seconds in zip(long, best_times(long, rounds), strict=True)
        ]
        told = [each for each, story in zip(times, long, strict=True) if casualty_figures(story)]
        for kind, own in ((name, times), (f"{name}, those with figures", told)):
            if len(own) < 2:
                continue
            cuts = quantiles(own, n=100, method="inclusive")
            numbers = (median(own), cuts[94], cuts[98], max(own), mean(own))
            average = f"{mean(map(_words, long)):.0f}" if own is times else ""
            table.add_row(kind, str(len(own)), average, *(f"{each:.2f}" for each in numbers))
    console.print(table)


def _lengthened(stories: Sequence[Story], factor: int) -> list[Story]:
    """Texts of that many different stories each, one below the other."""
    groups = [stories[at : at + factor] for at in range(0, len(stories) - max(_LENGTHS) + 1, max(_LENGTHS))]
    return [Story(title="", text="\n".join(story.text for story in group), url="") for group in groups]


def _linearity(console: Console, stories: Sequence[Story], rounds: int) -> None:
    told = [story for story in stories if casualty_figures(story)][:160]
    table = Table("length", "words a text", "ms a text", "ms per 1,000 words", "times the first", title="longer texts")
    first = 0.0
    for factor in _LENGTHS:
        texts = _lengthened(told, factor)
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
    casualty_reading.cache_clear()
    profile = cProfile.Profile()
    profile.enable()
    for story in stories:
        casualty_figures(story)
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
