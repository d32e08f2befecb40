"""Name and Form: a party as a text names it."""

from dataclasses import dataclass
from enum import Enum


class Form(Enum):
    """How a text names a party."""

    STATE = "state"
    NATIONALITY = "nationality"  # السوري، سورية، السوريان
    PEOPLE = "people"  # السوريون: mostly not the state
    CAPITAL = "capital"
    SEAT = "seat"
    ORGANISATION = "organisation"
    ORGANISATION_ADJECTIVE = "organisation adjective"  # أممي، أوروبي
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Name:
    """A party named at words[start:end]; `prefix` is the conjunction or preposition glued before it."""

    party: str
    form: Form
    start: int
    end: int
    prefix: str
    definite: bool = False

    @property
    def is_adjective(self) -> bool:
        """Whether it needs a noun to stand for the party."""
        return self.form in (Form.NATIONALITY, Form.ORGANISATION_ADJECTIVE)
