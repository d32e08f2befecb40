"""Three days of news through the daemon: one first alert an event, one update a real change, none for a copy."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.flow.replay.desk import Got, replay
from tests.flow.replay.report import said
from tests.flow.replay.script import happenings, reports

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.xdist_group("flow")]

# How the line begins that says why a message was sent.
_WHY = {
    "new": "حدث جديد",
    "toll_rose": "ارتفعت الحصيلة",
    "corrected": "صُححت الحصيلة",
    "new_group": "معلومة جديدة",
    "new_actor": "نُسبت المسؤولية",
    "contested": "تتضارب الروايات",
    "confirmed": "أكده مصدر آخر",
    "act_happened": "تم ما كان معلنا",
    "called_off": "أُلغي",
}


def _reason(got: Got) -> str:
    why = said(got).rpartition(" | ")[2]
    return next((name for name, opening in _WHY.items() if why.startswith(opening)), f"? {why}")


def _heard(got: Sequence[Got], channel: str) -> dict[str, list[tuple[int, str, str]]]:
    """For each happening: in which wave came what kind of message, and why."""
    heard: dict[str, list[tuple[int, str, str]]] = {}
    for one in got:
        if one.channel == channel:
            heard.setdefault(one.happening, []).append((one.wave, one.kind, _reason(one)))
    return heard


def _scripted(channel: str) -> dict[str, list[tuple[int, str, str]]]:
    """The same as the script has it. A mailbox cannot be edited: it gets what is said aloud."""
    heard: dict[str, list[tuple[int, str, str]]] = {}
    for happening in happenings():
        for report in happening.reports:
            told = report.told
            kinds = told.kinds if channel == "telegram" else [_AS_MAIL[kind] for kind in told.kinds if kind in _AS_MAIL]
            heard.setdefault(happening.key, []).extend((report.wave, kind, told.reason or "new") for kind in kinds)
    return heard


_AS_MAIL = {"new": "new", "reply": "further"}


def test_a_reader_hears_once_and_then_what_changed(tmp_path: Path) -> None:
    """210 reports of 30 happenings over three days: the script's messages, all of them, and not one more."""
    everything = reports()
    assert len(everything) >= 200
    assert (len(happenings()), sum(report.form == "copy" for report in everything)) == (30, 125)
    got = replay(tmp_path).got
    for channel in ("telegram", "mail"):
        assert _heard(got, channel) == _scripted(channel)
    _told_once_by_digests(got)


def _told_once_by_digests(got: Sequence[Got]) -> None:
    """Who gets one first message a half hour hears of each happening once too: by itself or in a digest."""
    first = [one for one in got if one.channel == "busy" and (one.kind == "digest" or _reason(one) == "new")]
    told = Counter(key for one in first for key in one.happening.split())
    assert told == Counter(happening.key for happening in happenings())
    digests = [one for one in first if one.kind == "digest"]
    assert digests
    assert all(len(one.happening.split()) > 1 for one in digests)
