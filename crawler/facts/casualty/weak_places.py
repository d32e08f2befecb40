"""Places that a sentence names without saying that people came to harm there.

A place is weak where it only tells where a source speaks from, where the harmed come from or were taken to («مصدر في
مستشفى …», «من أهالي …», «نقلوا إلى …»).
"""

from collections.abc import Sequence
from pathlib import Path

from crawler.arabic.letters import fold_key
from crawler.arabic.places import Place
from crawler.arabic.words import Word, glued
from crawler.facts.casualty.cues import CUES
from crawler.facts.figure import Outcome

_HERE = Path(__file__).parent
_FRAME = 3  # words at the head of a sentence within which a place is the frame of what is told there
_WARD = 8  # words that the name of a hospital takes
_LOOK_BACK = 4  # words ahead of a place that tell what it is the place of


def _lists() -> dict[str, frozenset[str]]:
    rows = (_HERE / "slots.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in rows if line and not line.startswith("#"))
    return {kind: frozenset(map(fold_key, words.split())) for kind, words in pairs}


LISTS = _lists()
HAPPENS = LISTS["happens"]
_TOWARDS, _SAYS, _LEADING, _UNITS, _NO_OFFICE = (
    LISTS[kind] for kind in ("towards", "says", "leading", "units", "no office")
)
SOURCES, _ORIGINS, _NAMES, _FROM, _WARDS, _SCENES, _STRUCK, _FOLK, _NOTICES = (
    glued(LISTS[kind])
    for kind in ("sources", "origins", "names", "from", "wards", "scenes", "struck", "folk", "notices")
)
ENDS = frozenset(("،", "\n", ".", ":"))
_DASHES = frozenset(("/", "-", "(", "_"))
_SPEAKS = frozenset(map(fold_key, "بحسب وفق حسب عن لدى أن إن بأن رئيس مدير وفقا قوة".split()))
_HANDS = frozenset(map(fold_key, "يد أيدي قبل عناصر أفراد ضباط".split()))
MOVED = frozenset((Outcome.DISPLACED, Outcome.DETAINED, Outcome.ABDUCTED))  # it matters whence, not whither
_TOOK_PLACE = frozenset(("وقع", "وقعت", "جري", "جرت", "حدث", "حدثت"))
_CARRIED = 8  # words from a verb of carrying to where it goes
_CARRIES = glued(
    frozenset(
        map(
            fold_key,
            "نقل نقلت نقلوا نقلا ينقل تنقل نقلهم نقلته نقلتهم حول حولت متجهة متجها متجه متوجهة متوجها رحلتها رحلته أجلت أجلي جوا".split(),
        )
    )
)
_ON_THE_WAY = frozenset(("الطريق", "طريق", "الطرق"))
_THAT = frozenset(map(fold_key, "أن إن بأن أنه أنها إنه إنها بأنه بأنها أنهم إنهم".split()))  # what is said begins
_TELLS = glued(LISTS["says"] | LISTS["tells"])
_SPEAKERS = glued(LISTS["says"] | LISTS["sources"])
_SPEAKER = 12  # words from a verb of saying to the place of who says so
_GOING_ON = frozenset(map(fold_key, "الدائرة الدائر".split()))  # «المعارك الدائرة في …» is no office
_BRANCHES = frozenset(("داعش", "القاعده", "الاسلاميه"))  # «داعش في غرب إفريقيا»
_THEIR_LANDS = frozenset(
    ("غرب", "شرق", "وسط", "جزيره", "شبه", "بلاد", "المغرب", "العراق", "خراسان", "الساحل", "الصحراء")
)
_CAPITAL = fold_key("العاصمة")  # «في العاصمة كولومبو» is no «عاصمة سريلانكا»


def is_weak(
    words: Sequence[Word], chain: Sequence[Place], outcome: Outcome | None = None, victims: range = range(0)
) -> bool:
    """Whether the words about a place make it that of a source or of an origin; victims speak no more."""
    at, end = chain[0].start, chain[-1].end
    follows = words[end].text if end < len(words) else ""
    if _is_told_as_scene(words, end) or (at <= 1 and (follows in _DASHES or follows[:1].isdigit())):
        return not _is_told_as_scene(words, end)  # a dateline
    if at <= _FRAME and follows in _SAYS and words[0].text in _LEADING:
        return True  # «وفي واشنطن قال مسؤول»
    if _is_of_ward(words, at) or is_of_branch(words, at) or _is_speakers(words, at, end):
        return True
    flees = outcome is Outcome.DISPLACED
    for back in range(1, min(_LOOK_BACK, at) + 1):
        text = words[at - back].text
        if text in ENDS:
            return False
        if text in _TOWARDS and words[at - back - 1].text in _ON_THE_WAY:
            return False  # «خطفوا على الطريق إلى …»
        if text in _TOWARDS and (_is_whither(text, back, outcome) or (back == 1 and _is_carried(words, at - back))):
            return True
        if text == "من" and back <= 2 and not flees:
            return at - back == 0 or not _FROM[words[at - back - 1].text]
        if back == 1 and (_NAMES[text] or (text.startswith("ل") and _NOTICES[words[at - 2].text])):
            return True  # «قوات سوريا الديمقراطية», «بيان لمحافظة الشرقية»
        if back <= 2 and text in _SAYS:
            return True
        if not flees and _ORIGINS[text] and _is_origin(words, at - back, at):
            return True
        if at - back not in victims and SOURCES[text] and not _is_no_source(words, at - back, alone=back == 1):
            return True
    return False


def _is_whither(text: str, back: int, outcome: Outcome | None) -> bool:
    """«أطلقت صاروخا نحو …» where nobody is counted, «نزحوا إلى …»: whether a place is where something only goes."""
    if outcome is None:
        return back == 1 and text != "الي"
    return outcome in MOVED and back <= (_LOOK_BACK if outcome is Outcome.DISPLACED else 3)


def _is_told_as_scene(words: Sequence[Word], end: int) -> bool:
    """«في مستشفيين بمدينة بنها حيث وقع الحادث»"""
    return words[end + 1 : end + 2] != [] and words[end].text == "حيث" and words[end + 1].text in _TOOK_PLACE


def _is_carried(words: Sequence[Word], at: int) -> bool:
    """«نُقل 12 جريحا جوا إلى نيروبي», «مروحية متجهة إلى باماكو»: whether something or somebody only goes there."""
    for back in range(at - 1, max(-1, at - _CARRIED), -1):
        if words[back].text in ENDS:
            return False
        if _CARRIES[words[back].text]:
            return True
    return False


def opens_speech(text: str) -> bool:
    """Whether a word begins what somebody says («إن», «بأنها»)."""
    return text in _THAT


def _is_speakers(words: Sequence[Word], at: int, end: int) -> bool:
    """«قالت الخارجية في عمان إن …»: whether a place stands between a verb of saying and what is said."""
    if end >= len(words) or words[end].text not in _THAT:
        return False
    for back in range(at - 1, max(-1, at - _SPEAKER), -1):
        text = words[back].text
        if text in ENDS or words[back].is_number or tells_outcome(words, back):
            return False
        if _TELLS[text]:
            return True
    return False


def is_of_branch(words: Sequence[Word], at: int) -> bool:
    """«تنظيم القاعدة في جزيرة العرب»: whether a place belongs to the name of a movement."""
    named = at > 1 and words[at - 1].text == "في" and words[at - 2].text in _BRANCHES
    return named and words[at].text in _THEIR_LANDS


def _is_origin(words: Sequence[Word], origin: int, at: int) -> bool:
    """Whether a word of origin speaks of a place: not «شاحنة لنقل الأتربة ببلدية …», «أبناء العشائر في بلدة …»."""
    text = words[origin].text
    if text == _CAPITAL:
        return False
    if text.endswith("نقل") and all(word.text != "الي" for word in words[origin:at]):
        return False
    return not (_FOLK[text] and any(word.text == "في" for word in words[origin:at]))


def _is_no_source(words: Sequence[Word], at: int, *, alone: bool) -> bool:
    """«دورية للشرطة في …», «في مديرية مودية»: an office that is struck, or a part of the land, does not speak."""
    struck = words[at].text.startswith("لل") and at > 0 and _STRUCK[words[at - 1].text]
    hand = at > 0 and words[at - 1].text in _HANDS
    going_on = at > 0 and words[at].text in _GOING_ON and words[at - 1].text.startswith("ال")
    return struck or hand or going_on or words[at + 1].text in _NO_OFFICE or (alone and _is_unit(words, at))


def _is_unit(words: Sequence[Word], at: int) -> bool:
    """«في مديرية مودية», «سواحل مديرية رضوم»: an office's name that is that of a part of the land."""
    text = words[at].text
    if text[0] == "ب" and text[1:] in _UNITS:
        return True
    before = words[at - 1].text if at else ""
    return text in _UNITS and before.isalpha() and not (before in _SPEAKS or _SPEAKERS[before])


def _is_of_ward(words: Sequence[Word], at: int) -> bool:
    """«نقلوا إلى مستشفى نبيه بري الحكومي في النبطية»: whether only a house that takes in the harmed stands there."""
    ward = next((back for back in range(at - 1, max(-1, at - _WARD), -1) if _WARDS[words[back].text]), None)
    if ward is None or any(
        words[back].text in ENDS or words[back].is_number or tells_outcome(words, back) for back in range(ward, at)
    ):
        return False
    return not _is_scene(words, ward)


def _is_scene(words: Sequence[Word], at: int) -> bool:
    """«حريق في مستشفى …», «غارة على مستشفى …»: a ward that is itself where people came to harm."""
    if at and words[at - 1].text == "الي":
        return False  # «نقلا على متن مروحية إلى المستشفى …»
    return any(_SCENES[words[before].text] for before in range(max(0, at - _LOOK_BACK), at))


def tells_outcome(words: Sequence[Word], at: int) -> bool:
    """Whether a word tells of harm."""
    cue = CUES.at(words, at)
    return cue is not None and cue.value.outcome is not None
