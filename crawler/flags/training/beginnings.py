"""Beginnings: stories as a wire or a channel sends them, headline and a sentence or two, cut from whole ones.

The labelled sources have stories of some hundred words, and many feeds have twenty. A model that has seen only the
former takes what is missing in a brief one for a sign: no second sentence, nothing said again further down. So each
story is learnt from twice, whole and cut, with the label of the whole one; news tells what it is about first. Where
the cut says nothing of what the whole is labelled for, its label is left open.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from crawler.arabic.sentences import sentences
from crawler.flags.boosted import LABELS
from crawler.flags.features import Features
from crawler.flags.flag import Label
from crawler.flags.training.corpus import Labelled
from crawler.flags.training.table import Table

LEAST, MOST = 12, 35  # words of a beginning; feeds of headlines with a sentence have 15 to 30
WORTH = 0.15  # of its story's importance
_SHORTER = 0.7  # of a story's length at most, or its beginning is no other story
_WORD = re.compile(r"\S+")
_COMMAS = ("،", ",")
# Any of these in a beginning, and it may be told what it is about.
_SIGNS = {
    Label.CASUALTY: (
        "figures",
        *(f"{zone}:{name}" for zone in ("title", "lead", "body") for name in ("harm", "injury", "lost", "captive")),
        *(f"{zone}:{name}" for zone in ("title", "lead", "body") for name in ("selfburn", "death")),
    ),
    Label.DIPLOMACY: (
        "acts",
        "title:parties",
        *(f"so:{kind}:{parties}" for kind in ("deal", "stance", "speaker") for parties in (1, 2)),
    ),
}


def with_beginnings(stories: Sequence[Labelled]) -> list[Labelled]:
    """The stories, and after them the beginnings of those that are long enough to have one."""
    return [*stories, *_beginnings(stories)]


def _beginnings(stories: Sequence[Labelled]) -> Iterator[Labelled]:
    for one in stories:
        text = beginning(one.story.text)
        if text is not None:
            yield replace(
                one,
                source=f"beginnings of {one.source.split(',')[0]}",
                story=replace(one.story, text=text),
                importance=one.importance * WORTH,
                kind="",
                whole=one.story.text,
            )


def beginning(text: str) -> str | None:
    """The first sentences of a text, of LEAST words where there are so many; a long one is cut at its last comma before
    the word MOST, or after that word. None where this is most of the text."""
    end = 0
    for sentence in sentences(text):
        end = sentence.end
        if len(text[:end].split()) >= LEAST:
            break
    words = list(_WORD.finditer(text, 0, end))
    if len(words) > MOST:
        commas = [word.end() for word in words[LEAST - 1 : MOST] if word.group().endswith(_COMMAS)]
        end = commas[-1] - 1 if commas else words[MOST - 1].end()
    return text[:end] if 0 < end < _SHORTER * len(text) else None


def with_doubts(table: Table) -> Table:
    """The table, with the labels of beginnings left open that are up for what only the rest of the story tells."""
    truth = table.truth.copy()
    for row, found in enumerate(table.found):
        if table.entire[row]:
            continue
        for column, label in enumerate(LABELS):
            if truth[row, column] == 1 and not _is_told(found, label):
                truth[row, column] = np.nan
    return replace(table, truth=truth)


def _is_told(found: Features, label: Label) -> bool:
    return any(found.values.get(name) for name in _SIGNS[label])
