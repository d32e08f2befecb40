"""The reading of a sentence whose counts frames tell of (`frames`): a verb, a part of the body, a place, together."""

from crawler.arabic.words import Found
from crawler.facts.casualty.counts import count_at
from crawler.facts.casualty.cues import Cue, CueKind
from crawler.facts.casualty.fates import FateScan
from crawler.facts.casualty.frames import FRAMED, framed_counts, may_be_framed
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.relevance import tells_but_by_frames
from crawler.facts.figure import Outcome

_DOER_WITHIN = 3  # words from who did it to those harmed
_LINKS = frozenset("من في علي الي عن مع بين قرب داخل الذين التي الذي لدي".split())
_BANDS = frozenset("جماعه حركه عصابه قوه ميليشيا مليشيا مجموعه خليه شبكه منظمه قوات عناصر تنظيم قياده جماعات".split())
_OF_ONE = (Outcome.KILLED, Outcome.INJURED)  # of what one person without a number may be told
_DIED_WITHIN = 12
_NOT, _NOT_WITHIN = frozenset(("لم", "لن", "دون", "ولم", "بدون")), 3
_DIED = ("مات", "فارق", "قتل", "توف", "لقي", "حتف", "مصرع", "قضت", "قضوا", "استشهد", "لفظ", "فارد")
_LONGEST = 9  # words of a count phrase
_CUES = {
    outcome: Cue(kind=CueKind.MASDAR, outcome=outcome, plain="", plural=False, imperfect=False) for outcome in Outcome
}
_COUNTED = (Of.PERSON, Of.THEM, Of.OTHERS, Of.UNKNOWN, Of.NOTHING)


class FramedScan(FateScan):
    """Opens a place for each count that a frame tells of."""

    _only_numbers = False  # whether frames are looked at for numbers alone

    framed: dict[int, Outcome]  # the outcomes of counts of which frames alone tell, by where they begin

    def run(self) -> list[Mention]:
        """Also counts that only a frame tells of; where more than a frame tells of one, that is believed."""
        self.framed = {}
        places = self._places() if may_be_framed(self.texts) else {}
        looked_up = self.sharing is None and any(bits & FRAMED for bits in self.begins)
        alone = looked_up and tells_but_by_frames(self.texts, goes_on=bool(self.before))
        if alone and not places:
            return []
        if places and not alone:
            plain = type(self)(
                self.words, self.before, start_opens=self.start_opens, sharing=self.sharing, begins=self.begins
            )
            plain.previous, plain.framed = self.previous, {}
            told = super(FramedScan, plain).run()
            self.framed = {
                at: outcome
                for at, (outcome, strong) in places.items()
                if not any(mention.start <= at < mention.end and not strong for mention in told)
            }
        else:
            self.framed = {at: outcome for at, (outcome, _) in places.items()}
        return super().run()

    def _places(self) -> dict[int, tuple[Outcome, bool]]:
        """Where counts begin of which frames tell, of numbers first; and whether the frame is stronger than verbs."""
        told: dict[int, tuple[Outcome, bool]] = {}
        for at, bits in enumerate(self.begins):
            if not bits & FRAMED:
                continue
            found: list[tuple[int, Outcome, bool]] = []
            for self._only_numbers in (True, False):
                found = found or list(framed_counts(self.words, at, self._end_of_count, self._start_of_count))
            for place, outcome, strong in found:
                if self._may_be(place, outcome) and (strong or place not in told):
                    told[place] = (outcome, strong)
        return told

    def _may_be(self, place: int, outcome: Outcome) -> bool:
        """Of one person without a number only death and hurt are told so; hurt of nobody who died of it."""
        phrase = count_at(self.words, place, self.numbers)
        if phrase is None or (outcome not in _OF_ONE and not phrase.explicit):
            return False
        if outcome is not Outcome.MISSING and not _NOT.isdisjoint(self.texts[max(0, place - _NOT_WITHIN) : place]):
            return outcome is Outcome.KILLED  # «لم ينج من ركابها الخمسة أحد»; but «لم يصب خمسة ركاب بجروح»
        behind = self.texts[phrase.end : phrase.end + _DIED_WITHIN]
        died = any(text.lstrip("وف").startswith(_DIED) or text.startswith(_DIED) for text in behind)
        return outcome is not Outcome.INJURED or not (died or "محاولات" in behind)

    def _step(self, index: int) -> int:
        outcome = self.framed.get(index) if self.framed else None
        if outcome is not None and not self.negated and index > self.no_until:
            self.cue, self.cue_outcomes = Found(_CUES[outcome], index, index, ""), [outcome]
            self.tally = None
        return super()._step(index)

    def _phrase_at(self, index: int) -> CountPhrase | None:
        phrase = count_at(self.words, index, self.numbers)
        if phrase is None or phrase.of not in _COUNTED or phrase.agent or self._does_it(phrase):
            return None
        if not phrase.explicit and (self._only_numbers or phrase.definite or self._is_of_a_band(index)):
            return None
        return phrase

    def _is_of_a_band(self, index: int) -> bool:
        """«جماعة إرهابية»: no woman."""
        return index > 0 and self.texts[index - 1].removeprefix("ال") in _BANDS

    def _does_it(self, phrase: CountPhrase) -> bool:
        """«قنص مسلح حوثي امرأة», «صدم قطار ركاب قطار»: a noun without a number, and the harmed stand right behind."""
        if phrase.explicit or phrase.joined:
            return False
        for at in range(phrase.end, min(phrase.end + _DOER_WITHIN, len(self.words))):
            if self.words[at].is_sign or self.texts[at] in _LINKS:
                return False
            behind = count_at(self.words, at, self.numbers)
            if behind is not None and behind.of is Of.PERSON and not behind.joined:
                return not behind.definite or behind.known
        return False

    def _end_of_count(self, index: int) -> int | None:
        phrase = self._phrase_at(index)
        return None if phrase is None else phrase.end

    def _start_of_count(self, end: int) -> int | None:
        """Where the longest count phrase that ends before a word begins."""
        for index in range(max(0, end - _LONGEST), end):
            phrase = self._phrase_at(index)
            if phrase is not None and phrase.end == end:
                return index
        return None
