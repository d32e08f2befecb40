"""Whom harm befell where no word of harm governs them: «تسببت لزوجته في حروق», «لم تسلم والدته من طعنة», «أُدخل 12 مستشفى المدينة»."""

from collections.abc import Sequence

from crawler.arabic.words import Found, Word
from crawler.facts.casualty.care import CAUSES, CareReading
from crawler.facts.casualty.counts import count_at
from crawler.facts.casualty.cues import Cue
from crawler.facts.casualty.families import KIN, kin_group
from crawler.facts.casualty.groups import side_from
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.roles import may_own
from crawler.facts.casualty.wording import HOSPITALS, INJURIES, OWN
from crawler.facts.figure import Group, Outcome, Qualifier

_ESCAPES = frozenset(
    (
        "تسلم",
        "يسلم",
        "تسلما",
        "يسلما",
        "تنج",
        "ينج",
        "تنجو",
        "ينجو",
        "تنجوا",
        "ينجوا",
        "تفلت",
        "يفلت",
        "يسلموا",
        "تسلمن",
    )
)
_NOT = frozenset(("لم", "ولم", "فلم"))
_FROM = 9  # words between whoever did not escape and «من طعنة»
_INTO = frozenset(("ادخل", "ادخلت", "ادخلوا", "يدخل", "دخل"))
_LOSES = ("فقد", "خسر", "نعي", "نعت", "ينعي", "تنعي", "ودع", "قدم", "شيع")
_YET = frozenset(("لكنه", "لكنها", "ولكنه", "ولكنها"))
_YET_HE = frozenset((lead, he) for lead in ("غير", "الا", "بيد") for he in ("انه", "انها"))
_SAVED = frozenset("نجا نجت ونجا ونجت فنجا حيا حيه سالما سالمه الحياه باعجوبه".split())
_BACK = 22  # words from «لكنه» to whom it is said of
_BLOWS = frozenset("طعنه طعنات طعنتين ضربه ضربات رصاصه طلقه لكمه لكمات".split())
_DEALS = frozenset("وجه وجهت وجهوا سدد سددت سددوا كال كالت كالوا جه يسدد يوجه".split())
_HOMES = frozenset("عشيره عشيرته عشيرتنا قبيله قريه بلده مدينه عايله اسره مخيم حي منطقه حاره طايفه عشاير قبايل".split())
_MEN = ("رجاله", "رجالها", "رجالهم", "رجالاتها")
_TWO_WOMEN = frozenset(("اثنتان", "اثنتين", "ثنتان", "اثنتاهما"))


