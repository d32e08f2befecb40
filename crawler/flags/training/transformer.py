"""Fine-tunes a Hugging Face encoder on labelled stories, and exports it as a model that `onnx:FOLDER` loads.

torch, transformers and onnxscript come with the extra `transformers`; they are imported when fine-tuning begins.
"""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from crawler.flags.onnx_card import GRAPH, TOKENIZER, Card, Origin
from crawler.flags.onnx_input import StoryTokenizer, first_line
from crawler.flags.training.corpus import Labelled
from crawler.flags.training.held_out import TrainingImpossible, split
from crawler.flags.training.onnx_folder import Draft, finish
from crawler.flags.training.torch_steps import Schedule, build, export, learn, logits_of

_PACKAGES = ("torch", "transformers", "onnx", "onnxscript", "onnxruntime", "tokenizers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How to fine-tune. `tuning` and `measuring` are the shares of stories held out; `max_tokens` is lowered to what
    the encoder can read."""

    max_tokens: int = 256
    tuning: float = 0.15
    measuring: float = 0.15
    schedule: Schedule = field(default_factory=Schedule)


def fine_tune(
    stories: Sequence[Labelled],
    *,
    base: str,
    base_licence: str,
    out: Path,
    draft: Draft,
    plan: Plan | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Card:
    """Makes the folder `out` with a model learnt from labelled stories, and returns its card.

    `base` is an encoder's folder, or its name where a hub can be reached; with its licence it joins the sources of the
    `draft`. `say` is told each step in one line. `out` must be free: it appears when everything in it is done and
    checked. Raises TrainingImpossible and ModelUnusable.
    """
    plan = plan or Plan()
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise TrainingImpossible(f"{out} exists already; name a new folder for the model")
    parts = split(stories, seed=plan.schedule.seed, tuning=plan.tuning, measuring=plan.measuring)
    torch, transformers = _packages()
    torch.manual_seed(plan.schedule.seed)
    encoder, fast = load_base(transformers, base)
    # Of a folder only its last name: where it lies on this machine is nobody's affair.
    origin = Origin(name=Path(base).name if Path(base).is_dir() else base, licence=base_licence)
    draft = replace(draft, sources=(origin, *draft.sources))
    out.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        fast.backend_tokenizer.save(str(staging / TOKENIZER))
        max_tokens = readable(encoder.config, fast, plan.max_tokens)
        tokenizer = StoryTokenizer.load(staging / TOKENIZER, max_tokens=max_tokens, padding=fast.pad_token)
        classifier = build(torch, encoder, plan.schedule.dropout)
        say(f"learning from {len(parts.learning)} stories, at most {max_tokens} tokens of each")
        epochs = learn(torch, classifier, tokenizer, parts, plan.schedule, say)
        say("exporting, calibrating and measuring")
        _export(torch, classifier, staging / GRAPH, base)
        card = finish(
            staging,
            draft,
            max_tokens=max_tokens,
            padding=fast.pad_token,
            parts=parts,
            trained=logits_of(torch, classifier, tokenizer, [*parts.tuning, *parts.measuring]),
            notes={"epochs": epochs, "seed": plan.schedule.seed},
        )
        staging.chmod(0o755)
        staging.replace(out)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return card


def _export(torch: Any, classifier: Any, file: Path, base: str) -> None:
    try:
        export(torch, classifier, file)
    except Exception as error:  # whatever the exporter meets in a strange encoder
        raise TrainingImpossible(f"{base} cannot be exported to ONNX: {first_line(error)}") from error


def _packages() -> tuple[Any, Any]:
    """torch and transformers, once all that fine-tuning needs is there."""
    for name in _PACKAGES:
        try:
            import_module(name)
        except ImportError:
            raise TrainingImpossible(
                f"fine-tuning needs the package {name}, which is not installed; it comes with the extra "
                "'transformers': pip install 'rasid[transformers]'"
            ) from None
    return import_module("torch"), import_module("transformers")


def load_base(transformers: Any, base: str) -> tuple[Any, Any]:
    """The encoder, in float32, and its fast tokenizer. Raises TrainingImpossible."""
    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    try:
        # Code that comes with a model is never run; weights that are a pickle are read by torch as data alone.
        encoder = transformers.AutoModel.from_pretrained(base, trust_remote_code=False)
        fast = transformers.AutoTokenizer.from_pretrained(base, trust_remote_code=False)
    except Exception as error:  # missing folders, hubs that do not answer, files of another kind: all theirs
        raise TrainingImpossible(f"the base {base} cannot be loaded: {first_line(error)}") from None
    if not getattr(fast, "is_fast", False):
        raise TrainingImpossible(f"the base {base} has no fast tokenizer, which tokenizer.json is made from")
    if fast.pad_token is None:
        raise TrainingImpossible(f"the tokenizer of {base} has no token for padding, without which there is no batch")
    if len(fast) > encoder.get_input_embeddings().num_embeddings:
        raise TrainingImpossible(f"the tokenizer of {base} has more tokens than its encoder knows")
    return encoder.float(), fast


def readable(config: Any, tokenizer: Any, wanted: int) -> int:
    """How many tokens an encoder can read, at most `wanted`."""
    positions = getattr(config, "max_position_embeddings", None) or wanted
    # RoBERTa and its kin count positions from behind the padding token's id.
    if getattr(config, "model_type", "") in ("roberta", "xlm-roberta", "camembert", "xlm-roberta-xl"):
        positions -= 2
    return int(min(wanted, positions, getattr(tokenizer, "model_max_length", wanted) or wanted))
