"""What a count is part of: «بينهم», «من القتلى», «منهم», shares by place or by hand, counts that «و» ties together."""

from crawler.arabic.people import HARMED
from crawler.facts.casualty.counts import NEXT_ONE
from crawler.facts.casualty.cues import CUES, CueKind
from crawler.facts.casualty.found import FoundReading
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.shares import is_next_share
from crawler.facts.casualty.state import Sharing
from crawler.facts.casualty.wording import ASIDES, BESIDES, ESCAPED, PLAIN_PEOPLE, TOLD_AS_THINGS
from crawler.facts.figure import Group, Outcome, Qualifier

# «أصيب خمسة، وكان في المصنع 450 عاملا»: no other hand, but another clause.
_OTHER_CLAUSE = frozenset(
    (
        "وكان",
        "وكانت",
        "وكانوا",
        "ويعمل",
        "وتعمل",
        "ويضم",
        "وتضم",
        "ويوجد",
        "وتوجد",
        "وحضر",
        "وبقي",
        "ونجا",
        "وتجمع",
        "وشارك",
    )
)


_HOSPITALS = frozenset(
    f"{glued}{noun}" for glued in ("", "ب", "ل", "و") for noun in ("مستشفي", "مشفي", "مصحه", "عياده", "قسم", "جناح")
)
_TOO = frozenset(("ايضا", "كذلك", "بالمثل"))
_RECORDS = frozenset("وثق سجل احصي رصد حصر احصا وثقنا سجلنا وثقوا".split())


