"""Tallies: «حصيلة القتلى … إلى 12», «تجاوز عدد الجرحى المئة», «من 5 إلى 12»."""

from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.qualifiers import qualified
from crawler.facts.casualty.state import SentenceState
from crawler.facts.casualty.wording import ASIDES, QUALIFIERS, TIME_WORDS
from crawler.facts.figure import Group, Outcome, Qualifier

NUMBERING = frozenset(("عددهم", "وعددهم", "عددهن", "وعددهن", "البالغ", "والبالغ"))
_RISING = frozenset(("ارتفع", "ارتفعت", "ارتفاع", "يرتفع", "ترتفع", "زاد", "قفز", "صعد", "وصل", "بارتفاع"))
_BARE_TALLIES = frozenset(("العدد", "الحصيله", "عددهم", "حصيلتهم"))
_SO_RISES = frozenset(("ليصل", "لتصل", "ليرتفع", "لترتفع", "ليبلغ", "لتبلغ", "ليصبح", "لتصبح"))
_SO = frozenset(("بذلك", "بهذا", "بذا"))
_TOTAL = frozenset(("الاجمالي", "الاجماليه", "النهاييه", "المعلنه", "لاحقا", "الجديده"))
_FAR = 30  # words from a tally's noun to its number
_ASIDE_OF_TALLY = 14
_LEADS_TO_NUMBER = frozenset(("الي", "عن", "بينهم", "بينها", "نحو", "حوالي"))
_BOUNDS = {
    "يقل": Qualifier.AT_LEAST,
    "تقل": Qualifier.AT_LEAST,
    "يزيد": Qualifier.MORE_THAN,
    "تزيد": Qualifier.MORE_THAN,
}


