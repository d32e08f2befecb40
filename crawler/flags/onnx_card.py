"""The card of a transformer in ONNX form: what its folder's rasid-model.json says of it, and whether that is so.

The card is what makes a strange file a model of ours: which output column is which label, how a story is laid out,
how logits become probabilities, where the flags go up, where it comes from, and the digests of its files.
"""

import hashlib
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints, ValidationError, model_validator

from crawler.errors import ModelUnusable
from crawler.flags.flag import Label

CARD = "rasid-model.json"
GRAPH = "model.onnx"
TOKENIZER = "tokenizer.json"

_Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
_Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
_Finite = Annotated[float, Field(allow_inf_nan=False)]
# A folder's own files only: no digest reaches out of it.
_FileName = Annotated[str, StringConstraints(pattern=r"^[\w-][\w.-]*$")]


class _Part(BaseModel):
    # A misspelt key would otherwise be a default that nobody asked for.
    model_config = ConfigDict(frozen=True, extra="forbid")


class LabelThresholds(_Part):
    """From which calibrated probability a flag goes up, and from which a person should look."""

    flag: float = Field(gt=0, lt=1)
    review: float = Field(gt=0, lt=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.review > self.flag:
            raise ValueError(f"review ({self.review}) must not be above flag ({self.flag})")
        return self


class Calibration(_Part):
    """Platt's line: the log odds are `slope` × logit + `intercept`."""

    slope: _Finite = Field(gt=0)  # a falling line would turn every answer round
    intercept: _Finite


class Origin(_Part):
    """Something that the model was made from, and under which licence."""

    name: _Text
    licence: _Text


class Card(_Part):
    """What rasid-model.json says. `labels` name the output columns in order; more columns than ours may stand there.
    `padding` is the token that batches are padded with. `sha256` holds the digest of each file of the folder by its
    name, model.onnx and tokenizer.json at least."""

    name: _Text
    version: _Text
    date: date
    labels: tuple[_Text, ...]
    layout: Literal["title [sep] text"]
    max_tokens: int = Field(ge=16, le=8192)
    padding: _Text = "[PAD]"
    activation: Literal["sigmoid"]
    calibration: dict[Label, Calibration]
    thresholds: dict[Label, LabelThresholds]
    licence: _Text
    sources: tuple[Origin, ...] = Field(min_length=1)
    measured: dict[str, JsonValue]
    sha256: dict[_FileName, _Digest]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if len(set(self.labels)) < len(self.labels):
            raise ValueError("labels: a label is named twice")
        given: Mapping[str, Collection[str]] = {
            "labels": self.labels,
            "calibration": self.calibration,
            "thresholds": self.thresholds,
        }
        for key, names in given.items():
            if missing := [label.value for label in Label if label not in names]:
                raise ValueError(f"{key}: {missing[0]} is missing")
        if missing := [name for name in (GRAPH, TOKENIZER) if name not in self.sha256]:
            raise ValueError(f"sha256: {missing[0]} is missing")
        return self


def read_card(folder: Path) -> Card:
    """The card of a model's folder, its files checked against it. Raises ModelUnusable in one sentence."""
    if not folder.is_dir():
        raise ModelUnusable(f"{folder} is no folder; a model is a folder with {CARD}, {GRAPH} and {TOKENIZER}")
    file = folder / CARD
    try:
        card = Card.model_validate_json(_bytes(file))
    except ValidationError as error:
        raise ModelUnusable(f"{file}: {_sentence(error)}") from None
    for name, expected in card.sha256.items():
        if digest(folder / name) != expected:
            raise ModelUnusable(f"{folder / name} is not the file that {CARD} was written for: its sha256 is another")
    return card


def write_card(card: Card, folder: Path) -> None:
    """Writes the card into a model's folder."""
    (folder / CARD).write_text(card.model_dump_json(indent=2) + "\n", encoding="utf-8")


def digest(file: Path) -> str:
    """The sha256 of a file, in hex. Raises ModelUnusable where it cannot be read."""
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise _unreadable(file, error) from None


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise _unreadable(file, error) from None


def _unreadable(file: Path, error: OSError) -> ModelUnusable:
    if isinstance(error, FileNotFoundError):
        return ModelUnusable(f"{file} is missing")
    return ModelUnusable(f"{file} cannot be read: {error.strerror or error}")


def _sentence(error: ValidationError) -> str:
    """The first thing that is wrong, with the key it is wrong with."""
    first = error.errors(include_url=False)[0]
    key = ".".join(str(part) for part in first["loc"])
    what = str(first["msg"]).removeprefix("Value error, ")
    what = what[:1].lower() + what[1:]
    if first["type"] == "missing":
        return f"{key} is missing"
    if first["type"] == "extra_forbidden":
        return f"unknown key {key}"
    return f"{key}: {what}" if key else what