class PartReading(FoundReading):
    """Finds the whole of a part, and the count that another one continues."""

    def _among_the_harmed(self, phrase: CountPhrase) -> None:
        """«بين القتلى 11 امرأة» and «31 مدنيا من بين القتلى»."""
        assert phrase.outcome is not None
        ahead = self.texts[phrase.end] if phrase.end < len(self.words) else ""
        clause = ahead in ("التي", "الذين", "ممن") and next(
            (at for at in range(phrase.end + 1, min(phrase.end + 6, len(self.words))) if self._count_starts(at)), None
        )
        adjective = phrase.end < len(self.words) and self.texts[phrase.end].startswith("ال")
        clause = clause or self._behind_aside(phrase.end) or self._behind_who_counts(phrase.end)
        if clause or self._count_starts(phrase.end) or (adjective and self._count_starts(phrase.end + 1)):
            self.subset_of = self._last_of(phrase.outcome)
            self.cue, self.cue_outcomes = None, [phrase.outcome]
            if self.subset_of is None:
                self.part_of = None
                self.tally, self.reach_at = (phrase.outcome, phrase.end), phrase.end
        elif self.waiting:
            self._resolve_part(phrase.outcome)

    def _behind_who_counts(self, index: int) -> int | None:
        """Where a count starts behind «أيضا» or «، وثق المرصد»."""
        if self.words[index : index + 1] and self.texts[index] in _TOO:
            return index + 1 if self._count_starts(index + 1) else None
        told = self.texts[index : index + 2]
        if len(told) < 2 or told[0] != "،" or told[1].removesuffix("ت") not in _RECORDS:
            return None
        return next((at for at in range(index + 2, min(index + 7, len(self.words))) if self._count_starts(at)), None)

    def _behind_aside(self, index: int) -> int | None:
        """Where a count starts behind «، بحسب قوائم علقت على الباب، سبع نساء»."""
        told = self.texts[index : index + 2]
        if len(told) < 2 or told[0] != "،" or told[1] not in ASIDES:
            return None
        closed = next((at for at in range(index + 2, min(index + 16, len(self.words))) if self.words[at].is_sign), None)
        if closed is None or not self._count_starts(closed + 1):
            return None
        self.aside_until = closed
        return closed + 1

    def _resolve_part(self, outcome: Outcome) -> None:
        """«31 مدنيا من بين القتلى»"""
        parent = self._last_of(outcome)
        for mention in self.waiting:
            mention.outcome, mention.parent = outcome, mention.parent or parent
            self.mentions.append(mention)
        self.last = self.waiting[-1]
        self.waiting = []

    def _as_share(self, phrase: CountPhrase, outcomes: list[Outcome]) -> tuple[list[Outcome], Mention | None]:
        """A count in a list of parts: of the list's outcome where it says none, and part of the list's toll."""
        assert self.sharing is not None
        if not outcomes and self._told_by_verb_behind(phrase):
            return outcomes, None
        told = outcomes or ([self.sharing.outcome] if self._may_share(phrase) else [])
        if outcomes and phrase.of is Of.HARMED:
            by_role = phrase.group not in (Group.PEOPLE, Group.WOMEN, Group.MEN, Group.CHILDREN, Group.ELDERLY)
            group = phrase.group if by_role else self.sharing.group
            self.sharing = Sharing(outcomes[0], group)  # what follows without a word of what happened shares this
        whole = self._shared_whole(told[0]) if told else None
        fits = whole is not None and (whole.high is None or phrase.low < whole.high)
        if whole is not None and whole in self.mentions and phrase.joined and self._gap(whole.end, phrase.start) == 0:
            whole, fits = None, False  # a part beside it in the list
        if not outcomes and whole is None and told and phrase.of is Of.PERSON:
            return told, None  # «توزع الضحايا بين 12 طفلا و7 نساء»: no toll was told
        if not outcomes and not fits:
            return [], None
        return told, whole if fits else None

    def _shared_whole(self, outcome: Outcome) -> Mention | None:
        """The figure that is shared out: the last of the group that the list is of, else the last whole."""
        group = self.sharing.group if self.sharing is not None else None
        if group is not None:
            alike = [m for m in (*self.before[-40:], *self.mentions) if m.outcome is outcome and m.group is group]
            alike = [m for m in alike if m.high != 0 and not m.earlier]
            if alike:
                return max(alike, key=lambda mention: mention.low)
        return self._last_of(outcome)

    def _may_share(self, phrase: CountPhrase) -> bool:
        if phrase.of in (Of.UNKNOWN, Of.OTHERS) or phrase.definite:
            return False
        if phrase.of in (Of.PERSON, Of.THEM, Of.CASES):
            return True
        near = self.texts[max(0, phrase.start - 2) : phrase.start]
        marked = any(text in (":", "-", "–", "ب") for text in near) or self._stands_alone_in_brackets(phrase)
        if any(text in ("اسعاف", "نجده", "اغاثه", "انقاذ") for text in near):
            return False
        if phrase.of is Of.NOTHING and self._ends_an_item(phrase):
            return True
        return phrase.prefix == "ب" or marked or phrase.joined or is_next_share(self.words, phrase.start)

    def _ends_an_item(self, phrase: CountPhrase) -> bool:
        """«لاو كاي 22؛ ين باي 13؛ كاو بانغ تسع»: a name and its number between two signs."""
        if phrase.end < len(self.words) and self.texts[phrase.end] not in ("؛", "،", ";", "."):
            return False
        ahead = self.words[max(0, phrase.start - 5) : phrase.start]
        opened = next((at for at in range(len(ahead) - 1, -1, -1) if ahead[at].is_sign), None)
        if opened is None and len(ahead) == phrase.start > 0:
            opened = -1  # an item that is a line of its own
        elif opened is None or ahead[opened].text not in ("؛", ":", ";", "،") or opened == len(ahead) - 1:
            return False
        return all(CUES.at(self.words, phrase.start - step) is None for step in range(1, len(ahead) - opened))

    def _stands_alone_in_brackets(self, phrase: CountPhrase) -> bool:
        """«توزعت على الخليل (7) ورام الله (6)»"""
        around = [
            word.text
            for word in (*self.words[phrase.start - 1 : phrase.start], *self.words[phrase.end : phrase.end + 1])
        ]
        return phrase.start > 0 and around == ["(", ")"]

    def _told_by_verb_behind(self, phrase: CountPhrase) -> bool:
        """«1063 قتلوا في …»: a verb right behind tells the outcome, and waits for the count."""
        cue = CUES.at(self.words, phrase.end) if phrase.end < len(self.words) else None
        return (
            cue is not None
            and cue.value.kind is CueKind.VERB
            and not cue.joined
            and cue.value.outcome is not (self.sharing.outcome if self.sharing else None)
        )

    def _let_go_of_verb(self, phrase: CountPhrase) -> None:
        """«أشخاص كثيرون جرحوا و3 ماتوا»: a plural verb has whom it tells of before it, and the number a verb behind."""
        cue = self.cue
        if cue is None or cue.value.kind is not CueKind.VERB or not cue.value.plural or cue.end != phrase.start:
            return
        if phrase.joined and phrase.of is Of.NOTHING and self._told_by_verb_behind(phrase):
            self.cue = None

    def _them(self, phrase: CountPhrase) -> Mention | None:
        """Whom «منهم» speaks of without a cue: the harmed named since the last count, the last count, the main one."""
        if self.tally_open and self.tally is not None and (self.last is None or self.last.end <= self.tally[1]):
            return self._last_of(self.tally[0])
        if self.texts[phrase.end - 1] == "منها":  # «اثنتان منها» of attacks, not of people
            told = self.last is not None and self.last.phrase.lemma in TOLD_AS_THINGS
            cases = self.last is not None and self.last.phrase.of in (Of.CASES, Of.NOTHING)
            return self.last if told or cases else None
        whole = self.last
        women = self.texts[phrase.end - 1] == "منهم" and whole is not None and whole.group is Group.WOMEN
        while whole is not None and whole.parent is not None:
            if not women and (whole.high is None or phrase.low <= whole.high):
                break
            whole, women = whole.parent, False  # «بين القتلى تسعة أطفال وأربع نساء، وسبعة منهم»
        return whole or self._main()

    def _whole_of_them(self, phrase: CountPhrase) -> Mention | None:
        """The figure that «منهم» speaks of: none where people were spoken of since without a number."""
        if self.spoken_of is not None and (self.last is None or self.spoken_of[1] > self.last.end):
            return None
        self.spoken_of = None
        outcome = self.cue_outcomes[0] if self.cue_outcomes else None
        wholes = (self.last, self.last.parent if self.last is not None else None, self._main())
        fitting = (m for m in wholes if m is not None and m.outcome is outcome)
        told = next((m for m in fitting if m.high is None or m.high >= phrase.low), self._main())
        return told if told is None or told.high is None or told.high >= phrase.low else None

    def _of_them(self, phrase: CountPhrase) -> tuple[list[Outcome], Mention | None, bool]:
        """«سبعة منهم» without a cue: of whom the text spoke last, unless they got away."""
        if phrase.lemma == NEXT_ONE:
            assert self.last is not None
            assert self.last.parent is not None
            whole = self.last.parent
            return ([whole.outcome] if whole.outcome is not None else []), whole, False
        if phrase.lemma == "واحد" and self.texts[phrase.start] == "احدهما" and self.mentions:
            two = self.mentions[-1]
            if self.last is not None and self.last.high == 0 and two.low == two.high == 2 and two.outcome is not None:
                return [two.outcome], two, False  # «شهيدين في مواكب تطالب بالحكم المدني: أحدهما برصاصة»
        fate = HARMED.at(self.words, phrase.end) if phrase.end < len(self.words) and phrase.low > 1 else None
        if fate is not None and fate.prefix == "" and fate.value.agent:
            outcome, of_whom = Outcome(fate.value.label), self._them(phrase)
            return [outcome], (of_whom if of_whom is not None and of_whom.outcome is outcome else None), False
        ahead = {text.removeprefix("و") for text in self.texts[max(0, phrase.start - 3) : phrase.start]}
        ahead |= {text.removesuffix("وا") for text in self.texts[phrase.end : phrase.end + 1]}
        main = None if ahead & ESCAPED else self._them(phrase)
        if main is not None and main.outcome is not None:
            return [main.outcome], main, False
        if main is not None and (main in self.waiting or main.high == 0):
            return [], main, False
        return [], None, False

    def _linked(self, phrase: CountPhrase) -> bool:
        """Whether «و» or «فضلا عن» joins a count to what stands before."""
        if phrase.joined:
            return True
        return any(BESIDES.at(self.words, at) is not None for at in range(max(0, phrase.start - 2), phrase.start - 1))

    def _harmed_parent(self, phrase: CountPhrase) -> Mention | None:
        if self.subset_of is not None and self.cue is None:
            if self.subset_of.outcome is not phrase.outcome and phrase.outcome is not None:
                self.subset_of = self._last_of(phrase.outcome)  # «20 شهيدا و14 جريحا، منهم 11 شهيدا»
            return self.subset_of
        return self.part_of

    def _in_subset(self, phrase: CountPhrase) -> tuple[list[Outcome], Mention | None, bool]:
        whole = self.subset_of
        assert whole is not None
        told = (*self.mentions, *self.waiting)
        later = whole.end if whole in self.mentions else 0
        children = [mention for mention in told if mention.parent is whole and mention.start >= later]
        if children and not self._linked(phrase) and self._gap(children[-1].end, phrase.start) > 0:
            return self._of_them(phrase) if phrase.of is Of.THEM else ([], None, False)
        if not children and whole.parent is None and whole.high and phrase.low > whole.high:
            larger = (m for m in reversed(self.mentions) if m.parent is None and not m.earlier and m.outcome)
            whole = next((m for m in larger if m.low > phrase.low), whole)  # «مقتل 220 وإصابة 92، بينهم 115»
        if not children:
            while whole.parent is not None and self._belongs_higher(phrase, whole):
                whole = whole.parent
        same = phrase.group is whole.group and (
            phrase.group is not Group.PEOPLE or phrase.lemma == whole.phrase.lemma or phrase.lemma in PLAIN_PEOPLE
        )
        sibling = children and phrase.joined and phrase.of is Of.PERSON and same
        following = self.texts[phrase.end] if phrase.end < len(self.words) else ""
        parallel = phrase.of is Of.NOTHING and following == "من" and whole.phrase.of is Of.THEM
        sibling = sibling or (children and phrase.joined and parallel and whole.parent is not None)
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

    def _is_next_hand_behind(self, phrase: CountPhrase, whole: Mention) -> bool:
        """Whether a count goes on from a whole whose last part was just told."""
        if self.last is None or self.last.parent is not whole or phrase.joined or self.sharing is not None:
            return False
        return phrase.lemma == whole.phrase.lemma and self._next_hand(phrase)

    def _next_hand(self, phrase: CountPhrase) -> bool:
        """«احتجزت قسد 48 شخصا، وهيئة تحرير الشام 12 شخصا»: the same verb with another subject."""
        assert self.last is not None
        between = self.texts[self.last.end : phrase.start]
        if not 2 <= len(between) <= 9 or between[0] != "،" or not between[1].startswith("و"):
            return False
        if between[1] in ASIDES or between[1] in _OTHER_CLAUSE or any(text == "،" for text in between[2:]):
            return False  # «قتل 5، وفق الشرطة، في هجوم نفذه ثلاثة»
        if any(text in ("ان", "وان", "انه", "وانه", "بان", "ما", "لا") for text in between):
            return False
        behind = CUES.at(self.words, phrase.end) if phrase.end < len(self.words) else None
        if behind is not None and behind.value.kind is CueKind.VERB:
            return False
        found = (CUES.at(self.words, at) for at in range(self.last.end, phrase.start))
        return all(cue is None or cue.value.plain == "تحرير" for cue in found)  # «هيئة تحرير الشام»

    def _at_next_place(self, phrase: CountPhrase) -> bool:
        """«في حلب قتل 5 مدنيين، وفي إدلب 3، وفي حماة اثنان»: a place and a number, and nothing more."""
        assert self.last is not None
        between = self.texts[self.last.end : phrase.start]
        if (
            len(between) < 3
            or between[0] != "،"
            or between[1] != "وفي"
            or len(between) > 4
            or self.last.outcome is None
        ):
            return False
        alone = phrase.end >= len(self.words) or self.words[phrase.end].is_sign
        return alone and self.last.phrase.of in (Of.PERSON, Of.HARMED, Of.NOTHING)

    def _shares_last(self, phrase: CountPhrase) -> bool:
        """Whether «و» ties an explicit count to the last one."""
        if self.last is None:
            return False
        if phrase.of is Of.NOTHING and self._at_next_place(phrase):
            return True
        gap = self._gap(self.last.end, phrase.start)
        if not self._linked(phrase):
            if phrase.of is Of.PERSON and self._next_hand(phrase):
                return True
            before = self.texts[phrase.start - 1] if phrase.start else ""
            return before in ("،", "و") and gap == 0 and phrase.of is Of.PERSON
        if phrase.of is Of.PERSON:
            return gap <= 12
        if phrase.of in (Of.OTHERS, Of.THEM) or (phrase.of is Of.NOTHING and phrase.qualifier is Qualifier.VAGUE):
            return gap <= 6
        following = self.texts[phrase.end : phrase.end + 2]
        by_hand = following[:2] in (["علي", "يد"], ["علي", "ايدي"]) or following[:1] in (["برصاص"], ["جراء"], ["نتيجه"])
        parallel = self.last.phrase.of is Of.THEM and following[:1] in (["في"], ["الي"], ["لدي"]) and gap <= 14
        parallel = parallel or (following[:1] == ["من"] and _is_nationality(following[1:]) and gap <= 6)
        on_the_ground = following in (["علي", "الارض"], ["علي", "متن"])  # «ثلاثة من طاقم الطائرة وتسعة على الأرض»
        return phrase.of is Of.NOTHING and (
            ((by_hand or on_the_ground) and gap <= 16) or parallel or (gap <= 4 and begins_place(following))
        )

    def _speak_of(self, phrase: CountPhrase) -> None:
        """People named without a number; «بين الركاب ستة أطفال» makes the six part of the main figure."""
        self.spoken_of = (phrase.group, phrase.end)
        before = self.texts[phrase.start - 1] if phrase.start else ""
        main = self._main()
        if phrase.group is Group.JOURNALISTS and self.texts[phrase.start].startswith("لل"):
            self.spoken_of = None  # «قال الوزير للصحافيين إن القتلى هم 42 راكبا»
        if phrase.definite and any(text in _HOSPITALS for text in self.texts[max(0, phrase.start - 3) : phrase.start]):
            self.spoken_of = None  # «ضحايا حريق مستشفى الولادة والأطفال … إلى خمسة قتلى»: it is the hospital's name
        if before.endswith("بين") and main is not None and self._count_starts(phrase.end):
            self.subset_of, self.cue = main, None


def begins_place(following: list[str]) -> bool:
    """Whether words behind a count tell a place: «وأربعا بجماعة كتامة», «وستة في طاريا»."""
    if len(following) > 1 and following[0] == "من" and following[1].startswith(("الاول", "الثاني", "الثالث")):
        return True  # «12 جثمانا من المقبرة الأولى وخمسة من الثانية»
    return bool(following) and (
        following[0] in ("في", "لدي", "قرب", "شمال", "جنوب", "شرق", "غرب", "تحت", "داخل", "اسفل")
        or following[0][:1] == "ب"
    )


def _is_nationality(words: list[str]) -> bool:
    """«من الجنسية الهندية», «من السريلانكية»"""
    return bool(words) and (words[0] in ("الجنسيه", "جنسيه") or (words[0].startswith("ال") and words[0].endswith("يه")))
