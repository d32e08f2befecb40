"""Shares whose group stands before its number: «للأطفال منهم 61 وللنساء 19», «عدد النساء بينهم خمس», «42%، أي 92 شخصا»."""

from crawler.arabic.people import HARMED, PEOPLE, Count
from crawler.facts.casualty.groups import of_noun
from crawler.facts.casualty.happened import OutcomeReading
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.wording import PERCENT
from crawler.facts.figure import Group, Outcome

_OF_THEM = frozenset(("منهم", "منهن", "منها", "بينهم", "بينهن", "فيهم", "ضمنهم"))
_NUMBERS = frozenset(("عدد", "وعدد", "بلغ", "نصيب"))
_REACHES = frozenset("بلغ بلغت كان كانوا وصل الي هو نحو حوالي قرابه زهاء فقط يبلغ وحدهم وحدهن حصه فبلغ فكان".split())
_FRACTIONS = frozenset("نصف ثلث ربع خمس سدس سبع ثمن عشر ثلثا ثلثي غالبيت معظم اغلب جل بعض".split())
_ALL_OF = frozenset(("من", "ومن", "بين", "من بين"))
_FAR = 5  # words between the group and its number


class InvertedReading(OutcomeReading):
    """Gives a bare number the group named before it, and the whole that it is a share of."""

    def _decide(self, phrase: CountPhrase) -> tuple[list[Outcome], Mention | None, bool]:
        whole = self._shared_by_group(phrase) or self._says_again(phrase)
        if whole is None or whole.outcome is None:
            return super()._decide(phrase)
        self.subset_of = whole
        self.cue, self.tally_open = None, False
        return [whole.outcome], whole, False

    def _as_told(self, phrase: CountPhrase) -> CountPhrase:
        """«للنساء منهم 19»: the number is of women."""
        if self._may_be_share(phrase) and (told := self._group_ahead(phrase)) is not None:
            return phrase._replace(of=Of.PERSON, group=told[0], part_of=None, lemma="")
        return super()._as_told(phrase)

    @staticmethod
    def _may_be_share(phrase: CountPhrase) -> bool:
        bare = phrase.of is Of.NOTHING or (phrase.of is Of.CASES and phrase.group is Group.PEOPLE)
        return bare and phrase.explicit and not phrase.definite and not phrase.year_like

    def _group_ahead(self, phrase: CountPhrase) -> tuple[Group, int] | None:
        """The group named right before a number, and where its noun begins."""
        at = phrase.start - 1
        first = max(0, phrase.start - _FAR)
        linked = False
        while at >= first:
            text = self.texts[at]
            noun = PEOPLE.at(self.words, at)
            if noun is not None and noun.end <= phrase.start and noun.value.count is not Count.ONE:
                break
            harmed = HARMED.at(self.words, at)
            of_harmed = harmed is not None and harmed.definite and self.texts[at - 1] in _ALL_OF
            if text in _OF_THEM or of_harmed:
                linked = True
            elif text not in _REACHES and text not in _ALL_OF:
                return None
            at -= 1
        else:
            return None
        noun = PEOPLE.at(self.words, at)
        if noun is None or not noun.definite:
            return None
        return self._share_of(of_noun(noun, self.words).group, at, noun.prefix, linked=linked)

    def _share_of(self, group: Group, at: int, prefix: str, *, linked: bool) -> tuple[Group, int] | None:
        """Whether a noun stands as the head of a share: with «منهم», behind «عدد», or beside another such share."""
        before = self.texts[at - 1] if at else ""
        last = self.last
        beside = prefix.startswith("و") and last is not None and last.parent is not None and last.end == at
        beside = beside or (prefix.startswith("و") and before == "،" and last is not None and last.end == at - 1)
        beside = beside and last is not None and last.parent is not None and last.phrase.lemma == ""
        counted = before in _NUMBERS and last is not None and last.outcome is not None
        return (group, at) if linked or beside or counted else None

    def _shared_by_group(self, phrase: CountPhrase) -> Mention | None:
        """The whole of «للنساء منهم 19»."""
        if phrase.of is not Of.PERSON or phrase.lemma or not phrase.explicit:
            return None
        if self._group_ahead(phrase._replace(of=Of.NOTHING)) is None:
            return None
        near = range(max(0, phrase.start - _FAR), phrase.start)
        named = next((noun for at in near if (noun := HARMED.at(self.words, at)) is not None and noun.definite), None)
        whole = self._last_of(Outcome(named.value.label)) if named is not None else self.last or self._main()
        while whole is not None and whole.parent is not None:
            whole = whole.parent
        fits = whole is not None and whole.outcome is not None and (whole.high is None or whole.high > phrase.low)
        return whole if fits else None

    def _says_again(self, phrase: CountPhrase) -> Mention | None:
        """«ربعهم أطفال (50 طفلا)», «نسبة الأجانب 42%، أي 92 شخصا»: a share told once more as a number."""
        if phrase.of not in (Of.PERSON, Of.NOTHING) or phrase.start < 3 or self.last is None:
            return None
        before = self.texts[phrase.start - 1]
        ahead = self.texts[max(0, phrase.start - 6) : phrase.start]
        share = any(text.endswith(("هم", "هن")) and text[:-2].lstrip("و") in _FRACTIONS for text in ahead)
        percent = any(text in PERCENT for text in ahead)
        if not ((before == "(" and share) or (before == "اي" and (share or percent))):
            return None
        whole: Mention | None = self.last
        while whole is not None and whole.parent is not None:
            whole = whole.parent
        if whole is None or whole.outcome is None:
            whole = self._main()
        return whole if whole is not None and (whole.high is None or whole.high > phrase.low) else None
