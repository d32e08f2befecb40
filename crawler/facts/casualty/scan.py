"""From the words of a sentence to its mentions: which count phrases are of people who came to harm, and how.

The words are read once from left to right. A cue («مقتل», «أصيب») opens a place for a count; a count fills it; a
further count joined by «و» shares it; «بينهم» makes what follows part of the last one; «إنقاذ» or «لم» closes it.
A count that no cue stands before waits for one behind it («5 أشخاص لقوا حتفهم») and is dropped where none comes.
"""

from dataclasses import replace

from crawler.arabic.people import PEOPLE
from crawler.arabic.words import Found
from crawler.facts.casualty.counts import count_at
from crawler.facts.casualty.cues import CUES, Cue, CueKind
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.ties import CountReading
from crawler.facts.casualty.wording import CLAUSE_STOPS, FATAL_ENDS, LIFE_ENDS
from crawler.facts.figure import Group, Outcome, Qualifier

_MAX_COUNTED = 300  # count phrases of one sentence; what has more is a table or noise
# Verbs that can only be said of those who suffered.
_PASSIVE = ("توفي", "استشهد", "اصيب", "لقي", "يلقي", "تلقي", "ماتت", "مات", "قضي", "يصاب", "تصاب")


class SentenceScan(CountReading):
    """The reading of one sentence from its first word to its last."""

    def run(self) -> list[Mention]:
        """The mentions of the sentence, in order."""
        index = 0
        while index < len(self.words) and self.counted < _MAX_COUNTED:
            index = max(index + 1, self._step(index))
        kept = [mention for mention in self.mentions if mention.outcome is not None]
        return sorted(kept, key=lambda mention: mention.start)

    def _step(self, index: int) -> int:
        word = self.words[index]
        if word.is_sign:
            if word.text in ("،", "."):
                self.negated = False
            return index + 1
        cue = CUES.at(self.words, index)
        phrase = count_at(self.words, index, self.numbers)
        if phrase is not None and (cue is None or self._counts_first(phrase, cue)):
            return self._count(phrase)
        return self._cue(cue) if cue is not None else index + 1

    @staticmethod
    def _counts_first(phrase: CountPhrase, cue: Found[Cue]) -> bool:
        return (phrase.explicit or phrase.end > cue.end) and cue.value.kind is not CueKind.SUBSET

    def _cue(self, found: Found[Cue]) -> int:
        cue = found.value
        harms = cue.kind in (CueKind.MASDAR, CueKind.VERB, CueKind.FALL, CueKind.OPENS)
        if harms and (found.start <= self.no_until or self.negated):
            self.negated, self.cue = True, None
            return found.end
        if cue.kind is CueKind.NO:
            self.no_until = found.end + 2
        elif cue.plain in ("جثه", "جثمان") and self._is_a_body(found):
            self._add(_body(found), Outcome.KILLED)
        elif cue.kind in (CueKind.MASDAR, CueKind.VERB, CueKind.FALL):
            self._open(found)
        elif cue.kind is CueKind.OPENS:
            self.opens_at = found.end
        elif cue.kind is CueKind.AFTER:
            assert cue.outcome is not None
            self._resolve_waiting(cue.outcome, found)
        elif cue.kind is CueKind.TALLY:
            self.tally = (cue.outcome, found.end) if cue.outcome is not None else None
        elif cue.kind is CueKind.REACH:
            self.reach_at = found.end
        elif cue.kind is CueKind.SUBSET:
            return self._subset(found)
        elif cue.kind is CueKind.EARLIER:
            self.earlier_at = found.end
        elif cue.kind is CueKind.BLOCK:
            self.cue, self.tally, self.subset_of = None, None, None
            self.last, self.safe_at = self._nobody(found), found.end
        return found.end

    def _is_a_body(self, found: Found[Cue]) -> bool:
        """«العثور على جثة متعفنة»: a body of nobody named."""
        if found.definite or not 0 <= found.start - self.opens_at <= 1:
            return False
        following = count_at(self.words, found.end, self.numbers) if found.end < len(self.words) else None
        named = found.end < len(self.words) and self.words[found.end].text.startswith("ال")
        return following is None and not named

    @staticmethod
    def _nobody(found: Found[Cue]) -> Mention:
        """Stands for people who came to no harm, so that «بينهم» behind them adds nothing."""
        phrase = CountPhrase(start=found.start, end=found.end, low=0, high=0, qualifier=Qualifier.EXACT, of=Of.NOTHING)
        return Mention(
            phrase=phrase,
            outcome=None,
            group=Group.PEOPLE,
            low=0,
            high=0,
            start=found.start,
            end=found.end,
            cue=found.start,
        )

    def _open(self, found: Found[Cue]) -> None:
        outcome = self._outcome_of(found)
        if outcome is None:
            return
        verb = found.value.kind in (CueKind.VERB, CueKind.FALL)
        if verb and self._stands_behind(found):
            self._resolve_waiting(outcome, found)
            return
        adjacent = self.cue is not None and found.joined and self._gap(self.cue.end, found.start) == 0
        alike = self.cue is not None and found.value.kind is self.cue.value.kind
        if adjacent and alike and outcome not in self.cue_outcomes:
            self.cue_outcomes.append(outcome)  # «مقتل وإصابة 20»
        else:
            self.cue_outcomes = [outcome]
        self.cue = found
        self.subset_of = None
        self.part_of = None

    def _outcome_of(self, found: Found[Cue]) -> Outcome | None:
        plain, outcome = found.value.plain, found.value.outcome
        ahead = {word.text for word in self.words[found.end : found.end + 14]}
        if plain.startswith(("لقي", "لقو", "يلقي", "تلقي", "يلقو")):
            return Outcome.KILLED if ahead & FATAL_ENDS else None
        if plain.endswith("فقد") or plain.startswith("فقد"):
            return Outcome.KILLED if ahead & LIFE_ENDS else outcome
        return outcome or Outcome.KILLED

    def _stands_behind(self, found: Found[Cue]) -> bool:
        """Whether a verb speaks of people counted before it: «5 أشخاص قتلوا في …»."""
        if not self.waiting or found.joined or self.last is not self.waiting[-1]:
            return False
        last = self.waiting[-1]
        if not last.phrase.explicit:
            if last.end == found.start and self._has_no_object(found.end):
                return True
            passive = found.value.plain.startswith(_PASSIVE) or found.value.plain.endswith(("لا", "يا", "ا"))
            return passive and self._gap(last.end, found.start) <= 4
        if self._gap(last.end, found.start) > 8:
            return False
        following = count_at(self.words, found.end, self.numbers) if found.end < len(self.words) else None
        return following is None or found.value.plural

    def _has_no_object(self, index: int) -> bool:
        """Whether what follows a verb is no object: a sign, a preposition, a further verb."""
        if index >= len(self.words) or self.words[index].is_sign or self.words[index].text in CLAUSE_STOPS:
            return True
        cue = CUES.at(self.words, index)
        return self.words[index].text.startswith("ب") or (cue is not None and cue.joined)

    def _resolve_waiting(self, outcome: Outcome, found: Found[Cue]) -> None:
        if self.waiting and self._gap(self.waiting[-1].end, found.start) <= 12:
            chain = self._chain()
            for mention in chain:
                mention.outcome, mention.cue = outcome, found.start
                if mention.phrase.plural and not mention.phrase.explicit and found.value.plain.endswith("ا"):
                    mention.low, mention.high = 2, 2  # «مسلحين قتلا»: the verb is of two
                    mention.phrase = replace(mention.phrase, low=2, high=2, qualifier=Qualifier.EXACT)
                self.mentions.append(mention)
            self.last = chain[0] if len(chain) == 1 else self.last
            self.waiting = []
            self.cue = None
        elif outcome is Outcome.MISSING and self.last is not None and self.last.end >= found.start - 2:
            self.last.outcome = outcome

    def _chain(self) -> list[Mention]:
        """The last waiting count with those that «و» or «بينهم» ties to it."""
        chain = [self.waiting[-1]]
        for mention in reversed(self.waiting[:-1]):
            first = chain[0]
            tied = first.parent is mention or (first.parent is not None and first.parent is mention.parent)
            if not tied and not first.phrase.joined:
                break
            chain.insert(0, mention)
        return chain

    def _subset(self, found: Found[Cue]) -> int:
        plain = found.value.plain
        if plain in ("جميعهم", "كلهم", "جميعها"):
            return self._all_of_them(found)
        if plain in ("معظمهم", "اغلبهم", "غالبيتهم", "جلهم"):
            noun = PEOPLE.at(self.words, found.end) if found.end < len(self.words) else None
            return noun.end if noun is not None and found.end not in self.numbers else found.end
        if self.cue is not None and plain.startswith("منه") and self.cue.end == found.start:
            self.part_of = self._main()  # «قتل منهم النظام 62»
            return found.end
        if found.end < len(self.words) and self.words[found.end].text == "وبين":
            return found.end
        follower = next(
            (
                at
                for at in range(found.end, min(found.end + 3, len(self.words)))
                if count_at(self.words, at, self.numbers)
            ),
            None,
        )
        if follower is None or (plain in ("هم", "وهم") and follower > found.end):
            return found.end
        self.subset_of = self.last or self._main()
        self.cue = None
        return found.end

    def _all_of_them(self, found: Found[Cue]) -> int:
        noun = PEOPLE.at(self.words, found.end) if found.end < len(self.words) else None
        if noun is None:
            return found.end
        if self.last is not None and self.last.group is Group.PEOPLE and noun.value.label != "people":
            self.last.group = Group(noun.value.label)
        return noun.end


def _body(found: Found[Cue]) -> CountPhrase:
    return CountPhrase(
        start=found.start, end=found.end, low=1, high=1, qualifier=Qualifier.EXACT, of=Of.HARMED,
        outcome=Outcome.KILLED, explicit=False,
    )  # fmt: skip
