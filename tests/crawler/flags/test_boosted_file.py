"""The file of a boosted model: the same bytes for the same numbers, and one sentence for whatever is no such file."""

import io
import json
import pickle
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from crawler.errors import ModelUnusable
from crawler.flags.boosted_file import FORM, read_boosted, write_boosted
from tests.crawler.flags import small_models
from tests.crawler.flags.desk_model import desk_model

WHERE = "models/desk.npz"


def _file(*, taught: bool = False) -> bytes:
    return write_boosted(small_models.parameters(taught=taught), small_models.CARD)


def _refusal(data: bytes) -> str:
    """The one sentence that names the file."""
    with pytest.raises(ModelUnusable) as caught:
        read_boosted(data, WHERE)
    sentence = str(caught.value)
    assert sentence.startswith(f"{WHERE} ")
    assert "\n" not in sentence
    assert len(sentence) < 300
    return sentence


def _arrays(data: bytes) -> dict[str, Any]:
    with np.load(io.BytesIO(data)) as file:
        return {name: file[name] for name in file.files}


def _saved(arrays: dict[str, Any]) -> bytes:
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


# ------------------------------------------------------------------- round trip


@pytest.mark.parametrize("taught", [False, True])
def test_the_same_numbers_give_the_same_bytes(taught: bool) -> None:
    """Written, read and written again; a date or an order of the moment would show."""
    data = _file(taught=taught)
    model = read_boosted(data, WHERE)
    assert data == _file(taught=taught)
    assert write_boosted(model.parameters, model.card) == data
    assert read_boosted(data, WHERE).digest == model.digest != read_boosted(_file(taught=not taught), WHERE).digest


@pytest.mark.parametrize("taught", [False, True])
def test_what_is_read_is_what_was_written(taught: bool) -> None:
    """All numbers of it, and it answers as the model that was never in a file."""
    written = small_models.parameters(taught=taught)
    read = read_boosted(_file(taught=taught), WHERE)
    assert read.parameters.names == written.names
    assert read.parameters.words.names == written.words.names
    assert read.parameters.calibration.tolist() == written.calibration.tolist()
    assert (read.parameters.correction is None) is not taught
    for got, given in zip(read.parameters.forests, written.forests, strict=True):
        for part in ("feature", "threshold", "left", "value", "roots"):
            assert getattr(got, part).tolist() == getattr(given, part).tolist()
        assert (got.depth, got.base) == (given.depth, pytest.approx(given.base, rel=1e-6))
    assert read.card == {**small_models.CARD, "form": FORM}


def test_arabic_stays_arabic_in_the_card() -> None:
    """A desk names its model as it likes."""
    card = {**small_models.CARD, "model": "مكتب-الأخبار"}
    assert read_boosted(write_boosted(small_models.parameters(), card), WHERE).name == "مكتب-الأخبار 7"


def test_a_file_without_words_and_features_of_its_own_is_a_model() -> None:
    """As the tests of the commands use it."""
    assert read_boosted(desk_model(), WHERE).parameters.words.names == ()


# ------------------------------------------------------------ what is no model


@pytest.mark.parametrize(
    "data", [b"", b"no model", b"\x93NUMPY", b"PK\x03\x04 and nothing more", random.Random(1).randbytes(4_000)]
)
def test_bytes_that_are_something_else_are_refused(data: bytes) -> None:
    """A text, half a header, noise."""
    assert "is no model of Rasid" in _refusal(data)


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.9, 0.99])
def test_a_file_that_was_cut_off_is_refused(share: float) -> None:
    """Wherever."""
    data = _file(taught=True)
    _refusal(data[: int(share * len(data))])


def test_a_byte_that_was_changed_is_never_a_traceback() -> None:
    """Every place of the file in turn: refused in one sentence, or without harm (a date of the archive)."""
    data = _file()
    refused = [said for place in range(0, len(data), 7) if (said := _said_of(data, place))]
    assert all(said.startswith(f"{WHERE} ") for said in refused)
    assert len(refused) > len(data) / 7 / 2


def _said_of(data: bytes, place: int) -> str:
    changed = bytearray(data)
    changed[place] ^= 0xFF
    try:
        read_boosted(bytes(changed), WHERE)
    except ModelUnusable as error:
        return str(error)
    return ""


def test_another_programs_arrays_are_refused() -> None:
    """They have no card."""
    assert "is no model of Rasid" in _refusal(_saved({"weights": np.zeros(3)}))


def test_a_single_array_is_refused() -> None:
    """NumPy would read it; it is no archive."""
    file = io.BytesIO()
    np.save(file, np.zeros(3))
    assert "is no model of Rasid" in _refusal(file.getvalue())


def test_an_archive_of_something_else_is_refused() -> None:
    """A document of an office, say."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("card.npy", "no array")
        archive.writestr("content.xml", "<a/>")
    assert "is no model of Rasid" in _refusal(file.getvalue())


class _Trap:
    """Leaves a mark where it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return (Path.touch, (self.mark,))


@pytest.fixture
def trap(tmp_path: Path) -> _Trap:
    """A trap that works, and lies open."""
    trap = _Trap(tmp_path / "sprung")
    pickle.loads(pickle.dumps(trap))
    assert trap.mark.exists()
    trap.mark.unlink()
    return trap


@pytest.mark.parametrize("place", ["card", "names", "casualty.value", "further"])
def test_an_array_of_objects_is_refused_without_being_unpickled(trap: _Trap, place: str) -> None:
    """Whether the array is one that a model has or not."""
    objects = np.empty(1, dtype=object)
    objects[0] = trap
    data = _saved({**_arrays(_file()), place: objects})
    with np.load(io.BytesIO(data), allow_pickle=True) as file:
        assert file[place].shape == (1,)
    assert trap.mark.exists()  # so it would spring
    trap.mark.unlink()
    _refusal(data)
    assert not trap.mark.exists()


