"""Counts of people who are only spoken of, since nothing new happened to them; and counts made plain by their words."""

from crawler.arabic.people import PEOPLE
from crawler.facts.casualty.cues import (
    ADVERBS,
    CUES,
    PARENTS,
    PARENTS_OF,
    RELATIVES,
    RETURNS,
    STATES_OF,
    CueKind,
)
from crawler.facts.casualty.groups import side_from
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.ties import CountReading
from crawler.facts.casualty.wording import SAYING
from crawler.facts.figure import Group, Outcome

_TAKEN = (Outcome.ABDUCTED, Outcome.DETAINED, Outcome.DISPLACED)


_PARENTS_TOLD = frozenset(("الام", "والام", "الاب", "والاب", "الزوجه", "والزوجه", "زوجته", "وزوجته"))


class SpokenReading(CountReading):
    """Passes over the kin of the harmed, those who speak, those set free."""

    freed_at = -99  # the end of «أفرج», whom «عن» names behind

    def _is_of_others(self, phrase: CountPhrase) -> bool:
        """«وهو أب لخمسة أطفال», «أسر ثلاثة شهداء», «التقى الرئيس أحد المصابين»: nobody new came to harm."""
        before = self.texts[phrase.start - 1] if phrase.start else ""
        if phrase.prefix == "ل" and before in PARENTS:
            return True
        if phrase.of in (Of.HARMED, Of.THEM) and phrase.explicit and self._are_kin(phrase, before):
            return True
        if before == "سوي" and not RETURNS.isdisjoint(self.texts[max(0, phrase.start - 6) : phrase.start]):
            return True  # «ولم يعد منهم سوى خمسة»
        freed = phrase.outcome in _TAKEN or phrase.part_of in _TAKEN
        if freed and phrase.explicit and 0 <= phrase.start - self.safe_at <= 1:
            return True  # «حررت سبعا من المخطوفات»
        if before == "عن" and 0 <= phrase.start - self.freed_at <= 14:
            self.safe_at = phrase.end  # «أفرجت الجماعة، في بادرة حسن نية، عن ستة جنود»
            return True
        if self._is_only_spoken_of(phrase, before):
            return True
        one = phrase.part_of is not None and phrase.low == phrase.high == 1 and self.cue is None
        return one and phrase.part_of is not None and self._last_of(phrase.part_of) is None

    def _are_kin(self, phrase: CountPhrase, before: str) -> bool:
        """«أسر ثلاثة شهداء», «المئات من ذوي الضحايا»: those whose kin came to harm."""
        return before in RELATIVES or not RELATIVES.isdisjoint(self.texts[phrase.start + 1 : phrase.end])

    def _is_only_spoken_of(self, phrase: CountPhrase, before: str) -> bool:
        """«وقالت إحدى النازحات», «والدة أحد الضحايا», «غارة على نازحين», «خمسة أفراد، هم الأب وزوجته»."""
        one = phrase.low == phrase.high == 1 and (before in SAYING or before in PARENTS_OF)
        if one and phrase.of in (Of.HARMED, Of.THEM) and self.texts[phrase.end - 1].startswith("ال"):
            return True
        if phrase.outcome is Outcome.DISPLACED and not phrase.explicit and before in ("علي", "صوب", "نحو"):
            return True
        text = self.texts[phrase.start]
        father = text == "الاب" and before in ("،", "هم", "وهم", ":", "(")
        father = father or (text == "والام" and before == "الاب")
        father = father or (before in _PARENTS_TOLD and phrase.joined and self._are_their_children(phrase))
        return father and self.last is not None and self.last.phrase.explicit and self.last.low >= phrase.low

    def _are_their_children(self, phrase: CountPhrase) -> bool:
        """«هم الأب والأم وأربعة من الأبناء»"""
        return self.texts[phrase.end - 1] in ("الابناء", "ابنايهما", "ابنايهم", "الاولاد", "اولادهما", "الاحفاد")

    def _as_told(self, phrase: CountPhrase) -> CountPhrase:
        """«واثنان أصيبا»: the verb is no noun of the number; «توفيت إحدى المصابات»: one of those hurt before."""
        if phrase.of is Of.HARMED and phrase.explicit and phrase.group is Group.PEOPLE:
            return phrase._replace(group=self._inflicted_on(phrase.start))
        if phrase.of is Of.HARMED and phrase.low == phrase.high == 1 and phrase.outcome is not None:
            one = self.texts[phrase.start].endswith(("احد", "احدي")) and phrase.end - phrase.start > 1
            return phrase._replace(of=Of.THEM, part_of=phrase.outcome) if one else phrase
        if phrase.of is not Of.UNKNOWN:
            return phrase
        if self.texts[phrase.end - 1] in ADVERBS | STATES_OF:
            return phrase._replace(of=Of.NOTHING, end=phrase.end - 1)  # «واختفاء 59 قسريا», «5 حالاتهم حرجة»
        cue = CUES.at(self.words, phrase.end - 1)
        if cue is None or cue.value.kind is not CueKind.VERB or cue.prefix:
            return phrase
        return phrase._replace(of=Of.NOTHING, end=phrase.end - 1)

    def _inflicted_on(self, index: int) -> Group:
        """«كبدت المهاجمين أكثر من مئتي قتيل»: whose dead they are."""
        for at in range(max(0, index - 8), index - 1):
            if self.texts[at].removeprefix("و").startswith(("كبد", "تكبد", "تكبيد", "يكبد")):
                noun = PEOPLE.at(self.words, at + 1)
                if self.texts[at].removeprefix("و").startswith(("تكبد", "يتكبد", "تتكبد")):
                    return side_from(self.words, at + 1) or Group.PEOPLE  # «تكبد الجيش 4 قتلى»
                sides = (side_from(self.words, step) for step in range(index - 1, at, -1))
                if noun is None or noun.value.label == "people":
                    named = next((side for side in sides if side is not None), None)
                    return named or Group.PEOPLE  # «كبد المرابطون المليشيا سبعين قتيلا»
                active = not self.texts[at].removeprefix("و").startswith("تكبد")
                if noun.definite and active:
                    return Group(noun.value.label)
        return Group.PEOPLE
