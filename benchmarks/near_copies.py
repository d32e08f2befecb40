"""How many copies are recognised, and what that costs: MinHash bands beside a sample by value (winnowing). Not a test.

    python -m benchmarks.near_copies [--texts FILE.jsonl] [--stories 300] [--words 40:400] [--seed 8]

Some stories are known, with as many again that only stand around them. Of each, benchmarks/copied_texts.py makes a
copy of every kind, which is to be recognised, and a look-alike of every kind, which is not. Candidates are looked up
by the numbers of a text, the six that share most are compared with it word for word, as `alerts.event_rows` does.
«found» is the share of copies whose original is among the candidates, «recognised» of those that are named as its
copies. Without a file the stories written for Rasid are read; with one (`text` a line, such as
../shared/eval/real/unlabelled.jsonl) that.
"""

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from statistics import mean

from rich.console import Console
from rich.table import Table

from alerts.events.grouping import MOST_ORIGINALS
from alerts.events.near_duplicates import Copy, Original, closest, prints, shingles_of
from benchmarks.copied_texts import CopyKind, LookAlike, copy_of, look_alike
from crawler.flags.training.corpus import OWN_STORIES, story_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """A way to look texts up: by which numbers, and how many of them a candidate shares at least."""

    name: str
    numbers: Callable[[str], Sequence[int]]
    least: Callable[[int], int] = lambda _count: 1


def _winnowed(window: int) -> Callable[[str], Sequence[int]]:
    """The least hash of each window of shingles: a text of n shingles has about 2n / (window + 1) of them."""

    def numbers(text: str) -> Sequence[int]:
        hashes = [int.from_bytes(blake2b(run.encode(), digest_size=8).digest()) for run in prints(text).runs]
        starts = range(max(1, len(hashes) - window + 1)) if hashes else ()
        return tuple(dict.fromkeys(min(hashes[start : start + window]) for start in starts))

    return numbers