def test_a_pickle_is_refused_without_being_unpickled(trap: _Trap) -> None:
    """Bare, and in the place of an array."""
    _refusal(pickle.dumps(trap))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("card.npy", pickle.dumps(trap))
    _refusal(file.getvalue())
    assert not trap.mark.exists()


# ------------------------------------------------------------- what is damaged


def _with_card(**changes: Any) -> bytes:
    arrays = _arrays(_file())
    card = {**json.loads(arrays["card"].tobytes()), **changes}
    text = json.dumps({key: value for key, value in card.items() if value is not None})
    return _saved({**arrays, "card": np.frombuffer(text.encode(), dtype=np.uint8)})


def test_a_file_that_was_saved_anew_is_still_a_model() -> None:
    """So the refusals below are for what was changed."""
    assert read_boosted(_with_card(), WHERE).name == "small 7"
    assert read_boosted(_saved(_arrays(_file(taught=True))), WHERE).parameters.correction is not None


def test_a_form_of_later_days_is_refused_and_both_are_named() -> None:
    """Who reads it knows which of the two to renew."""
    sentence = _refusal(_with_card(form="rasid-boosted-9"))
    assert sentence == f"{WHERE} has the form 'rasid-boosted-9', and this version of Rasid reads '{FORM}'"


LABELS_OF_CARD = small_models.CARD["labels"]


@pytest.mark.parametrize(
    "changes",
    [
        {"form": None},
        {"labels": None},
        {"labels": []},
        {"labels": {"casualty": {"threshold": 0.5, "review": 0.2}}},
        {"labels": {**LABELS_OF_CARD, "casualty": {"threshold": float("nan"), "review": 0.2}}},
        {"labels": {**LABELS_OF_CARD, "casualty": {"threshold": 0.5, "review": "much"}}},
        {"labels": {**LABELS_OF_CARD, "diplomacy": {"threshold": 1.5, "review": 0.2}}},
        {"labels": {**LABELS_OF_CARD, "diplomacy": {"threshold": 0.2, "review": 0.5}}},
        {"model": None},
        {"version": None},
        {"version": 7},
    ],
)
def test_a_card_that_lacks_what_is_needed_is_refused(changes: dict[str, Any]) -> None:
    """When it is read, not when the first story is."""
    _refusal(_with_card(**changes))


@pytest.mark.parametrize("card", [b"", b"{", b"[]", b"7", b'"text"', b"\xff\xfe", b"[" * 100_000])
def test_a_card_that_is_no_object_is_refused(card: bytes) -> None:
    """Half of one, something else, bytes that are no text, a tower of brackets."""
    _refusal(_saved({**_arrays(_file()), "card": np.frombuffer(card, dtype=np.uint8)}))


def test_every_array_is_needed() -> None:
    """Each of them in turn is left out, and named."""
    arrays = _arrays(_file(taught=True))
    optional = {"taught.features"}  # without it there is no correction
    for name in sorted(arrays.keys() - optional - {"card"}):
        without = {other: array for other, array in arrays.items() if other != name}
        assert name in _refusal(_saved(without))


def _set(place: Any, value: Any) -> Callable[[Any], Any]:
    def change(array: Any) -> Any:
        changed = array.copy()
        changed[place] = value
        return changed

    return change


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("calibration", _set((0, 0), np.nan), "its calibration"),
        ("calibration", lambda array: array[:1], "its calibration"),
        ("words.weights", _set((1, 1), np.nan), "its words"),
        ("words.idf", _set(0, np.inf), "its words"),
        ("words.bias", _set(0, np.nan), "its words"),
        ("words.idf", lambda array: array[:-1], "its words"),
        ("words.weights", lambda array: array.T, "its words"),
        ("words.names", lambda array: array[:6], "its words"),
        ("taught.features", _set((0, 1), np.nan), "what a desk has taught it"),
        ("taught.features", lambda array: array[:-1], "what a desk has taught it"),
        ("taught.weights", _set((0, 0), np.nan), "its words"),
        ("casualty.value", _set(0, np.nan), "the trees for casualty"),
        ("diplomacy.threshold", _set(0, np.nan), "the trees for diplomacy"),
        ("casualty.left", _set(0, 0), "the trees for casualty"),
        ("casualty.left", lambda array: array[:-1], "the trees for casualty"),
        ("diplomacy.feature", _set(0, 900), "the trees for diplomacy"),
        ("diplomacy.roots", _set(0, 10**6), "the trees for diplomacy"),
        ("casualty.depth_base", _set(0, 10**6), "the trees for casualty"),
        ("casualty.depth_base", _set(1, np.nan), "the trees for casualty"),
        ("casualty.depth_base", _set(0, np.inf), ""),
        ("casualty.depth_base", _set(0, np.nan), ""),
        ("casualty.depth_base", lambda array: array[:1], ""),
        ("casualty.feature", lambda array: array.astype(np.float32), "casualty.feature"),
        ("casualty.value", lambda array: array.astype(complex), "casualty.value"),
        ("names", lambda array: np.frombuffer(b"\xff\xfe", dtype=np.uint8), ""),
        ("names", lambda array: array[:3], "the trees for casualty"),
    ],
)
def test_numbers_that_cannot_be_are_refused(name: str, change: Callable[[Any], Any], said: str) -> None:
    """NaN, wrong shapes, wrong kinds, trees that lead astray: said where, in one sentence."""
    arrays = _arrays(_file(taught=True))
    sentence = _refusal(_saved({**arrays, name: change(arrays[name])}))
    assert "is damaged: " in sentence
    assert said in sentence
