"""The reading of a sentence whose counts frames tell of (`frames`): a verb, a part of the body, a place, together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from crawler.arabic.given_names import GIVEN_NAMES
from crawler.arabic.people import HARMED, PEOPLE
from crawler.arabic.words import Found
from crawler.facts.casualty.counts import count_at
from crawler.facts.casualty.cues import CUES, Cue, CueKind
from crawler.facts.casualty.fates import FateScan
from crawler.facts.casualty.frames import FRAMED, framed_counts, may_be_framed
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.pronouns import Pronoun, may_be_meant, meant_at
from crawler.facts.casualty.relevance import tells_but_by_frames
from crawler.facts.figure import Group, Outcome

_DOER_WITHIN = 3  # words from who did it to those harmed
_LINKS = frozenset("من في علي الي عن مع بين قرب داخل الذين التي الذي لدي".split())
_BANDS = frozenset("جماعه حركه عصابه قوه ميليشيا مليشيا مجموعه خليه شبكه منظمه قوات عناصر تنظيم قياده جماعات".split())
_OF_ONE = (Outcome.KILLED, Outcome.INJURED)  # of what one person without a number may be told
_DIED_WITHIN = 12
_NOT, _NOT_WITHIN = frozenset(("لم", "لن", "دون", "ولم", "بدون")), 3
_LEFT, _LEFT_WITHIN = frozenset("يبق ينج ينجو يسلم يسلموا ينجوا".split()), 6
_DIED = ("مات", "فارق", "قتل", "توف", "لقي", "حتف", "مصرع", "قضت", "قضوا", "استشهد", "لفظ", "فارد")
_OF_THESE = frozenset("بينهم بينهن منهم منهن بينها منها وبينهم ومنهم".split())
_ARMED = (Group.FIGHTERS, Group.SOLDIERS, Group.POLICE)  # who do it far more often
_ABOARD = frozenset("متنها متنه يقل تقل كان كانت كانوا يسكنه يقطنه تضم يضم".split())
_ACTS = frozenset(
    "قتل قتلت طعن طعنت دهس دهست صدم صدمت خنق خنقت ذبح ذبحت ضرب ضربت اصاب اصابت جرح جرحت خطف خطفت اختطف اختطفت".split()
)
_STRANGERS = frozenset(("مجهول", "مسلح", "ملثم", "مستوطن", "قناص", "مهاجم"))
_SWEPT_OFF = ("جرف", "طمر", "ابتلع")
_FIRE = frozenset(("النار", "الرصاص", "النيران", "نيرانه", "رصاصه", "نيران"))
_TOLD_WITHIN = 2  # words from what befell somebody to who he is
_LONGEST = 9  # words of a count phrase
_CUES = {
    outcome: Cue(kind=CueKind.MASDAR, outcome=outcome, plain="", plural=False, imperfect=False) for outcome in Outcome
}
_TELLING_NOUNS = frozenset(("رهينه", "هارب", "مجهول"))
_COUNTED = (Of.PERSON, Of.THEM, Of.OTHERS, Of.UNKNOWN, Of.NOTHING)


@dataclass(frozen=True, slots=True)
class UntoldCount:
    """What happened, by the headline, to the only people whom a sentence counts and says nothing of."""

    outcome: Outcome


class FramedScan(FateScan):
    """Opens a place for each count that a frame tells of."""

    _meant: Pronoun | None = Pronoun.NONE  # whom the word a frame is looked up by means, where it means somebody
    _meant_by: dict[int, int]  # where words end that mean whoever begins at a place
    _only_numbers = False  # whether frames are looked at for numbers alone
    untold: UntoldCount | None = None

    framed: dict[int, Outcome]  # the outcomes of counts of which frames alone tell, by where they begin

    def run(self) -> list[Mention]:
        """Also counts that only a frame tells of; where more than a frame tells of one, that is believed."""
        mentions = self._run_framed()
        at = self._only_untold(mentions) if self.untold is not None else None
        if at is None or self.untold is None:
            return mentions
        again = self._again()
        again.framed = {**self.framed, at: self.untold.outcome}
        return super(FramedScan, again).run()

    def _again(self) -> Self:
        """The same sentence, to be read once more."""
        again = type(self)(
            self.words, self.before, start_opens=self.start_opens, sharing=self.sharing, begins=self.begins
        )
        again.previous, again.framed = self.previous, {}
        return again

    def _only_untold(self, mentions: Sequence[Mention]) -> int | None:
        """Where the one count of people begins of whom nothing is told, nor that they did it."""
        assert self.untold is not None
        numbers: list[CountPhrase] = []
        at = 0
        while at < len(self.words):
            phrase = count_at(self.words, at, self.numbers)
            if phrase is None or not (phrase.explicit or (phrase.low, phrase.high) == (2, 2)):
                at += 1
                continue
            if self._may_be_untold(phrase) and not any(m.start < phrase.end and at < m.end for m in mentions):
                numbers.append(phrase)
            at = max(phrase.end, at + 1)
        if len(numbers) != 1 or self._only_were_there(numbers[0]):
            return None
        return numbers[0].start

    def _may_be_untold(self, phrase: CountPhrase) -> bool:
        assert self.untold is not None
        if not _OF_THESE.isdisjoint(self.texts[max(0, phrase.start - 2) : phrase.start]):
            return False
        told_so = phrase.of is Of.HARMED and phrase.outcome in (None, self.untold.outcome)
        return told_so or phrase.of in (Of.PERSON, Of.OTHERS)

    def _only_were_there(self, phrase: CountPhrase) -> bool:
        """Who did it, who was aboard, one of somebody."""
        if phrase.low == 1 or phrase.agent or phrase.group in _ARMED or (phrase.definite and not phrase.known):
            return True
        return not _ABOARD.isdisjoint(self.texts[max(0, phrase.start - 3) : phrase.start])

    def _run_framed(self) -> list[Mention]:
        self.framed = {}
        places = self._places() if may_be_framed(self.texts) else {}
        looked_up = self.sharing is None and any(bits & FRAMED for bits in self.begins)
        alone = looked_up and tells_but_by_frames(self.texts, goes_on=bool(self.before))
        if alone and not places:
            return []
        if places and not alone:
            told = super(FramedScan, self._again()).run()
            self.framed = {
                at: outcome
                for at, (outcome, strong) in places.items()
                if not any(
                    (mention.start <= at < mention.end and not strong and not _is_lost_for_ever(mention, outcome))
                    or at < mention.start <= self._meant_by.get(at, -1)
                    or mention.cue == self._meant_by.get(at, -1) - 2
                    for mention in told
                )
            }
        else:
            self.framed = {at: outcome for at, (outcome, _) in places.items()}
        return super().run()

    def _places(self) -> dict[int, tuple[Outcome, bool]]:
        """Where counts begin of which frames tell, of numbers first; and whether the frame is stronger than verbs."""
        told: dict[int, tuple[Outcome, bool]] = {}
        self._meant_by = {}
        said = frozenset(self.texts)
        for at, bits in enumerate(self.begins):
            if not bits & FRAMED:
                continue
            self._meant = meant_at(self.texts, at)
            if self._meant is None:
                continue
            found: list[tuple[int, Outcome, bool]] = []
            for self._only_numbers in (True, False):
                found = found or list(framed_counts(self.words, said, at, self._ends_of_count, self._start_of_count))
            for place, outcome, strong in found:
                if self._may_be(place, outcome) and (strong or place not in told):
                    told[place] = (outcome, strong)
                    if self._meant:
                        self._meant_by[place] = at + 2
        return told

    def _may_be(self, place: int, outcome: Outcome) -> bool:
        """Of one person without a number, and of a bare plural, only death and hurt are told so; hurt of nobody who died of it."""
        phrase = count_at(self.words, place, self.numbers)
        one = outcome in _OF_ONE or (outcome is Outcome.ABDUCTED and bool(self._meant))
        if phrase is not None and phrase.definite and not phrase.explicit and outcome not in _OF_ONE:
            return False
        if phrase is None or (not one and not phrase.explicit and (phrase.low, phrase.high) != (2, 2)):
            return False
        if outcome is not Outcome.MISSING and not _NOT.isdisjoint(self.texts[max(0, place - _NOT_WITHIN) : place]):
            return outcome is Outcome.KILLED  # «لم ينج من ركابها الخمسة أحد»; but «لم يصب خمسة ركاب بجروح»
        behind = self.texts[phrase.end : phrase.end + _DIED_WITHIN]
        died = any(text.lstrip("وف").startswith(_DIED) or text.startswith(_DIED) for text in behind)
        return outcome is not Outcome.INJURED or not (died or "محاولات" in behind)

    def _step(self, index: int) -> int:
        outcome = self.framed.get(index) if self.framed else None
        lost = outcome is Outcome.MISSING  # «لم يخرج من البئر ستة عمال» denies no harm
        if outcome is Outcome.KILLED and self.negated and self._nobody_is_left(index):
            self.negated, self.no_until = False, -1
        if outcome is not None and (lost or (not self.negated and index > self.no_until)):
            self.negated, self.no_until = False, min(self.no_until, index - 1)
            self.cue, self.cue_outcomes = Found(_CUES[outcome], index, index, ""), [outcome]
            self.tally = None
        return super()._step(index)

    def _is_apposition(self, phrase: CountPhrase) -> bool:
        """But «طعن مستوطن شابا»: no second word for who did it."""
        told = phrase.of is Of.PERSON and phrase.start in self.framed
        return not told and super()._is_apposition(phrase)

    def _bare(self, phrase: CountPhrase) -> int:
        """But «قتل شاب امرأة», «طعن مستوطن فلسطينيا»: who did it, right before whom he did it to."""
        if not self._acts_on_next(phrase):
            return super()._bare(phrase)
        if self.cue is not None:
            self.cue, self.agent_passed = self.cue._replace(end=phrase.end), True
        return phrase.end

    def _acts_on_next(self, phrase: CountPhrase) -> bool:
        verb = self.texts[phrase.start - 1] if phrase.start else ""
        one = phrase.low == phrase.high == 1 and not (phrase.object or phrase.definite or phrase.owned or phrase.joined)
        if not one or (verb not in _ACTS and verb[1:] not in _ACTS) or phrase.end >= len(self.words):
            return False
        whom = count_at(self.words, phrase.end, self.numbers)
        if whom is None or whom.of is not Of.PERSON or whom.joined or (whom.definite and not whom.known):
            return False
        if phrase.lemma in _STRANGERS:
            return True
        return (
            whom.object or whom.explicit or whom.owned or (phrase.group is not whom.group and whom.lemma.endswith("ه"))
        )

    def _tell_fate(self, found: Found[Cue]) -> None:
        """But «البحث عن ثلاثة جرفتهم السيول»: who is sought was swept away, and may live."""
        last = self.last
        sought = last is not None and self.framed.get(last.start) is Outcome.MISSING and last.outcome is Outcome.MISSING
        if sought and found.value.plain.startswith(_SWEPT_OFF):
            return
        super()._tell_fate(found)

    def _nobody_is_left(self, index: int) -> bool:
        """«لم يبق من عماله الثلاثة عشر أحد على قيد الحياة»: what is denied is that they live."""
        before = self.texts[max(0, index - _LEFT_WITHIN) : index]
        return any(no in _NOT and left in _LEFT for no, left in zip(before, before[1:], strict=False))

    def _phrase_at(self, index: int) -> CountPhrase | None:
        phrase = count_at(self.words, index, self.numbers)
        if phrase is None or phrase.of not in _COUNTED:
            return None
        if self._meant and self.texts[phrase.end : phrase.end + 1] and self.texts[phrase.end] in _FIRE:
            return None  # «أطلق جندي النار عليه فأرداه»
        if not self._meant and ((phrase.agent and not self._are_two_alone(phrase)) or self._does_it(phrase)):
            return None  # but of those told before, who did it may be meant: «قبل أن ترديه الشرطة»
        if self._meant and not may_be_meant(phrase, self._meant):
            return None
        if not phrase.explicit and (
            self._only_numbers or (phrase.definite and not self._is_known(phrase)) or self._is_of_a_band(index)
        ):
            return None
        if not phrase.explicit and self._only_says_whence(phrase):
            return None
        return phrase

    def _is_known(self, phrase: CountPhrase) -> bool:
        """«أطلق النار على الشاب أحمد فأصابه», «أحرقوا الفتى محمد حيا»: meant by a pronoun, or told by name."""
        if any(self._is_told_so(at) for at in range(max(0, phrase.start - _TOLD_WITHIN), phrase.start)):
            return False
        if self._meant:
            noun = PEOPLE.at(self.words, phrase.start)
            return noun is None or not noun.value.nation  # «الجيش الموريتاني … الذي قضى عليه»
        one = phrase.of is Of.PERSON and phrase.low == phrase.high == 1 and not phrase.plural
        return one and phrase.end < len(self.words) and self.texts[phrase.end] in GIVEN_NAMES

    def _is_told_so(self, index: int) -> bool:
        """«أصيبت المسعفة رزان», «روح الشهيد الشاب وسيم»: what befell them stands right before."""
        cue = CUES.at(self.words, index)
        tells = cue is not None and cue.value.kind is not CueKind.FALL and cue.value.outcome in _OF_ONE
        return tells or HARMED.at(self.words, index) is not None

    def _are_two_alone(self, phrase: CountPhrase) -> bool:
        """«ضل شقيقان طريقهما»: two who do it to nobody."""
        if (phrase.low, phrase.high) != (2, 2) or phrase.joined:
            return False
        behind = range(phrase.end, min(phrase.end + _DOER_WITHIN, len(self.words)))
        told = (count_at(self.words, at, self.numbers) for at in behind)
        return all(phrase is None or self._only_says_whence(phrase) for phrase in told)

    def _only_says_whence(self, phrase: CountPhrase) -> bool:
        """«متزلج سعودي»: where the one before it is from."""
        noun = PEOPLE.at(self.words, phrase.start)
        if noun is None or not noun.value.nation or phrase.start == 0:
            return False
        before = count_at(self.words, phrase.start - 1, self.numbers)
        return before is not None and before.end == phrase.start and before.of is Of.PERSON

    def _is_of_a_band(self, index: int) -> bool:
        """«جماعة إرهابية»: no woman."""
        return index > 0 and self.texts[index - 1].removeprefix("ال") in _BANDS

    def _does_it(self, phrase: CountPhrase) -> bool:
        """«قنص مسلح حوثي امرأة», «صدم قطار ركاب قطار»: a noun without a number, and the harmed stand right behind."""
        if phrase.explicit or phrase.joined or (phrase.low, phrase.high) == (2, 2):
            return False  # «مهندسان تركيان»: two words for two men
        for at in range(phrase.end, min(phrase.end + _DOER_WITHIN, len(self.words))):
            if self.words[at].is_sign or self.texts[at] in _LINKS:
                return False
            behind = count_at(self.words, at, self.numbers)
            if at == phrase.end and behind is not None and self._only_says_whence(behind):
                if behind.object and phrase.object:
                    return False  # «عاملا نيباليا»; but «طعن مستوطن فلسطينيا»
                if behind.object:
                    return True
                continue  # «شاب فلسطيني»
            if behind is not None and behind.of is Of.PERSON and not behind.joined:
                return not behind.definite or behind.known
        return False

    def _ends_of_count(self, index: int) -> tuple[int, ...]:
        """Where a count phrase ends; also before its noun, where a frame may look at that («3500 هارب», «60 رهينة»)."""
        phrase = self._phrase_at(index)
        if phrase is None:
            return ()
        return (phrase.end, phrase.end - 1) if _has_telling_noun(phrase) else (phrase.end,)

    def _start_of_count(self, end: int) -> int | None:
        """Where the longest count phrase that ends before a word begins."""
        for index in range(max(0, end - _LONGEST), end):
            phrase = self._phrase_at(index)
            if phrase is not None and (phrase.end == end or (phrase.end == end + 1 and _has_telling_noun(phrase))):
                return index
        return None


def _has_telling_noun(phrase: CountPhrase) -> bool:
    """Whether a frame may look at the noun of a count: «3500 هارب», «60 رهينة», «627 توقيفا»."""
    of_noun = phrase.explicit and phrase.end > phrase.start + 1
    return of_noun and (phrase.of is Of.UNKNOWN or phrase.lemma in _TELLING_NOUNS)


def _is_lost_for_ever(mention: Mention, outcome: Outcome) -> bool:
    """«فقدت باكستان 132 تلميذا في الهجوم»: whom a verb calls lost, a frame knows to be dead."""
    return mention.outcome is Outcome.MISSING and outcome is Outcome.KILLED
