"""Of whom and of what whole counts are: those aboard, shares by hospital, lists whose items a clause tells more of."""

from crawler.arabic.letters import fold_key, folded_words
from crawler.arabic.words import clitics
from crawler.facts.casualty.cues import CUES
from crawler.facts.casualty.families import family_at
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.parts import begins_place
from crawler.facts.casualty.persons import PersonReading
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.shares import is_list_line, shared_outcome
from crawler.facts.figure import Group, Outcome


def _starts(words: str) -> tuple[str, ...]:
    return tuple(map(fold_key, words.split()))


_ALONG = folded_words("رفقة برفقة صحبة بصحبة بمعية")
_SOULS = frozenset(("روح", "روحا", "نفس", "نفسا"))
_EMPTY = ("رمزي", "فارغ", "وهمي", "خال")
_TWO_OF_THEM = folded_words("اثنتان اثنتين ثنتان ثنتين")
_MOST = folded_words("جلهم معظمهم أغلبهم غالبيتهم بعضهم أكثرهم جلهن معظمهن أغلبهن")
_ONE_OF_TWO = folded_words("أحدهما إحداهما")
_CARRIES = folded_words("تقل يقل تنقل ينقل يقلان أقلت متنها متنه")
_ON_THEM = folded_words("عليه عليها عليهم عليهما عليهن")
_RANGES = folded_words("تتراوح تراوحت يتراوح نقلوا نقلا نقلن حولوا حولا حولن أدخلوا أسعفوا")
_RELATES = folded_words("كان كانت كانا كانتا كانوا لم لا في من على يعمل تعمل عمره عمرها")
_CLAUSE = 9  # words
_MARKS = frozenset(("؛", "،", ";", "/"))
_OWN_VERBS = (
    "نقلو",
    "حولو",
    "نقلا",
    "حولا",
    "اسعفو",
    "ادخلو",
    "اصيبو",
    "جرحو",
    "اصيبا",
    "جرحا",
    "فقدو",
    "يرقدون",
    "يعالجون",
)


