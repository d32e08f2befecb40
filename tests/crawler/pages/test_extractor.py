"""The body as trafilatura's own stages give it is the body that trafilatura gives."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura import bare_extraction

from crawler.pages.text import extractor
from crawler.pages.text.blocks import remove_what_is_never_text
from crawler.pages.text.extractor import extracted_text

SAMPLE = Path(__file__).parents[3] / "seeds" / "sample"
SENTENCE = "وأكد الوزير في مؤتمر صحفي أن الحكومة ستعلن تفاصيل الخطة خلال الأسبوع المقبل بعد أن تنتهي اللجنة من عملها. "


def _pages() -> Iterator[tuple[str, str]]:
    paragraph = f"<p>{SENTENCE}</p>"
    links = "".join(f'<li><a href="/{n}">خبر آخر رقم {n} من أخبار اليوم في المدينة</a></li>' for n in range(12))
    yield "article", f"<article><h1>عنوان</h1>{paragraph * 6}</article>"
    yield "long", f'<div class="post-content">{paragraph * 40}</div><ul>{links}</ul>'
    yield "short", f"<div><p>{SENTENCE}</p></div>"
    yield "nothing", "<div></div>"
    yield "no paragraphs", f"<div class='x'>{SENTENCE * 3}<br>{SENTENCE * 3}</div>"
    yield "little of much", f"<article>{paragraph * 3}</article>" + f"<div class='box'><div>{SENTENCE}</div></div>" * 60
    yield "comments", f"<article>{paragraph * 5}</article><div id='comments'><p>تعليق طويل {SENTENCE}</p></div>"
    yield "tables", f"<article>{paragraph * 4}<table><tr><td>{SENTENCE}</td><td>2</td></tr></table></article>"
    yield "cookies", f"<article>{paragraph * 4}</article><div class='cookie-banner'><p>{SENTENCE * 2}</p></div>"
    yield "controls", f"<article>{paragraph * 4}<div>سطر</div></article>"
    for file in sorted(SAMPLE.rglob("*.html")):
        yield file.stem, file.read_text("utf-8")


def _tree(page: str) -> HtmlElement:
    root = document_fromstring(page.encode(), parser=HTMLParser(encoding="utf-8", remove_comments=True))
    remove_what_is_never_text(root)
    return root


@pytest.mark.parametrize(("name", "page"), list(_pages()), ids=[name for name, _ in _pages()])
def test_the_text_is_trafilaturas(name: str, page: str) -> None:
    """Of pages that end in each of its stages: the body, the rescue of a short one, the second look with recall."""
    plain = bare_extraction(
        _tree(page), fast=True, include_comments=False, with_metadata=False, include_formatting=False
    )
    assert extracted_text(_tree(page)) == (getattr(plain, "text", None) or ""), name


def test_the_stages_are_all_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages above go through the rescue, through the second look, and past the whole page's text by its bound."""
    seen: list[str] = []
    for stage in ("baseline", "html2txt", "tree_cleaning"):
        own = getattr(extractor, stage)
        monkeypatch.setattr(extractor, stage, lambda *given, own=own, stage=stage: (seen.append(stage), own(*given))[1])
    ways = set()
    for _, page in _pages():
        seen.clear()
        extracted_text(_tree(page))
        ways.add((seen.count("baseline"), seen.count("html2txt"), seen.count("tree_cleaning")))
    assert {way[0] for way in ways} == {0, 1}
    assert {(way[1], way[2]) for way in ways} >= {(0, 1), (1, 2)}


def test_the_tree_stays_as_it_is() -> None:
    """What stands around a line is asked for afterwards."""
    root = _tree(dict(_pages())["comments"])
    before = len(list(root.iter()))
    extracted_text(root)
    assert len(list(root.iter())) == before
