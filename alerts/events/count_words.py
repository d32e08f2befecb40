"""Counts in how many stories each word stands, for common_words.tsv.

    python -m alerts.events.count_words FILE.jsonl … > alerts/events/common_words.tsv

Each file weighs the same however many stories it holds, so that one outlet's local names do not pass for common
words. A line is {"id", "title", "text"}; the part of the id before «/» counts as a source of its own.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from alerts.events.words import without_article
from crawler.arabic.letters import fold_key

_WORD = re.compile(r"[\u0621-\u064a]{2,}|[a-z]{2,}")
FIRST_WORDS = 200
LEAST = 10.0  # of 10,000: rarer words are as good as unknown


def count_words(files: list[Path]) -> dict[str, float]:
    """Of 10,000 stories, how many use each word: the mean over the sources."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    stories: Counter[str] = Counter()
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            story = json.loads(line)
            source = str(story["id"]).partition("/")[0]
            stories[source] += 1
            text = fold_key(f"{story.get('title') or ''} {story['text']}")
            counts[source].update({without_article(word) for word in _WORD.findall(text)[:FIRST_WORDS]})
    words = {word for counter in counts.values() for word in counter}
    means = {
        word: sum(10_000 * counts[source][word] / stories[source] for source in stories) / len(stories)
        for word in words
    }
    return {word: mean for word, mean in means.items() if mean >= LEAST}


def main(arguments: list[str]) -> None:
    """Writes the table to standard output, the commonest word first."""
    lines = [
        "# word <tab> stories of 10,000 that use it; counted from the ANT corpus (antcorpus, Apache-2.0) and",
        "# SANAD (Einea, Elnagar, Al Debsi 2019, CC BY 4.0) by alerts/events/count_words.py",
    ]
    means = count_words([Path(argument) for argument in arguments])
    lines += [f"{word}\t{mean:.0f}" for word, mean in sorted(means.items(), key=lambda pair: (-pair[1], pair[0]))]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