MINHASH = Finder(name="MinHash bands", numbers=lambda text: prints(text).sample)
WINNOWED = tuple(
    Finder(name=f"winnowing, window {window}", numbers=_winnowed(window), least=lambda count: max(1, count // 6))
    for window in (16, 8)
)


@dataclass(slots=True)
class Index:
    """Texts by their numbers, as the database has them."""

    finder: Finder
    by_number: dict[int, list[int]] = field(default_factory=dict)
    originals: dict[int, Original] = field(default_factory=dict)
    looked_up: list[int] = field(default_factory=list)  # candidates of each look-up, before the first six are taken
    seconds: float = 0.0

    def add(self, identity: int, text: str) -> None:
        """Makes a text known."""
        for number in self.finder.numbers(text):
            self.by_number.setdefault(number, []).append(identity)
        self.originals[identity] = Original(
            story_id=identity, event_id=identity, content_hash=text, shingles=shingles_of(text)
        )

    def near(self, text: str) -> list[int]:
        """The known texts that share most numbers with this one."""
        begin = time.process_time()
        numbers = self.finder.numbers(text)
        self.seconds += time.process_time() - begin
        shared = Counter(identity for number in numbers for identity in self.by_number.get(number, ()))
        found = [one for one, count in shared.items() if count >= self.finder.least(len(numbers))]
        self.looked_up.append(len(found))
        return sorted(found, key=lambda one: (-shared[one], one))[:MOST_ORIGINALS]

    def copied(self, text: str) -> tuple[list[int], Copy | None]:
        """The candidates, and the one that is copied."""
        near = self.near(text)
        return near, closest(prints(text), text, (self.originals[one] for one in near))

    @property
    def numbers_of_a_text(self) -> float:
        """Rows of the index for each text."""
        return sum(map(len, self.by_number.values())) / len(self.originals)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Shares of the copies of each kind that were found and recognised, and of the look-alikes that were taken for
    copies. `wrong` copies were said to be of another text."""

    found: Mapping[CopyKind, float]
    recognised: Mapping[CopyKind, float]
    taken: Mapping[LookAlike, float]
    right: int
    wrong: int
    rows: float
    candidates: float
    milliseconds: float

    @property
    def recall(self) -> float:
        """Over all kinds alike."""
        return mean(self.recognised.values())

    @property
    def precision(self) -> float:
        """Of all that were said to be copies, those that were copies of that text."""
        return self.right / (self.right + self.wrong)


def measure(finder: Finder, texts: Sequence[str], others: Sequence[str], seed: int = 8) -> Scores:
    """Looks for the copies and look-alikes of each text."""
    chance = random.Random(seed)
    index = Index(finder)
    for identity, text in enumerate([*texts, *others]):
        index.add(identity, text)
    found: dict[CopyKind, float] = {}
    recognised: dict[CopyKind, float] = {}
    right = wrong = 0
    for kind in CopyKind:
        made = [(of, copy) for of, text in enumerate(texts) if (copy := copy_of(text, kind, chance, others))]
        answers = [(of, *index.copied(copy)) for of, copy in made]
        named = [(of, copy.original.story_id) for of, _, copy in answers if copy is not None]
        hits = sum(of == it for of, it in named)
        right, wrong = right + hits, wrong + len(named) - hits
        found[kind] = sum(of in near for of, near, _ in answers) / max(1, len(made))
        recognised[kind] = hits / max(1, len(made))
    taken: dict[LookAlike, float] = {}
    for kind in LookAlike:
        pairs = [look_alike(text, kind, chance, others) for text in texts]
        mistaken = sum(_is_taken(finder, index, known, other) for known, other in pairs)
        wrong += mistaken
        taken[kind] = mistaken / len(texts)
    return Scores(
        found=found,
        recognised=recognised,
        taken=taken,
        right=right,
        wrong=wrong,
        rows=index.numbers_of_a_text,
        candidates=mean(index.looked_up),
        milliseconds=1000 * index.seconds / len(index.looked_up),
    )


def _is_taken(finder: Finder, index: Index, known: str, other: str) -> bool:
    """Whether the one is said to be a copy of the other."""
    if not any(original.content_hash == known for original in index.originals.values()):
        index = Index(finder)
        index.add(0, known)
    _, copy = index.copied(other)
    return copy is not None and copy.original.content_hash == known


def table(scores: Mapping[str, Scores]) -> Table:
    """One column a finder."""
    shown = Table("", *scores, title="found, recognised")
    own = list(scores.values())
    for kind in CopyKind:
        shown.add_row(kind.value, *(f"{one.found[kind]:.3f}  {one.recognised[kind]:.3f}" for one in own))
    for look in LookAlike:
        shown.add_row(f"taken for a copy: {look.value}", *(f"{one.taken[look]:.3f}" for one in own))
    shown.add_section()
    shown.add_row("recall", *(f"{one.recall:.4f}" for one in own))
    shown.add_row("precision", *(f"{one.precision:.4f}" for one in own))
    shown.add_row("rows a story in the index", *(f"{one.rows:.1f}" for one in own))
    shown.add_row("candidates", *(f"{one.candidates:.2f}" for one in own))
    shown.add_row("ms of CPU for the numbers of a text", *(f"{one.milliseconds:.2f}" for one in own))
    return shown


def texts_of(path: Path, number: int, shortest: int, longest: int, seed: int) -> tuple[list[str], list[str]]:
    """So many texts of a file within these lengths in words, cut to the longest, and as many others."""
    if path == OWN_STORIES:
        texts = [story.text for story in story_lines(path)]
    else:
        texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    long = sorted({_cut(text, longest) for text in texts if len(text.split()) >= shortest})
    random.Random(seed).shuffle(long)
    return long[:number], long[number : 2 * number]


def _cut(text: str, most: int) -> str:
    lines, left = [], most
    for line in text.split("\n"):
        words = line.split()[:left]
        left -= len(words)
        lines.append(" ".join(words))
    return "\n".join(line for line in lines if line)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=OWN_STORIES)
    parser.add_argument("--stories", type=int, default=300)
    parser.add_argument("--words", default="40:400")
    parser.add_argument("--seed", type=int, default=8)
    arguments = parser.parse_args()
    shortest, longest = map(int, arguments.words.split(":"))
    texts, others = texts_of(arguments.texts, arguments.stories, shortest, longest, arguments.seed)
    words = sorted(len(text.split()) for text in texts)
    print(f"{len(texts)} stories of {words[0]} to {words[-1]} words, {words[len(words) // 2]} in the middle")
    scores = {one.name: measure(one, texts, others, arguments.seed) for one in (MINHASH, *WINNOWED)}
    Console(width=130).print(table(scores))


if __name__ == "__main__":
    main()
