"""Actor: a party as it stands in a line."""

from dataclasses import dataclass

UNKNOWN = "?"  # the party of an office whose state is not said yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A party as it stands in a line, words[start:end].

    `case` is the preposition before it ("" for none, "و" where it is joined to the actor before). `strong` says that
    it can act: a state, a body, a person – not a nation's economy or lands. `place` marks what may be only a place.
    """

    party: str
    start: int
    end: int
    case: str = ""
    strong: bool = True
    place: bool = False
    office: str | None = None
    person: str | None = None
    adjective: bool = False  # a nationality whose noun is no office: «المباحثات المصرية»
    people: bool = False  # a nation's people: «الفلسطينيين»
    receives: bool = False  # stands behind «وكان في استقباله»: a host, named as such
