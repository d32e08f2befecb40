"""One dealing between parties in one English line; what may be made a sentence is said in `arabic/acts.py`."""

from collections.abc import Mapping, Sequence

from alerts.alert import ActLine
from alerts.text.bidi import isolate, one_line
from alerts.text.parties import party_names
from crawler.facts.act import ActKind, ActStatus

_NOUNS: Mapping[ActKind, str] = {
    ActKind.VISIT: "Official visit",
    ActKind.MEETING: "Meeting",
    ActKind.CALL: "Call",
    ActKind.SUMMIT: "Summit",
    ActKind.NEGOTIATION: "Talks",
    ActKind.MEDIATION: "Mediation",
    ActKind.AGREEMENT: "Agreement",
    ActKind.STATEMENT_SUPPORT: "Statement of support",
    ActKind.STATEMENT_CONDEMN: "Condemnation",
    ActKind.DEMAND: "Demand",
    ActKind.SANCTION: "Sanctions",
    ActKind.EXPULSION: "Expulsion of diplomats",
    ActKind.RECALL: "Ambassador recalled",
    ActKind.SUMMON: "Envoy summoned",
    ActKind.SEVER: "Relations severed",
    ActKind.RESTORE: "Relations restored",
    ActKind.RECOGNITION: "Recognition",
    ActKind.VOTE: "Vote",
    ActKind.AID: "Aid",
    ActKind.LETTER: "Letter",
    ActKind.APPOINTMENT: "Envoy appointed",
}

_MUTUAL = frozenset(
    {ActKind.VISIT, ActKind.MEETING, ActKind.CALL, ActKind.SUMMIT, ActKind.NEGOTIATION, ActKind.AGREEMENT}
)


def act_line(act: ActLine) -> str | None:
    """The dealing as a sentence, or None where the record does not say who did it to whom."""
    names = party_names(act.parties, "en")
    if act.kind not in _MUTUAL or len(names) < 2:
        return None
    tie = "involving" if act.kind is ActKind.VISIT else "between"
    where = f" in {isolate(one_line(act.place, 60))}" if act.place else ""
    return f"{_what(act)} {tie} {_listed(names)}{where}{_by(act)}"


def act_figure(act: ActLine) -> tuple[str, str]:
    """The label and those concerned, for the list of acts."""
    text = _listed(party_names(act.parties, "en"))
    if act.place:
        where = f"in {isolate(one_line(act.place, 60))}"
        text = f"{text}, {where}" if text else where
    return _what(act), text + _by(act)


def _what(act: ActLine) -> str:
    noun = _NOUNS[act.kind]
    if act.status is ActStatus.ANNOUNCED:
        return f"{noun} (announced)"
    return f"{noun} (called off or put off)" if act.status is ActStatus.CALLED_OFF else noun


def _by(act: ActLine) -> str:
    people = [isolate(one_line(person, 60)) for person in act.people[:3]]
    return f" ({', '.join(people)})" if people else ""


def _listed(names: Sequence[str]) -> str:
    return " and ".join(names) if len(names) < 3 else ", ".join(names[:-1]) + f" and {names[-1]}"
