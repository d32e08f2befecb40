"""Fine-tuning: what is held out, what is read off it, the folder that comes of it, and what is refused.

All but the tests at the end run without torch; those need the extra `transformers`, which CI does not install.
"""

import random
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from crawler.errors import ModelUnusable
from crawler.flags.features import Features
from crawler.flags.flag import Label
from crawler.flags.model import Question, Thresholds
from crawler.flags.onnx_card import Origin, read_card
from crawler.flags.onnx_model import load_onnx
from crawler.flags.training.corpus import Labelled
from crawler.flags.training.held_out import Parts, TrainingImpossible, line, measure, split, thresholds
from crawler.flags.training.onnx_folder import Draft, finish
from crawler.flags.training.torch_steps import Schedule, rate
from crawler.flags.training.transformer import Plan, fine_tune, load_base, readable
from crawler.news import Story
from tests.crawler.flags import tiny_onnx
from tests.crawler.flags.training.toy_stories import toy_stories

CASUALTY, DIPLOMACY = Label.CASUALTY, Label.DIPLOMACY
DRAFT = Draft(
    name="desk",
    version="3",
    day=date(2026, 11, 20),
    licence="CC BY 4.0",
    sources=(Origin(name="toy stories", licence="Apache-2.0"),),
)


def _split(stories: Sequence[Labelled], seed: int = 1) -> Parts:
    return split(stories, seed=seed, tuning=0.15, measuring=0.15)


def _ids(stories: Sequence[Labelled]) -> set[str]:
    return {story.id for story in stories}


# -------------------------------------------------------------------- held out


def test_every_story_is_in_one_part_and_the_shares_are_kept() -> None:
    """15 % and 15 % of 200."""
    stories = toy_stories(200)
    parts = _split(stories)
    assert [len(parts.learning), len(parts.tuning), len(parts.measuring)] == [140, 30, 30]
    assert _ids(parts.learning) | _ids(parts.tuning) | _ids(parts.measuring) == _ids(stories)


def test_the_parts_hang_on_the_seed_and_not_on_the_order() -> None:
    """Read from a database in another order the same stories give the same parts; another seed gives others."""
    stories = toy_stories(200)
    shuffled = random.Random(5).sample(stories, len(stories))
    assert _ids(_split(shuffled).measuring) == _ids(_split(stories).measuring)
    assert _ids(_split(stories, seed=2).measuring) != _ids(_split(stories).measuring)


def test_labels_are_spread_evenly() -> None:
    """Rare answers too: of 20 stories with both labels among 200, three are held out to measure and three to tune."""
    stories = [
        replace(story, casualty=number % 10 < 5, diplomacy=number % 10 in {0, 9})
        for number, story in enumerate(toy_stories(200))
    ]
    parts = _split(stories)
    for part in (parts.tuning, parts.measuring):
        patterns = Counter((story.casualty, story.diplomacy) for story in part)
        assert patterns[True, True] == 3
        assert patterns[False, True] == 3
        assert patterns[True, False] == patterns[False, False] == 12


def test_copies_of_a_report_stay_together() -> None:
    """Were one learnt from and its copy, under another headline and spelling, measured on, memory would be measured."""
    stories = toy_stories(100)
    copies = [
        replace(one, id=f"{one.id}/copy", story=Story(title=f"عاجل: {number}", text=f"{one.story.text}ـ", url=""))
        for number, one in enumerate(stories)
    ]
    parts = _split([*stories, *copies])
    for part in (parts.learning, parts.tuning, parts.measuring):
        assert {identity.removesuffix("/copy") for identity in _ids(part)} == {
            identity for identity in _ids(part) if not identity.endswith("/copy")
        }
    assert len(parts.measuring) >= 20


def test_too_few_of_one_answer_are_refused() -> None:
    """With the label and how many there are."""
    stories = [replace(story, diplomacy=number == 0) for number, story in enumerate(toy_stories(100))]
    with pytest.raises(TrainingImpossible, match="^diplomacy: 1 stories marked yes and 99 marked no are too few"):
        _split(stories)
    with pytest.raises(TrainingImpossible, match="^casualty: 0 stories marked yes and 0 marked no are too few"):
        _split([])