class BefallenReading(CareReading):
    """Finds those to whom something was done, or whose people are lost, by the words around them."""

    def _count_here(self, index: int) -> CountPhrase | None:
        """Also «لزوجته» behind «تسببت», and the number of «أُدخل ستة وسبعون مستشفى المدينة»."""
        told = super()._count_here(index) or (self._kin_hurt(index) if self.texts[index][0] == "ل" else None)
        return self._taken_in(index) if told is None and index in self.numbers else told

    def _kin_hurt(self, index: int) -> CountPhrase | None:
        text = self.texts[index]
        if not (number := KIN.get(text[1:])) or not self._is_caused(index):
            return None
        return CountPhrase(
            start=index, end=index + 1, low=number, high=number, qualifier=Qualifier.EXACT, of=Of.PERSON,
            group=kin_group(text[1:]), explicit=False, prefix="ل", owned=True,
        )  # fmt: skip

    def _is_caused(self, index: int) -> bool:
        ahead = self.texts[max(0, index - 3) : index]
        return (
            any(text.lstrip("وف") in CAUSES for text in ahead) or _is_fatal_blow(ahead) or _is_blow(self.words, index)
        )

    def _by_fatal_blow(self, phrase: CountPhrase) -> bool:
        """«سدد طعنة قاتلة لصديقه»: the blow killed."""
        return _is_fatal_blow(self.texts[max(0, phrase.start - 3) : phrase.start])

    def _hurt_though_saved(self, found: Found[Cue], outcome: Outcome) -> bool:
        """«نجا رئيس البلدية، لكنه أصيب في كتفه», «أُخرج العامل حيا غير أنه فارق الحياة»: adds whom it is said of."""
        led = self.texts[max(0, found.start - 2) : found.start]
        if outcome not in (Outcome.KILLED, Outcome.INJURED) or not (
            (led[-1:] and led[-1] in _YET) or tuple(led) in _YET_HE
        ):
            return False
        if found.value.plural or self.negated:
            return False
        first = max(0, found.start - _BACK)
        if _SAVED.isdisjoint(self.texts[first : found.start]):
            return False
        if self.waiting:
            return self._is_of_who_waits(found, outcome)
        for at in range(found.start - 3, first - 1, -1):
            phrase = count_at(self.words, at, self.numbers)
            if phrase is None or phrase.of is not Of.PERSON or phrase.low != 1 or phrase.high != 1 or phrase.plural:
                continue
            if phrase.prefix not in ("", "ال") or (
                self.last is not None and self.last.outcome and self.last.start >= at
            ):
                return False
            self._add(phrase._replace(definite=False), outcome)
            self.cue = None
            return True
        return False

    def _is_of_who_waits(self, found: Found[Cue], outcome: Outcome) -> bool:
        last = self.waiting[-1]
        if last.low != 1 or last.high != 1 or last is not self.last or self._gap(last.end, found.start) > _BACK:
            return False
        last.outcome, last.cue = outcome, found.start
        self.mentions.append(last)
        self.waiting, self.cue = [], None
        return True

    def _taken_in(self, index: int) -> CountPhrase | None:
        """A number between «أُدخل» and its hospital counts no hospitals."""
        number = self.numbers[index]
        if index == 0 or number.end + 1 >= len(self.words) or number.value < 2:
            return None
        into = self.texts[index - 1].removeprefix("و").removeprefix("ف") in _INTO
        if not into or self.texts[number.end] not in HOSPITALS:
            return None
        return CountPhrase(
            start=index, end=number.end, low=number.value, high=None if number.vague else number.value,
            qualifier=Qualifier.VAGUE if number.vague else Qualifier.EXACT, of=Of.NOTHING,
        )  # fmt: skip

    def _is_hurt_by(self, phrase: CountPhrase) -> bool:
        """Also «ولم تسلم والدتهما من طعنة في اليد»."""
        if super()._is_hurt_by(phrase) or self._does_not_escape(phrase):
            return True
        if phrase.prefix != "ل" or phrase.of is not Of.PERSON or phrase.definite:
            return False
        return self._by_fatal_blow(phrase) or _is_blow(self.words, phrase.start)

    def _does_not_escape(self, phrase: CountPhrase) -> bool:
        if phrase.of not in (Of.PERSON, Of.OTHERS) or phrase.prefix not in ("", "ال"):
            return False
        if phrase.definite and (phrase.plural or phrase.explicit):
            return False
        ahead = self.texts[max(0, phrase.start - 4) : phrase.start]
        if _ESCAPES.isdisjoint(ahead) or not any(
            first in _NOT and second in _ESCAPES for first, second in zip(ahead, ahead[1:], strict=False)
        ):
            return False
        for at in range(phrase.end, min(phrase.end + _FROM, len(self.words) - 1)):
            if self.words[at].is_sign and self.texts[at] != "،":
                return False
            if self.texts[at] == "من" and self.texts[at + 1] in INJURIES:
                return True
        return False

    def _as_told(self, phrase: CountPhrase) -> CountPhrase:
        """Also whose men are lost: «فقدت المؤسسة العسكرية أربعة من خيرة أبنائها», «العشيرة فقدت 300 من رجالها»."""
        told = super()._as_told(phrase)
        if told.group is not Group.PEOPLE:
            return told
        if told.of is Of.NOTHING and self.texts[told.start] in _TWO_WOMEN and self._spoke_of_women():
            return told._replace(group=Group.WOMEN)  # «بينما لا تزال اثنتان تحت المراقبة»
        if told.of is not Of.PERSON or not told.explicit or self.cue is None:
            return told
        if not self.cue.value.plain.startswith(_LOSES):
            return told
        return self._of_their_own(told)

    def _of_their_own(self, phrase: CountPhrase) -> CountPhrase:
        assert self.cue is not None
        whose = self.texts[phrase.end - 1]
        if phrase.lemma != "ابن" and whose not in OWN:
            return phrase
        first = max(0, self.cue.start - 4)
        near = [at for at in range(first, phrase.start) if not (self.cue.start <= at < self.cue.end)]
        owners = (at for at in reversed(near) if may_own(self.words, at, whose))
        side = next((side for at in owners if (side := side_from(self.words, at)) is not None), None)
        if side is not None:
            return phrase._replace(group=side)
        home = any(self.texts[at].removeprefix("ال") in _HOMES for at in near)
        return phrase._replace(group=Group.MEN) if home and whose in _MEN else phrase

    def _spoke_of_women(self) -> bool:
        """Whether those hurt who were told last are women."""
        hurt = self._last_of(Outcome.INJURED)
        return hurt is not None and hurt.group is Group.WOMEN


def _is_fatal_blow(ahead: list[str]) -> bool:
    """«طعنة قاتلة», «رصاصات مميتة»"""
    pairs = zip(ahead, ahead[1:], strict=False)
    return any(blow in _BLOWS and how in ("قاتله", "مميته") for blow, how in pairs)


def _is_blow(words: Sequence[Word], index: int) -> bool:
    """«وجه رجل عدة طعنات لطليقته»: whom the blows were dealt to."""
    ahead = [word.text for word in words[max(0, index - 6) : index]]
    dealt = any(text.removeprefix("و").removeprefix("ف") in _DEALS for text in ahead)
    return dealt and any(text in _BLOWS for text in ahead[-2:])
