"""Outline: an event without its ledger, as far as `place` compares stories with it; pure."""

from dataclasses import replace

from alerts.events.event import Event


def outline_of(event: Event) -> Event:
    """The event with its first and latest report only, and without what each report adds to the ledger: it does not
    grow with the number of reports, which for a great happening are thousands."""
    reports = sorted(event.reports, key=lambda report: (report.at, report.story_id))
    return replace(
        event,
        reports=tuple(reports[:1] + reports[1:][-1:]),
        figures=(),
        background=(),
        dealings=(),
        past_figures=(),
        past_dealings=(),
        history=(),
        texts=(),
        proof=None,
    )
