"""A transformer in ONNX form: what it answers, that a batch answers as one story does, and what it is refused for."""

import json
import pickle
import sys
from collections.abc import Callable
from dataclasses import replace
from math import exp
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from crawler.errors import ModelUnusable
from crawler.flags.features import Features
from crawler.flags.flag import Label
from crawler.flags.model import FlagModel, Question, Thresholds
from crawler.flags.onnx_input import StoryTokenizer, Tokens, batches
from crawler.flags.onnx_model import WEIGHT, OnnxModel, load_onnx
from crawler.news import Story
from tests.crawler.flags import tiny_onnx

CASUALTY, DIPLOMACY = Label.CASUALTY, Label.DIPLOMACY
KILLED = ("قتل خمسة أشخاص", "سقوط قتيل و جرحى في حادث")
MEETING = ("التقى وزير سفير البلد", "قمة في العاصمة اليوم")
FAIR = ("افتتح معرض الكتاب", "أبوابه أمام الزوار اليوم")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model that works."""
    return tiny_onnx.build(tmp_path / "model")


@pytest.fixture
def model(folder: Path) -> OnnxModel:
    """The same, loaded."""
    return load_onnx(folder)


def _question(pair: tuple[str, str]) -> Question:
    return Question(story=Story(title=pair[0], text=pair[1], url="https://example.org/a"), found=Features())


def _scores(model: FlagModel, *pairs: tuple[str, str]) -> list[tuple[float, float]]:
    answers = model.opinions([_question(pair) for pair in pairs])
    return [(answer[CASUALTY].score, answer[DIPLOMACY].score) for answer in answers]


# ---------------------------------------------------------------------- answers


def test_each_label_is_answered_by_its_own_words(model: OnnxModel) -> None:
    """Victims raise casualty, a meeting diplomacy, a fair neither; the labels are independent, so both may be up."""
    both = (KILLED[1], MEETING[0])
    verdicts = [
        (casualty > 0.5, diplomacy > 0.5) for casualty, diplomacy in _scores(model, KILLED, MEETING, FAIR, both)
    ]
    assert verdicts == [(True, False), (False, True), (False, False), (True, True)]


def test_a_score_is_what_the_graph_says(model: OnnxModel) -> None:
    """Three of the twelve tokens ([CLS] 3 [SEP] 6 [SEP]) are words of victims: checked by hand."""
    (answer,) = model.opinions([_question(KILLED)])
    odds = 20 * 3 / 12 - 2
    assert answer[CASUALTY].score == pytest.approx(1 / (1 + exp(-odds)), abs=1e-6)
    assert answer[CASUALTY].weights == ((WEIGHT, pytest.approx(odds, abs=1e-5)),)
    assert answer[DIPLOMACY].score == pytest.approx(1 / (1 + exp(2)), abs=1e-6)


def test_the_columns_are_read_by_the_names_of_the_card(folder: Path) -> None:
    """A card that names the columns the other way round turns the answers round."""
    tiny_onnx.write_card(folder, labels=["diplomacy", "casualty"])
    assert [casualty > 0.5 for casualty, _ in _scores(load_onnx(folder), KILLED, MEETING)] == [False, True]


def test_columns_of_other_labels_are_left_alone(tmp_path: Path) -> None:
    """A model that was taught more labels than ours can still answer for ours."""
    folder = tiny_onnx.build(tmp_path, columns=3, card={"labels": ["casualty", "diplomacy", "economy"]})
    (answer,) = load_onnx(folder).opinions([_question(KILLED)])
    assert set(answer) == {CASUALTY, DIPLOMACY}


def test_calibration_and_thresholds_are_the_cards(folder: Path) -> None:
    """The log odds are slope × logit + intercept, a label at a time; thresholds and name are handed on."""
    tiny_onnx.write_card(
        folder,
        calibration={
            "casualty": {"slope": 0.5, "intercept": 1.0},
            "diplomacy": {"slope": 2.0, "intercept": -0.25},
        },
        thresholds={"casualty": {"flag": 0.6, "review": 0.1}, "diplomacy": {"flag": 0.4, "review": 0.3}},
        version="2.5",
    )
    model = load_onnx(folder)
    (answer,) = model.opinions([_question(KILLED)])
    assert answer[CASUALTY].weights[0][1] == pytest.approx(0.5 * 3 + 1.0, abs=1e-5)
    assert answer[DIPLOMACY].weights[0][1] == pytest.approx(2.0 * -2 - 0.25, abs=1e-5)
    assert model.thresholds == {
        CASUALTY: Thresholds(flag=0.6, review=0.1),
        DIPLOMACY: Thresholds(flag=0.4, review=0.3),
    }
    assert model.name == "tiny 2.5"


def test_a_score_stays_a_probability_however_sure_the_graph_is(folder: Path) -> None:
    """Log odds of thousands neither overflow nor leave 0..1."""
    line = {"slope": 1e6, "intercept": 0.0}
    tiny_onnx.write_card(folder, calibration={"casualty": line, "diplomacy": line})
    ((casualty, diplomacy),) = _scores(load_onnx(folder), KILLED)
    assert 0 < diplomacy < 1e-6 < 1 - 1e-6 < casualty <= 1


# ---------------------------------------------------------------------- batches


def _mixed() -> list[tuple[str, str]]:
    """Stories of many lengths, the long and the short ones in turn, more than one batch of them."""
    stories = []
    for count in range(40):
        title, text = (KILLED, MEETING, FAIR)[count % 3]
        stories.append((title, " ".join([text] * (1 + count * 7 % 11))))
    return stories


def test_a_batch_gives_the_scores_that_single_stories_get(model: OnnxModel) -> None:
    """In order, and untouched by the padding that longer neighbours bring."""
    stories = _mixed()
    alone = [_scores(model, story)[0] for story in stories]
    assert len(set(alone)) > 20  # were the order lost, it would show
    assert np.allclose(_scores(model, *stories), alone, atol=1e-6)


def test_a_mask_that_is_not_used_would_show(tmp_path: Path) -> None:
    """The comparison above fails on a graph whose padding leaks; so it is a comparison."""
    model = load_onnx(tiny_onnx.build(tmp_path, masked=False))
    stories = _mixed()
    alone = [_scores(model, story)[0] for story in stories]
    assert not np.allclose(_scores(model, *stories), alone, atol=0.01)


def test_answers_do_not_change_with_what_was_asked_before(model: OnnxModel) -> None:
    """The model has no memory."""
    before = _scores(model, KILLED, FAIR)
    _scores(model, *_mixed())
    assert _scores(model, KILLED, FAIR) == before


def test_no_story_is_no_answer(model: OnnxModel) -> None:
    """An empty question has an empty answer."""
    assert model.opinions([]) == []


def test_more_stories_than_are_tokenised_at_once_keep_their_order(model: OnnxModel) -> None:
    """600 stories go through in several rounds."""
    scores = _scores(model, *[KILLED, FAIR] * 300)
    assert [casualty > 0.5 for casualty, _ in scores] == [True, False] * 300


@pytest.mark.parametrize(("most_stories", "most_tokens"), [(16, 4096), (3, 4096), (16, 50), (16, 1), (1, 1)])
def test_batches_are_bounded_and_lose_nothing(most_stories: int, most_tokens: int) -> None:
    """Each story stands in one batch; no batch is over its bounds unless one story alone is; like lengths together."""
    stories = [Tokens(ids=(5,) * (1 + place * 37 % 23), parts=(0,) * (1 + place * 37 % 23)) for place in range(50)]
    made = list(batches(stories, pad_id=9, most_stories=most_stories, most_tokens=most_tokens))
    assert sorted(place for batch in made for place in batch.places) == list(range(50))
    for batch in made:
        assert len(batch.places) <= most_stories
        assert batch.ids.size <= most_tokens or len(batch.places) == 1
        assert batch.mask.sum(axis=1).tolist() == [len(stories[place].ids) for place in batch.places]
        assert (batch.ids == np.where(batch.mask == 1, 5, 9)).all()
    lengths = [batch.ids.shape[1] for batch in made]
    assert lengths == sorted(lengths)


# ----------------------------------------------------------------------- tokens


def _pieces(folder: Path, pair: tuple[str, str], max_tokens: int) -> list[str]:
    tokenizer = StoryTokenizer.load(folder / "tokenizer.json", max_tokens=max_tokens, padding="[PAD]")
    tokens = tokenizer.tokens(pair)
    assert len(tokens.parts) == len(tokens.ids) <= max_tokens
    return [tokenizer.tokenizer.id_to_token(token) for token in tokens.ids]


def test_a_long_text_is_cut_at_its_end_and_the_title_stays_whole(folder: Path) -> None:
    """The head of the text fills what the title leaves."""
    title, text = "قتل خمسة أشخاص في انفجار", "اليوم " * 3 + "الزوار " * 1000
    expected = ["[CLS]", *title.split(), "[SEP]", *["اليوم"] * 3, *["الزوار"] * 5, "[SEP]"]
    assert _pieces(folder, (title, text), 16) == expected


def test_words_beyond_the_cut_do_not_count(model: OnnxModel) -> None:
    """A model of 64 tokens does not see what stands after them, and sees what stands before."""
    filler = "اليوم " * 70
    assert _scores(model, ("اليوم", filler)) == _scores(model, ("اليوم", filler + "قتل قتل قتل قتل"))
    assert _scores(model, ("اليوم", filler)) < _scores(model, ("اليوم", "قتل " + filler))


def test_a_title_that_fills_all_the_room_leaves_half_of_it(folder: Path) -> None:
    """Then the text has its say as well."""
    pieces = _pieces(folder, ("اليوم " * 100, "قتل " * 100), 16)
    assert pieces == ["[CLS]", *["اليوم"] * 6, "[SEP]", *["قتل"] * 7, "[SEP]"]


def test_an_endless_text_is_not_tokenised_to_its_end(folder: Path) -> None:
    """The head is cut off before the tokenizer sees the text, and gives all the tokens that are kept."""
    seen: list[int] = []
    whole = StoryTokenizer.load(folder / "tokenizer.json", max_tokens=64, padding="[PAD]")

    class Watched:
        def encode(self, text: str, **options: bool) -> Any:
            seen.append(len(text))
            return whole.tokenizer.encode(text, **options)

        def __getattr__(self, name: str) -> Any:
            return getattr(whole.tokenizer, name)

    watched = replace(whole, tokenizer=cast(Any, Watched()))
    assert watched.tokens(("", "اليوم " * 1_000_000)) == whole.tokens(("", "اليوم " * 100))
    assert max(seen) < 2_000


@pytest.mark.parametrize("pair", [("", "قتل شخص"), ("قتل شخص", ""), ("", ""), (" \n", "\u200f")])
def test_a_story_may_lack_title_or_text(model: OnnxModel, pair: tuple[str, str]) -> None:
    """What is there is read; nothing at all is the answer of the bias."""
    ((casualty, diplomacy),) = _scores(model, pair)
    assert (casualty > 0.5) == ("قتل" in "".join(pair))
    assert diplomacy == pytest.approx(1 / (1 + exp(2)), abs=1e-6)


def test_parts_are_given_where_the_graph_asks_for_them(tmp_path: Path) -> None:
    """Title is part 0, text and its end part 1: two of the four tokens here, each worth a tenth of a word."""
    model = load_onnx(tiny_onnx.build(tmp_path, inputs=("input_ids", "attention_mask", "token_type_ids")))
    assert model.logits([("اليوم", "")])[0].tolist() == pytest.approx([20 * 0.1 * 1 / 4 - 2, -2], abs=1e-5)
    assert model.logits([("", "اليوم")])[0].tolist() == pytest.approx([20 * 0.1 * 2 / 4 - 2, -2], abs=1e-5)


def test_a_graph_of_short_integers_is_fed_short_integers(tmp_path: Path) -> None:
    """int32 or int64, as the graph says."""
    small, large = (load_onnx(tiny_onnx.build(tmp_path / kind, integer=kind)) for kind in ("int32", "int64"))
    assert _scores(small, KILLED, MEETING) == _scores(large, KILLED, MEETING)


# --------------------------------------------------------------------- refusals


def _refusal(folder: Path) -> str:
    with pytest.raises(ModelUnusable) as caught:
        load_onnx(folder)
    sentence = str(caught.value)
    assert "\n" not in sentence
    return sentence


@pytest.mark.parametrize("package", ["onnxruntime", "tokenizers"])
def test_a_missing_package_is_named_with_its_extra(folder: Path, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever chose a transformer without its packages reads what to install."""
    monkeypatch.setitem(sys.modules, package, None)
    sentence = _refusal(folder)
    assert f"needs the package {package}" in sentence
    assert "pip install 'rasid[onnx]'" in sentence


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """So is a path that is a file."""
    assert f"{tmp_path / 'none'} is no folder" in _refusal(tmp_path / "none")
    (tmp_path / "file").write_text("")
    assert f"{tmp_path / 'file'} is no folder" in _refusal(tmp_path / "file")


