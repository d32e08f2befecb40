"""Makes a model's folder of an exported graph: checks it, calibrates it, measures it, and writes its card.

All of it is done through `load_onnx`, so that what is calibrated and measured is what will answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from pydantic import JsonValue

from crawler.flags.features import Features
from crawler.flags.flag import Label
from crawler.flags.model import Question
from crawler.flags.onnx_card import (
    GRAPH,
    TOKENIZER,
    Calibration,
    Card,
    LabelThresholds,
    Origin,
    digest,
    write_card,
)
from crawler.flags.onnx_model import OnnxModel, load_onnx
from crawler.flags.training.corpus import Labelled
from crawler.flags.training.held_out import (
    Doubles,
    Parts,
    TrainingImpossible,
    known,
    line,
    measure,
    thresholds,
)

COLUMNS = tuple(label.value for label in Label)
# Between one runtime and another, float32 differs in the sixth figure; a wrong graph differs in the first.
_LARGEST_DIFFERENCE = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a card says before anything is measured. `licence` is the new model's; `sources` what it was made from."""

    name: str
    version: str
    day: date
    licence: str
    sources: tuple[Origin, ...] = ()


def finish(
    folder: Path,
    draft: Draft,
    *,
    max_tokens: int,
    padding: str,
    parts: Parts,
    trained: Doubles,
    notes: Mapping[str, JsonValue],
) -> Card:
    """Writes the card into a folder with model.onnx and tokenizer.json, whose outputs are the labels in order.

    `trained` are the logits of the model that was exported, for the tuning stories and then the measuring ones: shape
    (stories, labels). `notes` join the measured scores. Raises TrainingImpossible where the graph gives others, or
    tells a label no better than chance, and ModelUnusable where it cannot be used.
    """
    card = _first_card(folder, draft, max_tokens, padding)
    write_card(card, folder)
    model = load_onnx(folder)
    held_out = [*parts.tuning, *parts.measuring]
    logits = model.logits([(one.story.title, one.story.text) for one in held_out])
    difference = float(np.abs(logits - trained).max())
    if not difference <= _LARGEST_DIFFERENCE:
        raise TrainingImpossible(
            f"the exported graph does not give what the trained model gives: logits differ by up to {difference:.4g}"
        )
    card = _calibrated(card, parts.tuning, logits[: len(parts.tuning)])
    write_card(card, folder)
    measured: dict[str, JsonValue] = {
        **notes,
        "learnt_from": len(parts.learning),
        "tuned_on": len(parts.tuning),
        "difference_to_trained": difference,
        **_measured(load_onnx(folder), parts.measuring),
    }
    card = card.model_copy(update={"measured": measured})
    write_card(card, folder)
    return card


def _first_card(folder: Path, draft: Draft, max_tokens: int, padding: str) -> Card:
    return Card(
        name=draft.name,
        version=draft.version,
        date=draft.day,
        labels=COLUMNS,
        layout="title [sep] text",
        max_tokens=max_tokens,
        padding=padding,
        activation="sigmoid",
        calibration={label: Calibration(slope=1, intercept=0) for label in Label},
        thresholds={label: LabelThresholds(flag=0.5, review=0.2) for label in Label},
        licence=draft.licence,
        sources=draft.sources,
        measured={},
        sha256={name: digest(folder / name) for name in (GRAPH, TOKENIZER)},
    )


def _calibrated(card: Card, tuning: Sequence[Labelled], logits: Doubles) -> Card:
    lines, limits = {}, {}
    for label in Label:
        values, truth, weights = known(tuning, label, logits[:, COLUMNS.index(label.value)])
        slope, intercept = line(values, truth, weights, label)
        found = thresholds(1 / (1 + np.exp(-(slope * values + intercept))), truth, weights)
        lines[label] = Calibration(slope=slope, intercept=intercept)
        limits[label] = LabelThresholds(flag=found.flag, review=found.review)
    return card.model_copy(update={"calibration": lines, "thresholds": limits})


def _measured(model: OnnxModel, stories: Sequence[Labelled]) -> dict[str, JsonValue]:
    answers = model.opinions([Question(story=one.story, found=Features()) for one in stories])
    measured: dict[str, JsonValue] = {}
    for label in Label:
        said = np.array([answer[label].score for answer in answers], dtype=np.float64)
        scores, truth, _ = known(stories, label, said)
        measured[label.value] = dict(measure(scores, truth, model.thresholds[label]))
    return measured
