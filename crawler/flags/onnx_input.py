"""How stories are given to a transformer: tokens of title and text, and batches that waste little on padding.

Training and answering call the same functions, so that a model sees in use what it saw when it learnt.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from crawler.errors import ModelUnusable

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Integers = NDArray[np.int64]
Pair = tuple[str, str]
"""The title and the text of a story."""

STORIES = 16
# On one CPU thread a story is read fastest while its batch stays in the caches: measured on encoders of 11 and 109
# million parameters, batches of 4096 tokens cost 1.5 to 2 times the CPU of these, and 150 to 450 MB more memory.
TOKENS = 512
# A token has four or five letters of Arabic on average. What lies further on than this many characters a token cannot
# be among the tokens that are kept, save in a text of one endless word, and need not be looked at.
_LONGEST_TOKEN = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """One story's input: token ids, and which part (0 title, 1 text) each belongs to. Both of the same length."""

    ids: tuple[int, ...]
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Stories that go through the model together. `places` are their indexes in the order they were asked in; the
    arrays have the shape (stories, longest story): ids, 1 for a token and 0 for padding, and the parts."""

    places: tuple[int, ...]
    ids: Integers
    mask: Integers
    parts: Integers


@dataclass(frozen=True, slots=True)
class StoryTokenizer:
    """Turns title and text into tokens, laid out as the tokenizer lays out a pair of sentences.

    A story longer than `max_tokens` is cut from its end: news says first what happened, and the labels ask what the
    story is about, so that the head carries the answer and a background paragraph further down would more often
    mislead. The title stays whole; only one that fills all the room by itself is cut to the half of it.
    """

    tokenizer: "Tokenizer"
    max_tokens: int
    pad_id: int

    @classmethod
    def load(cls, file: Path, *, max_tokens: int, padding: str) -> "StoryTokenizer":
        """From a tokenizer.json. Raises ModelUnusable where it is none, or does not know the padding token."""
        from tokenizers import Tokenizer

        try:
            tokenizer = Tokenizer.from_file(str(file))
        except Exception as error:  # the library raises nothing more special
            raise ModelUnusable(f"{file} is no tokenizer that can be read: {first_line(error)}") from None
        # Its own settings would cut the title and pad to a length of their own.
        tokenizer.no_truncation()
        tokenizer.no_padding()
        pad_id = tokenizer.token_to_id(padding)
        if pad_id is None:
            raise ModelUnusable(f"{file} does not know the card's token for padding {padding!r}")
        if max_tokens - tokenizer.num_special_tokens_to_add(True) < 2:
            raise ModelUnusable(f"{file} adds so many tokens of its own that max_tokens {max_tokens} leaves no room")
        return cls(tokenizer, max_tokens, pad_id)

    def tokens(self, pair: Pair) -> Tokens:
        """The tokens of one story, at most `max_tokens`."""
        # One text at a time: the library's batches would start threads on all processors, in every reading process.
        title, text = (
            self.tokenizer.encode(part[: self.max_tokens * _LONGEST_TOKEN], add_special_tokens=False) for part in pair
        )
        room = self.max_tokens - self.tokenizer.num_special_tokens_to_add(True)
        if len(title) > room:
            title.truncate(room // 2)
        text.truncate(room - len(title))
        whole = self.tokenizer.post_process(title, text)
        return Tokens(ids=tuple(whole.ids), parts=tuple(whole.type_ids))

    def batches(self, pairs: Sequence[Pair]) -> Iterator[Batch]:
        """Stories of like length together, each batch padded to its longest and bounded in stories and tokens."""
        return batches([self.tokens(pair) for pair in pairs], pad_id=self.pad_id)


def batches(
    stories: Sequence[Tokens], *, pad_id: int, most_stories: int = STORIES, most_tokens: int = TOKENS
) -> Iterator[Batch]:
    """Batches of stories sorted by length. One story that is longer than `most_tokens` is a batch of its own."""
    order = sorted(range(len(stories)), key=lambda place: len(stories[place].ids))
    start = 0
    while start < len(order):
        end = start + 1
        while (
            end < len(order)
            and end - start < most_stories
            and (end - start + 1) * len(stories[order[end]].ids) <= most_tokens
        ):
            end += 1
        yield pad(stories, order[start:end], pad_id=pad_id)
        start = end


def pad(stories: Sequence[Tokens], places: Sequence[int], *, pad_id: int) -> Batch:
    """The batch of the stories at `places`, padded on the right."""
    longest = max(len(stories[place].ids) for place in places)
    ids = np.full((len(places), longest), pad_id, dtype=np.int64)
    mask = np.zeros_like(ids)
    parts = np.zeros_like(ids)
    for row, place in enumerate(places):
        story = stories[place]
        ids[row, : len(story.ids)] = story.ids
        mask[row, : len(story.ids)] = 1
        parts[row, : len(story.parts)] = story.parts
    return Batch(places=tuple(places), ids=ids, mask=mask, parts=parts)


def first_line(error: BaseException) -> str:
    """The first line of a foreign error, for the end of a sentence of ours."""
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