@pytest.mark.parametrize("name", ["rasid-model.json", "model.onnx", "tokenizer.json"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    """Each of the three."""
    (folder / name).unlink()
    assert _refusal(folder) == f"{folder / name} is missing"


def test_a_file_that_cannot_be_read_is_named(folder: Path) -> None:
    """A folder stands in for a file without permission, which root could read all the same."""
    (folder / "model.onnx").unlink()
    (folder / "model.onnx").mkdir()
    assert _refusal(folder).startswith(f"{folder / 'model.onnx'} cannot be read: ")


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_file_that_was_changed_is_refused(folder: Path, name: str) -> None:
    """A digest that differs, be it by one byte."""
    with (folder / name).open("ab") as file:
        file.write(b" ")
    assert _refusal(folder).startswith(f"{folder / name} is not the file that rasid-model.json was written for")


_LINE = {"slope": 1.0, "intercept": 0.0}
_LIMITS = {"flag": 0.5, "review": 0.2}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": None}, "name is missing"),
        ({"version": " "}, "version: "),
        ({"date": "yesterday"}, "date: "),
        ({"labels": ["casualty", "economy"]}, "labels: diplomacy is missing"),
        ({"labels": ["casualty", "diplomacy", "casualty"]}, "labels: a label is named twice"),
        ({"layout": "text"}, "layout: "),
        ({"max_tokens": 4}, "max_tokens: "),
        ({"max_tokens": None}, "max_tokens is missing"),
        ({"activation": "softmax"}, "activation: "),
        ({"calibration": {"casualty": _LINE}}, "calibration: diplomacy is missing"),
        ({"calibration": {"casualty": _LINE, "diplomacy": {**_LINE, "slope": -1.0}}}, "calibration.diplomacy.slope: "),
        ({"thresholds": {"diplomacy": _LIMITS}}, "thresholds: casualty is missing"),
        ({"thresholds": {"casualty": _LIMITS, "diplomacy": {"flag": 1.5, "review": 0.2}}}, "thresholds.diplomacy.flag"),
        (
            {"thresholds": {"casualty": {"flag": 0.3, "review": 0.4}, "diplomacy": _LIMITS}},
            "thresholds.casualty: review (0.4) must not be above flag (0.3)",
        ),
        ({"sources": []}, "sources: "),
        ({"sources": [{"name": "a corpus"}]}, "sources.0.licence is missing"),
        ({"sha256": {"model.onnx": "0" * 64}}, "sha256: tokenizer.json is missing"),
        ({"sha256": {"model.onnx": "0" * 63}}, "sha256.model.onnx: "),
        ({"sha256": {"../model.onnx": "0" * 64}}, "sha256.../model.onnx"),
        ({"treshold": 0.5}, "unknown key treshold"),
        ({"padding": "<pad>"}, "does not know the card's token for padding '<pad>'"),
    ],
)
def test_a_wrong_card_is_refused_with_its_key(folder: Path, changes: dict[str, Any], said: str) -> None:
    """The file and the key are named."""
    tiny_onnx.write_card(folder, **changes)
    sentence = _refusal(folder)
    assert said in sentence
    assert str(folder) in sentence


