"""Names of states, organisations and leaders in Arabic text."""

import pytest

from crawler.arabic.letters import fold
from crawler.arabic.names import Form, country_of, find_names, sound
from crawler.arabic.words import words_of


def _named(text: str) -> list[tuple[str, Form]]:
    folded = fold(text)
    return [(name.party, name.form) for name in find_names(words_of(folded.text), text, folded.offsets)]


@pytest.mark.parametrize(
    ("text", "party", "form"),
    [
        ("وللسعودية", "SA", Form.STATE),
        ("بالولايات المتحدة", "US", Form.STATE),
        ("والسوريون", "SY", Form.PEOPLE),
        ("سورية", "SY", Form.STATE),
        ("كوريا الشمالية", "KP", Form.STATE),
        ("الكوري الجنوبي", "KR", Form.NATIONALITY),
        ("جنوب إفريقيا", "ZA", Form.STATE),
        ("جنوب السودان", "SS", Form.STATE),
        ("ببكين", "CN", Form.CAPITAL),
        ("قصر الإليزيه", "FR", Form.SEAT),
        ("الكرملين", "RU", Form.SEAT),
        ("للأمم المتحدة", "UN", Form.ORGANISATION),
        ("أممية", "UN", Form.ORGANISATION_ADJECTIVE),
        ("جماعة الحوثي", "Houthis", Form.ORGANISATION),
        ("ولافروف", "RU", Form.PERSON),
    ],
)
def test_a_party_is_found_in_every_way_it_is_named(text: str, party: str, form: Form) -> None:
    """State, nationality, capital, seat, organisation and person are told apart, through glued letters."""
    assert _named(text) == [(party, form)]


@pytest.mark.parametrize("name", ["شي جين بينغ", "شي جين بينج", "شي جينبينغ"])
def test_spellings_of_a_foreign_name_are_one_person(name: str) -> None:
    """Transliterations of one name lead to one party."""
    assert _named(name) == [("CN", Form.PERSON)]


def test_long_vowels_and_hard_letters_do_not_change_the_sound() -> None:
    """What transliterations disagree on is left out of a name's sound."""
    assert sound("نتانياهو") == sound("نتنياهو")
    assert sound("غوتيريش") == sound("جوتيريش")


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("في سلطنة عُمان", ["OM"]),
        ("في عمّان", ["JO"]),
        ("وصل الملك الأردني إلى عمان", ["JO", "JO"]),
        ("زار عمان", ["OM"]),
    ],
)
def test_oman_and_amman_are_told_apart(text: str, parties: list[str]) -> None:
    """Vowel signs decide, else the company the name keeps, else it is the sultanate."""
    assert [party for party, _ in _named(text)] == parties


@pytest.mark.parametrize(
    "text",
    ["دعم مالي كبير", "الأمير تركي بن فيصل", "مجلس الأمن القومي", "اليد اليمنى", "السلطنة العثمانية", "بنين وبنات"],
)
def test_words_spelled_like_a_party_are_none(text: str) -> None:
    """Money is not Mali, Turki no Turk, and a national council not that of the United Nations."""
    assert not any(party in ("ML", "TR", "UN", "YE", "OM", "BJ") for party, _ in _named(text))


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("عمان 30 حزيران (بترا)", ["JO"]),
        ("الكوريتان", ["KP", "KR"]),
        ("قالت بروكسل إن المحادثات مع لندن مستمرة", ["EU", "GB"]),
        ("وصل إلى بروكسل", ["BE"]),
        ("أعلن لبنان نقل الجرحى إلى طرابلس", ["LB"]),
        ("الكونغو الديموقراطية", ["CD"]),
        ("واجادوجو", ["BF"]),
        ("الأمير فيصل بن تركي", []),
        ("نصره الله", []),
        ("هنأ الملك", []),
        ("فتح المعابر", []),
        ("روته", ["NATO"]),
        ("روتو", ["KE"]),
    ],
)
def test_doubts_are_settled_by_company(text: str, parties: list[str]) -> None:
    """A spelling that may mean two parties means the one that its text speaks of."""
    assert [party for party, _ in _named(text)] == parties


def test_the_longest_name_wins() -> None:
    """Inside «مجلس الأمن الدولي» no shorter name is found, and Guinea-Bissau is not Guinea."""
    assert _named("مجلس الأمن الدولي") == [("UN", Form.ORGANISATION)]
    assert _named("غينيا بيساو") == [("GW", Form.STATE)]


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("دمشق", "SY"),
        ("السعودية", "SA"),
        ("أديس أبابا", "ET"),
        ("عمان", "OM"),
        ("هانجتشو", None),
        ("الكرملين", None),
        ("", None),
    ],
)
def test_country_of_knows_states_and_capitals_only(place: str, code: str | None) -> None:
    """A state or a capital has a country; a palace, another town and nothing have none."""
    assert country_of(place) == code
