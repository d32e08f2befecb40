"""A transformer in ONNX form as the model of the flags: `flags.model = "onnx:FOLDER"`.

The folder holds model.onnx, tokenizer.json and the card rasid-model.json (crawler/flags/onnx_card.py). onnxruntime and
tokenizers come with the extra `onnx` and are imported here, when a model is loaded, and nowhere else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from math import exp
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crawler.errors import ModelUnusable
from crawler.flags.flag import Label
from crawler.flags.model import Opinion, Question, Thresholds
from crawler.flags.onnx_card import GRAPH, TOKENIZER, Card, read_card
from crawler.flags.onnx_input import Batch, Pair, StoryTokenizer, first_line

WEIGHT = "the transformer's score"
_GIVEN = ("input_ids", "attention_mask", "token_type_ids")
_INTEGERS: Mapping[str, type[np.integer[Any]]] = {"tensor(int64)": np.int64, "tensor(int32)": np.int32}
_FATAL = 4  # onnxruntime's level: what fails is raised, and said once by us
_AT_ONCE = 256  # stories whose tokens are held at a time
_PROBE = ("عنوان", "نص قصير.")


@dataclass(frozen=True, slots=True, kw_only=True)
class OnnxModel:
    """A loaded transformer; a FlagModel. Safe to ask from several threads; nothing in it changes when it is asked."""

    folder: Path
    card: Card
    tokenizer: StoryTokenizer
    session: Any  # onnxruntime.InferenceSession, which has no types
    inputs: Mapping[str, type[np.integer[Any]]]
    output: str

    @property
    def name(self) -> str:
        """Name and version of the card."""
        return f"{self.card.name} {self.card.version}"

    @property
    def thresholds(self) -> Mapping[Label, Thresholds]:
        """The card's thresholds."""
        return {
            label: Thresholds(flag=given.flag, review=given.review) for label, given in self.card.thresholds.items()
        }

    def opinions(self, questions: Sequence[Question]) -> list[Mapping[Label, Opinion]]:
        """The opinions on some stories, in order. Raises ModelUnusable where the graph fails on one of them."""
        logits = self.logits([(question.story.title, question.story.text) for question in questions])
        return [self._opinion(row) for row in logits]

    def logits(self, pairs: Sequence[Pair]) -> NDArray[np.float64]:
        """The raw outputs for titles and texts: shape (stories, labels of the card), in the order of the stories."""
        found = np.empty((len(pairs), len(self.card.labels)), dtype=np.float64)
        for start in range(0, len(pairs), _AT_ONCE):
            for batch in self.tokenizer.batches(pairs[start : start + _AT_ONCE]):
                found[[start + place for place in batch.places]] = self._run(batch)
        return found

    def _run(self, batch: Batch) -> NDArray[np.float64]:
        given = dict(zip(_GIVEN, (batch.ids, batch.mask, batch.parts), strict=True))
        feed = {name: given[name].astype(kind, copy=False) for name, kind in self.inputs.items()}
        try:
            (raw,) = self.session.run([self.output], feed)
        except Exception as error:  # onnxruntime's own classes have no common ancestor but this
            raise ModelUnusable(f"{self.folder / GRAPH} failed on a story: {first_line(error)}") from None
        found = np.asarray(raw, dtype=np.float64)
        expected = (len(batch.places), len(self.card.labels))
        if found.shape != expected:
            raise ModelUnusable(
                f"{self.folder / GRAPH} gives an output of shape {found.shape} for {expected[0]} "
                f"{'story' if expected[0] == 1 else 'stories'}, but the card names {expected[1]} labels"
            )
        if not np.isfinite(found).all():
            raise ModelUnusable(f"{self.folder / GRAPH} gave a score that is no finite number")
        return found

    def _opinion(self, logits: NDArray[np.float64]) -> Mapping[Label, Opinion]:
        opinions = {}
        for label in Label:
            line = self.card.calibration[label]
            odds = line.slope * float(logits[self.card.labels.index(label.value)]) + line.intercept
            score = 1 / (1 + exp(-max(-30.0, min(30.0, odds))))
            opinions[label] = Opinion(score=score, weights=((WEIGHT, odds),))
        return opinions


def load_onnx(folder: Path, *, threads: int = 1) -> OnnxModel:
    """Loads and tries the transformer of a folder. Raises ModelUnusable, with one sentence that names what is wrong.

    `threads` are those of one answer. One is right for reading processes, which are as many as there are processors.
    """
    runtime = _package("onnxruntime", folder)
    _package("tokenizers", folder)
    card = read_card(folder)
    tokenizer = StoryTokenizer.load(folder / TOKENIZER, max_tokens=card.max_tokens, padding=card.padding)
    session = _session(runtime, folder / GRAPH, threads)
    model = OnnxModel(
        folder=folder,
        card=card,
        tokenizer=tokenizer,
        session=session,
        inputs=_inputs(folder / GRAPH, session),
        output=_output(folder / GRAPH, session),
    )
    # A graph may leave its shapes open; what it gives is known when it has given something.
    model.logits([_PROBE, ("", "")])
    return model


def _package(name: str, folder: Path) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise ModelUnusable(
            f"the model in {folder} needs the package {name}, which is not installed; it comes with the extra 'onnx': "
            "pip install 'rasid[onnx]'"
        ) from None


def _session(runtime: Any, file: Path, threads: int) -> Any:
    runtime.disable_telemetry_events()
    options = runtime.SessionOptions()
    options.log_severity_level = _FATAL
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # It keeps a plan for each shape that it has seen, and every batch has another one.
    options.enable_mem_pattern = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return runtime.InferenceSession(str(file), sess_options=options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own classes have no common ancestor but this
        raise ModelUnusable(f"{file} cannot be loaded: {first_line(error)}") from None


def _inputs(file: Path, session: Any) -> Mapping[str, type[np.integer[Any]]]:
    """The inputs that a graph asks for, with their integer types, once it is clear that we can give them."""
    asked = {item.name: item for item in session.get_inputs()}
    for name, item in asked.items():
        if name not in _GIVEN:
            raise ModelUnusable(f"{file} asks for the input {name}; only {', '.join(_GIVEN)} can be given")
        if item.type not in _INTEGERS:
            raise ModelUnusable(f"{file} wants its input {name} as {item.type}, not as int64 or int32")
        if fixed := [size for size in item.shape if isinstance(size, int)]:
            raise ModelUnusable(
                f"{file} has an input {name} of the fixed size {fixed[0]}; it must be exported with open axes for "
                "stories and tokens"
            )
    for name in _GIVEN[:2]:
        if name not in asked:
            # Without a mask, the padding of a batch would count as words.
            raise ModelUnusable(f"{file} has no input {name}, without which stories cannot be told from padding")
    return {name: _INTEGERS[item.type] for name, item in asked.items()}


def _output(file: Path, session: Any) -> str:
    names = [item.name for item in session.get_outputs()]
    if "logits" in names:
        return "logits"
    if len(names) == 1:
        return str(names[0])
    raise ModelUnusable(f"{file} has the outputs {', '.join(names)}, and none of them is called logits")