# ----------------------------------------------------------------- calibration


def _drawn(count: int, slope: float, intercept: float) -> tuple[Any, Any, Any]:
    rng = np.random.default_rng(4)
    logits = rng.normal(0, 3, count)
    truth = rng.random(count) < 1 / (1 + np.exp(-(slope * logits + intercept)))
    return logits, truth, np.ones(count)


def test_the_line_that_drew_the_answers_is_found() -> None:
    """From logits that are three times too sure and shifted, and 20000 answers."""
    slope, intercept = line(*_drawn(20_000, 1 / 3, -0.7), CASUALTY)
    assert slope == pytest.approx(1 / 3, abs=0.02)
    assert intercept == pytest.approx(-0.7, abs=0.06)


def test_a_weight_counts_as_so_many_stories() -> None:
    """A story of weight three is three stories, but for Platt's allowance, which counts weights too."""
    logits, truth, weights = _drawn(300, 0.8, 0.2)
    weights[:100] = 3
    thrice = np.concatenate([np.arange(300), np.arange(100), np.arange(100)])
    assert line(logits, truth, weights, CASUALTY) == pytest.approx(
        line(logits[thrice], truth[thrice], np.ones(500), CASUALTY), abs=1e-3
    )


def test_a_few_stories_told_apart_make_nothing_certain() -> None:
    """Twenty stories without a mistake: no score beyond 95 in 100."""
    logits = np.array([-5.0] * 10 + [5.0] * 10)
    slope, intercept = line(logits, logits > 0, np.ones(20), CASUALTY)
    assert 0.05 < 1 / (1 + np.exp(-(slope * -5 + intercept))) < 0.15


def test_logits_that_say_nothing_are_refused() -> None:
    """Here they say the opposite; a line that falls would hide it."""
    logits = np.linspace(-3, 3, 40)
    with pytest.raises(TrainingImpossible, match="^diplomacy: on the 40 stories .* no better than chance"):
        line(logits, logits < 0, np.ones(40), DIPLOMACY)


# ------------------------------------------------------------------ thresholds


def test_the_flag_goes_up_where_f1_is_best() -> None:
    """Between 0.35 and 0.55 here: all but one of the stories marked yes, and none marked no."""
    scores = np.array([0.05, 0.15, 0.25, 0.35, 0.55, 0.65, 0.75, 0.85])
    truth = np.array([False, True, False, False, True, True, True, True])
    limits = thresholds(scores, truth, np.ones(8))
    assert limits.flag == 0.5  # of the places between the two the most usual one
    assert limits.review == pytest.approx(0.15)  # catches the one that the flag misses


def test_the_flag_goes_where_the_scores_are() -> None:
    """A model whose probabilities are all low still tells the two apart."""
    scores = np.array([0.11, 0.12, 0.21, 0.22])
    limits = thresholds(scores, np.array([False, False, True, True]), np.ones(4))
    assert limits.flag == pytest.approx(0.165)
    assert limits.review == pytest.approx(0.4 * 0.165)  # below the flag, though nothing is missed


@pytest.mark.parametrize("seed", range(20))
def test_thresholds_are_always_in_order_and_within_bounds(seed: int) -> None:
    """Whatever the scores are, down to one story of each answer and scores that are all the same."""
    rng = np.random.default_rng(seed)
    scores = np.concatenate([rng.random(rng.integers(0, 30)) ** 4, [rng.random()] * 2])
    truth = np.append(rng.random(len(scores) - 2) < 0.3, [True, False])
    limits = thresholds(scores, truth, np.ones(len(scores)))
    assert 0 < limits.review < limits.flag
    assert 0.1 <= limits.flag <= 0.9


