"""Of whom a count is whose people were named before without a number: «لهو أطفال بقنبلة … ثلاثة منهم», «السابع».

The people are taken from the same sentence: a plural noun for «منهم», the side of the one told last for «14 عنصرا آخر»,
and for «السابع» six others that were counted.
"""

from collections.abc import Iterator, Sequence

from crawler.arabic.letters import folded_words
from crawler.arabic.people import PEOPLE, Count
from crawler.facts.casualty.beside import BesideScan
from crawler.facts.casualty.groups import of_noun
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.figure import Group, Outcome, Qualifier

_OF_THEM = frozenset(("منهم", "منهن"))
_ARMED = (Group.FIGHTERS, Group.SOLDIERS, Group.POLICE)
_MEMBERS = frozenset(("عنصر", "فرد", "عون", "عضو"))
_OTHER = folded_words("آخر آخرا آخرين آخرون آخران")
_WED = "عروس"
_REACH = 25  # words from a noun to «منهم»
_RANKS = ("ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر")
_NTH = {
    **{f"{joined}ال{rank}{end}": at for at, rank in enumerate(_RANKS, 3) for joined in ("", "و") for end in ("", "ه")},
    **{f"{joined}{rank}{end}": at for at, rank in enumerate(_RANKS, 3) for joined in ("", "و") for end in ("هم", "هن")},
}
_FATES = {
    **dict.fromkeys(folded_words("نقل نقلت أصيب أصيبت جرح جرحت يرقد ترقد يعالج تعالج"), Outcome.INJURED),
    **dict.fromkeys(folded_words("فقد فقدت اختفى اختفت"), Outcome.MISSING),
    **dict.fromkeys(folded_words("توفي توفيت مات ماتت قتل قتلت لفظ لفظت استشهد"), Outcome.KILLED),
}
_LOST = folded_words("مفقودا مفقود مفقودة مجهولا")
_HURT = folded_words("جريحا حرجة خطرة خطيرة مصابا العناية الإنعاش")
_BEATS_SEX = (Group.CHILDREN, Group.STUDENTS)
_OF_BOTH = 12  # people, from where Arabic counts with one man
_PAIRS = frozenset(
    (first, "و" + second)
    for first, second in (
        ("فتي", "فتاه"), ("رجل", "صبي"), ("رجل", "امراه"), ("رجل", "سيده"), ("شاب", "شابه"), ("شاب", "فتاه"),
        ("طفل", "طفله"), ("طالب", "طالبه"), ("تلميذ", "تلميذه"), ("رجل", "طفل"), ("مواطن", "مقيم"), ("رجل", "فتي"),
    )
)  # fmt: skip
_RUNS_OVER = folded_words("دهس دهست صدم صدمت ودهس فدهس")
_OWN_CAR = folded_words("بسيارته بسيارتها بشاحنته بحافلته بمركبته بآليته بدراجته")
_AHEAD = 6  # words from «السابع» to what became of him


class AntecedentScan(BesideScan):
    """Gives counts the people that their sentence named before."""

    def run(self) -> list[Mention]:
        """Also «السابع», the last of those of whom six were counted."""
        mentions = super().run()
        return [*mentions, *self._the_last_of_them(mentions)] if mentions else mentions

    def _group_of(self, phrase: CountPhrase, parent: Mention | None) -> Group:
        """Also «أضرم سجناء النار فقضى اثنان منهم», «توفي عنصران من الدرك وأصيب 14 عنصرا آخر»."""
        group = super()._group_of(phrase, parent)
        them = self.texts[phrase.end - 1]
        of_them = parent is None and phrase.of is Of.THEM and them in _OF_THEM
        if of_them and (group is Group.PEOPLE or (group is Group.WOMEN and them == "منهن")):
            return self._people_before(phrase.start) or group
        if group is Group.WOMEN and phrase.lemma == _WED and phrase.low == phrase.high == 2:
            return Group.PEOPLE  # «العروسان»
        if group is Group.FIGHTERS and phrase.lemma in _MEMBERS and phrase.explicit:
            last = self.last
            others = not _OTHER.isdisjoint(self.texts[phrase.start : phrase.end + 1])
            if others and last is not None and last.outcome is not None and last.group in _ARMED:
                return last.group
        return group

    def _as_told(self, phrase: CountPhrase) -> CountPhrase:
        """Also «اثنا عشر فتى وفتاة», «1200 رجل وصبي»: one count of both."""
        told = super()._as_told(phrase)
        if not told.explicit or told.of is not Of.PERSON or told.low < _OF_BOTH or told.end >= len(self.words):
            return told
        pair = (told.lemma, self.texts[told.end])
        if pair not in _PAIRS:
            return told
        same = told.group in _BEATS_SEX or (told.group is Group.MEN and pair[1] == "ورجل")
        return told._replace(end=told.end + 1, group=told.group if same else Group.PEOPLE)

    def _acts_on_next(self, phrase: CountPhrase) -> bool:
        """Also «دهس طبيب بسيارته رواد سوق»: who drives his own car."""
        if super()._acts_on_next(phrase):
            return True
        driven = self.texts[phrase.end : phrase.end + 1]
        one = phrase.of is Of.PERSON and phrase.low == phrase.high == 1 and not (phrase.explicit or phrase.definite)
        return (
            one
            and phrase.start > 0
            and self.texts[phrase.start - 1] in _RUNS_OVER
            and driven != []
            and driven[0] in _OWN_CAR
        )

    def _people_before(self, index: int) -> Group | None:
        """The group of the nearest people named without a number; of those who fight, only where something befell them."""
        for at in range(index - 1, max(-1, index - 1 - _REACH), -1):
            noun = PEOPLE.at(self.words, at)
            if noun is None or noun.value.count is Count.ONE or noun.value.nation or noun.end > index:
                continue
            phrase = of_noun(noun, self.words)
            if any(mention.start <= at < mention.end for mention in self.mentions):
                return None
            if phrase.agent and phrase.group in _ARMED:
                continue
            if phrase.group is Group.FIGHTERS and phrase.lemma == "عضو":
                return None  # of a movement
            return phrase.group if phrase.group is not Group.PEOPLE else None
        return None

    def _the_last_of_them(self, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """«قتل ستة عمال ونقل السابع إلى المستشفى», «والخامس ما زال مفقودا»: one more, where six or four were counted."""
        for index, text in enumerate(self.texts):
            nth = _NTH.get(text)
            told = [m for m in mentions if m.end <= index and m.parent is None and m.low == m.high] if nth else []
            outcome = self._fate_of_nth(index) if told and nth else None
            if outcome is None or nth is None or any(m.start <= index < m.end for m in mentions):
                continue
            if nth - 1 not in (told[-1].low, sum(m.low for m in told)):
                continue
            phrase = CountPhrase(
                start=index, end=index + 1, low=1, high=1, qualifier=Qualifier.EXACT, of=Of.PERSON,
                group=told[-1].group, joined=True, lemma="واحد",
            )  # fmt: skip
            before = len(self.mentions)
            self._add(phrase, outcome)
            yield from self.mentions[before:]

    def _fate_of_nth(self, index: int) -> Outcome | None:
        before = self.texts[index - 1].removeprefix("و") if index else ""
        if before in _FATES:
            return _FATES[before]
        for text in self.texts[index + 1 : index + 1 + _AHEAD]:
            if not text[0].isalpha():
                return None
            if text in _LOST:
                return Outcome.MISSING
            if text in _HURT or text in _FATES:
                return _FATES.get(text, Outcome.INJURED)
        return None
