"""A new happening, what came after one, a correction and a reaction are told in different words."""

import pytest

from crawler.gist.foreground import foreground
from crawler.gist.manner import Manner, manner_of

NEW = ("مقتل ستة بانفجار", "قتل ستة أشخاص، صباح الجمعة، في انفجار عبوة زرعت على الطريق.")
AFTER = ("كويتا تشيع ضحايا التفجير", "شيع أهالي المدينة ضحايا التفجير بعدما ارتفع عددهم إلى عشرة.")


def _manner(title: str, text: str) -> Manner:
    return manner_of(foreground(title, text), title, text)


def test_a_happening_without_the_article_is_told_for_the_first_time() -> None:
    """With it, it is known already."""
    new, after = _manner(*NEW), _manner(*AFTER)
    assert (new.newly_told, new.follows_up) == (True, False)
    assert (after.newly_told, after.follows_up) == (False, True)


@pytest.mark.parametrize(
    ("title", "what"),
    [
        ("الصحة تصحح: تسعة متوفين لا أحد عشر", "corrects"),
        ("الكويت تدين استهداف المطار", "reacts"),
        ("بلدة مجاورة تحت النار", "set_apart"),
        ("حادث آخر على الطريق نفسه", "set_apart"),
        ("مقتل مزارع وابنه", "heads_harm"),
        ("بغداد تستدعي القائم بالأعمال", "heads_dealing"),
        ("أبرز أخبار اليوم السبت", "digest"),
    ],
)
def test_the_headline_shows_it(title: str, what: str) -> None:
    """Each by words of its own, which a plain headline has not."""
    assert getattr(_manner(title, "تفاصيل."), what)
    assert not getattr(_manner("الأمطار تتواصل على الساحل", "تفاصيل."), what)


def test_a_first_toll_is_no_follow_up() -> None:
    """«حصيلة أولية» is what first reports call their toll."""
    assert not _manner("", "قتل ستة أشخاص في حريق، في حصيلة أولية.").follows_up
    assert _manner("", "بلغت حصيلة الحريق ستة قتلى.").follows_up
