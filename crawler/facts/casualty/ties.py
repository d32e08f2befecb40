"""Counts and what ties them: to an open cue, to a tally, to the count before, to the whole they are part of."""

from crawler.facts.casualty.bare import NounReading
from crawler.facts.casualty.cues import CueKind
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.wording import SICK
from crawler.facts.figure import Group, Outcome, Qualifier


class CountReading(NounReading):
    """Decides on count phrases that have a number."""

    def _count(self, phrase: CountPhrase) -> int:
        self.counted += 1
        if phrase.of in (Of.PERSON, Of.HARMED) and phrase.explicit and phrase.group is not Group.PEOPLE:
            self.said_group = phrase.group
        if self._is_apposition(phrase) or (phrase.year_like and not self._at_reach(phrase)):
            return phrase.end
        if phrase.low == 0 and phrase.high == 0:
            return phrase.end
        if not phrase.explicit and self._is_only_named(phrase):
            return phrase.end
        if self._is_disease(phrase):
            return phrase.end
        if phrase.definite and phrase.explicit:
            return phrase.end
        if phrase.both:
            for outcome in phrase.both:
                self._add(phrase, outcome, joint=True)
            self.cue = None
            return phrase.end
        if not phrase.explicit:
            return self._bare(phrase)
        self._mark_risen(phrase)
        outcomes, parent, earlier = self._decide(phrase)
        if not outcomes:
            self._wait(phrase, parent)
            return phrase.end
        for outcome in outcomes:
            self._add(phrase, outcome, parent=parent, joint=len(outcomes) > 1, earlier=earlier)
        self.cue = None
        return phrase.end

    def _is_apposition(self, phrase: CountPhrase) -> bool:
        """«طفلان شقيقان»: a second noun right behind a count describes the same people."""
        if self.last is None or phrase.start != self.last.end or phrase.joined or phrase.of is not Of.PERSON:
            return False
        return phrase.start not in self.numbers and phrase.lemma != ""

    def _is_only_named(self, phrase: CountPhrase) -> bool:
        """A noun with the article or in a tie names people known already; it may still say what a tally is of."""
        if phrase.of is Of.HARMED and phrase.plural and phrase.outcome and not self._opened(phrase):
            before = self.words[phrase.start - 1].text if phrase.start else ""
            if before.endswith("بين") and phrase.definite:
                self._among_the_harmed(phrase)
            elif not (phrase.joined and self.tally is not None and phrase.start == self.tally[1]):
                self.tally, self.tally_open = (phrase.outcome, phrase.end), True
        if phrase.definite and phrase.plural and self._shares_vague(phrase):
            return False
        return phrase.definite and phrase.plural

    def _among_the_harmed(self, phrase: CountPhrase) -> None:
        """«بين القتلى 11 امرأة» and «31 مدنيا من بين القتلى»."""
        assert phrase.outcome is not None
        if self._count_starts(phrase.end):
            self.subset_of = self._last_of(phrase.outcome)
            self.cue, self.cue_outcomes = None, [phrase.outcome]
            if self.subset_of is None:
                self.part_of = None
                self.tally, self.reach_at = (phrase.outcome, phrase.end), phrase.end
        elif self.waiting:
            self._resolve_part(phrase.outcome)

    def _resolve_part(self, outcome: Outcome) -> None:
        """«31 مدنيا من بين القتلى»"""
        parent = self._last_of(outcome)
        for mention in self.waiting:
            mention.outcome, mention.parent = outcome, mention.parent or parent
            self.mentions.append(mention)
        self.last = self.waiting[-1]
        self.waiting = []

    def _is_disease(self, phrase: CountPhrase) -> bool:
        after = [word.text for word in self.words[phrase.end : phrase.end + 2]]
        return any(text in SICK for text in after)

    def _decide(self, phrase: CountPhrase) -> tuple[list[Outcome], Mention | None, bool]:
        """The outcomes of an explicit count, what it is part of, and whether it is of before."""
        earlier = 0 <= phrase.start - self.earlier_at <= 2
        if phrase.part_of is not None:
            parent = self._last_of(phrase.part_of)
            outcomes = self.cue_outcomes if self.cue is not None else [phrase.part_of]
            return outcomes, parent, False
        if phrase.of is Of.HARMED and not self._noun_yields(phrase):
            assert phrase.outcome is not None
            return [phrase.outcome], self._harmed_parent(phrase), earlier
        if earlier and self.last is not None and self.last.outcome is not None:
            return [self.last.outcome], None, True
        if self.subset_of is not None and self.cue is None:
            return self._in_subset(phrase)
        if self.cue is not None and self._fits_cue(phrase):
            parent = self.part_of or (self._main() if phrase.of is Of.THEM else None)
            return list(self.cue_outcomes), parent, False
        if self._at_reach(phrase):
            assert self.tally is not None
            return [self.tally[0]], None, False
        if self._shares_last(phrase):
            assert self.last is not None
            if self.last.outcome is None:
                return [], self.last.parent, False
            return [self.last.outcome], self.last.parent, False
        if phrase.of is Of.THEM:
            main = self.last or self._main()
            if main is not None and main.outcome is not None:
                return [main.outcome], main, False
        return [], None, False

    def _noun_yields(self, phrase: CountPhrase) -> bool:
        """«مقتل 5 نازحين»: the cue tells what happened, the noun who they were."""
        if self.cue is None or not self.cue_outcomes:
            return False
        who = phrase.outcome in (Outcome.DISPLACED, Outcome.ABDUCTED, Outcome.MISSING) or phrase.lemma == "ضحيه"
        return who and self.cue_outcomes[0] is not phrase.outcome and self._fits_cue(phrase)

    def _harmed_parent(self, phrase: CountPhrase) -> Mention | None:
        if self.subset_of is not None and self.cue is None and self.subset_of.outcome is phrase.outcome:
            return self.subset_of
        return self.part_of

    def _in_subset(self, phrase: CountPhrase) -> tuple[list[Outcome], Mention | None, bool]:
        whole = self.subset_of
        assert whole is not None
        children = [mention for mention in (*self.mentions, *self.waiting) if mention.parent is whole]
        if children and not phrase.joined and self._gap(children[-1].end, phrase.start) > 0:
            return [], None, False
        if not children:
            while whole.parent is not None and self._belongs_higher(phrase, whole):
                whole = whole.parent
        sibling = children and phrase.joined and phrase.of is Of.PERSON and phrase.group is whole.group
        parent = whole.parent if sibling else whole
        if whole.outcome is None:
            return [], parent, False
        return [whole.outcome], parent, False

    @staticmethod
    def _belongs_higher(phrase: CountPhrase, whole: Mention) -> bool:
        """«62 مدنيا بينهم 4 نساء، بينهم 9 مدنيين»: nine cannot be among four."""
        assert whole.parent is not None
        too_many = whole.high is not None and phrase.low > whole.high
        same_people = phrase.of is Of.PERSON and phrase.group is whole.parent.group and phrase.group is not whole.group
        return too_many or same_people

    def _fits_cue(self, phrase: CountPhrase) -> bool:
        """Whether an explicit count is near enough to the open cue for what it counts."""
        assert self.cue is not None
        gap = self._gap(self.cue.end, phrase.start)
        if self._hits() and phrase.of not in (Of.PERSON, Of.OTHERS):
            return False
        kind, lost = self.cue.value.kind, self.cue_outcomes[0] is Outcome.MISSING
        if kind is CueKind.FALL or (lost and kind is CueKind.VERB):
            return phrase.of in (Of.PERSON, Of.HARMED, Of.OTHERS, Of.THEM) and gap <= 2
        if phrase.of in (Of.PERSON, Of.HARMED):
            return gap <= (12 if kind is CueKind.VERB else 9)
        if phrase.of in (Of.OTHERS, Of.CASES, Of.THEM):
            return gap <= 4
        return gap == 0

    def _at_reach(self, phrase: CountPhrase) -> bool:
        if self.tally is None or phrase.start - self.tally[1] > 30:
            return False
        reached_before = 0 <= self.tally[1] - self.reach_at <= 4 and self.tally_open  # «بلغ عدد القتلى … 12»
        plain = phrase.of in (Of.NOTHING, Of.CASES, Of.PERSON)
        if reached_before and plain and self._gap(self.tally[1], phrase.start) <= 5:
            return True
        if phrase.start - self.reach_at <= 1 and self._gap(self.reach_at, phrase.start) == 0:
            return phrase.of is not Of.UNKNOWN
        return (
            phrase.of in (Of.PERSON, Of.NOTHING)
            and 0 <= phrase.start - self.tally[1] <= 3
            and (self._gap(self.tally[1], phrase.start) == 0)
        )

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

    def _shares_last(self, phrase: CountPhrase) -> bool:
        """Whether «و» ties an explicit count to the last one."""
        if self.last is None:
            return False
        gap = self._gap(self.last.end, phrase.start)
        if not phrase.joined:
            before = self.words[phrase.start - 1].text if phrase.start else ""
            return before in ("،", "و") and gap == 0 and phrase.of is Of.PERSON
        if phrase.of is Of.PERSON:
            return gap <= 12
        if phrase.of in (Of.OTHERS, Of.THEM) or (phrase.of is Of.NOTHING and phrase.qualifier is Qualifier.VAGUE):
            return gap <= 6
        following = [word.text for word in self.words[phrase.end : phrase.end + 2]]
        by_hand = following[:2] in (["علي", "يد"], ["علي", "ايدي"]) or following[:1] == ["برصاص"]
        return phrase.of is Of.NOTHING and ((by_hand and gap <= 16) or (gap <= 4 and following[:1] == ["في"]))
