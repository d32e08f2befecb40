"""A trained model's file that says the same of every story, so that a test sees which model has answered."""

from math import log

import numpy as np

from crawler.flags.boosted import Parameters
from crawler.flags.boosted_file import write_boosted
from crawler.flags.forest import LEAF, Forest
from crawler.flags.model import ModelKind, ModelSource
from crawler.flags.vocabulary import Vocabulary


def desk_model(name: str = "desk 1", *, casualty: float = 0.9, diplomacy: float = 0.3) -> bytes:
    """The file of a model that gives every story these scores; a flag is up from 0.5 on, and in doubt from 0.2 on."""
    model, version = name.split()
    parameters = Parameters(
        names=("untitled",),
        words=no_words(),
        forests=(_always(casualty), _always(diplomacy)),
        calibration=np.array([[1, 0], [1, 0]], dtype=np.float32),
    )
    labels = {label: {"threshold": 0.5, "review": 0.2} for label in ("casualty", "diplomacy")}
    return write_boosted(parameters, {"model": model, "version": version, "labels": labels})


def desk_source(name: str = "desk 1", *, casualty: float = 0.9, diplomacy: float = 0.3) -> ModelSource:
    """The same, as the reading processes are told of it."""
    return ModelSource(kind=ModelKind.TRAINED, data=desk_model(name, casualty=casualty, diplomacy=diplomacy))


def no_words() -> Vocabulary:
    """A vocabulary without words."""
    nothing = np.zeros((0, 2), dtype=np.float32)
    return Vocabulary(names=(), idf=nothing[:, 0], weights=nothing, bias=np.zeros(2, dtype=np.float32))


def _always(score: float) -> Forest:
    leaf = np.array([LEAF], dtype=np.int32)
    zero = np.zeros(1, dtype=np.float32)
    roots = np.zeros(1, dtype=np.int32)
    return Forest(
        feature=leaf, threshold=zero, left=leaf, value=zero, roots=roots, depth=0, base=log(score / (1 - score))
    )
