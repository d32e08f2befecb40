"""Whether the demo did what it should: every story that should alert did, no other one did, and each channel heard."""

from collections.abc import Sequence

from crawler.urls import url_key
from scheduler.demo.press import Article
from scheduler.demo.progress import Position, Progress, Understood


def unmet(articles: Sequence[Article], known: Understood) -> list[str]:
    """One sentence for each story that was read, grouped or told otherwise than it should have been; empty if all is
    right."""
    keys = {article.story.slug: url_key(article.url) for article in articles}
    sentences: list[str] = []
    for article in articles:
        for position, flags in enumerate(article.story.flags):
            title = article.story.title if position == 0 else article.story.second_title
            place = (keys[article.story.slug], position)
            sentences += [f"«{title}» {what}" for what in _of_story(place, flags, known)]
        other = article.story.event
        if other is not None and not _same_event(keys[article.story.slug], keys[other], known):
            sentences.append(f"«{article.story.title}» was not joined to the event that it tells of")
    return sentences


def _of_story(place: Position, flags: Sequence[str], known: Understood) -> list[str]:
    found = known.flags.get(place)
    if found is None:
        return ["was not kept"]
    wrong = [f"was not flagged as {name}" for name in flags if name not in found]
    wrong += [f"was flagged as {name}" for name in sorted(found) if name not in flags]
    told = known.events.get(place) in known.alerted
    if flags and not told:
        wrong.append("was told to nobody")
    if told and not flags:
        wrong.append("was told")
    return wrong


def _same_event(one: str, other: str, known: Understood) -> bool:
    event = known.events.get((one, 0))
    return event is not None and event == known.events.get((other, 0))


def undelivered(done: Progress, pages: int) -> list[str]:
    """What of the chain is not at its end: pages not read, alerts not delivered."""
    checks = (
        (done.pages < pages, f"{pages - done.pages} of {pages} pages were not found"),
        (bool(done.refused), f"{done.refused} pages were refused"),
        (bool(done.pages_due), f"{done.pages_due} pages wait to be read"),
        (bool(done.to_advance), f"{done.to_advance} stories wait to be grouped"),
        (bool(done.deliveries_due), f"{done.deliveries_due} alerts wait to be sent"),
    )
    ended = [f"{number} alerts ended as {state}" for state, number in sorted(done.unsent.items()) if state != "merged"]
    return [sentence for wrong, sentence in checks if wrong] + ended