@pytest.mark.parametrize("text", ["", "{", "[]", "\udcff", json.dumps("a")])
def test_a_card_that_is_no_json_object_is_refused(folder: Path, text: str) -> None:
    """Half a file, another file, bytes that are no text."""
    (folder / "rasid-model.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert _refusal(folder).startswith(f"{folder / 'rasid-model.json'}: ")


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        (
            {"inputs": ("input_ids", "attention_mask", "position_ids")},
            "asks for the input position_ids; only input_ids",
        ),
        ({"inputs": ("input_ids",)}, "has no input attention_mask"),
        ({"fixed_length": 128}, "of the fixed size 128"),
        ({"columns": 1}, "shape (2, 1) for 2 stories, but the card names 2 labels"),
        ({"columns": 3}, "shape (2, 3) for 2 stories, but the card names 2 labels"),
        ({"known_tokens": 3}, "failed on a story: "),
    ],
)
def test_a_graph_that_does_not_fit_is_refused_when_it_is_loaded(
    tmp_path: Path, shape: dict[str, Any], said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """Before a story is read, in one sentence, and the runtime prints nothing of its own."""
    folder = tiny_onnx.build(tmp_path, **shape)
    sentence = _refusal(folder)
    assert sentence.startswith(str(folder / "model.onnx"))
    assert said in sentence
    assert capfd.readouterr() == ("", "")


def _float_inputs(file: Path) -> None:
    import onnx

    graph = onnx.load(file)
    value = onnx.helper.make_tensor_value_info("attention_mask", onnx.TensorProto.FLOAT, ["stories", "tokens"])
    graph.graph.input[1].CopyFrom(value)
    file.write_bytes(graph.SerializeToString())


def _two_outputs(file: Path) -> None:
    import onnx

    graph = onnx.load(file)
    for node in graph.graph.node:
        node.output[:] = ["scores" if name == "logits" else name for name in node.output]
    graph.graph.output[0].name = "scores"
    graph.graph.output.append(onnx.helper.make_tensor_value_info("mean", onnx.TensorProto.FLOAT, ["stories", 8]))
    file.write_bytes(graph.SerializeToString())


@pytest.mark.parametrize(
    ("name", "spoil", "said"),
    [
        ("model.onnx", lambda file: file.write_bytes(b"no graph"), "cannot be loaded: "),
        ("model.onnx", _float_inputs, "wants its input attention_mask as tensor(float), not as int64 or int32"),
        ("model.onnx", _two_outputs, "has the outputs scores, mean, and none of them is called logits"),
        ("tokenizer.json", lambda file: file.write_text("{}"), "is no tokenizer that can be read: "),
    ],
)
def test_files_that_are_something_else_are_refused(
    folder: Path, name: str, spoil: Callable[[Path], Any], said: str
) -> None:
    """Though their digests are right."""
    spoil(folder / name)
    tiny_onnx.write_card(folder)
    sentence = _refusal(folder)
    assert sentence.startswith(str(folder / name))
    assert said in sentence


def test_a_score_that_is_no_number_is_an_error_and_no_verdict(model: OnnxModel, folder: Path) -> None:
    """NaN is below every threshold: taken for an answer it would be a flag that stays down."""
    with pytest.raises(ModelUnusable, match="gave a score that is no finite number") as caught:
        model.opinions([_question(KILLED), _question((tiny_onnx.BROKEN_WORD, ""))])
    assert str(folder / "model.onnx") in str(caught.value)


def test_a_refusal_goes_through_a_pipe(tmp_path: Path) -> None:
    """A reading process hands it to its parent."""
    sentence = _refusal(tmp_path / "none")
    assert str(pickle.loads(pickle.dumps(ModelUnusable(sentence)))) == sentence