class AboardReading(PersonReading):
    """Gives counts their group and their whole, where a pronoun, a clause or the place of a share tells it."""

    def _linked(self, phrase: CountPhrase) -> bool:
        """Also «هلك السائق رفقة ثلاث مسافرات»."""
        before = self.texts[phrase.start - 1] if phrase.start else ""
        along = (
            before in _ALONG
            and (phrase.explicit or phrase.owned)
            and self.last is not None
            and self.last.outcome is Outcome.KILLED
        )
        if along and phrase.start > 1 and not self.texts[phrase.start - 2].startswith("كان"):
            return phrase.end >= len(self.words) or CUES.at(self.words, phrase.end) is None
        return super()._linked(phrase)

    def _shares_last(self, phrase: CountPhrase) -> bool:
        """But not «أربعة قضوا، وستة نُقلوا إلى المستشفى»: a verb behind tells of these alone."""
        return super()._shares_last(phrase) and not self._has_its_own_verb(phrase)

    def _has_its_own_verb(self, phrase: CountPhrase) -> bool:
        if self.last is None or self.last.outcome is not Outcome.KILLED or not phrase.joined or not phrase.explicit:
            return False
        end = self._behind_age(phrase.end)
        return end < len(self.words) and self.texts[end].startswith(_OWN_VERBS)

    def _as_told(self, phrase: CountPhrase) -> CountPhrase:
        """Also «قرابة 3500 روح»: people."""
        told = super()._as_told(phrase)
        if told.of is Of.UNKNOWN and self.texts[told.end - 1] in _SOULS:
            return told._replace(of=Of.PERSON, lemma="شخص")
        if told.of is Of.UNKNOWN and self.texts[told.end - 1] in _RANGES:
            return told._replace(of=Of.NOTHING, end=told.end - 1)  # «وستة نُقلوا», «ستة تتراوح أعمارهم»
        return told

    def _is_left_out(self, phrase: CountPhrase) -> bool:
        """Also «أربعة نعوش رمزية», which nobody lies in."""
        following = self.texts[phrase.end] if phrase.end < len(self.words) else ""
        if phrase.lemma == "نعوش" and following.startswith(_EMPTY):
            return True
        return super()._is_left_out(phrase)

    def _went_home(self, phrase: CountPhrase) -> bool:
        """But «27 جريحا غادر جلّهم»: most went home, and all were hurt."""
        most = self.texts[phrase.end : phrase.end + 2]
        return not (len(most) == 2 and most[1] in _MOST) and super()._went_home(phrase)

    def _stands_alone_in_brackets(self, phrase: CountPhrase) -> bool:
        """Also «تبلبالة (خمسة، من عائلة واحدة)»."""
        if super()._stands_alone_in_brackets(phrase):
            return True
        opened = phrase.start > 0 and self.texts[phrase.start - 1] == "("
        return opened and phrase.end < len(self.words) and self.texts[phrase.end] == "،"

    def _may_share(self, phrase: CountPhrase) -> bool:
        """Also «12 بمستشفى بنها؛ 8 بمستشفى طوخ»: a number behind a sign, and where they are."""
        if super()._may_share(phrase):
            return True
        if phrase.of is not Of.NOTHING or phrase.definite:
            return False
        following = self.texts[phrase.end : phrase.end + 2]
        return (phrase.start == 0 or self.texts[phrase.start - 1] in _MARKS) and begins_place(following)

    def _as_share(self, phrase: CountPhrase, outcomes: list[Outcome]) -> tuple[list[Outcome], Mention | None]:
        """Also «فتوزعوا كالتالي: 9 بمستشفى ملوي» where only the headline has their total."""
        told, whole = super()._as_share(phrase, outcomes)
        if whole is not None and phrase.start == 0 and phrase.of is whole.phrase.of is Of.NOTHING:
            return told, whole.parent  # the share before it
        if told or outcomes or self.sharing is None or phrase.of is not Of.NOTHING or self._told_by_verb_behind(phrase):
            return told, whole
        following = self.texts[phrase.end : phrase.end + 2]
        alone = self._shared_whole(self.sharing.outcome) is None
        return (
            ([self.sharing.outcome], None)
            if alone and begins_place(following) and self._may_share(phrase)
            else ([], None)
        )

    def _topic(self) -> Outcome | None:
        """«أما المصابون، بحسب بيان المرفق، فتوزعوا كالتالي»: of whom the sentence is from its first words."""
        return shared_outcome(self.words[:4], 1) if self.texts[0] in ("اما", "واما") else None

    def _group_around(self, phrase: CountPhrase, parent: Mention | None) -> Group:
        """Also «ثلاث منهن», «وثماني أخريات»: women, unless girls were told."""
        group = super()._group_around(phrase, parent)
        if phrase.of is Of.NOTHING and self.texts[phrase.start] in _TWO_OF_THEM and self.mentions:
            return Group.WOMEN if all(mention.group is Group.WOMEN for mention in self.mentions) else group
        if (
            phrase.of is Of.NOTHING
            and group is Group.PEOPLE
            and parent is None
            and self.cue is not None
            and self.cue.joined
        ):
            return self._group_of_those_aboard()
        if group is not Group.PEOPLE or phrase.of not in (Of.THEM, Of.OTHERS):
            return group
        if self.texts[phrase.end - 1] not in ("منهن", "اخريات", "الاخريات"):
            return group
        girls = ("فتيات", "فتاتين", "فتاتان", "شابات", "صبايا", "مراهقات", "شقيقات", "بنات", "فتاه", "قريبات", "توايم")
        told = any(rest in girls for text in self.texts[: phrase.start] for _, rest in clitics(text))
        return group if told else Group.WOMEN

    def _count(self, phrase: CountPhrase) -> int:
        """Also those aboard, whom no number counts: «سيارة تقل عاملات … ثلاث منهن»."""
        if self.subset_of is not None and self._has_its_own_verb(phrase):
            self.subset_of, phrase = None, phrase._replace(joined=False)
        if self.cue is not None and self.texts[phrase.start] in _ONE_OF_TWO:
            self.waiting = []  # «سقط عاملان، توفي أحدهما»: the verbs behind are of each
        if phrase.of is Of.HARMED and phrase.outcome is Outcome.DISPLACED and not (phrase.explicit or phrase.plural):
            phrase = self._with_kin(phrase)
        if self._is_found_as_bodies(phrase):
            return phrase.end
        if self._is_item(phrase):
            phrase = phrase._replace(explicit=True)
        aboard = phrase.of is Of.PERSON and phrase.plural and not phrase.explicit and not phrase.definite
        if aboard and phrase.group is not Group.PEOPLE and phrase.start:
            before = self.texts[phrase.start - 1]
            behind = CUES.at(self.words, phrase.end) if phrase.end < len(self.words) else None
            if before in _CARRIES and (behind is None or behind.prefix):
                self.spoken_of = (phrase.group, phrase.end)
                self.said_group = phrase.group
        return super()._count(phrase)

    def _is_found_as_bodies(self, phrase: CountPhrase) -> bool:
        """«زوجان عُثر عليهما جثتين هامدتين»: what those were found as who were named before."""
        if phrase.of is not Of.HARMED or phrase.outcome is not Outcome.KILLED or phrase.start < 2 or phrase.definite:
            return False
        found, them = self.texts[phrase.start - 2], self.texts[phrase.start - 1]
        if not (found.endswith("عثر") and them in _ON_THEM) and not (found.endswith("العثور") and them in _ON_THEM):
            return False
        if self.waiting and self.last is self.waiting[-1] and self.last.low == phrase.low:
            self._resolve_last_waiting(Outcome.KILLED)
            return True
        return any(m.outcome is Outcome.KILLED and m.low >= phrase.low for m in (*self.before[-20:], *self.mentions))

    def _is_item(self, phrase: CountPhrase) -> bool:
        """«- تيارت: حارس ليلي»: one in a line of a list that shares a toll out."""
        if self.sharing is None or not is_list_line(self.words) or phrase.explicit or phrase.start == 0:
            return False
        one = phrase.of is Of.PERSON and phrase.low == phrase.high == 1 and not (phrase.prefix or phrase.definite)
        return one and self.texts[phrase.start - 1] == ":" and not self.mentions

    def _joined_to_last(self, phrase: CountPhrase) -> bool:
        """Also behind a clause about those counted last: «شابان كانا على دراجة نارية، وامرأة حامل»."""
        if super()._joined_to_last(phrase):
            return True
        last = self.last
        if last is None or last.outcome is None or phrase.of is not Of.PERSON or phrase.definite or phrase.plural:
            return False
        if self.cue is not None or phrase.owned:
            return False
        besides = not phrase.joined and self._linked(phrase)
        if besides:
            return self._gap(last.end, phrase.start) <= 14 and self._is_one_clause(last.end, phrase.start - 2, signs=1)
        return phrase.joined and phrase.prefix == "و" and self._goes_on_in_list(phrase, last.end)

    def _goes_on_in_list(self, phrase: CountPhrase, end: int) -> bool:
        """Also «طفلان لم يتجاوزا الرابعة، ودركي كان عائدا إلى عمله»."""
        if super()._goes_on_in_list(phrase, end):
            return True
        if not phrase.joined or phrase.definite or phrase.of is not Of.PERSON or phrase.start - end > _CLAUSE:
            return False
        opens = end < len(self.words) and self.texts[end] in _RELATES
        closed = phrase.start > 0 and self.texts[phrase.start - 1] == "،"
        return opens and closed and self._is_one_clause(end, phrase.start - 1, signs=0)

    def _is_one_clause(self, start: int, end: int, *, signs: int) -> bool:
        """Whether words tell of no further harm, and hold at most so many signs."""
        between = range(start, end)
        if sum(self.words[at].is_sign for at in between) > signs:
            return False
        cues = (CUES.at(self.words, at) for at in between)
        return all(at not in self.numbers for at in between) and all(c is None or c.value.outcome is None for c in cues)

    def _with_kin(self, phrase: CountPhrase) -> CountPhrase:
        """«بحياة نازحة وأطفالها الثلاثة»: with the kin listed behind."""
        family = family_at(self.words, phrase.end) if phrase.end < len(self.words) and self.cue is not None else None
        if family is None or family.high is None:
            return phrase
        low = phrase.low + family.low
        return phrase._replace(
            low=low, high=low, end=family.end, group=Group.PEOPLE, of=Of.PERSON, outcome=None, explicit=True
        )

    def _group_of_those_aboard(self) -> Group:
        """«حافلة تقل معتمرين، فتوفي أربعة منهم وأصيب 20»: the twenty are of the same."""
        last = self.mentions[-1] if self.mentions else None
        of_them = last is not None and last.phrase.of is Of.THEM and last.parent is None and last is self.last
        aboard = of_them and self.spoken_of is not None and last is not None and last.group is self.spoken_of[0]
        return last.group if aboard and last is not None else Group.PEOPLE
