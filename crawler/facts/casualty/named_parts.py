"""One or some told out of many: «ومن بين القتلى مالك الفندق», «من بين من أُعدموا ست نساء», «وإصابة شقيقه محمد (11 عاما) وعاملين»."""

from crawler.arabic.people import HARMED, PEOPLE, Count
from crawler.arabic.words import Found
from crawler.facts.casualty.cues import BATTLES, CUES, DISASTERS, DUAL_VERBS, Cue, CueKind
from crawler.facts.casualty.framed import FramedScan
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.wording import AGE_UNITS, CLAUSE_STOPS, FAMILIES
from crawler.facts.figure import Outcome, Qualifier

_WHOEVER = frozenset("من الذين اللواتي اللاتي اولئك".split())
_VERB_WITHIN, _COUNT_WITHIN = 3, 8  # words
_LEADERS = frozenset("قايد قيادي زعيم مسوول رييس امير نايب امر مدير وزير ضابط عقيد عميد لواء عالم مهندس".split())
_ITSELF = frozenset("انه انها بانه بانها وانه وانها".split())
_STRIKER = 4  # words that name a strike or a force
STRIKERS = frozenset(
    "غاره غارات ضربه ضربات طايره مسيره مروحيه صاروخ قذيفه عبوه قصف القصف قوات القوات قوه الجيش جيش الاحتلال الطيران طيران "
    "خليه خلايا عصابه عصابات كتيبه فرقه جهاز اجهزه ميليشيا مليشيا جماعه مرتزقه المدفعيه التحالف البحريه وحده وحدات الشرطه اسراييل الحوثيون تنظيم حركه المخابرات الموساد".split()
)
_EXCEPT, _EXCEPT_OF_TWO = frozenset(("باستثناء", "عدا", "ماعدا", "الا", "سوي")), frozenset((("ما", "عدا"),))
_TITLE = 6  # words of what somebody is
_IN = frozenset("في خلال اثناء تحت جراء اثر بسبب نتيجه".split())
_LINKS = _IN | frozenset("من علي الي قرب امام بعد قبل عندما حين لدي داخل صباح مساء فجر امس اليوم".split())
_NAME, _AGE = 3, 4  # words of a name, and of an age in brackets
_OF_LAST = frozenset(("من", "ومن", "بين", "وبين"))
_HEADS = frozenset("مالك صاحب مالكه صاحبه".split())


