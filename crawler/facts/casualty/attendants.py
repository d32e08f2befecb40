"""Attendants and fellows: «المقدم فهد ومرافقه», «الرائد سامر وخمسة من عناصره», and of whom «آخرين» is not said."""

from crawler.arabic.people import PEOPLE, Count, Noun
from crawler.arabic.words import Found
from crawler.facts.casualty.families import FELLOWS, is_attendant
from crawler.facts.casualty.groups import of_noun
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.named_parts import NamedPartScan
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.figure import Group, Outcome, Qualifier

_ROLES = (
    Group.SOLDIERS,
    Group.POLICE,
    Group.FIGHTERS,
    Group.OFFICIALS,
    Group.JOURNALISTS,
    Group.MEDICS,
    Group.AID_WORKERS,
)
_OWN_MEN = frozenset(
    stem + end
    for stem in ("عناصر", "رجال", "افراد", "رفاق", "زملاي", "زملا", "جنود")
    for end in ("ه", "ها", "هم", "هما")
)
_OF_ARMED = frozenset(("العسكريين", "العسكريان", "العسكريون"))
_OTHER_MEN = frozenset(("اخرين", "اخرون", "اخران"))
_NO_OFFICE = frozenset(("طيار", "مدرب", "مدير", "سايق"))
_HEADS = frozenset(("رييس", "رييسه"))
_NAMED = 6  # words of a name, a title, a party
_FIGHTS = frozenset("اشتباك اشتباكات مواجهه مواجهات معركه معارك شجار قتال عراك خلاف تصادم بشجار".split())
# What ends a name; «على» is one too: «علي».
_TIES = frozenset("في من الي خلال بعد قبل اثر جراء عند لدي قرب امام وسط داخل ضمن بسبب كان كانت".split())
_MEETS = ("تشاجر", "اشتبك", "تعارك", "تواجه", "التق", "تبادل", "اختلف", "تصادم", "اصطدم", "يعمل", "تعمل", "تنازع")


class AttendantScan(NamedPartScan):
    """Counts those who stand beside somebody of a role, with the group that is theirs."""

    def _linked(self, phrase: CountPhrase) -> bool:
        """Also «قتل القيادي علي طباطبائي مع أربعة آخرين»; not «في اشتباك مع ستة»."""
        if super()._linked(phrase):
            return True
        if not phrase.explicit or phrase.start == 0 or self.texts[phrase.start - 1] != "مع":
            return False
        if self.last is None or self.last.outcome is None or phrase.of not in (Of.PERSON, Of.OTHERS):
            return False
        between = self.texts[self.last.end : phrase.start - 1]
        barred = _FIGHTS if phrase.of is Of.OTHERS else _TIES
        return len(between) <= _NAMED and not any(
            not text[0].isalpha() or text in barred or text.startswith(_MEETS) for text in between
        )

    def _source(self, phrase: CountPhrase) -> Mention | None:
        """But «قتلا مسنة وأصابا 17 آخرين»: what is said of men repeats no noun of one woman."""
        source = super()._source(phrase)
        if source is None or phrase.of is not Of.OTHERS or not source.low == source.high == 1:
            return source
        of_men = any(text.removeprefix("و") in _OTHER_MEN for text in self.texts[phrase.start : phrase.end])
        by_sex = source.group in (Group.WOMEN, Group.ELDERLY, Group.CHILDREN)
        return None if of_men and by_sex and source.phrase.lemma.endswith("ه") else source

    def _add(
        self,
        phrase: CountPhrase,
        outcome: Outcome,
        *,
        parent: Mention | None = None,
        joint: bool = False,
        earlier: bool = False,
    ) -> None:
        """Attendants of somebody who holds an office are counted by themselves, as his fellows are with him."""
        at = self._attendants_at(phrase) if outcome in (Outcome.KILLED, Outcome.INJURED) else None
        if at is None:
            super()._add(phrase, outcome, parent=parent, joint=joint, earlier=earlier)
            return
        start, group = at
        fellows = all(text.removeprefix("و") in FELLOWS for text in self.texts[start : phrase.end])
        if fellows:
            super()._add(phrase._replace(group=group), outcome, parent=parent, joint=joint, earlier=earlier)
            return
        beside = phrase.low - 1
        first = phrase._replace(end=start, low=1, high=1, group=group, qualifier=Qualifier.EXACT, explicit=False)
        super()._add(first, outcome, parent=parent, joint=joint, earlier=earlier)
        behind = phrase._replace(
            start=start,
            low=beside,
            high=beside,
            group=Group.PEOPLE,
            joined=True,
            definite=False,
            prefix="",
            lemma="",
            owned=True,
        )
        super()._add(behind, outcome, parent=parent, joint=joint, earlier=earlier)

    def _attendants_at(self, phrase: CountPhrase) -> tuple[int, Group] | None:
        """Where the attendants of one who holds an office begin, and his group: «المقدم فهد ومرافقه»."""
        if phrase.of is not Of.PERSON or phrase.low != phrase.high or not 1 < phrase.low <= 4:
            return None
        start = phrase.end
        while start > phrase.start + 1 and is_attendant(self.texts[start - 1]):
            start -= 1
        if phrase.end - start != phrase.low - 1:
            return None
        group = phrase.group
        if group is Group.PEOPLE:
            head = PEOPLE.at(self.words, phrase.start)
            holds = head is not None and head.value.count is Count.ONE and self._holds_office(head)
            group = of_noun(head, self.words).group if head is not None and holds else group
        return (start, group) if group in _ROLES else None

    def _holds_office(self, head: Found[Noun]) -> bool:
        """Whether a noun is of an office; a pilot has none, and of what «رئيس أساقفة» is head no list knows."""
        if head.value.lemma in _NO_OFFICE:
            return False
        return head.value.lemma not in _HEADS or self.texts[head.end].startswith("ال")

    def _group_around(self, phrase: CountPhrase, parent: Mention | None) -> Group:
        """Also «الرائد سامر وخمسة من عناصره», «وأربعة من مرافقيه العسكريين»."""
        group = super()._group_around(phrase, parent)
        if group is not Group.PEOPLE or phrase.of is not Of.PERSON or not phrase.explicit:
            return group
        if self.texts[phrase.end : phrase.end + 1] and self.texts[phrase.end] in _OF_ARMED:
            return Group.SOLDIERS
        if self.texts[phrase.end - 1] not in _OWN_MEN or not phrase.joined or self.last is None:
            return group
        chief = self.last.group if self.last.low == self.last.high == 1 and self.last.outcome is not None else group
        return chief if chief in _ROLES and chief is not Group.OFFICIALS else group

    def _name(self, start: int) -> None:
        """But whoever holds an office and has attendants beside him is told by more than a name."""
        first = next(mention for mention in reversed(self.mentions) if mention.start == start)
        if self.mentions[-1] is first:
            super()._name(start)