def test_what_is_measured_is_counted() -> None:
    """By hand: two of three flags right, two of four found, a third seen for review."""
    scores = np.array([0.9, 0.8, 0.7, 0.3, 0.1, 0.05])
    truth = np.array([True, True, False, True, True, False])
    measured = measure(scores, truth, Thresholds(flag=0.5, review=0.2))
    assert measured["stories"] == 6
    assert measured["precision"] == pytest.approx(2 / 3, abs=1e-4)
    assert measured["recall"] == 0.5
    assert measured["f1"] == pytest.approx(4 / 7, abs=1e-4)
    assert measured["seen"] == 0.75
    assert measured["brier"] == pytest.approx(((scores - truth) ** 2).mean(), abs=1e-4)


# ------------------------------------------------------------------ the folder


def _exported(folder: Path, parts: Parts) -> Any:
    """A graph in a folder without a card, and the logits of the model that it was exported from."""
    tiny_onnx.build(folder)
    trained = load_onnx(folder).logits([(one.story.title, one.story.text) for one in [*parts.tuning, *parts.measuring]])
    (folder / "rasid-model.json").unlink()
    return trained


def _finish(folder: Path, parts: Parts, trained: Any) -> Any:
    return finish(folder, DRAFT, max_tokens=64, padding="[PAD]", parts=parts, trained=trained, notes={"epochs": 4})


def test_a_finished_folder_loads_and_answers_as_its_card_says(tmp_path: Path) -> None:
    """Calibrated on the tuning part, with thresholds of its own, and the scores of the measuring part in the card."""
    parts = _split(toy_stories(200))
    card = _finish(tmp_path, parts, _exported(tmp_path, parts))
    assert read_card(tmp_path) == card
    model = load_onnx(tmp_path)
    assert model.name == "desk 3"
    assert card.sources == DRAFT.sources
    assert (card.licence, card.date) == ("CC BY 4.0", DRAFT.day)
    assert card.calibration[CASUALTY].slope != 1
    answers = model.opinions([Question(story=one.story, found=Features()) for one in parts.measuring])
    flagged = [answer[CASUALTY].score >= card.thresholds[CASUALTY].flag for answer in answers]
    right = sum(up and one.casualty is True for up, one in zip(flagged, parts.measuring, strict=True))
    measured: Any = card.measured
    assert measured["casualty"]["precision"] == round(right / sum(flagged), 4)
    assert measured["casualty"]["f1"] > 0.9
    assert measured["casualty"]["stories"] == len(parts.measuring)
    assert measured["diplomacy"]["stories"] == sum(one.diplomacy is not None for one in parts.measuring)
    assert (measured["learnt_from"], measured["tuned_on"], measured["epochs"]) == (140, 30, 4)


def test_calibration_looks_at_the_tuning_part_alone(tmp_path: Path) -> None:
    """Labels of the measuring part turned round change what is measured and nothing that answers."""
    parts = _split(toy_stories(200))
    turned = replace(parts, measuring=tuple(replace(one, casualty=not one.casualty) for one in parts.measuring))
    trained = _exported(tmp_path / "a", parts)
    _exported(tmp_path / "b", parts)
    one, other = _finish(tmp_path / "a", parts, trained), _finish(tmp_path / "b", turned, trained)
    assert (one.calibration, one.thresholds) == (other.calibration, other.thresholds)
    assert one.measured["casualty"] != other.measured["casualty"]


@pytest.mark.parametrize("change", [0.01, float("nan")])
def test_a_graph_that_gives_something_else_is_refused(tmp_path: Path, change: float) -> None:
    """One logit of one story is enough."""
    parts = _split(toy_stories(200))
    trained = _exported(tmp_path, parts)
    trained[7, 1] += change
    with pytest.raises(TrainingImpossible, match="does not give what the trained model gives"):
        _finish(tmp_path, parts, trained)


def test_a_graph_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    """By what loads it later."""
    parts = _split(toy_stories(200))
    trained = _exported(tmp_path, parts)
    tiny_onnx.build(tmp_path, fixed_length=64)
    with pytest.raises(ModelUnusable, match="of the fixed size 64"):
        _finish(tmp_path, parts, trained)


