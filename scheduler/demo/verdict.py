"""Whether the demo did what it should: every story that should alert did, no other one did, and each channel heard."""

from collections.abc import Sequence

from crawler.urls import url_key
from scheduler.demo.press import Article
from scheduler.demo.progress import Progress, Understood


def unmet(articles: Sequence[Article], known: Understood) -> list[str]:
    """One sentence for each story that was read or told otherwise than it should have been; empty if all is right."""
    return [sentence for article in articles for sentence in _of_page(article, known)]


def _of_page(article: Article, known: Understood) -> list[str]:
    key = url_key(article.url)
    sentences: list[str] = []
    for position, flags in enumerate(article.story.flags):
        title = article.story.title if position == 0 else article.story.second_title
        found = known.flags.get((key, position))
        if found is None:
            sentences.append(f"no story was kept of «{title}» ({article.outlet.outlet})")
            continue
        sentences += [f"«{title}» was not flagged as {name}" for name in flags if name not in found]
        sentences += [f"«{title}» was flagged as {name}" for name in sorted(found) if name not in flags]
    if article.story.flagged and key not in known.alerted:
        sentences.append(f"no alert speaks of «{article.story.title}»")
    if not article.story.flagged and key in known.alerted:
        sentences.append(f"an alert speaks of «{article.story.title}»")
    return sentences


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
