"""Builds a small real transformer-like classifier with its tokenizer and card, so that verdicts can be asserted.

Each token has a vector; a story's logits are a line through the mean of its tokens' vectors, padding left out:

    logit of a label = 20 × (share of the label's words among the story's tokens) - 2

The padding token has a vector that pushes both labels far up, so that a mask that is not used shows at once.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

SCALE, BIAS = 20.0, -2.0
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
CASUALTY_WORDS = ("قتل", "قتيل", "جرحى", "ضحايا", "مصرع")
DIPLOMACY_WORDS = ("وزير", "سفير", "التقى", "قمة", "مباحثات")
BROKEN_WORD = "عطب"  # its vector is no number
_SENTENCES = (
    "قتل خمسة أشخاص في انفجار وسط المدينة",
    "سقوط جرحى و ضحايا في حادث على الطريق",
    "قتيل واحد و مصرع طفل في انهيار مبنى",
    "التقى وزير الخارجية سفير البلد الجار",
    "قمة و مباحثات في العاصمة اليوم",
    "افتتح معرض الكتاب أبوابه أمام الزوار",
    "عنوان نص قصير . عطب",
)
_LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي.،"
_TYPES = {"int64": TensorProto.INT64, "int32": TensorProto.INT32}


def build(
    folder: Path,
    *,
    inputs: Sequence[str] = ("input_ids", "attention_mask"),
    integer: str = "int64",
    masked: bool = True,
    columns: int = 2,
    fixed_length: int | None = None,
    known_tokens: int | None = None,
    card: dict[str, Any] | None = None,
) -> Path:
    """Writes model.onnx, tokenizer.json and rasid-model.json into a folder, and returns it.

    `inputs` are those the graph declares; with `masked` False it ignores its mask; `known_tokens` cuts its table of
    vectors short; `fixed_length` closes the axis of tokens. `card` changes keys of the card; None takes one out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    words = vocabulary()
    tokenizer(words).save(str(folder / "tokenizer.json"))
    graph = _graph(words, inputs, integer, masked, columns, fixed_length, known_tokens)
    (folder / "model.onnx").write_bytes(graph.SerializeToString())
    write_card(folder, **(card or {}))
    return folder


def vocabulary() -> dict[str, int]:
    """The tokens: special ones, whole words, and all letters at a word's start or within it."""
    words = sorted({word for sentence in _SENTENCES for word in sentence.split()})
    pieces = [*SPECIAL, *_LETTERS, *(f"##{letter}" for letter in _LETTERS), *words]
    return {piece: place for place, piece in enumerate(dict.fromkeys(pieces))}


def tokenizer(words: dict[str, int]) -> Tokenizer:
    """A WordPiece tokenizer that lays pairs out as BERT does, and is set to cut and pad, which must be switched off."""
    made = Tokenizer(models.WordPiece(words, unk_token="[UNK]", max_input_chars_per_word=100))
    made.normalizer = normalizers.BertNormalizer(lowercase=False, strip_accents=False)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", words["[CLS]"]), ("[SEP]", words["[SEP]"])],
    )
    made.enable_truncation(8)
    made.enable_padding(length=64, pad_id=words["[PAD]"], pad_token="[PAD]")
    return made


def write_card(folder: Path, **changes: Any) -> None:
    """The card that fits the folder's files, with some keys changed, or taken out where they are None."""
    card: dict[str, Any] = {
        "name": "tiny",
        "version": "1",
        "date": "2026-11-20",
        "labels": ["casualty", "diplomacy"],
        "layout": "title [sep] text",
        "max_tokens": 64,
        "activation": "sigmoid",
        "calibration": {name: {"slope": 1.0, "intercept": 0.0} for name in ("casualty", "diplomacy")},
        "thresholds": {name: {"flag": 0.5, "review": 0.2} for name in ("casualty", "diplomacy")},
        "licence": "Apache-2.0",
        "sources": [{"name": "sentences written for these tests", "licence": "Apache-2.0"}],
        "measured": {},
        "sha256": {
            name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ("model.onnx", "tokenizer.json")
        },
    }
    card.update(changes)
    text = json.dumps({key: value for key, value in card.items() if value is not None}, ensure_ascii=False)
    (folder / "rasid-model.json").write_text(text, encoding="utf-8")


def _vectors(words: dict[str, int]) -> np.ndarray[Any, np.dtype[np.float32]]:
    """One vector a token: the first two numbers push a label, the others are noise that no logit looks at."""
    vectors = np.random.default_rng(7).normal(size=(len(words), 8)).astype(np.float32)
    vectors[:, :2] = 0
    for column, pushing in enumerate((CASUALTY_WORDS, DIPLOMACY_WORDS)):
        vectors[[words[word] for word in pushing], column] = 1
    vectors[words["[PAD]"]] = 50
    vectors[words[BROKEN_WORD]] = np.nan
    return vectors


def _graph(
    words: dict[str, int],
    inputs: Sequence[str],
    integer: str,
    masked: bool,
    columns: int,
    fixed_length: int | None,
    known_tokens: int | None,
) -> onnx.ModelProto:
    line = np.zeros((8, columns), dtype=np.float32)
    line[0, 0] = line[1, 1 % columns] = SCALE
    numbers = {
        "vectors": _vectors(words)[:known_tokens],
        # A token of the text counts for the label of column 0 what a tenth of a pushing word does.
        "part_vectors": np.array([[0.0] * 8, [0.1] + [0.0] * 7], dtype=np.float32),
        "line": line,
        "bias": np.full(columns, BIAS, dtype=np.float32),
        "axis_1": np.array([1], dtype=np.int64),
        "axis_2": np.array([2], dtype=np.int64),
    }
    nodes = [helper.make_node("Gather", ["vectors", "input_ids"], ["words"])]
    seen = "words"
    if "token_type_ids" in inputs:
        nodes.append(helper.make_node("Gather", ["part_vectors", "token_type_ids"], ["parts"]))
        nodes.append(helper.make_node("Add", ["words", "parts"], ["seen"]))
        seen = "seen"
    if masked and "attention_mask" in inputs:
        nodes += [
            helper.make_node("Cast", ["attention_mask"], ["float_mask"], to=TensorProto.FLOAT),
            helper.make_node("Unsqueeze", ["float_mask", "axis_2"], ["mask"]),
            helper.make_node("Mul", [seen, "mask"], ["kept"]),
            helper.make_node("ReduceSum", ["kept", "axis_1"], ["sum"], keepdims=0),
            helper.make_node("ReduceSum", ["mask", "axis_1"], ["count"], keepdims=0),
            helper.make_node("Div", ["sum", "count"], ["mean"]),
        ]
    else:
        nodes.append(helper.make_node("ReduceMean", [seen], ["mean"], axes=[1], keepdims=0))
    nodes.append(helper.make_node("Gemm", ["mean", "line", "bias"], ["logits"]))
    graph = helper.make_graph(
        nodes,
        "tiny",
        [
            helper.make_tensor_value_info(name, _TYPES[integer], ["stories", fixed_length or "tokens"])
            for name in inputs
        ],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["stories", columns])],
        [numpy_helper.from_array(value, name) for name, value in numbers.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    return model
