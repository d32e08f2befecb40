"""The steps of fine-tuning that need torch, which is handed to them: it is not installed where models are only used."""

import copy
import inspect
import logging
import math
import random
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.flags.flag import Label
from crawler.flags.onnx_input import Batch, StoryTokenizer, pad
from crawler.flags.training.corpus import Labelled
from crawler.flags.training.held_out import Parts

_OPSET = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How to learn. Learning stops when `patience` epochs have not bettered the loss on the tuning part."""

    epochs: int = 6
    patience: int = 2
    batch: int = 16
    learning_rate: float = 2e-5
    head_rate: float = 1e-3  # the head begins from nothing, the encoder from what it knows
    warm_up: float = 0.1  # of all steps
    weight_decay: float = 0.01
    clip: float = 1.0
    dropout: float = 0.1
    seed: int = 7


def build(torch: Any, encoder: Any, dropout: float = 0.1) -> Any:
    """A classifier of an encoder: the mean of its last layer over a story's tokens, and a line to two logits.

    The mean and not the first token: not every encoder has learnt to say something there.
    """
    takes_parts = (
        "token_type_ids" in inspect.signature(encoder.forward).parameters
        and (getattr(encoder.config, "type_vocab_size", 0) or 0) > 1
    )

    class Classifier(torch.nn.Module):  # type: ignore[misc]  # torch may not be there to be checked against
        def __init__(self) -> None:
            super().__init__()
            self.encoder = encoder
            self.dropout = torch.nn.Dropout(dropout)
            self.head = torch.nn.Linear(encoder.config.hidden_size, len(Label))
            self.inputs = ("input_ids", "attention_mask", "token_type_ids")[: 3 if takes_parts else 2]

        def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any = None) -> Any:
            parts = {} if token_type_ids is None else {"token_type_ids": token_type_ids}
            hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask, **parts).last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1.0)
            return self.head(self.dropout(mean))

    return Classifier()


def learn(
    torch: Any,
    classifier: Any,
    tokenizer: StoryTokenizer,
    parts: Parts,
    schedule: Schedule,
    say: Callable[[str], None],
) -> int:
    """Teaches a classifier, and leaves it on the CPU as it was after its best epoch; returns which that was, from 1."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    classifier.to(device)
    optimiser = torch.optim.AdamW(_groups(classifier, schedule))
    steps = schedule.epochs * math.ceil(len(parts.learning) / schedule.batch)
    pace = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rate(step, steps, schedule.warm_up))
    shuffling = random.Random(schedule.seed)
    best, best_epoch, best_state = math.inf, 0, None
    for epoch in range(1, schedule.epochs + 1):
        classifier.train()
        learnt = []
        for batch, stories in _batches(tokenizer, parts.learning, schedule.batch, shuffling):
            optimiser.zero_grad()
            loss = _loss(torch, _forward(torch, classifier, batch, device), stories, device)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(classifier.parameters(), schedule.clip)
            optimiser.step()
            pace.step()
            learnt.append(loss.item())
        tuned = _tuning_loss(torch, classifier, tokenizer, parts.tuning, schedule.batch, device)
        say(f"epoch {epoch} of {schedule.epochs}: loss {sum(learnt) / len(learnt):.4f}, held out {tuned:.4f}")
        if tuned < best:
            best, best_epoch = tuned, epoch
            best_state = copy.deepcopy(classifier.state_dict())
        elif epoch - best_epoch >= schedule.patience:
            break
    if best_state is not None:
        classifier.load_state_dict(best_state)
    classifier.to("cpu").eval()
    return best_epoch


def rate(step: int, steps: int, warm_up: float) -> float:
    """The share of the learning rate at a step: up in a line from almost nothing, then down to nothing."""
    rising = max(1, round(warm_up * steps))
    if step < rising:
        return (step + 1) / rising
    return max(0.0, (steps - step) / max(1, steps - rising))


