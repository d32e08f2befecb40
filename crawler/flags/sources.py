"""Loads the model that is to answer: the shipped one, a trained one, or a transformer in ONNX form."""

from functools import lru_cache
from pathlib import Path

from crawler.errors import ModelUnusable
from crawler.flags.boosted_file import read_boosted
from crawler.flags.model import SHIPPED, FlagModel, ModelKind, ModelSource

SHIPPED_FILE = Path(__file__).parent / "model.npz"


@lru_cache(maxsize=2)
def load_model(source: ModelSource = SHIPPED) -> FlagModel:
    """The model of a source, loaded once a process. Raises ModelUnusable with one sentence."""
    if source.kind is ModelKind.ONNX:
        from crawler.flags.onnx_model import load_onnx

        return load_onnx(Path(source.path))
    if source.kind is ModelKind.TRAINED:
        return read_boosted(source.data, "the trained model")
    try:
        data = SHIPPED_FILE.read_bytes()
    except OSError as error:
        raise ModelUnusable(f"{SHIPPED_FILE.name}, which comes with Rasid, cannot be read: {error.strerror}") from None
    return read_boosted(data, SHIPPED_FILE.name)
