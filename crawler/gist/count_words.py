"""Counts in how many stories each word stands, for common_words.tsv.

    python -m crawler.gist.count_words FILE.jsonl … > crawler/gist/common_words.tsv

A line is {"id", "title", "text"} and may have "flags"; the part of the id before «/» is its source. Each source
weighs the same however many stories it holds, so that one outlet's local names do not pass for common words. What
every road accident and every summit is told with (اصطدام, متفاوتة; ثنائية, سبل) is rare in the news at large and
says nothing between two accidents: so a word counts as often as it does among the flagged stories, if that is more.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from crawler.arabic.letters import fold_key
from crawler.gist.words import without_article

_WORD = re.compile(r"[\u0621-\u064a]{2,}|[a-z]{2,}")
FIRST_WORDS = 200
LEAST = 10.0  # of 10,000: rarer words are as good as unknown
LEAST_FLAGGED = 4  # flagged stories; a word of fewer may be one happening's own


def count_words(files: list[Path]) -> dict[str, float]:
    """Of 10,000 stories, how many use each word: the mean over the sources, or among those with a flag if more."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    stories: Counter[str] = Counter()
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            story = json.loads(line)
            text = fold_key(f"{story.get('title') or ''} {story['text']}")
            words = {without_article(word) for word in _WORD.findall(text)[:FIRST_WORDS]}
            flags = [f"flag {name}" for name, up in (story.get("flags") or {}).items() if up]
            for kind in (f"source {str(story['id']).partition('/')[0]}", *flags):
                stories[kind] += 1
                counts[kind].update(words)
    sources = [kind for kind in stories if kind.startswith("source")]
    frequency: dict[str, float] = {}
    for word in {word for counter in counts.values() for word in counter}:
        mean = sum(10_000 * counts[kind][word] / stories[kind] for kind in sources) / len(sources)
        flagged = [
            10_000 * (counts[kind][word] - LEAST_FLAGGED + 1) / stories[kind]
            for kind in stories
            if kind not in sources and counts[kind][word] >= LEAST_FLAGGED
        ]
        frequency[word] = max(mean, *flagged) if flagged else mean
    return {word: count for word, count in frequency.items() if count >= LEAST}


def main(arguments: list[str]) -> None:
    """Writes the table to standard output, the commonest word first."""
    lines = [
        "# word <tab> stories of 10,000 that use it; counted from the ANT corpus (antcorpus, Apache-2.0) and",
        "# SANAD (Einea, Elnagar, Al Debsi 2019, CC BY 4.0) by crawler/gist/count_words.py",
    ]
    means = count_words([Path(argument) for argument in arguments])
    lines += [f"{word}\t{mean:.0f}" for word, mean in sorted(means.items(), key=lambda pair: (-pair[1], pair[0]))]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
