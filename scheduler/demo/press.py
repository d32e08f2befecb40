"""Prints the newsstand: the sample's stories as articles with addresses and times, pages and feeds as bytes.

Pure but for the templates it reads: the same opening time and base address give the same bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime as rfc822
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from scheduler.demo.sample import SAMPLE, Sample, SampleOutlet, SampleStory, story_html, story_text

FIRST_NUMBER = {"wordpress": 38120, "portal": 2391480, "agency": 45210, "table": 118, "jsonld": 70411, "aggregator": 55}
SUMMARY_LETTERS = 180
SLUG_WORDS = 4

# How outlets of these styles write a date beside a story, as CLDR patterns.
_DATES = {
    "arabic_date": ("ar_LB", "d MMMM y"),
    "egyptian_date": ("ar_EG", "EEEE، d MMMM y hh:mm a"),
    "gulf_date": ("ar_QA", "d MMMM"),
    "maghreb_date": ("ar_MA", "EEEE d MMMM y - HH:mm"),
    "old_date": ("ar_YE", "dd/MM/y - hh:mm a"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A story as it stands on its outlet's site. `published` is in the outlet's zone."""

    story: SampleStory
    outlet: SampleOutlet
    number: int
    path: str  # with its query, as it is written before percent-encoding
    url: str
    published: datetime
    paragraphs: tuple[str, ...]
    html: str | None
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """The bytes of a page or a feed, with what HTTP says of them."""

    body: bytes
    content_type: str
    etag: str
    modified: datetime


class Press:
    """The articles of a sample, and their pages and feeds."""

    def __init__(self, sample: Sample, *, base: str, opened: datetime, folder: Path = SAMPLE) -> None:
        self.sample = sample
        self.base = base
        self._templates = _environment(folder / "templates")
        self.articles = _articles(sample, base=base, opened=opened, folder=folder)

    def feed_url(self, outlet: SampleOutlet) -> str:
        """The address of an outlet's feed."""
        return f"{self.base}/{outlet.name}/feed/"

    def out(self, outlet: SampleOutlet, wave: int) -> list[Article]:
        """What an outlet has published up to a wave, newest first."""
        mine = [one for one in self.articles if one.outlet.name == outlet.name and one.story.wave <= wave]
        return sorted(mine, key=lambda one: one.published, reverse=True)

    def page(self, article: Article, wave: int) -> Printed:
        """An article's page in its outlet's style, with links to the outlet's other stories around it."""
        others = [one for one in self.out(article.outlet, wave) if one is not article]
        body = self._render(
            f"{article.outlet.style}.html",
            outlet=article.outlet,
            story=_shown(article),
            published=article.published,
            related=[_link(one) for one in others[:2]],
            latest=[_link(one) for one in others[:4]],
            json_ld=_json_ld(article),
        )
        return _printed(body, "text/html", article.outlet.charset, article.published)

    def feed(self, outlet: SampleOutlet, wave: int) -> Printed:
        """An outlet's feed as it stands in a wave."""
        items = self.out(outlet, wave)
        updated = items[0].published
        body = self._render(
            f"feed.{outlet.feed}",
            outlet=outlet,
            items=[{"story": _shown(one), "published": one.published} for one in items],
            updated=updated,
        )
        return _printed(body, f"application/{outlet.feed}+xml", outlet.charset, updated)

    def index(self, outlet: SampleOutlet, wave: int) -> Printed:
        """An outlet's front page: links to its stories."""
        items = self.out(outlet, wave)
        body = self._render("index.html", outlet=outlet, latest=[_link(one) for one in items])
        return _printed(body, "text/html", "utf-8", items[0].published)

    def _render(self, template: str, **values: Any) -> str:
        return self._templates.get_template(template).render(base=self.base, **values)


def _environment(folder: Path) -> Environment:
    # rss and atom are escaped like HTML: what XML needs escaped is the same.
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=False,
    )
    for name, (locale, pattern) in _DATES.items():
        environment.filters[name] = _date_filter(locale, pattern)
    environment.filters["rfc822"] = rfc822
    return environment