class NamedPartScan(FramedScan):
    """Finds those who are singled out of a toll, and those who stand behind a name."""

    def _step(self, index: int) -> int:
        """Also «من بين الذين أعدموا 11 امرأة»: a part of those whom a clause names."""
        if self.texts[index] == "بين" and index and self.texts[index - 1] in ("من", "ومن"):
            end = self._among_whoever(index + 1)
            if end is not None:
                return end
        if self.texts[index] in _HEADS and self.cue is None and (whole := self._victims_before(index)) is not None:
            self._add(_one_at(index, min(index + 2, len(self.words))), whole.outcome or Outcome.KILLED, parent=whole)
            return index + 2
        return super()._step(index)

    def _among_whoever(self, index: int) -> int | None:
        if index >= len(self.words) or self.texts[index] not in _WHOEVER:
            return None
        told = self._fate_of_whoever(index + 1)
        if told is None:
            return None
        outcome, end = told
        whole = self._last_of(outcome)
        count = next(
            (at for at in range(end, min(end + _COUNT_WITHIN, len(self.words))) if self._count_starts(at)), None
        )
        if whole is None or count is None or any(self.texts[at] in (".", ":") for at in range(end, count)):
            return None
        self.subset_of, self.cue, self.cue_outcomes = whole, None, [outcome]
        self.last = whole
        return count

    def _fate_of_whoever(self, index: int) -> tuple[Outcome, int] | None:
        """What befell those of whom a clause tells, and where its verb ends."""
        executed = next(
            (at for at in range(index, index + 4) if self.texts[at : at + 1] in (["الحكم"], ["الاعدام"])), None
        )
        if executed is not None and any(text.startswith("نفذ") for text in self.texts[index:executed]):
            return Outcome.KILLED, executed + 1
        for at in range(index, min(index + _VERB_WITHIN, len(self.words))):
            cue = CUES.at(self.words, at)
            if cue is not None and cue.value.kind in (CueKind.VERB, CueKind.AFTER) and cue.value.outcome is not None:
                outcome = self._outcome_of(cue)
                return (outcome, cue.end) if outcome is not None else None
        return None

    def _all_of_them(self, found: Found[Cue]) -> int:
        """But «جميعهم نساء باستثناء سبعة أطفال ورجلين» gives the whole no group, and tells its shares."""
        noun = PEOPLE.at(self.words, found.end) if found.end < len(self.words) else None
        behind = self.texts[noun.end : noun.end + 2] if noun is not None else []
        if noun is None or behind[:1] == [] or not (behind[0] in _EXCEPT or tuple(behind) in _EXCEPT_OF_TWO):
            return super()._all_of_them(found)
        end = noun.end + (1 if behind[0] in _EXCEPT else 2)
        if self.last is not None and self.last.outcome is not None and self._count_starts(end):
            self.subset_of, self.cue = self.last, None
        return end

    def _one_of_the_dead(self, phrase: CountPhrase) -> Mention | None:
        """Also «ومن بين القتلى العميد المتقاعد حسن», «وبين الجرحى رئيس البلدية»."""
        whole = super()._one_of_the_dead(phrase)
        one = phrase.of is Of.PERSON and not phrase.plural and phrase.low == phrase.high == 1
        if whole is not None or not one or phrase.prefix not in ("", "ال"):
            return whole
        return self._victims_before(phrase.start)

    def _victims_before(self, index: int) -> Mention | None:
        """The toll of which «بين القتلى» right before a word speaks."""
        noun = HARMED.at(self.words, index - 1) if index > 1 and self.texts[index - 2] in _OF_LAST else None
        if noun is None or noun.prefix != "ال" or noun.value.count is Count.ONE or noun.end != index:
            return None
        whole = self._last_of(Outcome(noun.value.label))
        return whole if whole is not None and (whole.high is None or whole.high > 1) else None

    def _joined_to_last(self, phrase: CountPhrase) -> bool:
        """Also «وإصابة شقيقه يوسف (13 عاما) وعامل كان معه»: behind a name and an age in brackets."""
        if super()._joined_to_last(phrase):
            return True
        last = self.last
        if last is None or last.outcome is None or not phrase.joined or phrase.definite or phrase.of is not Of.PERSON:
            return False
        if last.low != 1 or last.high != 1 or self.cue is not None or last.parent is not None:
            return False
        if self._is_name_with_age(last.end, phrase.start):
            return True
        following = self.texts[phrase.end] if phrase.end < len(self.words) else "."
        closed = not following[0].isalpha() or following in _LINKS or following[0] in "بو"
        return phrase.owned and closed and self._is_only_described(last.end, phrase.start)

    def _is_only_described(self, start: int, end: int) -> bool:
        """Whether nothing but what somebody is stands between: «قائد بارز في الحزب ومرافقه»."""
        if not 0 < end - start <= _TITLE:
            return False
        return not any(
            self.words[at].is_sign
            or at in self.numbers
            or (at > start and self.texts[at][:1] == "و")
            or CUES.at(self.words, at) is not None
            or HARMED.at(self.words, at) is not None
            for at in range(start, end)
        )

    def _fits_bare(self, phrase: CountPhrase) -> bool:
        """Also «قتلت غارة إسرائيلية القيادي في حزب الله علي مرعي»: a leader behind the strike or the force that killed him."""
        return super()._fits_bare(phrase) or self._is_leader_killed(phrase)

    def _is_leader_killed(self, phrase: CountPhrase) -> bool:
        cue = self.cue
        if cue is None or cue.value.kind is not CueKind.VERB or self.cue_outcomes != [Outcome.KILLED]:
            return False
        if phrase.of is not Of.PERSON or phrase.plural or phrase.low != 1 or phrase.lemma.split(" ")[0] not in _LEADERS:
            return False
        between = self.texts[cue.end : phrase.start]
        if phrase.prefix not in ("", "ال"):
            return False
        if not between:
            return cue.start > 0 and self.texts[cue.start - 1] in _ITSELF  # «أعلن الجيش أنه قتل قائد اللواء»
        if len(between) > _STRIKER or between[0] not in STRIKERS or between[-1] in FAMILIES:
            return False
        return not any(text in CLAUSE_STOPS or not text[0].isalpha() for text in between)

    def _falls_dead(self, phrase: CountPhrase) -> bool:
        """Also «قضى والداه وشقيقه في القصف»: kin of somebody told, and what they perished in."""
        if super()._falls_dead(phrase):
            return True
        assert self.cue is not None
        if not (self.cue.value.plain.startswith("قض") and phrase.owned) or phrase.of is not Of.PERSON:
            return False
        behind = self.texts[phrase.end : phrase.end + 3]
        return (
            behind[:1] != [] and behind[0] in _IN and any(text in BATTLES or text in DISASTERS for text in behind[1:])
        )

    def _is_name_with_age(self, start: int, end: int) -> bool:
        """Whether nothing but a name and an age in brackets stands between."""
        between = self.texts[start:end]
        if "(" not in between or between[-1] != ")":
            return False
        at = between.index("(")
        age = between[at + 1 : -1]
        plain = at <= _NAME and all(
            CUES.at(self.words, start + step) is None and PEOPLE.at(self.words, start + step) is None
            for step in range(at)
        )
        return plain and len(age) <= _AGE and not AGE_UNITS.isdisjoint(age)

    def _as_dual(self, phrase: CountPhrase) -> CountPhrase:
        """Also «وعاملين مصريين كانا معهما»: a verb of two behind their nation."""
        told = super()._as_dual(phrase)
        if told is not phrase or phrase.of is not Of.PERSON or not phrase.plural or phrase.high is not None:
            return told
        behind = self.texts[phrase.end : phrase.end + 2]
        of_two = len(behind) == 2 and behind[0].endswith("ين") and behind[1] in DUAL_VERBS
        if not of_two or not self.texts[phrase.end - 1].endswith("ين"):
            return phrase
        return phrase._replace(low=2, high=2, qualifier=Qualifier.EXACT, plural=False)


def _one_at(start: int, end: int) -> CountPhrase:
    """One who is told by what he owns or leads."""
    return CountPhrase(
        start=start, end=end, low=1, high=1, qualifier=Qualifier.EXACT, of=Of.PERSON, explicit=False,
    )  # fmt: skip
