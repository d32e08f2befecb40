"""What is known while a sentence is read: its open cue, its last count, those that wait, what «بينهم» refers to."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from crawler.arabic.numbers import numbers_of
from crawler.arabic.people import PEOPLE
from crawler.arabic.words import Found, Word, clitics
from crawler.facts.casualty.beginnings import BEGINNINGS
from crawler.facts.casualty.counts import count_at
from crawler.facts.casualty.cues import ADMITS, LASTS, Cue, CueKind
from crawler.facts.casualty.groups import owner_group, predicate_group
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.numbered import counting_numbers
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.shares import is_list_line
from crawler.facts.casualty.whose import is_military_crew, is_of_a_navy, is_of_migrants_boat
from crawler.facts.casualty.wording import ASIDES, FILLERS, TAKES
from crawler.facts.figure import Group, Outcome, Qualifier

_BY_SEX = (Group.CHILDREN, Group.WOMEN, Group.MEN, Group.ELDERLY)
_LEADERS = frozenset(("قايد", "قيادي", "عنصر", "فرد", "مسوول", "امر"))
_ARMED = (Group.SOLDIERS, Group.POLICE, Group.FIGHTERS)
_ROLES = (*_ARMED, Group.AID_WORKERS, Group.MEDICS, Group.JOURNALISTS)
_REPEATED = frozenset(("عنصر", "فرد", "موظف", "عامل", "متطوع", "منتسب"))
_SAILORS = frozenset(("بحار", "ملاح", "غواص"))
_CAPTIVE = frozenset(("محتجز", "رهينه", "معتقل"))
_FATAL = frozenset(
    ("قاتله", "مميته", "فقتلته", "فقتلتها", "فقتلتهما", "فقتلتهم", "فاردته", "فاردتها", "فصرعته", "فصرعتها")
)
_NEAR = 10  # words
_WAYS, _OUT = frozenset(("طريق", "رحله", "محاوله", "طريقهم")), frozenset(("الهجره", "هجره", "للهجره"))
_CLAUSES = frozenset(("وان", "وانه", "وبان", "بينما", "فيما"))
_MEANWHILE = frozenset(("فيما", "بينما", "حين", "كما"))


@dataclass(frozen=True, slots=True)
class Sharing:
    """The toll whose parts are being listed: its outcome, and whose toll it is where a noun said so."""

    outcome: Outcome
    group: Group | None = None


class SentenceState:
    """The state of one sentence. `before` are the mentions of the sentences before it, for «منهم».

    `cue` is open until a count fills it; `last` is the last count; `waiting` those whose verb may follow; `safe_at`
    the end of a word such as «إنقاذ», behind which nobody came to harm. `begins` are the bits of the words (`BEGINNINGS`).
    """

    def __init__(
        self,
        words: Sequence[Word],
        before: Sequence[Mention],
        *,
        start_opens: bool,
        sharing: "Sharing | None" = None,
        begins: Sequence[int] | None = None,
    ) -> None:
        self.words = words
        self.begins = BEGINNINGS.of(words) if begins is None else begins
        self.texts = [word.text for word in words]
        self.before = before
        self.start_opens = start_opens
        self.numbers = counting_numbers(words, numbers_of(words))
        self.mentions: list[Mention] = []
        self.waiting: list[Mention] = []
        self.cue: Found[Cue] | None = None
        self.cue_outcomes: list[Outcome] = []
        self.agent_passed = False  # who did it was named behind the open cue
        self.opens_at = -9
        self.tally: tuple[Outcome, int] | None = None
        self.reach_at = -9
        self.last: Mention | None = None
        self.subset_of: Mention | None = None
        self.part_of: Mention | None = None
        self.no_until = -1
        self.negated = False
        self.aside_until = -1  # «بين الضحايا، بحسب قوائم على باب المشفى، سبع نساء»: nobody is counted before it
        self.earlier_at = -9
        self.safe_at = -9
        self.thing_at = -9  # the last number that counts no people
        self.counted = 0
        self.migrants_boat: bool | None = None  # whether the sentence tells of a boat of migrants; None: not asked yet
        self.swept: Outcome | None = None  # a wave of arrests was told, and whom it reached may follow
        self.sharing = sharing
        self.tally_open = False
        self.risen: tuple[Outcome, int] | None = None  # the tally of «ارتفع عدد قتلى الهجوم», until a number comes
        self.said_group = Group.PEOPLE
        self.tally_group = Group.PEOPLE
        self.spoken_of: tuple[Group, int] | None = None  # «المهاجمين», uncounted, and where the noun ends
        self.listed_of: list[Mention] = []  # the figures that the counts of a list may sum up to
        self.listed: list[tuple[CountPhrase, Mention | None]] | None = None

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

    def _last_of(self, outcome: Outcome) -> Mention | None:
        for mentions in (self.mentions, self.before):
            for mention in reversed(mentions[-40:]):
                if mention.outcome is outcome and mention.parent is None and not mention.earlier:
                    return mention
        return None

    def _opens_at(self, index: int) -> bool:
        """Whether the open cue ends at a word."""
        return self.cue is not None and self.cue.end == index

    def _opened(self, phrase: CountPhrase) -> bool:
        """Whether a cue stands right before the phrase and waits for it."""
        return self.cue is not None and self._gap(self.cue.end, phrase.start) == 0

    def _hits(self) -> bool:
        """Whether the open cue is the active «أصاب», which things are hit by too."""
        if self.cue is None or self.cue.value.kind is not CueKind.VERB:
            return False
        return self.cue.value.plain.startswith(("اصاب", "يصيب", "تصيب"))

    def _count_starts(self, index: int) -> set[int]:
        return {index} if index < len(self.words) and count_at(self.words, index, self.numbers) else set()

    def _add(
        self,
        phrase: CountPhrase,
        outcome: Outcome,
        *,
        parent: Mention | None = None,
        joint: bool = False,
        earlier: bool = False,
    ) -> None:
        if outcome is Outcome.INJURED and not _FATAL.isdisjoint(self.texts[phrase.end : phrase.end + 4]):
            outcome = Outcome.KILLED  # «فأصاب عاملا بجروح قاتلة»
        mention = self._mention(phrase, outcome, parent)
        if parent is not None and parent.outcome not in (None, outcome):
            mention.parent = None  # «أسرت 14 مقاتلا وقتلت عددا منهم»
        mention.earlier = earlier
        bounded = phrase.both and phrase.qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN)
        if joint and (phrase.high is not None or bounded):
            mention.low, mention.joint = 0, True  # «أكثر من 40 بين قتيل وجريح»: not forty of each
        self.mentions.append(mention)
        self.last = mention
        self.tally_open = False

    def _wait(self, phrase: CountPhrase, parent: Mention | None) -> None:
        before = self.texts[phrase.start - 1] if phrase.start else ""
        if (
            phrase.low == 1
            and parent is None
            and before in ("من", "مع", "لدى", "عن", "علي", "برصاص", "بنيران", "يد", "قبل")
        ):
            return  # «نداء من أحد الجيران»
        people = phrase.of is Of.UNKNOWN and self.texts[phrase.end - 1].endswith(("ين", "ون"))
        if (phrase.of in (Of.UNKNOWN, Of.CASES) and not people) or (phrase.definite and not phrase.known):
            return
        mention = self._mention(phrase, None, parent)
        safe = 0 <= self.safe_at <= phrase.start and self._gap(self.safe_at, phrase.start) <= 2
        safe = safe and before not in ("ان", "بان", "وان")  # «تقرير عن عقوبة الإعدام إن 1012 شخصا أعدموا»
        lost = parent is not None and parent.outcome is None and parent not in self.waiting
        tied = phrase.joined and self.last is not None and self.last.outcome is None and self.last not in self.waiting
        if safe or lost or (tied and self._gap(self.last.end if self.last else 0, phrase.start) <= 4):
            self.last = mention
            return
        self.waiting = [kept for kept in self.waiting[-8:] if mention.start - kept.end <= 20]
        self.waiting.append(mention)
        self.last = mention

    @staticmethod
    def _nobody_at(phrase: CountPhrase) -> Mention:
        """People who came to no harm of their own, or were told before."""
        return Mention(
            phrase=phrase, outcome=None, group=Group.PEOPLE, low=0, high=0,
            start=phrase.start, end=phrase.end, cue=phrase.start,
        )  # fmt: skip

    def _mention(self, phrase: CountPhrase, outcome: Outcome | None, parent: Mention | None) -> Mention:
        group = self._group_of(phrase, parent)
        if parent is not None and parent.group is not Group.PEOPLE and self._is_nation(phrase):
            group = parent.group  # «16 مهاجرا، بينهم ثلاثة سوريين»
        if group is Group.PEOPLE and parent is not None and phrase.joined and self._goes_on_by_nation(phrase, parent):
            assert self.last is not None
            group = self.last.group
        if group is Group.PEOPLE and parent is None and phrase.explicit and self._of_tally(phrase, outcome):
            group = self.tally_group
        if outcome is Outcome.DETAINED and group is Group.PRISONERS and phrase.group is not group:
            group = Group.PEOPLE  # «عدد المعتقلين وصل إلى 86 شخصا»
        if outcome is Outcome.ABDUCTED and group is Group.PRISONERS and phrase.lemma in _CAPTIVE:
            group = parent.group if parent is not None else Group.PEOPLE  # «لا يزال 49 محتجزين»
        cue = self.cue.start if self.cue is not None else phrase.start
        return Mention(
            phrase=phrase, outcome=outcome, group=group, low=phrase.low, high=phrase.high,
            start=phrase.start, end=phrase.end, cue=cue, parent=parent, item=is_list_line(self.words),
        )  # fmt: skip

    def _group_of(self, phrase: CountPhrase, parent: Mention | None) -> Group:
        """Of whom a count is: by its noun, else by the count or the people that it speaks of."""
        group = self._group_by_words(phrase, parent)
        return self._group_around(phrase, parent) if group is Group.PEOPLE else group

    def _group_around(self, phrase: CountPhrase, parent: Mention | None) -> Group:
        """The group of those of whom no noun says more than that they are people, by what stands around them."""
        if phrase.of is Of.PERSON and parent is not None and phrase.lemma in _LEADERS and parent.group in _ARMED:
            return parent.group  # «سبعة قتلى في صفوف الجنود، بينهم قائد الكتيبة»
        if phrase.of is Of.PERSON and is_military_crew(self.words, phrase.start, phrase.end):
            return Group.SOLDIERS
        if phrase.of is Of.PERSON and phrase.lemma in _SAILORS and is_of_a_navy(self.words):
            return Group.SOLDIERS
        if phrase.of is Of.PERSON and self._is_on_the_way(phrase):
            return Group.MIGRANTS
        if phrase.of is Of.PERSON and phrase.lemma in _REPEATED:
            return self._group_of_the_same(phrase)
        of_whom = phrase.of in (Of.OTHERS, Of.NOTHING) or self._tells_only_how(phrase)
        if of_whom and parent is None and self._is_still_so(phrase):
            return self._group_of_all()
        its_own = phrase.start > 1 and self.texts[phrase.start - 1] in ("له", "لها", "لهم")
        if phrase.of is Of.NOTHING and its_own and self.mentions:
            return self.mentions[-1].group  # «خسر خمسة جنود وأصيب له 11»
        if phrase.of is not Of.HARMED:
            return Group.PEOPLE
        admits = not ADMITS.isdisjoint(self.texts[max(0, phrase.start - 2) : phrase.start])
        if admits and phrase.prefix == "ب" and phrase.explicit:
            owner = owner_group(self.words, phrase.start)  # «لم تعترف رئاسة الأركان إلا بقتيلين»
            return owner if owner in _ARMED else Group.PEOPLE
        if self.migrants_boat is None:
            self.migrants_boat = is_of_migrants_boat(self.words)
        if self.migrants_boat:
            return Group.MIGRANTS
        whole = next((m for m in reversed(self.mentions) if m.parent is None), None)
        goes_on = phrase.joined and phrase.explicit and whole is not None and whole.phrase.of is Of.HARMED
        return whole.group if goes_on and whole is not None and phrase.start - whole.end <= _NEAR else Group.PEOPLE

    def _is_on_the_way(self, phrase: CountPhrase) -> bool:
        """«18 سودانيا كانوا في طريق الهجرة», «خمسة شبان هلكوا في رحلة هجرة»: they were migrating."""
        near = self.texts[phrase.end : phrase.end + _NEAR]
        return any(way in _WAYS and out in _OUT for way, out in zip(near, near[1:], strict=False))

    def _is_still_so(self, phrase: CountPhrase) -> bool:
        """«فيما لا يزال تسعة قيد الاعتقال»"""
        return not LASTS.isdisjoint(self.texts[max(0, phrase.start - 2) : phrase.start])

    def _tells_only_how(self, phrase: CountPhrase) -> bool:
        """«135 في عداد المفقودين», «12 مفقودين»: a number and how they are, where «12 مفقودا» would have a noun."""
        return phrase.of is Of.HARMED and phrase.explicit and self.texts[phrase.end - 1].endswith(("ين", "ون"))

    def _group_of_all(self) -> Group:
        """The group of all whom the sentence has counted, where they have one."""
        groups = {mention.group for mention in self.mentions if mention.parent is None}
        return groups.pop() if len(groups) == 1 else Group.PEOPLE

    def _group_of_the_same(self, phrase: CountPhrase) -> Group:
        """«تسعة موظفين أمميين … بات 59 موظفا»: a plain noun repeats the one told before, which said more."""
        for told in reversed([*self.before[-20:], *self.mentions]):
            lemma = told.phrase.lemma
            if lemma == phrase.lemma or lemma.startswith(phrase.lemma + " "):
                return told.group if told.group in _ROLES else Group.PEOPLE
        return Group.PEOPLE

    def _group_by_words(self, phrase: CountPhrase, parent: Mention | None) -> Group:
        """The same by the noun, or by the count or the people that it repeats."""
        group = phrase.group
        shares = self.cue is None and (phrase.joined or self._is_of_before(phrase))
        taken = phrase.of is Of.NOTHING and (parent is not None or shares or self._continues())
        told = predicate_group(self.words, phrase.end) if phrase.of is Of.THEM else None
        if told is not None:
            return told  # «ستة منهم تلاميذ»
        if phrase.of is Of.THEM and group is not Group.PEOPLE:
            return group
        spoken = self.spoken_of if self.last not in self.waiting or self.last is None else None
        if phrase.of is Of.THEM and parent is None and phrase.part_of is None and spoken is not None:
            return spoken[0]
        if phrase.of in (Of.OTHERS, Of.THEM) or taken:
            source = parent or self._source(phrase)
            if taken and parent is None and source is not None and source.outcome is None:
                source = None  # nobody of whom anything was told
            group = source.group if source is not None and source.high != 0 else group
            them = phrase.of is Of.THEM and parent is None and group is Group.PEOPLE
            return self.said_group if them else group  # «كانت تقل 24 جنديا … مقتل 20 منهم»
        if phrase.of is Of.HARMED and parent is not None and group is Group.PEOPLE:
            return parent.group
        if group is Group.SOLDIERS and parent is not None and parent.group is Group.POLICE:
            return parent.group  # «4 من رجال الشرطة، بينهم ضابط»
        return group

    def _source(self, phrase: CountPhrase) -> Mention | None:
        """The count whose noun is meant by «آخرين», «منهم» or a number alone."""
        if phrase.part_of is not None:
            return None  # «323 من المتوفين»: of those who died, whoever was named last
        others = phrase.of is Of.OTHERS
        if others and phrase.definite and phrase.explicit and self.cue is not None and self.cue_outcomes:
            return self._last_of(self.cue_outcomes[0])  # «وأصيب التسعة الباقون»: of those told as hurt
        source = self._repeated() if others and self.cue is not None else self.last
        if others and source is not None and self._is_mixed(source):
            return None
        # «8 نساء و3 أطفال، وعشرات آخرون» are no children, «1012 شخصا، بينهم 14 امرأة، مقابل 1061» no women
        root = others or self._is_of_before(phrase) or (phrase.of is Of.NOTHING and self.cue is not None)
        while root and source is not None and source.parent is not None:
            source = source.parent
        return source

    def _is_of_before(self, phrase: CountPhrase) -> bool:
        return phrase.start - self.earlier_at <= 2

    def _is_nation(self, phrase: CountPhrase) -> bool:
        """Whether a count says no more of people than where they are from."""
        noun = PEOPLE.at(self.words, phrase.end - 1) if phrase.of is Of.PERSON and phrase.end > phrase.start else None
        return noun is not None and noun.value.nation and noun.end == phrase.end

    def _goes_on_by_nation(self, phrase: CountPhrase, parent: Mention) -> bool:
        """«ثمانية زائرين إيرانيين وخمسة باكستانيين»: the five are visitors too."""
        last = self.last
        if last is None or last.parent is not parent or last.end >= len(self.words) or not self._is_nation(phrase):
            return False
        nation = PEOPLE.at(self.words, last.end)
        return nation is not None and nation.value.nation and last.end + 1 == phrase.start

    def _of_tally(self, phrase: CountPhrase, outcome: Outcome | None) -> bool:
        """«عدد القتلى المدنيين بلغ 1265 شخصا»: the tally's noun tells who."""
        return self.tally is not None and self.tally[0] is outcome and 0 <= phrase.start - self.tally[1] <= 12

    def _continues(self) -> bool:
        """«قتل 110 مدنيين وأصيب 75»: the open cue is joined to one whose people were named in this sentence."""
        last = self.mentions[-1] if self.mentions else None
        while last is not None and last.parent is not None and last is self.last and last.parent in self.mentions:
            last = last.parent  # «9 مدنيين، بينهم طفل، وأصيب 22»
        told_last = last is not None and (last is self.last or (self.last is not None and self.last.parent is last))
        if told_last:
            last = self._named_before(last)
        named = last is not None and last.parent is None and last.phrase.of is Of.PERSON and told_last
        if self.cue is not None and self.cue.value.plain in TAKES and last is not None and last.group in _BY_SEX:
            return False  # «مات صبيان ونُقل 13 إلى المستشفى»
        beside = self.cue is not None and self.cue.start > 0 and self.texts[self.cue.start - 1] in _MEANWHILE
        clause = max(
            (at for at, w in enumerate(self.words[: last.start if last else 0]) if w.text in _CLAUSES), default=-1
        )
        if len({mention.group for mention in self.mentions if mention.parent is None and mention.start > clause}) > 1:
            return False  # «قتل شرطيان ومدني، وجرح ستة»
        return named and self.cue is not None and (self.cue.joined or beside)

    def _named_before(self, last: Mention | None) -> Mention | None:
        """«قتل 438 مدنيا وأصيب 290 واختطف 156»: the count with a noun, on which bare ones of its group go on."""
        if last is None or last.group is Group.PEOPLE:
            return last
        for mention in reversed([m for m in self.mentions if m.parent is None]):
            if mention.group is not last.group:
                return last
            if mention.phrase.of not in (Of.NOTHING, Of.OTHERS):
                return mention
        return last

    def _is_mixed(self, source: Mention) -> bool:
        """«قتل جندي ومدنيان وأصيب ستة آخرون»: the six repeat no one noun."""
        whole = [m for m in self.mentions if m.outcome is source.outcome and m.parent is None and not m.earlier]
        near = [m for m in whole if abs(m.start - source.start) <= 4]
        return len({m.group for m in near}) > 1

    def _gap(self, start: int, end: int) -> int:
        """How many words that say something stand between two places."""
        said, aside = 0, False
        for at in range(start, min(end, start + 40)):
            text = self.texts[at]
            if text in ("،", "-", "–", ","):
                following = self.texts[at + 1] if at + 1 < len(self.words) else ""
                aside = not aside and following in ASIDES  # «سقط، وفق المنظمة، 1500 مدني»
            elif not aside and not _is_filler(text):
                said += 1
        return said


@lru_cache(maxsize=20_000)
def _is_filler(text: str) -> bool:
    return any(rest in FILLERS for _, rest in clitics(text))
