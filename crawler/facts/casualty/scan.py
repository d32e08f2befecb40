"""From the words of a sentence to its mentions: which count phrases are of people who came to harm, and how.

The words are read once from left to right. A cue («مقتل», «أصيب») opens a place for a count; a count fills it; a
further count joined by «و» shares it; «بينهم» makes what follows part of the last one; «إنقاذ» or «لم» closes it.
A count that no cue stands before waits for one behind it («5 أشخاص لقوا حتفهم») and is dropped where none comes.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from crawler.arabic.letters import fold_key
from crawler.arabic.numbers import numbers_of
from crawler.arabic.people import PEOPLE
from crawler.arabic.words import Found, Word, clitics
from crawler.facts.casualty.counts import count_at
from crawler.facts.casualty.cues import CUES, Cue, CueKind
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.figure import Group, Outcome, Qualifier

_MAX_COUNTED = 300  # count phrases of one sentence; what has more is a table or noise
_FILLERS = frozenset(
    fold_key(word)
    for word in (
        "اليوم أمس مساء صباح فجر ظهر ليل ليلة الليلة الماضية الماضي الاثنين الأحد السبت الثلاثاء الأربعاء الخميس الجمعة الإثنين "
        '، " ( ) - : « » . شنقا رميا بالرصاص نحو حتى الآن حتي مؤخرا أيضا كذلك كل من عن بجروح بينها ما ضمن غرقا حرقا خنقا '
        "الفجر الصباح المساء الظهر الاول بعد قبل عصر عند ساعات في عددهم يوم الجاري ب ل و جديدة جديد إلى أولية"
    ).split()
)
_FATAL_ENDS = frozenset(
    fold_key(word) for word in "مصرعه مصرعها مصرعهم مصرعهما مصرعهن حتفه حتفها حتفهم حتفهما حتفهن".split()
)
_LIFE_ENDS = frozenset(fold_key(word) for word in "حياته حياتها حياتهم حياتهما أرواحهم روحه".split())
_CLAUSE_STOPS = frozenset(
    ("في", "علي", "خلال", "بعد", "اثر", "جراء", "،", ".", ":", "قرب", "داخل", "من", "الي", "عن", "بينهم", "لدي")
)
# Verbs that can only be said of those who suffered.
_PASSIVE = ("توفي", "استشهد", "اصيب", "لقي", "يلقي", "تلقي", "ماتت", "مات", "قضي", "يصاب", "تصاب")
_DISEASES = frozenset(
    fold_key(word)
    for word in (
        "بفيروس بكورونا بكوفيد بالسرطان بمرض بالمرض بالملاريا بالكوليرا بالحصبة بالإيدز بالإنفلونزا بإنفلونزا بالسكري بالفيروس بحمى "
        "بالحمى بالعدوى بداء بسرطان بالوباء بالطاعون كورونا كوفيد مؤكدة بعدوى بالتهاب بأمراض بحالات1 جديدة1 حرارية1"
    ).split()
)


class SentenceScan:
    """The reading of one sentence. `before` are the mentions of the sentences before it, for «منهم»."""

    def __init__(self, words: Sequence[Word], before: Sequence[Mention], *, start_opens: bool) -> None:
        self.words = words
        self.before = before
        self.start_opens = start_opens
        self.numbers = {number.start: number for number in numbers_of(words)}
        self.mentions: list[Mention] = []
        self.waiting: list[Mention] = []
        self.cue: Found[Cue] | None = None
        self.cue_outcomes: list[Outcome] = []
        self.opens_at = -9
        self.tally: tuple[Outcome, int] | None = None
        self.reach_at = -9
        self.last: Mention | None = None
        self.subset_of: Mention | None = None
        self.part_of: Mention | None = None
        self.no_until = -1
        self.negated = False
        self.earlier_at = -9
        self.safe_at = -9
        self.counted = 0
        self.tally_open = False
        self.said_group = Group.PEOPLE

    def run(self) -> list[Mention]:
        """The mentions of the sentence, in order."""
        index = 0
        while index < len(self.words) and self.counted < _MAX_COUNTED:
            index = max(index + 1, self._step(index))
        kept = [mention for mention in self.mentions if mention.outcome is not None]
        return sorted(kept, key=lambda mention: mention.start)

    # ------------------------------------------------------------------ one word

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

    # ------------------------------------------------------------------ cues

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
            return Outcome.KILLED if ahead & _FATAL_ENDS else None
        if plain.endswith("فقد") or plain.startswith("فقد"):
            return Outcome.KILLED if ahead & _LIFE_ENDS else outcome
        return outcome or Outcome.KILLED

    def _stands_behind(self, found: Found[Cue]) -> bool:
        """Whether a verb speaks of people counted before it: «5 أشخاص قتلوا في …»."""
        if not self.waiting or found.joined or self.last is not self.waiting[-1]:
            return False
        last = self.waiting[-1]
        if not last.phrase.explicit:
            passive = found.value.plain.startswith(_PASSIVE) or found.value.plain.endswith(("لا", "يا", "ا"))
            return passive and self._gap(last.end, found.start) <= 4
        if self._gap(last.end, found.start) > 8:
            return False
        following = count_at(self.words, found.end, self.numbers) if found.end < len(self.words) else None
        return following is None or found.value.plural

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

    def _main(self) -> Mention | None:
        """The last figure that is no part of another."""
        for mentions in (self.mentions, self.before):
            for mention in reversed(mentions[-12:]):
                if mention.parent is None and not mention.earlier:
                    return mention
        return None

    def _repeated(self) -> Mention | None:
        """The figure whose noun «آخرين» repeats: the last whole with a noun of its own."""
        wholes = [mention for mention in reversed(self.mentions) if mention.parent is None]
        return next((m for m in wholes if m.phrase.of is Of.PERSON), None) or (wholes[0] if wholes else self._main())

    # ------------------------------------------------------------------ counts

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

    def _shares_vague(self, phrase: CountPhrase) -> bool:
        """«عدد من القتلى والجرحى»: the second noun shares «عدد من»."""
        last = self.last
        if last is None or not phrase.joined or phrase.of is not Of.HARMED or phrase.outcome is last.outcome:
            return False
        vague = last.phrase.of is Of.HARMED and last.phrase.explicit and last.phrase.qualifier is Qualifier.VAGUE
        return vague and last.end == phrase.start

    def _count_starts(self, index: int) -> set[int]:
        return {index} if index < len(self.words) and count_at(self.words, index, self.numbers) else set()

    def _resolve_part(self, outcome: Outcome) -> None:
        """«31 مدنيا من بين القتلى»"""
        parent = self._last_of(outcome)
        for mention in self.waiting:
            mention.outcome, mention.parent = outcome, mention.parent or parent
            self.mentions.append(mention)
        self.last = self.waiting[-1]
        self.waiting = []

    def _last_of(self, outcome: Outcome) -> Mention | None:
        for mentions in (self.mentions, self.before):
            for mention in reversed(mentions[-40:]):
                if mention.outcome is outcome and mention.parent is None and not mention.earlier:
                    return mention
        return None

    def _is_disease(self, phrase: CountPhrase) -> bool:
        after = [word.text for word in self.words[phrase.end : phrase.end + 2]]
        return any(text in _DISEASES for text in after)

    def _opened(self, phrase: CountPhrase) -> bool:
        """Whether a cue stands right before the phrase and waits for it."""
        return self.cue is not None and self._gap(self.cue.end, phrase.start) == 0

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
        if 0 <= self.tally[1] - self.reach_at <= 4 and self.tally_open:
            if phrase.of in (Of.NOTHING, Of.CASES, Of.PERSON) and self._gap(self.tally[1], phrase.start) <= 5:
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

    # ------------------------------------------------------------------ nouns without a number

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

    def _names_known(self, phrase: CountPhrase) -> bool:
        """«متظاهري الساحة», «أبناء الشعب»: a plural tied to a definite noun names people as such."""
        return phrase.plural and (phrase.construct or (phrase.high is None and self._is_tie(phrase)))

    def _may_wait(self, phrase: CountPhrase) -> bool:
        """Whether a noun may be the subject of a verb behind it: at the start, after «أن» or «العثور على»."""
        if phrase.definite or phrase.joined or phrase.owned or phrase.prefix or phrase.of is not Of.PERSON:
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

    def _hits(self) -> bool:
        """Whether the open cue is the active «أصاب», which things are hit by too."""
        if self.cue is None or self.cue.value.kind is not CueKind.VERB:
            return False
        return self.cue.value.plain.startswith(("اصاب", "يصيب", "تصيب"))

    def _is_agent(self, phrase: CountPhrase) -> bool:
        """«قتل مسلحون 5 أشخاص»: the noun at the verb did it when somebody else follows as its object."""
        assert self.cue is not None
        if self.cue.value.kind is not CueKind.VERB or phrase.object:
            return False
        for at in range(phrase.end, min(phrase.end + 7, len(self.words))):
            if self.words[at].text in _CLAUSE_STOPS:
                return False
            cue = CUES.at(self.words, at)
            if cue is not None and cue.joined and cue.value.kind in (CueKind.VERB, CueKind.MASDAR):
                return False
            follower = count_at(self.words, at, self.numbers)
            if follower is not None and not follower.joined:
                return follower.of is Of.PERSON and (follower.explicit or follower.object or follower.owned)
        return False

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

    # ------------------------------------------------------------------ keeping

    def _add(
        self,
        phrase: CountPhrase,
        outcome: Outcome,
        *,
        parent: Mention | None = None,
        joint: bool = False,
        earlier: bool = False,
    ) -> None:
        mention = self._mention(phrase, outcome, parent)
        mention.earlier = earlier
        if joint and phrase.high is not None:
            mention.low, mention.joint = 0, True
        self.mentions.append(mention)
        self.last = mention
        self.tally_open = False

    def _wait(self, phrase: CountPhrase, parent: Mention | None) -> None:
        if phrase.of in (Of.UNKNOWN, Of.CASES) or phrase.definite:
            return
        mention = self._mention(phrase, None, parent)
        safe = 0 <= self.safe_at <= phrase.start and self._gap(self.safe_at, phrase.start) <= 2
        lost = parent is not None and parent.outcome is None and parent not in self.waiting
        tied = phrase.joined and self.last is not None and self.last.outcome is None and self.last not in self.waiting
        if safe or lost or (tied and self._gap(self.last.end if self.last else 0, phrase.start) <= 4):
            self.last = mention
            return
        self.waiting = [kept for kept in self.waiting[-8:] if mention.start - kept.end <= 20]
        self.waiting.append(mention)
        self.last = mention

    def _mention(self, phrase: CountPhrase, outcome: Outcome | None, parent: Mention | None) -> Mention:
        group = phrase.group
        taken = phrase.of is Of.NOTHING and (parent is not None or self.cue is None)
        if phrase.of in (Of.OTHERS, Of.THEM) or taken:
            source = parent or (self._repeated() if phrase.of is Of.OTHERS and self.cue is not None else self.last)
            group = source.group if source is not None and source.high != 0 else group
            if phrase.of is Of.THEM and parent is None and group is Group.PEOPLE:
                group = self.said_group  # «كانت تقل 24 جنديا … مقتل 20 منهم»
        elif phrase.of is Of.HARMED and parent is not None and group is Group.PEOPLE:
            group = parent.group
        cue = self.cue.start if self.cue is not None else phrase.start
        return Mention(
            phrase=phrase, outcome=outcome, group=group, low=phrase.low, high=phrase.high,
            start=phrase.start, end=phrase.end, cue=cue, parent=parent,
        )  # fmt: skip

    def _gap(self, start: int, end: int) -> int:
        """How many words that say something stand between two places."""
        between = self.words[start : min(end, start + 40)]
        return sum(1 for word in between if not _is_filler(word.text))


def _body(found: Found[Cue]) -> CountPhrase:
    return CountPhrase(
        start=found.start, end=found.end, low=1, high=1, qualifier=Qualifier.EXACT, of=Of.HARMED,
        outcome=Outcome.KILLED, explicit=False,
    )  # fmt: skip


@lru_cache(maxsize=20_000)
def _is_filler(text: str) -> bool:
    return any(rest in _FILLERS for _, rest in clitics(text))
