"""The stories that a model learns from: written for Rasid, others' whose labels were read for it, and a desk's own.

Stories written for Rasid are shipped whole (stories.jsonl, and brief_stories.jsonl: a headline and a sentence or two,
what agencies' wordings are, and what reads like them and is something else). Of others' stories only ids and labels are
(labels.tsv): who has the texts, of the sources that labels.tsv names, can learn from them again.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from crawler.errors import RasidError
from crawler.flags.flag import Label
from crawler.news import Story

OWN_STORIES = Path(__file__).parent / "stories.jsonl"
BRIEF_STORIES = Path(__file__).parent / "brief_stories.jsonl"
LABELS = Path(__file__).parent / "labels.tsv"
_VERDICTS = {"1": True, "0": False, "?": None}
# What a line needs, with the kinds of it; a label that is null was left open.
_Title = str | None
_TEXTS: Mapping[str, Any] = {"id": str, "title": _Title, "text": str}
_BOTH: Mapping[str, Any] = {"casualty": bool | None, "diplomacy": bool | None}


class CorpusUnreadable(RasidError):
    """A file of labelled stories has a mistake; the message names the file and the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A story and what a person says of it; None where the person left it open. `source` is who published it or who
    labelled it, for scores by source; `importance` is how many stories it counts for; `whole` is the text of the story
    that this one is the beginning of, and empty where it is all of a story."""

    id: str
    source: str
    story: Story
    casualty: bool | None
    diplomacy: bool | None
    importance: float = 1.0
    kind: str = ""  # the hard class that it was written for
    whole: str = ""

    def truth(self, label: Label) -> bool | None:
        """What the person says of a label."""
        return self.casualty if label is Label.CASUALTY else self.diplomacy


def written_stories() -> list[Labelled]:
    """All that were written for Rasid and are shipped, brief ones among them. Raises CorpusUnreadable."""
    return [*own_stories(), *brief_stories()]


def brief_stories(path: Path = BRIEF_STORIES) -> list[Labelled]:
    """The brief ones that were written for Rasid, under a source of their own. Raises CorpusUnreadable."""
    return [replace(one, source="brief", kind="") for one in own_stories(path)]


def own_stories(path: Path = OWN_STORIES) -> list[Labelled]:
    """The stories that were written for Rasid. Raises CorpusUnreadable."""
    return [
        Labelled(
            id=one["id"],
            source="written",
            story=_story(one),
            casualty=one["casualty"],
            diplomacy=one["diplomacy"],
            kind=one["class"],
        )
        for one in _lines(path, {**_TEXTS, "class": str, **_BOTH})
    ]


def real_stories(folder: Path, labels: Path = LABELS) -> list[Labelled]:
    """Others' stories: the labelled ones of a folder (stories.jsonl), and those of its unlabelled.jsonl that labels.tsv
    has labels for. Raises CorpusUnreadable."""
    found = [
        Labelled(
            id=one["id"],
            source=one["id"].split("/")[0],
            story=_story(one),
            casualty=one["flags"]["casualty"],
            diplomacy=one["flags"]["diplomacy"],
        )
        for one in _lines(folder / "stories.jsonl", {**_TEXTS, "flags": dict}, flags=_BOTH)
    ]
    verdicts = dict(_verdicts(labels))
    found += [
        Labelled(
            id=one["id"],
            source=f"{one['id'].split('/')[0]}, further",
            story=_story(one),
            casualty=verdicts[one["id"]][0],
            diplomacy=verdicts[one["id"]][1],
        )
        for one in _lines(folder / "unlabelled.jsonl", _TEXTS)
        if one["id"] in verdicts
    ]
    return found


def story_lines(path: Path) -> list[Story]:
    """The stories of a file of JSON lines, without labels. Raises CorpusUnreadable."""
    return [_story(one) for one in _lines(path, {"title": _Title, "text": str})]


def _story(one: Mapping[str, Any]) -> Story:
    return Story(title=one["title"] or "", text=one["text"], url="")


def _verdicts(path: Path) -> Iterator[tuple[str, tuple[bool | None, bool | None]]]:
    seen: set[str] = set()
    for number, line in _numbered(path):
        if line.startswith("#"):
            continue
        try:
            identity, casualty, diplomacy = line.split("\t")
            verdict = _VERDICTS[casualty], _VERDICTS[diplomacy]
        except (ValueError, KeyError):
            raise CorpusUnreadable(f"{path.name}:{number}: is not an id and two labels of 1, 0 or ?") from None
        if identity in seen:
            raise CorpusUnreadable(f"{path.name}:{number}: the id '{identity}' stands there a second time")
        seen.add(identity)
        yield identity, verdict


def _lines(
    path: Path, needed: Mapping[str, Any], flags: Mapping[str, Any] | None = None
) -> Iterator[Mapping[str, Any]]:
    """The objects of a file of JSON lines that have what is needed; `flags` is what their key of that name needs."""
    for number, line in _numbered(path):
        try:
            one = json.loads(line)
        except json.JSONDecodeError as error:
            raise CorpusUnreadable(f"{path.name}:{number}: is not JSON: {error.msg}") from None
        problem = _problem(one, needed) or (flags and _problem(one["flags"], flags))
        if problem:
            raise CorpusUnreadable(f"{path.name}:{number}: {problem}")
        yield one


def _problem(one: Any, needed: Mapping[str, Any]) -> str | None:
    if not isinstance(one, dict):
        return "is no JSON object"
    for key, kind in needed.items():
        if key not in one:
            return f"has no '{key}'"
        if not isinstance(one[key], kind):
            return f"has a '{key}' that cannot be: {json.dumps(one[key], ensure_ascii=False)[:60]}"
    return None


def _numbered(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file from 1 on. They end at line feeds alone: texts hold other ends of lines."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise CorpusUnreadable(f"{path}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise CorpusUnreadable(f"{path}: is not UTF-8 text: byte {error.start}") from None
    return enumerate(text.removesuffix("\n").split("\n") if text else [], start=1)
