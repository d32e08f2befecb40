"""A mail has a stable subject that any header takes, and an HTML page that is right to left and harms nobody."""

import re
from email.message import EmailMessage
from email.policy import SMTP
from html.parser import HTMLParser

import pytest

from alerts.alert import AlertReason
from alerts.text.mail import mail_text
from tests.alerts.text.pictures import DAMASCUS, QUOTE, alert, line, report
from tests.alerts.text.test_telegram import HOSTILE, every


class Page(HTMLParser):
    """What a mail client sees: tags with attributes, in order, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []  # what has not been closed, and what was closed without being open
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1:] == [tag]:
            self.open.pop()
        else:
            self.open.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.text += data.replace("\u00a0", " ")


def unclosed(html: str) -> list[str]:
    """The tags that are not closed where they should be."""
    return Page(html).open


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_stays_text(hostile: str) -> None:
    """No tag, attribute or header comes from a title; the page stays below what Gmail shows."""
    mail = mail_text(alert(**every(hostile)), "ar", DAMASCUS)
    page = Page(mail.html)
    plain = Page(mail_text(alert(**every("عنوان")), "ar", DAMASCUS).html)
    assert {tag for tag, _ in page.tags} == {tag for tag, _ in plain.tags}
    assert {name for _, attributes in page.tags for name in attributes} == {
        name for _, attributes in plain.tags for name in attributes
    }
    assert len(mail.html.encode()) < 102_000
    header = EmailMessage(policy=SMTP)
    header["Subject"] = mail.subject  # raises for what would poison it
    assert "\n" not in mail.subject
    mail.text.encode()
    mail.html.encode()


def test_direction_stands_where_clients_leave_it() -> None:
    """Clients drop html and body: the outer table and every cell say it themselves, in attribute and style."""
    page = Page(mail_text(alert(), "ar", DAMASCUS).html)
    cells = [attributes for tag, attributes in page.tags if tag in ("table", "td")]
    assert [one for one in cells if one.get("dir") != "rtl" or "direction:rtl" not in (one.get("style") or "")] == []


def test_an_english_mail_keeps_the_order_of_place_and_country_and_the_marks_of_a_quote() -> None:
    """What begins with an Arabic name would run right to left, and the quote's marks would stand at its wrong ends."""
    html = mail_text(alert(place="حلب", country="SY"), "en", DAMASCUS).html
    assert re.search(r'Place: <bdi dir="ltr">\u2068?حلب\u2069?, Syria</bdi>', html)
    assert re.search(r"<bdi>“[^<]*”</bdi>", html)


def test_english_runs_the_other_way() -> None:
    """The same page, left to right."""
    page = Page(mail_text(alert(), "en", DAMASCUS).html)
    assert {attributes.get("dir") for tag, attributes in page.tags if tag in ("html", "table", "td")} == {"ltr"}


def test_nothing_is_loaded_from_elsewhere() -> None:
    """No picture, script, font or style sheet tells anybody that the mail was opened."""
    html = mail_text(alert(), "ar", DAMASCUS).html
    assert not re.search(r"<(img|script|link|iframe|object|video)|url\(|@import|src=", html, re.IGNORECASE)


def test_it_has_colours_for_the_dark() -> None:
    """Clients that turn dark are told that the page knows how."""
    html = mail_text(alert(), "ar", DAMASCUS).html
    assert 'name="color-scheme"' in html
    assert "prefers-color-scheme: dark" in html
    assert ".line { border-bottom-color" in html  # the bar at an event's side keeps the colour of its severity


def test_all_that_a_receiver_is_promised_is_in_both_parts() -> None:
    """Contract, section 3."""
    mail = mail_text(alert(), "ar", DAMASCUS)
    text = Page(mail.html).text
    for promised in (
        "مقتل ما بين 9 و12 مدنيا بينهم 3 أطفال وإصابة ما لا يقل عن 20 آخرين في قصف على الأبيض",
        "بحسب شبكة أطباء السودان",
        "الأبيض، السودان",
        QUOTE,
        "13:45",
        "الحدث 57 · النسخة 1 · 14:05 بتوقيت دمشق",
        "سبب التنبيه: حدث جديد",
    ):
        assert promised in text
        assert promised in mail.text
    assert 'href="https://news.example/1"' in mail.html
    assert "https://news.example/1" in mail.text


def test_a_number_stays_with_its_noun() -> None:
    """However narrow the screen: no line ends between them."""
    html = mail_text(alert(), "ar", DAMASCUS).html
    assert "ما بين 9\u00a0و12\u00a0مدنيا بينهم 3\u00a0أطفال" in html


def test_every_paragraph_of_the_text_opens_right_to_left() -> None:
    """The plain part has no markup to say its direction."""
    rows = [row for row in mail_text(alert(**every("UN: 5")), "ar", DAMASCUS).text.split("\n") if row]
    assert [row for row in rows if not re.match("[\u0621-\u064a\u200f]", row)] == []


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("قصف على سوق في الأبيض", "قصف على سوق في الأبيض · الحدث 57"),
        ("مقتل 12 مدنيا في قصف على الأبيض", "مقتل عدد من المدنيين في قصف على الأبيض · الحدث 57"),
        ("مقتل ثلاثة أطفال بانفجار لغم", "مقتل عدد من الأطفال بانفجار لغم · الحدث 57"),
        ("سقوط ٧ قتلى في اشتباكات", "سقوط عدد من القتلى في اشتباكات · الحدث 57"),
        (
            "مصرع 11 شخصا وإصابة 19 فى حادث تصادم بأسيوط",
            "مصرع عدد من الأشخاص وإصابة آخرين فى حادث تصادم بأسيوط · الحدث 57",
        ),
        ("مقتل 5 بقصف على سوق", "مقتل أشخاص بقصف على سوق · الحدث 57"),
        ("غرق مركب ومصرع شخصين وفقدان 20", "غرق مركب ومصرع عدد من الأشخاص وفقدان آخرين · الحدث 57"),
        ("قتيلان في غارة على عيترون", "عدد من القتلى في غارة على عيترون · الحدث 57"),
        ("إصابة 20 بالمئة من المحصول", "ضحايا · الحدث 57"),
        ("ارتفاع حصيلة الزلزال إلى 120", "ضحايا · الحدث 57"),
        ("", "ضحايا · الحدث 57"),
    ],
)
def test_the_subject_holds_no_toll(title: str, subject: str) -> None:
    """A number in it would be wrong after the first update, and changing it would break the thread."""
    assert subject == mail_text(alert(title=title), "ar", DAMASCUS).subject


def test_the_subject_is_the_same_for_every_revision() -> None:
    """Clients thread by it."""
    first = mail_text(alert(), "ar", DAMASCUS)
    later = mail_text(
        alert(
            revision=7,
            reason=AlertReason.TOLL_ROSE,
            toll=(line(40),),
            place="كردفان",
            reports=(report(9, title="40 قتيلا"),),
        ),
        "ar",
        DAMASCUS,
    )
    assert first.subject == later.subject
    assert first.preheader != later.preheader
