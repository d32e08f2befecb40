"""Where a model comes from: the shipped file, a desk's bytes, a folder."""

from pathlib import Path

import pytest

from crawler.errors import ModelUnusable
from crawler.flags import sources
from crawler.flags.boosted import BoostedModel
from crawler.flags.flag import Label
from crawler.flags.model import SHIPPED, ModelKind, ModelSource
from crawler.flags.sources import load_model
from tests.crawler.flags.desk_model import desk_model, desk_source


def test_the_shipped_model_is_loaded_once_a_process() -> None:
    """With and without being asked for by name."""
    assert load_model(SHIPPED) is load_model(ModelSource())
    assert load_model().name.startswith("boosted ")
    assert set(load_model().thresholds) == set(Label)


def test_the_shipped_model_names_what_it_was_learnt_from() -> None:
    """With the licences, the labels' digests and how it was measured."""
    model = load_model()
    assert isinstance(model, BoostedModel)
    assert any("SANAD" in source and "CC BY 4.0" in source for source in model.card["learnt_from"])
    assert set(model.card["labels_sha256"]) == {"labels.tsv", "stories.jsonl", "brief_stories.jsonl"}
    assert "how" in model.card["measured"]


def test_a_trained_model_is_its_own() -> None:
    """Two desks' files are two models, and the shipped one is a third."""
    first, second = load_model(desk_source("desk 1")), load_model(desk_source("desk 2"))
    assert (first.name, second.name) == ("desk 1", "desk 2")
    assert load_model(desk_source("desk 1")) is not load_model()


def test_a_trained_file_that_is_damaged_is_said_to_be() -> None:
    """In one sentence that says which model."""
    with pytest.raises(ModelUnusable, match="^the trained model is no model of Rasid: "):
        load_model(ModelSource(kind=ModelKind.TRAINED, data=desk_model()[:200]))


def test_a_shipped_file_that_is_damaged_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken installation."""
    monkeypatch.setattr(sources, "SHIPPED_FILE", tmp_path / "model.npz")
    (tmp_path / "model.npz").write_bytes(b"half a download")
    load_model.cache_clear()
    try:
        with pytest.raises(ModelUnusable, match=r"^model\.npz is no model of Rasid: "):
            load_model()
    finally:
        load_model.cache_clear()


def test_a_shipped_file_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one sentence, too."""
    monkeypatch.setattr(sources, "SHIPPED_FILE", tmp_path / "model.npz")
    load_model.cache_clear()
    try:
        with pytest.raises(ModelUnusable, match=r"model\.npz"):
            load_model()
    finally:
        load_model.cache_clear()


def test_an_onnx_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    """The path leads to it."""
    with pytest.raises(ModelUnusable, match="none"):
        load_model(ModelSource(kind=ModelKind.ONNX, path=str(tmp_path / "none")))
