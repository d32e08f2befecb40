"""Tallies: «حصيلة القتلى … إلى 12», «تجاوز عدد الجرحى المئة», «من 5 إلى 12»."""

from dataclasses import replace

from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.qualifiers import qualified
from crawler.facts.casualty.state import SentenceState
from crawler.facts.casualty.wording import QUALIFIERS
from crawler.facts.figure import Group, Outcome, Qualifier


class TallyReading(SentenceState):
    """Decides which number a tally waits for, and what its verb makes of the number."""

    def _at_reach(self, phrase: CountPhrase) -> bool:
        if self.tally is None or phrase.start - self.tally[1] > 30:
            return False
        reached_before = 0 <= self.tally[1] - self.reach_at <= 4 and self.tally_open  # «بلغ عدد القتلى … 12»
        plain = phrase.of in (Of.NOTHING, Of.CASES, Of.PERSON)
        room = 18 if phrase.of in (Of.PERSON, Of.CASES) and not self.mentions else 5
        if reached_before and plain and self._gap(self.tally[1], phrase.start) <= room:
            return True
        if phrase.start - self.reach_at <= 1 and self._gap(self.reach_at, phrase.start) == 0:
            return phrase.of is not Of.UNKNOWN
        return (
            phrase.of in (Of.PERSON, Of.NOTHING, Of.CASES)
            and 0 <= phrase.start - self.tally[1] <= 3
            and self._gap(self.tally[1], phrase.start)
            <= (1 if self.words[phrase.start - 1].text.startswith("ال") else 0)
        ) or (self._is_bound(phrase) and plain and self.tally_open and self._gap(self.tally[1], phrase.start) <= 6)

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
        if phrase.of is not Of.NOTHING and phrase.of is not Of.PERSON:
            return phrase
        if self.tally is None or not 0 <= self.tally[1] - self.reach_at <= 4 or not self.tally_open:
            return phrase
        verb = QUALIFIERS.at(self.words, self.reach_at - 1)
        return qualified(phrase, verb.value) if verb is not None and verb.end == self.reach_at else phrase

    def _of_those_named(self, phrase: CountPhrase) -> CountPhrase:
        """«عدد القتلى المدنيين بلغ 1265»: a bare number is of the group that its tally names."""
        if self.spoken_of is None or self.tally is None or phrase.of not in (Of.NOTHING, Of.PERSON, Of.HARMED):
            return phrase
        room = 4 if self.mentions else 24
        near = -6 <= self.spoken_of[1] - self.tally[1] <= 5 and 0 <= phrase.start - self.spoken_of[1] <= room
        return replace(phrase, group=self.spoken_of[0]) if near and phrase.group is Group.PEOPLE else phrase

    def _mark_risen(self, phrase: CountPhrase) -> None:
        """«من 5 إلى 12»: the first number is of before."""
        if phrase.start < 2 or self.words[phrase.start - 1].text != "الي":
            return
        previous = next((m for m in reversed([*self.mentions, *self.waiting]) if m.end <= phrase.start), None)
        if previous is None or previous.start == 0 or self.words[previous.start - 1].text != "من":
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
