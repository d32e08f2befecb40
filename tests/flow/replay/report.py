"""What a reader got, as a list to be read: wave by wave, one line a message."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from tests.flow.replay.desk import Got
from tests.flow.replay.script import BEGINS, WAVE, happenings, reports

_LAYOUT = re.compile("[\u200e\u200f\u2066-\u2069]")


def told_by_wave(got: Sequence[Got]) -> Iterator[str]:
    """One line for each message, and the sums at the end."""
    for one in got:
        yield f"{BEGINS + one.wave * WAVE:%a %H:%M} {one.channel:8} {one.kind:7} {one.happening:15} {said(one)}"
    everything = reports()
    copies = sum(report.form == "copy" for report in everything)
    yield ""
    yield f"{len(everything)} reports ({copies} of them copies) of {len(happenings())} happenings; the reader got:"
    for (channel, kind), count in sorted(Counter((one.channel, one.kind) for one in got).items()):
        yield f"  {channel:8} {kind:7} {count}"


def said(one: Got) -> str:
    """What a message says in its first line, and why it was sent."""
    rows = [_LAYOUT.sub("", row) for row in one.text.splitlines() if row.strip()]
    why = next((row.partition(": ")[2] for row in rows if row.startswith("سبب التنبيه: ")), "")
    if one.kind == "reply":  # its first line is the reason
        return f"{rows[1]} | {rows[0]}"
    return f"{rows[0]} | {why}"
