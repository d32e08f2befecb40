"""Captions without a name: told by a box of their own with the picture, by small type, by whose picture it is."""

import pytest

from crawler.news import Page, Refusal
from crawler.pages.read import read_page
from tests.crawler.pages.newsrooms import BODY, TITLE, paragraphs_read

CAPTION = "أقارب المفقودين قرب المبنى المنهار"
SENTENCE = "وكان المبنى قد أخلي مرة واحدة."

CAPTIONS = {
    "slanted, in the next paragraph": f"<p><img src='a.jpg'></p><p style='text-align:center'><em>{CAPTION}</em></p>",
    "with an agency, in the next paragraph": f"<p><img src='a.jpg'></p><p>{CAPTION} (أ ف ب)</p>",
    "with the net, in the next paragraph": f"<p><img src='a.jpg'></p><p>{CAPTION} (مواقع التواصل)</p>",
    "in a box": f"<div class='thumb'><img src='a.jpg'><div class='alt'>{CAPTION} - رويترز</div></div>",
    "in a span": f"<div class='img-holder'><img src='a.jpg'><span>{CAPTION} (الفرنسية)</span></div>",
    "in small type": f"<div><img src='a.jpg' alt='مبنى'><small>{CAPTION}</small></div>",
    "named as text": f"<div class='ImgDesc1'><img src='a.jpg'></div><div class='imgTxt'>{CAPTION}</div>",
    "in a table": f"<table><tr><td><img src='a.jpg'></td></tr><tr><td>{CAPTION}</td></tr></table>",
    "in a figure": f"<figure><a href='a.jpg'><img src='a.jpg'></a><span>{CAPTION}</span></figure>",
    "centred": f"<center><img src='a.jpg'><br>{CAPTION}</center>",
    "two boxes deep": f"<div><div><picture><img></picture></div><div><p>{CAPTION}</p></div></div>",
}
TEXT = {
    "a paragraph around a picture": (f"<p><img align='left'>{SENTENCE}</p>", SENTENCE),
    "its phrase around a picture": (f"<p><img align='left'>{CAPTION}</p>", CAPTION),
    "a sentence in a picture's box": (f"<div class='card'><img><p>{SENTENCE}</p></div>", SENTENCE),
    "a paragraph behind a picture": (
        "<p><img></p><p>ثم وصل المحافظ إلى المكان (للمرة الأولى)</p>",
        "ثم وصل المحافظ إلى المكان (للمرة الأولى)",
    ),
    "a heading behind a picture": (
        "<p><img></p><h3>شهادات من سكان الحي المنكوب</h3>",
        "شهادات من سكان الحي المنكوب",
    ),
    "a question behind a picture": (
        "<p><img></p><p><b>من هو صاحب المبنى المنهار؟</b></p>",
        "من هو صاحب المبنى المنهار؟",
    ),
}


@pytest.mark.parametrize("markup", CAPTIONS.values(), ids=CAPTIONS)
def test_a_caption_without_a_name_is_no_text(markup: str) -> None:
    """Between two paragraphs, in the markup of old systems and of editors."""
    page = f"<h1>{TITLE}</h1><div><p>{BODY[0]}</p>{markup}<p>{BODY[1]}</p><p>{BODY[2]}</p></div>"
    assert paragraphs_read(page) == list(BODY[:3])


@pytest.mark.parametrize(("markup", "line"), TEXT.values(), ids=TEXT)
def test_text_beside_a_picture_stays(markup: str, line: str) -> None:
    """Paragraphs with a picture at their head, and what follows a picture in the text's own type."""
    page = f"<h1>{TITLE}</h1><div><p>{BODY[0]}</p>{markup}<p>{BODY[1]}</p><p>{BODY[2]}</p></div>"
    assert paragraphs_read(page) == [BODY[0], line, *BODY[1:3]]


def test_a_headline_in_a_box_with_the_picture_is_none() -> None:
    """Also where the page states it only with the site's name behind it."""
    page = (
        f"<html><head><title>{TITLE} | الشرفة</title></head><body><div><img><div>{TITLE}</div></div>"
        f"<div>{''.join(f'<p>{text}</p>' for text in BODY)}</div></body></html>"
    )
    found = read_page(Page(url="https://shurfa.example/news/1", body=page.encode(), content_type="text/html"))
    assert not isinstance(found, Refusal)
    assert found[0].title == TITLE


def test_a_story_of_a_picture_and_its_line_is_kept() -> None:
    """A page that has no other text."""
    line = "قتيلان وخمسة جرحى في انفجار أنبوب للغاز بمخبز في حي القبة"
    markup = f"<head><meta property='og:type' content='article'></head><h1>{TITLE}</h1><div><img><p>{line}</p></div>"
    assert paragraphs_read(markup) == [line]