def _date_filter(locale: str, pattern: str) -> Any:
    return lambda moment: format_datetime(moment, pattern, tzinfo=moment.tzinfo, locale=locale)


def _articles(sample: Sample, *, base: str, opened: datetime, folder: Path) -> tuple[Article, ...]:
    outlets = {outlet.name: outlet for outlet in sample.outlet}
    articles: list[Article] = []
    for position, story in enumerate(sample.story):
        outlet = outlets[story.outlet]
        number = FIRST_NUMBER[outlet.style] + 7 * position
        zone = ZoneInfo(outlet.zone)
        published = (opened - timedelta(minutes=story.minutes)).astimezone(zone).replace(microsecond=0)
        paragraphs = tuple(_with_days(one, published) for one in story_text(story, folder))
        html = story_html(story, folder)
        path = _path(outlet, number, story.title, published)
        articles.append(
            Article(
                story=story,
                outlet=outlet,
                number=number,
                path=path,
                url=base + quote(path, safe="/?=&"),
                published=published,
                paragraphs=paragraphs,
                html=html,
                summary=_summary(paragraphs[0]) if paragraphs else "",
            )
        )
    return tuple(articles)


def _with_days(paragraph: str, published: datetime) -> str:
    day = format_datetime(published, "EEEE", locale="ar")
    before = format_datetime(published - timedelta(days=1), "EEEE", locale="ar")
    return paragraph.replace("{weekday}", day).replace("{yesterday}", before)


def _summary(lead: str) -> str:
    if len(lead) <= SUMMARY_LETTERS:
        return lead
    return f"{lead[:SUMMARY_LETTERS].rsplit(' ', 1)[0]} […]"


def _path(outlet: SampleOutlet, number: int, title: str, published: datetime) -> str:
    """Where a site of this kind keeps an article."""
    words = "-".join("".join(letter if letter.isalnum() else " " for letter in title).split()[:SLUG_WORDS])
    rest = {
        "wordpress": f"{published:%Y/%m/%d}/{words}/",
        "portal": f"News/{number}/{words}",
        "agency": f"ar/item/{number}",
        "table": f"article.php?id={number}",
        "jsonld": f"{words}-{number}.html",
        "aggregator": f"news/{number}",
    }[outlet.style]
    return f"/{outlet.name}/{rest}"


def _shown(article: Article) -> Mapping[str, object]:
    """What templates may print of an article: never what a reading of it should find."""
    story = article.story
    return {
        "title": story.title,
        "section": story.section,
        "tags": story.tags,
        "byline": story.byline,
        "dateline": story.dateline,
        "caption": story.caption,
        "number": article.number,
        "url": article.url,
        "summary": article.summary or story.title,
        "paragraphs": article.paragraphs,
        "html": article.html,
    }


def _link(article: Article) -> Mapping[str, str]:
    return {"title": article.story.title, "url": article.url}


def _json_ld(article: Article) -> Mapping[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": article.url,
        "headline": article.story.title,
        "description": article.summary,
        "datePublished": article.published.isoformat(),
        "dateModified": article.published.isoformat(),
        "inLanguage": "ar",
        "articleSection": article.story.section,
        "keywords": list(article.story.tags),
        "author": {"@type": "Person", "name": article.story.byline},
        "publisher": {"@type": "NewsMediaOrganization", "name": article.outlet.outlet},
    }


def _printed(text: str, kind: str, charset: str, modified: datetime) -> Printed:
    body = text.encode(charset, errors="xmlcharrefreplace")
    return Printed(
        body=body,
        # Old servers leave the charset to the page itself.
        content_type=f"{kind}; charset={charset}" if charset == "utf-8" else kind,
        etag=f'"{sha256(body).hexdigest()[:20]}"',
        modified=modified,
    )
