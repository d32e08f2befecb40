"""An authority is one voice by whatever length of its name; nobody in particular is none."""

from alerts.events.voices import named_voices


def test_longer_names_of_an_authority_are_its_shortest() -> None:
    """Spelling and length differ from outlet to outlet."""
    names = ("وزارة الصحة", "وزارة الصحّة في غزة", "المرصد السوري لحقوق الإنسان", "المرصد السوري", None)
    voices = named_voices(names)
    assert voices["وزارة الصحة"] == voices["وزارة الصحّة في غزة"]
    assert voices["المرصد السوري لحقوق الإنسان"] == voices["المرصد السوري"]
    assert len(set(voices.values())) == 2


def test_a_ministry_of_public_health_is_one_of_health() -> None:
    """Lebanon's has both names in one hour's news."""
    voices = named_voices(("وزارة الصحة العامة اللبنانية", "وزارة الصحة اللبنانية", "المديرية العامة للدفاع المدني"))
    assert voices["وزارة الصحة العامة اللبنانية"] == voices["وزارة الصحة اللبنانية"]
    assert len(set(voices.values())) == 2


def test_names_that_share_one_word_only_are_two() -> None:
    """«الجيش» may be any army, and two ministries are two."""
    voices = named_voices(("الجيش", "الجيش الإسرائيلي", "وزارة الدفاع", "وزارة الصحة"))
    assert len(set(voices.values())) == 4


def test_who_is_not_named_is_no_voice() -> None:
    """A source, a witness, an official, media."""
    nobody = ("مصدر طبي", "المصدر", "مصادر محلية", "شهود عيان", "مسؤول أمني", "الأهالي", "وسائل إعلام", "أطباء", "…")
    assert named_voices(nobody) == {}
