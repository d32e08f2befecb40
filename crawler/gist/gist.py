"""Gist: the words, places, parties, days and manner of a story, as two stories are compared by them.

It needs nothing but title and text, so that it is made where they are read, many at a time (`crawler.gist.making`), and
not where stories are placed, one after another. What is kept of it is read with nothing loaded that made it.
"""

from dataclasses import dataclass

from pydantic import TypeAdapter

Key = tuple[str, ...]  # the telling words of a place's name, as two outlets share them


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDay:
    """A day as a text names it: so many days `back` from the day of publication, or the last `weekday` (0 is Monday).

    With neither it is one of the last weekend's. `of_a_statement`: it may only be the day of one.
    """

    back: int | None = None
    weekday: int | None = None
    of_a_statement: bool = False

    @property
    def vague(self) -> bool:
        """Whether it is one of several («نهاية الأسبوع»)."""
        return self.back is None and self.weekday is None


@dataclass(frozen=True, slots=True)
class Manner:
    """How a story tells its happening."""

    newly_told: bool
    follows_up: bool
    corrects: bool
    reacts: bool
    set_apart: bool
    heads_harm: bool
    heads_dealing: bool
    digest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """What title and text say, without what needs their facts or the day of publication.

    `words`, `title` and `recalled` are terms with their weights. `first_day` is the first day that the opening names
    (one of several is none), `days` are all that the foreground names. `parties` are the states and organisations that
    headline and opening name, the one that heads the story first. `spots` are the narrowest places, `around` those
    that they lie in, `sites` what was struck, `numbers` the numbers of the opening but years.
    """

    words: dict[str, float]
    title: dict[str, float]
    recalled: dict[str, float]
    first_day: NamedDay | None
    days: tuple[NamedDay, ...]
    parties: tuple[str, ...]
    spots: tuple[Key, ...]
    around: tuple[Key, ...]
    sites: tuple[str, ...]
    numbers: tuple[int, ...]
    manner: Manner


_as_text: TypeAdapter[Gist] = TypeAdapter(Gist)


def gist_to_text(gist: Gist) -> str:
    """A gist as JSON, for the store."""
    return _as_text.dump_json(gist, exclude_defaults=True).decode()


def gist_from_text(text: str) -> Gist:
    """What `gist_to_text` wrote. Raises pydantic.ValidationError for anything else."""
    return _as_text.validate_json(text)