def logits_of(
    torch: Any, classifier: Any, tokenizer: StoryTokenizer, stories: Sequence[Labelled], batch: int = 16
) -> Any:
    """The logits of some stories as a numpy array of shape (stories, labels), by torch on the CPU."""
    classifier.eval()
    with torch.no_grad():
        found = [
            _forward(torch, classifier, given, torch.device("cpu")) for given, _ in _batches(tokenizer, stories, batch)
        ]
    return torch.cat(found).numpy()


def export(torch: Any, classifier: Any, file: Path) -> None:
    """Writes the graph with open axes for stories and tokens; the weights lie within it."""
    ids = torch.full((2, 8), 1, dtype=torch.int64)
    example = {"input_ids": ids, "attention_mask": torch.ones_like(ids), "token_type_ids": torch.zeros_like(ids)}
    open_axis = torch.export.Dim.DYNAMIC
    loud = logging.getLogger("torch.onnx")
    level = loud.level
    loud.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                classifier,
                tuple(example[name] for name in classifier.inputs),
                file,
                input_names=list(classifier.inputs),
                output_names=["logits"],
                dynamic_shapes={name: {0: open_axis, 1: open_axis} for name in classifier.inputs},
                opset_version=_OPSET,
                dynamo=True,
                external_data=False,
                verbose=False,
            )
    finally:
        loud.setLevel(level)


def _groups(classifier: Any, schedule: Schedule) -> list[dict[str, Any]]:
    """Parameters by their learning rate; biases and the scales of norms are not drawn towards zero."""
    groups = []
    for head, speed in ((False, schedule.learning_rate), (True, schedule.head_rate)):
        for flat, decay in ((False, schedule.weight_decay), (True, 0.0)):
            chosen = [
                parameter
                for name, parameter in classifier.named_parameters()
                if parameter.requires_grad and name.startswith("head.") == head and (parameter.ndim < 2) == flat
            ]
            groups.append({"params": chosen, "lr": speed, "weight_decay": decay})
    return groups


def _batches(
    tokenizer: StoryTokenizer, stories: Sequence[Labelled], size: int, shuffling: random.Random | None = None
) -> Iterator[tuple[Batch, list[Labelled]]]:
    order = list(range(len(stories)))
    if shuffling is not None:
        shuffling.shuffle(order)
    for start in range(0, len(order), size):
        some = [stories[place] for place in order[start : start + size]]
        tokens = [tokenizer.tokens((one.story.title, one.story.text)) for one in some]
        yield pad(tokens, range(len(tokens)), pad_id=tokenizer.pad_id), some


def _forward(torch: Any, classifier: Any, batch: Batch, device: Any) -> Any:
    arrays = (batch.ids, batch.mask, batch.parts)[: len(classifier.inputs)]
    return classifier(*(torch.from_numpy(array).to(device) for array in arrays))


def _loss(torch: Any, logits: Any, stories: Sequence[Labelled], device: Any) -> Any:
    """The mean loss over the labels that are known, each with its story's weight."""
    answers = [[story.truth(label) for label in Label] for story in stories]
    truth = torch.tensor([[float(answer or False) for answer in row] for row in answers], device=device)
    counts = torch.tensor(
        [
            [0.0 if answer is None else story.importance for answer in row]
            for row, story in zip(answers, stories, strict=True)
        ],
        device=device,
    )
    each = torch.nn.functional.binary_cross_entropy_with_logits(logits, truth, reduction="none")
    return (each * counts).sum() / counts.sum().clamp(min=1e-9)


def _tuning_loss(
    torch: Any, classifier: Any, tokenizer: StoryTokenizer, stories: Sequence[Labelled], size: int, device: Any
) -> float:
    classifier.eval()
    with torch.no_grad():
        logits = torch.cat(
            [_forward(torch, classifier, batch, device) for batch, _ in _batches(tokenizer, stories, size)]
        )
        return float(_loss(torch, logits, stories, device).item())
