"""Whose stance it is, who meets, travels and goes between: told outright or filled in with reason (belief.tsv)."""

from pathlib import Path

import pytest

from crawler.facts.diplomacy import diplomatic_acts
from crawler.news import Story

_ROWS = [
    row.split("\t")
    for row in (Path(__file__).parent / "belief.tsv").read_text(encoding="utf-8").splitlines()
    if row and not row.startswith("#")
]


def _acts(text: str, title: str = "") -> list[tuple[str, frozenset[str]]]:
    found = diplomatic_acts(Story(title=title, text=text.replace("|", "\n\n"), url=""))
    return [(act.kind.value, frozenset(act.parties)) for act in found]


@pytest.mark.parametrize(("text", "kind", "parties", "told"), _ROWS)
def test_a_dealing_has_a_subject_that_deals_for_a_state(text: str, kind: str, parties: str, told: str) -> None:
    """The same dealing is read where a state does it, and not where somebody who deals for none stands near one."""
    assert ((kind, frozenset(parties.split(","))) in _acts(text)) == (told == "told")


def test_a_leader_named_in_full_is_known_by_his_last_name() -> None:
    """«شمعون بيريز» once, and «بيريز» alone receives for his state."""
    text = (
        "قال شمعون بيريز إنه متفائل.|واستقبل بيريز في القدس رئيس كينيا الذي قال خلال الاجتماع إن بلاده ترحب بالتعاون."
    )
    assert ("meeting", frozenset({"IL", "KE"})) in _acts(text)


def test_the_popes_of_rome_and_of_the_copts_are_two() -> None:
    """«البابا تواضروس» acts for no Holy See."""
    text = "سلم سفير قبرص في القاهرة البابا تواضروس الثاني رسالة تعزية من الرئيس القبرصي."
    assert all("VA" not in parties for _, parties in _acts(text))
