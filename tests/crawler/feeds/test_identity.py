"""Keys of items: the same item has the same key at every visit, and two items never share one."""

from datetime import UTC, datetime

import pytest

from crawler.feeds.identity import item_keys, same_story
from crawler.urls import MAX_KEY, url_key

DAY = datetime(2024, 3, 1, tzinfo=UTC)
A, B = "https://mina.example/n/1", "https://mina.example/n/2"


def test_a_guid_that_is_unique_is_the_key() -> None:
    """Whatever becomes of title and address."""
    assert item_keys([("g1", A, "عنوان", DAY), ("g2", B, "آخر", DAY)]) == ["g1", "g2"]


def test_a_guid_of_two_addresses_is_not_believed() -> None:
    """Some feeds give every item the channel's guid; then the address is the key."""
    assert item_keys([("same", A, "عنوان", DAY), ("same", B, "آخر", DAY)]) == [url_key(A), url_key(B)]


def test_the_same_item_twice_has_one_key() -> None:
    """An item that a feed repeats does not cost it its guid."""
    assert item_keys([("g1", A, "عنوان", DAY), ("g1", A + "?utm_source=rss", "عنوان", DAY)]) == ["g1", "g1"]


def test_without_a_guid_the_address_is_the_key() -> None:
    """A changed title is a revision, not another story."""
    (before,) = item_keys([("", A, "عنوان", DAY)])
    (after,) = item_keys([("", A + "#top", "عنوان معدل", DAY)])
    assert before == after == url_key(A)


def test_an_address_that_all_items_share_is_no_key() -> None:
    """A feed that links every item to its front page is told apart by titles and dates."""
    one, two = item_keys([("", A, "عنوان", DAY), ("", A, "آخر", DAY)])
    assert one != two
    assert item_keys([("", A, "آخر", DAY), ("", A, "ثالث", None)])[0] == two


def test_a_title_is_a_key_whatever_its_spelling() -> None:
    """Vowel signs and kashida come and go between visits."""
    assert item_keys([("", "", "مقتلُ ٣ جنــود", DAY)]) == item_keys([("", "", "مقتل 3 جنود", DAY)])


def test_keys_are_short() -> None:
    """An endless guid cannot break an index."""
    assert max(map(len, item_keys([("g" * 9999, A, "ع", DAY), ("", A + "/" + "ع" * 9999, "ع", DAY)]))) <= MAX_KEY


@pytest.mark.parametrize(
    ("known", "title", "same"),
    [
        ("مقتل 3 مدنيين في غارة على صنعاء", "غارة على صنعاء: ارتفاع عدد القتلى إلى 5 مدنيين", True),
        ("مصرع 14 شخصا في سيول شرقي السودان", "مَصرَع ١٤ شخصاً في سيـول شرقى السودان", True),
        ("مصرع 14 شخصا في سيول شرقي السودان", "(فيديو) مصرع 14 شخصا في سيول شرقي السودان", True),
        ("مصرع 14 شخصا في سيول شرقي السودان", "مباحثات عمانية إيرانية في مسقط", False),
        ("مقتل 3 في غارة على صنعاء", "مقتل 5 في غارة على تعز", False),
        ("مقتل خمسة في حلب", "مقتل سبعة في حلب", True),
        ("مقتل 3 في غارة على صنعاء", "ارتفاع قتلى غارة على اليمن إلى 3", True),
        ("قصف على خان يونس يقتل 3", "قصف على قطاع غزة يقتل 5", True),
        ("وزير الخارجية يصل إلى مسقط", "وزير المالية يعلن الموازنة الجديدة", False),
        ("من في عن", "عن من في", False),
        ("عاجل", "عاجل", False),
        ("", "مباحثات عمانية إيرانية في مسقط", False),
        ("", "", False),
    ],
)
def test_a_guid_that_comes_again_elsewhere_is_the_same_story_by_its_title(known: str, title: str, same: bool) -> None:
    """A corrected headline keeps half of its words; where there is too little to compare, it is another story."""
    assert same_story(known, url_key(A), title, url_key(B)) is same
    assert same_story(title, url_key(B), known, url_key(A)) is same


def test_a_guid_that_comes_again_at_its_address_is_the_same_story() -> None:
    """Whatever its title says: a headline may be turned into its opposite."""
    assert same_story("الهدنة صامدة", url_key(A), "انهيار وقف إطلاق النار", url_key(A + "?utm_source=x"))
    assert not same_story("الهدنة صامدة", "", "انهيار وقف إطلاق النار", "")