class TallyReading(SentenceState):
    """Decides which number a tally waits for, and what its verb makes of the number."""

    def _at_reach(self, phrase: CountPhrase) -> bool:
        if self.tally is None or phrase.start - self.tally[1] > (2 * _FAR if self._risen_to(phrase) else _FAR):
            return False
        reached_before = 0 <= self.tally[1] - self.reach_at <= 4 and self.tally_open  # «بلغ عدد القتلى … 12»
        plain = phrase.of in (Of.NOTHING, Of.CASES, Of.PERSON)
        room = 18 if phrase.of in (Of.PERSON, Of.CASES) and not self.mentions else 5
        if reached_before and plain and self._gap(self.tally[1], phrase.start) <= room:
            return True
        ahead = phrase.start - self.reach_at
        times = phrase.of is Of.NOTHING and 0 <= ahead <= 5 and self.reach_at > self.tally[1] and self.tally_open
        if (ahead <= 1 or times) and self._gap(self.reach_at, phrase.start) == 0:
            return phrase.of is not Of.UNKNOWN
        if self.texts[phrase.start - 1] in NUMBERING and plain and self.tally_open:
            return True  # «من بين الضحايا، وعددهم 14»
        return (
            phrase.of in (Of.PERSON, Of.NOTHING, Of.CASES)
            and (0 <= phrase.start - self.tally[1] <= 3 or self._is_only_aside(self.tally[1], phrase.start))
            and self._gap(self.tally[1], phrase.start) <= (1 if self.texts[phrase.start - 1].startswith("ال") else 0)
        ) or (self._is_bound(phrase) and plain and self.tally_open and self._gap(self.tally[1], phrase.start) <= 6)

    def _is_only_aside(self, start: int, end: int) -> bool:
        """«والضحايا، وفق المصدر، ثلاثة رجال»: who says so stands between two commas, and nothing else."""
        told = self.texts[start:end]
        return 3 <= len(told) <= 16 and told[0] == told[-1] == "،" and told[1] in ASIDES and "،" not in told[1:-1]

    def _is_of_a_new_tally(self, phrase: CountPhrase) -> bool:
        """«بينهم 86 شرطيا، وعدد الجرحى 1198»: the tally was named behind the last part."""
        last = self.last
        return self.tally is not None and last is not None and last.end < self.tally[1] and self._at_reach(phrase)

    def _take_up_risen(self, phrase: CountPhrase) -> None:
        """«ارتفع عدد قتلى الهجوم الذي استهدف نقطة … إلى 11 جنديا»: the clause between has not closed the tally."""
        if self.risen is None or self.tally is not None or self.mentions or not phrase.explicit or not phrase.start:
            return
        if self.texts[phrase.start - 1] == "الي" and phrase.of in (Of.PERSON, Of.NOTHING):
            verbs = self.texts[max(0, self.risen[1] - 4) : self.risen[1]]
            if any(text.removeprefix("و") in _RISING for text in verbs):
                self.tally, self.tally_open, self.reach_at = self.risen, True, phrase.start

    def _take_up_bare(self, phrase: CountPhrase) -> None:
        """«أعلن لاحقا ارتفاع العدد إلى 27», «ارتفعت الحصيلة إلى 27»: of those told before."""
        if phrase.start < 3 or not phrase.explicit or phrase.of is not Of.NOTHING:
            return
        if self.mentions and not self._so_rises(phrase):
            return
        if self.texts[phrase.start - 1] != "الي" or self.waiting:
            return
        ahead = self.texts[max(0, phrase.start - 6) : phrase.start - 1]
        noun = next((at for at, text in enumerate(ahead) if text in _BARE_TALLIES), None)
        if noun is None or noun == 0 or "ان" in ahead[:noun]:
            return
        verb = ahead[noun - 2] if ahead[noun - 1] in _SO and noun > 1 else ahead[noun - 1]
        if verb.removeprefix("و") not in _RISING | _SO_RISES:
            return
        if any(text not in TIME_WORDS and text not in _TOTAL for text in ahead[noun + 1 :]):
            return
        told = self._last_of(Outcome.KILLED) or self._main()
        if told is not None and told.outcome is not None:
            self.tally, self.tally_open, self.reach_at = (told.outcome, phrase.start), True, phrase.start
            self.tally_group = told.group if not self.mentions else Group.PEOPLE

    def _so_rises(self, phrase: CountPhrase) -> bool:
        """«انتشال جثة سيدة، ليصل بذلك العدد إلى ثلاثة»: a toll that goes on from those just told."""
        return not _SO_RISES.isdisjoint(self.texts[max(0, phrase.start - 6) : phrase.start])

    def _risen_to(self, phrase: CountPhrase) -> bool:
        """Whether «إلى» before a count of people answers a tally that nothing else has answered."""
        near = phrase.start > 0 and self.texts[phrase.start - 1] == "الي" and phrase.of is Of.PERSON
        return near and self.tally_open and not self.mentions

    def _reaches(self, phrase: CountPhrase) -> bool:
        """«عدد القتلى تجاوز الستين»: a number with the article, where a tally waits for it."""
        verb_first = self.tally is not None and 0 <= self.tally[1] - self.reach_at <= 4
        reached = (verb_first and self._at_reach(phrase)) or 0 <= phrase.start - self.reach_at <= 1
        return phrase.of is Of.NOTHING and self.tally is not None and (self._is_bound(phrase) or reached)

    @staticmethod
    def _is_bound(phrase: CountPhrase) -> bool:
        """«تجاوز 55», «لا يقل عن 30»: a qualifier that says where a tally has come to."""
        return phrase.qualifier in (Qualifier.MORE_THAN, Qualifier.AT_LEAST, Qualifier.ABOUT, Qualifier.AT_MOST)

    def _bounded_by_reach(self, phrase: CountPhrase) -> CountPhrase:
        """«تجاوز عدد المصابين الألف» is more than a thousand, «ناهز» about."""
        if phrase.of is Of.HARMED and phrase.explicit and phrase.start > 1:
            return self._bounded_before(phrase, self._tally_before(phrase))
        if phrase.of is not Of.NOTHING and phrase.of is not Of.PERSON:
            return phrase
        told = self._bounded_by_verb(phrase)
        if told is not None:
            return qualified(phrase, told)
        if self.tally is None or not 0 <= self.tally[1] - self.reach_at <= 4 or not self.tally_open:
            return phrase
        return self._bounded_before(phrase, self.reach_at)

    def _bounded_before(self, phrase: CountPhrase, end: int) -> CountPhrase:
        """As the qualifier that ends there says: «تجاوزت», or «لم تتجاوز حصيلة القتلى تسعة»."""
        for start in (end - 2, end - 1):
            verb = QUALIFIERS.at(self.words, start) if start >= 0 else None
            if verb is not None and verb.end == end:
                return qualified(phrase, verb.value)
        return phrase

    def _tally_before(self, phrase: CountPhrase) -> int:
        """«تجاوزت حصيلة الزلزال الذي ضرب ولاية كونر 2200 قتيل»: where the tally of a count of victims is named, whatever
        it is of; 0 where a sign, another number or what leads to one stands between."""
        for at in range(phrase.start - 1, max(0, phrase.start - _ASIDE_OF_TALLY), -1):
            text = self.texts[at]
            if text in ("عدد", "حصيله"):
                return at
            if not text[0].isalpha() or text in _LEADS_TO_NUMBER:
                return 0
        return 0

    def _bounded_by_verb(self, phrase: CountPhrase) -> Qualifier | None:
        """«لا تقل حصيلة القتلى عن 13», «يزيد عدد الجرحى على مئة»: the verb before the tally bounds its number."""
        ahead = self.texts[phrase.start - 1] if phrase.start else ""
        if self.tally is None or ahead not in ("عن", "علي") or not self.tally_open or phrase.start - self.tally[1] > 6:
            return None
        for at in range(max(0, self.tally[1] - 4), self.tally[1]):
            bound = _BOUNDS.get(self.texts[at])
            if bound is Qualifier.MORE_THAN or (bound and at and self.texts[at - 1] == "لا"):
                return bound
        return None

    def _of_those_named(self, phrase: CountPhrase) -> CountPhrase:
        """«عدد القتلى المدنيين بلغ 1265»: a bare number is of the group that its tally names."""
        if self.spoken_of is None or self.tally is None or phrase.of not in (Of.NOTHING, Of.PERSON, Of.HARMED):
            return phrase
        if self.tally[0] is Outcome.DETAINED and self.spoken_of[0] is Group.PRISONERS:
            return phrase  # «عدد المعتقلين وصل إلى 86 شخصا»: the noun tells no more than that they were arrested
        room = 4 if self.mentions else 24
        near = -6 <= self.spoken_of[1] - self.tally[1] <= 5 and 0 <= phrase.start - self.spoken_of[1] <= room
        return phrase._replace(group=self.spoken_of[0]) if near and phrase.group is Group.PEOPLE else phrase

    def _mark_risen(self, phrase: CountPhrase) -> None:
        """«من 5 إلى 12»: the first number is of before."""
        if phrase.start < 2 or self.texts[phrase.start - 1] != "الي":
            return
        previous = next((m for m in reversed([*self.mentions, *self.waiting]) if m.end <= phrase.start), None)
        if previous is None or previous.start == 0 or self.texts[previous.start - 1] != "من":
            return
        if self._gap(previous.end, phrase.start) == 0:
            previous.earlier = True
            if previous in self.waiting and (self.tally or phrase.outcome):
                self.waiting.remove(previous)
                previous.outcome = phrase.outcome or (self.tally[0] if self.tally else None)
                self.mentions.append(previous)

    def _resolve_number(self, outcome: Outcome) -> None:
        mention = self.waiting.pop()
        mention.outcome = outcome
        self.mentions.append(mention)
        self.last = mention
