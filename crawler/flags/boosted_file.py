"""The file of a boosted model: npz with arrays and a JSON card, read without running anything of it."""

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crawler.errors import ModelUnusable
from crawler.flags.boosted import LABELS, BoostedModel, Correction, Parameters
from crawler.flags.forest import Forest, shape_is_sound
from crawler.flags.vocabulary import Vocabulary

FORM = "rasid-boosted-1"
Arrays = Mapping[str, NDArray[Any]]


def write_boosted(parameters: Parameters, card: Mapping[str, Any]) -> bytes:
    """The bytes of a model's file. The same parameters and card give the same bytes."""
    arrays: dict[str, NDArray[Any]] = {
        "card": _text(json.dumps({**card, "form": FORM}, ensure_ascii=False)),
        "names": _text("\n".join(parameters.names)),
        "calibration": parameters.calibration,
        **_of_words("words", parameters.words),
    }
    for label, forest in zip(LABELS, parameters.forests, strict=True):
        arrays |= {
            f"{label}.feature": forest.feature.astype(np.int16),
            f"{label}.threshold": forest.threshold,
            f"{label}.left": forest.left,
            f"{label}.value": forest.value,
            f"{label}.roots": forest.roots,
            f"{label}.depth_base": np.asarray([forest.depth, forest.base], dtype=np.float32),
        }
    if parameters.correction is not None:
        arrays["taught.features"] = parameters.correction.features
        arrays |= _of_words("taught", parameters.correction.words)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, array in arrays.items():
            member = io.BytesIO()
            np.lib.format.write_array(member, array, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), member.getvalue(), zipfile.ZIP_DEFLATED, 9)
    return file.getvalue()


def read_boosted(data: bytes, where: str) -> BoostedModel:
    """The model of a file's bytes; `where` names it in errors. Raises ModelUnusable."""
    arrays = _arrays(data, where)
    try:
        card = json.loads(arrays["card"].tobytes())
        form = card["form"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ModelUnusable(f"{where} is no model of Rasid: it has no card that can be read") from None
    if form != FORM:
        raise ModelUnusable(f"{where} has the form '{form}', and this version of Rasid reads '{FORM}'")
    try:
        parameters = _parameters(arrays)
        problem = _problem(parameters) or _problem_of_card(card)
        if problem is not None:
            raise ModelUnusable(f"{where} is damaged: {problem}")
        return BoostedModel(parameters, card, hashlib.sha256(data).hexdigest())
    except KeyError as error:
        raise ModelUnusable(f"{where} is damaged: it has no {error}") from None
    except (ValueError, TypeError, OverflowError) as error:
        raise ModelUnusable(f"{where} is damaged: {_first_line(error)}") from None


def _arrays(data: bytes, where: str) -> Arrays:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name.removesuffix(".npy"): _array(archive.read(name)) for name in archive.namelist()}
    # Whatever zipfile, zlib and NumPy say of bytes that are something else; RuntimeError: under a password.
    except (OSError, ValueError, EOFError, RuntimeError, MemoryError, zipfile.BadZipFile, zlib.error) as error:
        raise ModelUnusable(f"{where} is no model of Rasid: {_first_line(error)}") from None


def _array(member: bytes) -> NDArray[Any]:
    return np.asarray(np.lib.format.read_array(io.BytesIO(member), allow_pickle=False))


def _parameters(arrays: Arrays) -> Parameters:
    forests = []
    for label in LABELS:
        depth, base = _floats(arrays, f"{label}.depth_base").tolist()
        forests.append(
            Forest(
                feature=_integers(arrays, f"{label}.feature"),
                threshold=_floats(arrays, f"{label}.threshold"),
                left=_integers(arrays, f"{label}.left"),
                value=_floats(arrays, f"{label}.value"),
                roots=_integers(arrays, f"{label}.roots"),
                depth=int(depth),
                base=float(base),
            )
        )
    correction = None
    if "taught.features" in arrays:
        correction = Correction(features=_floats(arrays, "taught.features"), words=_words("taught", arrays))
    return Parameters(
        names=_names(arrays, "names"),
        words=_words("words", arrays),
        forests=tuple(forests),
        calibration=_floats(arrays, "calibration"),
        correction=correction,
    )


def _problem(parameters: Parameters) -> str | None:
    columns = len(parameters.names) + len(LABELS)
    if parameters.calibration.shape != (len(LABELS), 2) or not np.isfinite(parameters.calibration).all():
        return "its calibration"
    for label, forest in zip(LABELS, parameters.forests, strict=True):
        if not shape_is_sound(forest, columns):
            return f"the trees for {label}"
    vocabularies = [parameters.words]
    if parameters.correction is not None:
        vocabularies.append(parameters.correction.words)
        taught = parameters.correction.features
        if taught.shape != (len(parameters.names), len(LABELS)) or not np.isfinite(taught).all():
            return "what a desk has taught it"
    for words in vocabularies:
        shapes = (words.idf.shape, words.weights.shape, words.bias.shape)
        if shapes != ((len(words.names),), (len(words.names), len(LABELS)), (len(LABELS),)):
            return "its words"
        if not all(np.isfinite(array).all() for array in (words.idf, words.weights, words.bias)):
            return "its words"
    return None


def _problem_of_card(card: Mapping[str, Any]) -> str | None:
    if not all(isinstance(card.get(key), str) and card[key] for key in ("model", "version")):
        return "its card has no name or no version"
    for label in LABELS:
        limits = card["labels"][label]
        if not 0 <= float(limits["review"]) <= float(limits["threshold"]) <= 1:
            return f"the thresholds for {label}"
    return None


def _of_words(prefix: str, words: Vocabulary) -> dict[str, NDArray[Any]]:
    return {
        f"{prefix}.names": _text("\n".join(words.names)),
        # Half precision is a thousandth of a weight: less than a correction changes.
        f"{prefix}.idf": words.idf.astype(np.float16),
        f"{prefix}.weights": words.weights.astype(np.float16),
        f"{prefix}.bias": words.bias.astype(np.float32),
    }


def _words(prefix: str, arrays: Arrays) -> Vocabulary:
    return Vocabulary(
        names=_names(arrays, f"{prefix}.names"),
        idf=_floats(arrays, f"{prefix}.idf"),
        weights=_floats(arrays, f"{prefix}.weights"),
        bias=_floats(arrays, f"{prefix}.bias"),
    )


def _names(arrays: Arrays, name: str) -> tuple[str, ...]:
    text = arrays[name].tobytes().decode()
    return tuple(text.split("\n")) if text else ()


def _floats(arrays: Arrays, name: str) -> NDArray[np.float32]:
    return _of_kind("f", arrays, name).astype(np.float32)


def _integers(arrays: Arrays, name: str) -> NDArray[np.int32]:
    return _of_kind("i", arrays, name).astype(np.int32)


def _of_kind(kind: str, arrays: Arrays, name: str) -> NDArray[Any]:
    array = arrays[name]
    if array.dtype.kind != kind:
        raise ValueError(f"{name} holds {array.dtype}")
    return array


def _text(value: str) -> NDArray[np.uint8]:
    return np.frombuffer(value.encode(), dtype=np.uint8)


def _first_line(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0][:200]
