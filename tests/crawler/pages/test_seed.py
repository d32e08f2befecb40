"""The seed document in many shapes, where the evaluation data is present beside the project."""

import json
from dataclasses import replace

import pytest

from crawler.news import Page, Refusal, Story
from crawler.pages.read import read_page
from tests.conftest import SHARED
from tests.crawler.pages.newsstand import around, links, paragraphs

SEED = SHARED / "eval" / "seed.txt"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SEED.exists(), reason="the evaluation data is not beside the project"),
]


def _seed_shapes() -> dict[str, str]:
    """The seed document in the markup of several outlets; every shape holds all of its lines in their order."""
    raw = SEED.read_text(encoding="utf-8")
    lines = [line.strip() for line in raw.split("\n") if line.strip()]
    label = lines.index("إقرأ أيضاً:")
    similar = lines.index("مقالات مشابهة")
    ending = next(number for number, line in enumerate(lines) if line.startswith("المصدر |"))
    first, after, title = lines[:ending], lines[ending:label], lines[label + 1]
    second, teasers = lines[label + 2 : similar], [line.strip("• ") for line in lines[similar + 1 :]]
    body, end, more = paragraphs(first), paragraphs(after), f"<h3>{lines[similar]}</h3>{links(teasers)}"
    box = first.index("اقرأ أيضاً")
    boxed = paragraphs(first[:box]) + (
        f"<div class='related'><h4>{first[box]}</h4><a href='/n/7'><img src='/7.jpg'>{first[box + 1]}</a></div>"
    )
    boxed += paragraphs(first[box + 2 :])
    label_line = lines[label]
    return {
        "same container": f"<div class='entry-content'>{paragraphs(lines)}</div>",
        "same container, links": f"<div class='entry'>{boxed}{end}<p>{label_line}</p><p>{title}</p>"
        f"{paragraphs(second)}</div>{more}",
        "sibling articles": f"<article>{body}{end}</article><h4>{label_line}</h4>"
        f"<article><h2>{title}</h2>{paragraphs(second)}</article>{more}",
        "articles, label in the second": f"<article>{boxed}{end}</article><article><span>{label_line}</span>"
        f"<h2><a href='/n/2'>{title}</a></h2><div>{paragraphs(second)}</div></article>{more}",
        "headings": f"<div class='post'>{body}{end}<h2>{label_line}</h2><h3>{title}</h3>{paragraphs(second)}"
        f"{more}</div>",
        "bold paragraphs": f"<div>{body}{end}<p><b>{label_line}</b></p><p><strong>{title}</strong></p>"
        f"{paragraphs(second)}<p><b>{lines[similar]}</b></p>{paragraphs(lines[similar + 1 :])}</div>",
        "infinite scroll": f"<article>{boxed}{end}</article><div class='infinite-scroll'><h4>{label_line}</h4>"
        f"<div><h1>{title}</h1><div>{paragraphs(second)}</div></div></div>{more}",
        "infinite scroll, no label": f"<div class='story'>{body}{end}</div><div class='infinite-scroll'>"
        f"<h1>{title}</h1><div>{paragraphs(second)}</div></div>{more}",
        "line breaks": f"<div>{'<br><br>'.join(lines)}</div>",
        "single line breaks": f"<div class='text'>{'<br>'.join(lines)}</div>",
        "containers": "<div>" + "".join(f"<div>{line}</div>" for line in lines) + "</div>",
        "spans in containers": "<div>" + "".join(f"<div><span>{line}</span></div>" for line in lines) + "</div>",
        "layout table": f"<table><tr><td>{paragraphs(lines[:similar])}{more}</td></tr></table>",
        "preformatted": f"<pre>{raw}</pre>",
        "a form around all": f"<form action='/'><div>{paragraphs(lines)}</div></form>",
    }


# The page's and the feed's word on the first story, whose headline is not in the document.
SEED_TITLE = "الصين وسوريا تعلنان إقامة شراكة استراتيجية بينهما"
HINTS = ("no hint", "title", "title and summary")


def _hinted(page: Page, hints: str) -> Page:
    return replace(
        page,
        hint_title=SEED_TITLE if "title" in hints else None,
        hint_summary=_seed_gold()[0]["text"][:200] if "summary" in hints else None,
    )


def _seed_gold() -> list[dict[str, str]]:
    gold: list[dict[str, str]] = json.loads((SHARED / "eval" / "dev" / "seed.json").read_text("utf-8"))["stories"]
    return gold


def _assert_the_two_stories(found: tuple[Story, ...] | Refusal) -> None:
    gold = _seed_gold()
    assert not isinstance(found, Refusal)
    assert [story.text.split() for story in found] == [story["text"].split() for story in gold]
    assert found[1].title == gold[1]["title"]
    assert found[0].credited_source == "الخليج الجديد + متابعات"


@pytest.mark.parametrize("hints", HINTS)
@pytest.mark.parametrize("charset", ["utf-8", "cp1256"])
def test_the_seed_text_gives_its_two_stories(charset: str, hints: str) -> None:
    """Exactly the two bodies of the gold, from plain lines."""
    body = SEED.read_text(encoding="utf-8").encode(charset)
    kind = f"text/plain; charset={'windows-1256' if charset == 'cp1256' else charset}"
    found = read_page(_hinted(Page(url="https://example.org/", body=body, content_type=kind), hints))
    _assert_the_two_stories(found)
    assert isinstance(found, tuple)
    assert found[0].title == ("" if hints == "no hint" else SEED_TITLE)


@pytest.mark.parametrize("hints", HINTS)
@pytest.mark.parametrize("shape", _seed_shapes() if SEED.exists() else ["none"])
def test_the_seed_page_gives_its_two_stories(shape: str, hints: str) -> None:
    """The same from a whole page of an outlet: with menus, a sidebar of headlines, a footer, and JSON-LD."""
    lead = _seed_gold()[0]["text"][:200]
    stated = {"@type": "NewsArticle", "headline": SEED_TITLE, "description": lead, "datePublished": "2023-09-22"}
    head = f'<script type="application/ld+json">{json.dumps(stated)}</script>'
    markup = around(_seed_shapes()[shape], title=SEED_TITLE, head=head)
    found = read_page(_hinted(Page(url="https://example.org/n/1", body=markup.encode()), hints))
    _assert_the_two_stories(found)
    assert isinstance(found, tuple)
    assert found[0].title == SEED_TITLE


@pytest.mark.parametrize("shape", _seed_shapes() if SEED.exists() else ["none"])
def test_the_bare_seed_document_in_windows_1256_gives_its_two_stories(shape: str) -> None:
    """Without a page around it but for a title, in the bytes of older sites."""
    head = f"<head><meta charset='windows-1256'><title>{SEED_TITLE}</title></head>"
    markup = f"<html>{head}<body>{_seed_shapes()[shape]}</body></html>"
    body = markup.encode("cp1256", "xmlcharrefreplace")
    found = read_page(Page(url="https://example.org/", body=body, content_type="text/html"))
    _assert_the_two_stories(found)
    assert isinstance(found, tuple)
    assert found[0].title == SEED_TITLE
