"""FlagModel: whatever answers how likely the two labels are; and ModelSource: which one is to answer.

The model that comes with the program, one that a desk has trained and a transformer in ONNX form all stand behind the
same few lines, so that the rest of the program does not know which of them it asks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from crawler.flags.features import Features
from crawler.flags.flag import Label
from crawler.news import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A story that a model is asked about, with what speaks for and against its flags."""

    story: Story
    found: Features


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What a model says of one label of one story. `score` is a probability in 0..1; `weights` tell how far each named
    thing moved it, in log odds, the largest first, as far as the model can tell."""

    score: float
    weights: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """From `flag` on the flag is up; from `review` up to there a person should look."""

    flag: float = 0.5
    review: float = 0.2


class FlagModel(Protocol):
    """Answers how likely each label is. Has no state that an answer changes."""

    @property
    def name(self) -> str:
        """Name and version, as they are kept with every verdict."""

    @property
    def thresholds(self) -> Mapping[Label, Thresholds]:
        """Where a flag goes up and where the review list begins."""

    def opinions(self, questions: Sequence[Question]) -> list[Mapping[Label, Opinion]]:
        """The opinions on some stories, in order. A model for which it pays works on them as one batch."""


class ModelKind(StrEnum):
    """Where a model comes from."""

    SHIPPED = "shipped"  # crawler/flags/model.npz
    TRAINED = "trained"  # by `rasid train`; the same form
    ONNX = "onnx"  # a transformer that was exported


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSource:
    """Which model is to answer, in a form that goes through a pipe to a reading process."""

    kind: ModelKind = ModelKind.SHIPPED
    data: bytes = field(default=b"", repr=False)  # of a trained model: its file
    path: str = ""  # of an ONNX model: its folder


SHIPPED = ModelSource()
