"""Pages with dates in all their places, made for one test each."""

import json
from datetime import UTC, datetime

from crawler.news import Page, Refusal, Story
from crawler.pages.read import read_page
from tests.crawler.pages.newsstand import TALKS, TALKS_TITLE, around, paragraphs

FETCHED = datetime(2025, 3, 5, 12, 34, 56, tzinfo=UTC)
STATED, WHEN = "2025-03-03T10:15:00+03:00", "2025-03-03T07:15"
BODY = paragraphs(TALKS)
RIYADH = "Asia/Riyadh"
URL = "https://mina.example/n/512"


def script(source: str) -> str:
    return f'<script type="application/ld+json">{source}</script>'


def article(kind: str = "NewsArticle", **values: object) -> dict[str, object]:
    return {"@context": "https://schema.org", "@type": kind, "headline": TALKS_TITLE, **values}


def json_ld(*nodes: object) -> str:
    return "".join(script(json.dumps(node, ensure_ascii=False)) for node in nodes)


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def story_of(
    inner: str = "",
    *,
    head: str = "",
    zone: str | None = RIYADH,
    fetched_at: datetime | None = FETCHED,
    hint: datetime | None = None,
    url: str = URL,
    above: str = "",
) -> Story:
    markup = around(inner + BODY, head=head).replace('<div class="main">', f'<div class="main">{above}')
    found = read_page(
        Page(
            url=url,
            body=markup.encode(),
            content_type="text/html; charset=utf-8",
            zone=zone,
            fetched_at=fetched_at,
            hint_published=hint,
        )
    )
    assert not isinstance(found, Refusal)
    return found[0]


def shown(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M") if moment else None
