"""The two flags of a story: a logistic score over its features, with the sentences that speak for it.

The weights stand in model.json with a card that says what they were learnt from; a model learnt from corrections has
the same form and takes its place. The score is a probability; the flag is up from the model's threshold on.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from pathlib import Path

from crawler.facts.act import DiplomaticAct
from crawler.facts.figure import CasualtyFigure, Evidence, Part, Scope
from crawler.flags.evidence import sentence_around
from crawler.flags.features import Features, features
from crawler.flags.flag import Flag, Label
from crawler.news import Story

_MODEL = Path(__file__).parent / "model.json"
_EVIDENCE = 3  # quotes a flag shows
_REASONS = 5
# Lexicon classes whose first word shows a reader why a flag is up, the most telling first.
_TELLING = {
    Label.CASUALTY: ("harm", "injury", "lost", "mishap", "strike", "crime", "death", "flight"),
    Label.DIPLOMACY: (
        "talks",
        "meeting",
        "visit",
        "agreement",
        "summit",
        "call",
        "relations",
        "stance",
        "envoy",
        "body",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A logistic model of one label."""

    name: str
    bias: float
    weights: Mapping[str, float]
    threshold: float

    def score(self, values: Mapping[str, float]) -> float:
        """The probability that features give."""
        total = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in values.items())
        return 1 / (1 + exp(-max(-30.0, min(30.0, total))))

    def reasons(self, values: Mapping[str, float]) -> tuple[str, ...]:
        """The features that moved the score most, with their part in it."""
        parts = sorted(
            ((self.weights.get(name, 0.0) * value, name) for name, value in values.items()),
            key=lambda part: -abs(part[0]),
        )
        return tuple(f"{name} {part:+.2f}" for part, name in parts[:_REASONS] if abs(part) >= 0.1)


@lru_cache(maxsize=1)
def shipped_model() -> Mapping[Label, Weights]:
    """The model that comes with the program."""
    return read_model(_MODEL.read_text(encoding="utf-8"))


def read_model(text: str) -> Mapping[Label, Weights]:
    """A model from its JSON form."""
    model = json.loads(text)
    name = f"{model['model']} {model['version']}"
    return {
        label: Weights(
            name=name,
            bias=float(model["labels"][label.value]["bias"]),
            weights={key: float(value) for key, value in model["labels"][label.value]["weights"].items()},
            threshold=float(model["labels"][label.value]["threshold"]),
        )
        for label in Label
    }


def classify(story: Story, figures: Sequence[CasualtyFigure], acts: Sequence[DiplomaticAct]) -> tuple[Flag, Flag]:
    """The casualty flag and the diplomacy flag of a story."""
    found = features(story, figures, acts)
    casualty = [figure.evidence for figure in figures if figure.scope is Scope.EVENT]
    diplomacy = [act.evidence for act in acts]
    return (
        _flag(Label.CASUALTY, story, found, casualty),
        _flag(Label.DIPLOMACY, story, found, diplomacy),
    )


def _flag(label: Label, story: Story, found: Features, facts: Sequence[Evidence]) -> Flag:
    model = shipped_model()[label]
    score = model.score(found.values)
    flagged = score >= model.threshold
    return Flag(
        label=label,
        flagged=flagged,
        score=round(score, 4),
        evidence=_evidence(label, story, found, facts) if flagged else (),
        reasons=model.reasons(found.values),
        model=model.name,
    )


def _evidence(label: Label, story: Story, found: Features, facts: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The sentences of the facts, else those of the most telling words; each once."""
    chosen: list[Evidence] = []
    told = [sentence_around(story, *found.seen[name]) for name in _TELLING[label] if name in found.seen]
    for evidence in (*facts, *told):
        if all(evidence.quote != other.quote for other in chosen):
            chosen.append(evidence)
        if len(chosen) == _EVIDENCE:
            break
    if not chosen and story.title:
        chosen.append(sentence_around(story, Part.TITLE, None))
    return tuple(chosen)
