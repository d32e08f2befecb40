"""Nouns without a number: «مقتل شاب», «سقوط قتلى», «بينهم نساء», and which of them name people known already."""

from dataclasses import replace

from crawler.facts.casualty.counts import count_at
from crawler.facts.casualty.cues import CUES, CueKind
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.state import SentenceState
from crawler.facts.casualty.wording import CLAUSE_STOPS
from crawler.facts.figure import Group, Outcome, Qualifier


class NounReading(SentenceState):
    """Decides on count phrases that have no number."""

    def _bare(self, phrase: CountPhrase) -> int:
        if self.negated or phrase.start <= self.no_until:
            return phrase.end
        if self.subset_of is not None and self.cue is None and not phrase.definite:
            return self._bare_in_subset(phrase)
        if phrase.of is Of.HARMED:
            self._bare_harmed(phrase)
            return phrase.end
        if self._names_known(phrase):
            return phrase.end
        if self.cue is None or not self._fits_bare(phrase):
            if self._joined_to_last(phrase) and self.last is not None and self.last.outcome is not None:
                self._add(phrase, self.last.outcome, parent=self.last.parent)
            elif self._may_wait(phrase):
                self._wait(phrase, None)
            return phrase.end
        if self._is_agent(phrase):
            self.cue = replace(self.cue, end=phrase.end)  # its object follows
            return phrase.end
        for outcome in self.cue_outcomes:
            self._add(phrase, outcome, joint=len(self.cue_outcomes) > 1)
        self.cue = None
        return phrase.end

    def _bare_harmed(self, phrase: CountPhrase) -> None:
        assert phrase.outcome is not None
        if self._shares_vague(phrase):
            assert self.last is not None
            self._add(replace(phrase, low=self.last.low, high=None, qualifier=Qualifier.VAGUE), phrase.outcome)
        elif not phrase.definite and self._bare_harmed_counts(phrase):
            self._add(phrase, phrase.outcome)
            self.cue = None

    def _bare_harmed_counts(self, phrase: CountPhrase) -> bool:
        if phrase.prefix in ("ل", "ب") and phrase.start != self.opens_at:
            return False  # «تعرضوا لإصابات»
        following = self.words[phrase.end].text if phrase.end < len(self.words) else ""
        if phrase.plural and following.startswith("لل"):
            return False  # «ضحايا للابتزاز»
        opened = self.cue is not None and self._gap(self.cue.end, phrase.start) <= 1
        opened = opened or 0 <= phrase.start - self.opens_at <= (6 if phrase.plural else 3)
        if self._joined_to_last(phrase):
            return True
        first = phrase.start == 0 and self.start_opens
        return (opened or first) and not self._is_tie(phrase)

    def _shares_vague(self, phrase: CountPhrase) -> bool:
        """«عدد من القتلى والجرحى»: the second noun shares «عدد من»."""
        last = self.last
        if last is None or not phrase.joined or phrase.of is not Of.HARMED or phrase.outcome is last.outcome:
            return False
        vague = last.phrase.of is Of.HARMED and last.phrase.explicit and last.phrase.qualifier is Qualifier.VAGUE
        return vague and last.end == phrase.start

    def _names_known(self, phrase: CountPhrase) -> bool:
        """«متظاهري الساحة», «أبناء الشعب»: a plural tied to a definite noun names people as such."""
        return phrase.plural and (phrase.construct or (phrase.high is None and self._is_tie(phrase)))

    def _may_wait(self, phrase: CountPhrase) -> bool:
        """Whether a noun may be the subject of a verb behind it: at the start, after «أن» or «العثور على»."""
        if (
            phrase.definite
            or phrase.joined
            or (phrase.owned and not phrase.lemma)
            or phrase.prefix
            or phrase.of is not Of.PERSON
        ):
            return False
        before = self.words[phrase.start - 1].text if phrase.start else ""
        return phrase.start == 0 or before in ("ان", "بان", ":") or 0 <= phrase.start - self.opens_at <= 1

    def _fits_bare(self, phrase: CountPhrase) -> bool:
        assert self.cue is not None
        if self.cue.value.kind is CueKind.FALL and phrase.of is not Of.HARMED:
            return False
        gap = self._gap(self.cue.end, phrase.start)
        if phrase.prefix in ("ب", "ل", "لل", "بال", "وب", "ول") or phrase.joined:
            return False
        if self._hits() and (phrase.definite or not phrase.object):
            return phrase.owned and gap == 0  # «أصابت المرأة»: a remark, or a missile that hit a wall
        if phrase.object and self.cue.value.kind is CueKind.VERB:
            return gap <= 6
        return gap == 0

    def _is_agent(self, phrase: CountPhrase) -> bool:
        """«قتل مسلحون 5 أشخاص»: the noun at the verb did it when somebody else follows as its object."""
        assert self.cue is not None
        if self.cue.value.kind is not CueKind.VERB or phrase.object:
            return False
        if phrase.agent and phrase.plural and Outcome.ABDUCTED in self.cue_outcomes and phrase.group is Group.FIGHTERS:
            return True  # armed men abduct, whatever stands between them and those they take
        for at in range(phrase.end, min(phrase.end + 7, len(self.words))):
            if self.words[at].text in CLAUSE_STOPS:
                return False
            cue = CUES.at(self.words, at)
            if cue is not None and cue.joined and cue.value.kind in (CueKind.VERB, CueKind.MASDAR):
                return False
            follower = count_at(self.words, at, self.numbers)
            if follower is not None and not follower.joined:
                object_follows = follower.explicit or follower.object or follower.owned
                beside = phrase.agent and at == phrase.end and not follower.definite
                return follower.of is Of.PERSON and (object_follows or beside)
        return False

    def _is_tie(self, phrase: CountPhrase) -> bool:
        """«ضحايا الزلزال»: the noun is tied to another and names people known already."""
        if phrase.end >= len(self.words):
            return False
        following = self.words[phrase.end]
        return following.text.startswith("ال") and not following.is_sign

    def _joined_to_last(self, phrase: CountPhrase) -> bool:
        return (
            phrase.joined
            and not phrase.definite
            and self.last is not None
            and self._gap(self.last.end, phrase.start) <= (1 if phrase.of is Of.PERSON else 0)
        )

    def _bare_in_subset(self, phrase: CountPhrase) -> int:
        whole = self.subset_of
        assert whole is not None
        children = [mention for mention in (*self.mentions, *self.waiting) if mention.parent is whole]
        near = self._gap(children[-1].end if children else max(whole.end, phrase.start - 1), phrase.start) <= 1
        if not near or (children and not phrase.joined):
            return phrase.end
        if phrase.of is Of.HARMED and phrase.outcome is not whole.outcome:
            self.subset_of = None
            return self._bare(phrase)
        if whole.outcome is None:
            self._wait(phrase, whole)
        else:
            self._add(phrase, whole.outcome, parent=whole)
        return phrase.end