# -------------------------------------------------------------------- refusals


def _fine_tune(out: Path, base: str = "none", **options: Any) -> Any:
    return fine_tune(toy_stories(), base=base, base_licence="MIT", out=out, draft=DRAFT, **options)


@pytest.mark.parametrize("package", ["torch", "transformers", "onnxscript"])
def test_a_missing_package_is_named_with_its_extra(
    tmp_path: Path, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first one that is missing, and what to install."""
    for name in ("torch", "transformers", "onnxscript"):
        monkeypatch.setitem(sys.modules, name, None if name == package else SimpleNamespace())  # type: ignore[arg-type]
    with pytest.raises(TrainingImpossible) as caught:
        _fine_tune(tmp_path / "out")
    assert f"needs the package {package}, " in str(caught.value)
    assert "pip install 'rasid[transformers]'" in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_in_use_is_left_alone(tmp_path: Path) -> None:
    """A model that may be answering is not written over."""
    (tmp_path / "rasid-model.json").write_text("{}")
    with pytest.raises(TrainingImpossible, match="exists already"):
        _fine_tune(tmp_path)
    with pytest.raises(TrainingImpossible, match="exists already"):
        _fine_tune(tmp_path / "rasid-model.json")
    assert (tmp_path / "rasid-model.json").read_text() == "{}"


class _Tokenizer(SimpleNamespace):
    def __len__(self) -> int:
        return int(self.size)


class _Encoder:
    def get_input_embeddings(self) -> Any:
        return SimpleNamespace(num_embeddings=100)

    def float(self) -> "_Encoder":
        return self


def _library(tokenizer: Any) -> Any:
    """What load_base needs of transformers, giving this tokenizer, or raising it where it is an error."""

    def load(base: str, *, trust_remote_code: bool) -> Any:
        assert not trust_remote_code
        if isinstance(tokenizer, Exception):
            raise tokenizer
        return tokenizer

    logging = SimpleNamespace(set_verbosity_error=lambda: None, disable_progress_bar=lambda: None)
    return SimpleNamespace(
        utils=SimpleNamespace(logging=logging),
        AutoModel=SimpleNamespace(from_pretrained=lambda base, trust_remote_code: _Encoder()),
        AutoTokenizer=SimpleNamespace(from_pretrained=load),
    )


@pytest.mark.parametrize(
    ("tokenizer", "said"),
    [
        (OSError("no such repository\nand much more"), "the base abc cannot be loaded: no such repository"),
        (_Tokenizer(is_fast=False, pad_token="[PAD]", size=100), "has no fast tokenizer"),
        (_Tokenizer(is_fast=True, pad_token=None, size=100), "has no token for padding"),
        (_Tokenizer(is_fast=True, pad_token="[PAD]", size=101), "has more tokens than its encoder knows"),
    ],
)
def test_a_base_that_does_not_do_is_refused(tokenizer: Any, said: str) -> None:
    """In one sentence that names it."""
    with pytest.raises(TrainingImpossible) as caught:
        load_base(_library(tokenizer), "abc")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("config", "most", "tokens"),
    [
        ({"max_position_embeddings": 512}, 10**30, 256),
        ({"max_position_embeddings": 128}, 10**30, 128),
        ({"max_position_embeddings": 130, "model_type": "xlm-roberta"}, 10**30, 128),
        ({"max_position_embeddings": 512}, 64, 64),
        ({}, 10**30, 256),
    ],
)
def test_a_story_is_cut_to_what_the_encoder_reads(config: dict[str, Any], most: int, tokens: int) -> None:
    """256 tokens were asked for."""
    assert readable(SimpleNamespace(**config), SimpleNamespace(model_max_length=most), 256) == tokens


def test_the_learning_rate_rises_and_falls_in_lines() -> None:
    """Over 100 steps with a tenth of them to warm up: never nothing at the start, whole at 10, half at 55."""
    rates = [rate(step, 100, 0.1) for step in range(100)]
    assert rates[0] == pytest.approx(0.1)
    assert rates[9] == rates[10] == 1
    assert rates[55] == pytest.approx(0.5)
    assert rates == [*sorted(rates[:10]), *sorted(rates[10:], reverse=True)]
    assert rate(0, 1, 0.1) == 1  # one story, one epoch


# ------------------------------------------------------------------ with torch


def _random_base(folder: Path, transformers: Any, torch: Any) -> Path:
    """A BERT of two small layers that has learnt nothing, with a tokenizer that knows the toy stories' words."""
    words = tiny_onnx.vocabulary()
    for story in toy_stories():
        for word in f"{story.story.title} {story.story.text}".split():
            words.setdefault(word, len(words))
    fast = transformers.PreTrainedTokenizerFast(
        tokenizer_object=tiny_onnx.tokenizer(words), pad_token="[PAD]", unk_token="[UNK]", model_max_length=64
    )
    fast.save_pretrained(folder)
    torch.manual_seed(1)
    config = transformers.BertConfig(
        vocab_size=len(words),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
        pad_token_id=0,
    )
    transformers.AutoModel.from_config(config).save_pretrained(folder)
    return folder


@pytest.mark.slow
@pytest.mark.timeout(400)  # torch takes most of a minute on a busy machine
@pytest.mark.filterwarnings("default")  # those of torch and transformers are their own affair
def test_an_encoder_is_fine_tuned_exported_and_loaded(tmp_path: Path) -> None:
    """From stories to verdicts, for real: it learns what the toy stories hold, and the folder is whole and alone."""
    torch, transformers = pytest.importorskip("torch"), pytest.importorskip("transformers")
    pytest.importorskip("onnxscript")
    base = _random_base(tmp_path / "base", transformers, torch)
    said: list[str] = []
    schedule = Schedule(epochs=12, learning_rate=2e-3, head_rate=5e-3)
    out = tmp_path / "models" / "desk"
    card = _fine_tune(out, str(base), plan=Plan(schedule=schedule), say=said.append)
    assert sorted(path.name for path in out.iterdir()) == ["model.onnx", "rasid-model.json", "tokenizer.json"]
    assert [path.name for path in out.parent.iterdir()] == ["desk"]
    assert card.max_tokens == 64
    assert card.sources == (Origin(name="base", licence="MIT"), *DRAFT.sources)
    assert any(line.startswith("epoch 2 of 12: loss ") for line in said)
    measured: Any = card.measured
    assert measured["difference_to_trained"] < 1e-4
    assert measured["casualty"]["f1"] > 0.85
    model = load_onnx(out)
    assert set(model.inputs) == {"input_ids", "attention_mask", "token_type_ids"}
    stories = toy_stories(40, seed=11)
    answers = model.opinions([Question(story=one.story, found=Features()) for one in stories])
    hits = sum(
        (answer[CASUALTY].score >= card.thresholds[CASUALTY].flag) == one.casualty
        for one, answer in zip(stories, answers, strict=True)
    )
    assert hits >= 36
    with pytest.raises(TrainingImpossible, match="exists already"):
        _fine_tune(out, str(base))


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_a_failure_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No half of a model, under no name."""
    torch, transformers = pytest.importorskip("torch"), pytest.importorskip("transformers")
    pytest.importorskip("onnxscript")
    base = _random_base(tmp_path / "base", transformers, torch)

    def fail(*_: Any, **__: Any) -> None:
        raise ValueError("no such operator\nat line 3")

    monkeypatch.setattr(torch.onnx, "export", fail)
    with pytest.raises(TrainingImpossible, match="base cannot be exported to ONNX: no such operator$"):
        _fine_tune(tmp_path / "out", str(base), plan=Plan(schedule=Schedule(epochs=1)))
    assert [path.name for path in tmp_path.iterdir()] == ["base"]
