"""Objects behind a subject that is described, titles before a name, those with or behind whom others died."""

from itertools import pairwise

from crawler.arabic.words import Found
from crawler.facts.casualty.attendants import AttendantScan
from crawler.facts.casualty.counts import count_at
from crawler.facts.casualty.cues import BATTLES, CUES, DISASTERS, Cue, CueKind
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.named import named_at
from crawler.facts.casualty.named_parts import STRIKERS
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.pronouns import PARTS
from crawler.facts.casualty.roles import ORDINALS
from crawler.facts.casualty.wording import CLAUSE_STOPS, FAMILIES, GRAVE, INJURIES, TAKES
from crawler.facts.figure import Outcome, Qualifier

_DIES = ("توف", "لقي", "لقو", "لاق", "استشهد", "مات", "هلك", "قض", "ارتق", "اصيب", "فارق", "لفظ", "غرق", "اختنق")
_ARMED_WITH = (
    "ببندقيه",
    "بسكين",
    "بمسدس",
    "برشاش",
    "بسلاح",
    "بساطور",
    "بفاس",
    "بالاحتياط",
    "بقسم",
    "بالجيش",
    "بالشرطه",
)
_BESIDE = frozenset(("رفقه", "صحبه", "بصحبه", "بمعيه"))
_HANDS = 3  # words that name who killed
_YET = frozenset(("لكن", "ولكن", "لكنها", "لكنه", "بل", "بينما", "فيما"))
_SOME_FOLLOW = frozenset(("بينهم", "منهم", "بينهن", "اخرين", "بجروح", "باصابات", "بعضهم", "احدهم"))
_HOW = frozenset("جوعا عطشا غرقا حرقا اختناقا بردا تجمدا خنقا دهسا ذبحا شنقا مرضا رميا صعقا قنصا".split())
_DESCRIBED = 10  # words between who did it and whom he harmed
_AGE_WORDS = frozenset(
    "من عمره عمرها العمر والعشرين والثلاثين والاربعين والخمسين والستين عشره عشر العقد عمر يبلغ".split()
)
_NO_ADJECTIVE = frozenset(
    "في على علي الي عن مع بين ضد لدى لدي عند قرب منذ خلال بعد قبل من نحو دون وسط ضمن على اثر جراء".split()
)
_WITH_THEM = frozenset("معه معها معهم معهما معهن فيها فيه فيهما خلالها خلاله جراءها اثرها بسببها بسببه".split())
_TITLED = 14  # words of a title and a name up to what somebody perished in
_PERISHES_IN = frozenset("في جراء اثر بعد خلال تحت بسبب نتيجه اثناء".split())
_FATAL = (
    DISASTERS
    | BATTLES
    | frozenset("تحطم سقوط انقلاب اصطدام حريق غاره قصف كمين عبوه لغم رصاص اطلاق انفجار تفجير".split())
)
_KILLERS = frozenset(
    "صاعقه لغم عبوه قنبله صخره شاحنه سياره حافله قطار كلب كلاب افعي عقرب موجه شظيه رصاصه قذيفه صاروخ غاره مسيره طائره "
    "دبابه جرافه تيار سم حجر شجره رافعه لدغه".split()
)
_DIED_LATER = ("فارق", "يفارق", "توفي", "لفظ", "مات")
_LATER = 16  # words


class BesideScan(AttendantScan):
    """The reading of one sentence, with those who stand beside others in it."""

    def run(self) -> list[Mention]:
        """Without those of the hurt who are only said to have been taken to hospital."""
        return [mention for mention in super().run() if not self._is_only_carried(mention)]

    def _step(self, index: int) -> int:
        """Also «لم تخلف الهزة قتلى لكن ثمانية جرحوا»: what was denied is so no more."""
        if self.negated and self.texts[index] in _YET:
            self.negated, self.no_until = False, -1
        return super()._step(index)

    def _cue_at(self, index: int) -> Found[Cue] | None:
        """But «أمام فرن» is of an oven, though it is spelt like women who flee."""
        return None if self.texts[index] == "فرن" else super()._cue_at(index)

    def _is_left_out(self, phrase: CountPhrase) -> bool:
        """Also «فقدت ثلاثا من أصابعها»."""
        behind = self.texts[phrase.end : phrase.end + 2]
        limbs = phrase.of is Of.NOTHING and behind[:1] == ["من"] and behind[-1].startswith(PARTS)
        return limbs or super()._is_left_out(phrase)

    def _is_only_carried(self, mention: Mention) -> bool:
        """«خمسة جرحى، نقل ثلاثة منهم إلى المستشفى»: nothing more is told of the three; «في حالة حرجة» would."""
        whole = mention.parent
        if whole is None or whole.outcome is not Outcome.INJURED or mention.outcome is not Outcome.INJURED:
            return False
        if mention.phrase.of is not Of.THEM or not mention.phrase.explicit or mention.group is not whole.group:
            return False
        carried = any(
            text.removeprefix("و").removeprefix("ف") in TAKES
            for text in self.texts[max(0, mention.start - 2) : mention.start]
        )
        behind = self.texts[mention.end : mention.end + 9]
        return carried and not any(
            text in GRAVE or text.startswith(("حال", "بحال", "عناي", "العناي")) for text in behind
        )

    def _is_agent(self, phrase: CountPhrase) -> bool:
        """Also «قتل مراهق مسلح تسعة عشر تلميذا», «قتل شاب دنماركي في الثانية والعشرين ثلاثة أشخاص»."""
        return super()._is_agent(phrase) or self._object_of_one(phrase) is not None

    def _object_of_one(self, phrase: CountPhrase) -> int | None:
        """Where whom somebody harmed begin, behind words that only say who he is."""
        if self.cue is None or self.cue.value.kind is not CueKind.VERB or phrase.start != self.cue.end:
            return None
        if phrase.of is not Of.PERSON or phrase.explicit or phrase.definite or phrase.plural or phrase.low != 1:
            return None
        if self.cue.value.plain.startswith(_DIES):
            return None
        aged = False
        for at in range(phrase.end, min(phrase.end + _DESCRIBED, len(self.words))):
            text = self.texts[at]
            follower = count_at(self.words, at, self.numbers)
            if follower is not None and follower.explicit and follower.of is not Of.UNKNOWN:
                return at if at > phrase.end and self._may_be_object(follower) else None
            if text == "في" and at + 1 < len(self.words) and self.texts[at + 1] in ORDINALS:
                aged = True
                continue
            if aged and text in _AGE_WORDS | frozenset(ORDINALS):
                continue
            cue = CUES.at(self.words, at)
            told = cue is not None and cue.value.kind in (CueKind.VERB, CueKind.MASDAR, CueKind.FALL, CueKind.SUBSET)
            if told or self.words[at].is_sign or text in CLAUSE_STOPS or text in _NO_ADJECTIVE or text[:1] == "و":
                return None
            if text[:1] == "ب" and not text.startswith(_ARMED_WITH):
                return None
        return None

    def _late_object(self, phrase: CountPhrase) -> int | None:
        return super()._late_object(phrase) or self._object_of_one(phrase)

    def _named(self, index: int) -> int:
        """Also «اغتالت إسرائيل صالح العاروري»: a name behind the one who killed."""
        end = super()._named(index)
        if end > index + 1 or self.cue is None or self.negated or index < self.cue.end:
            return end
        between = self.texts[self.cue.end : index]
        by_hand = 1 <= len(between) <= _HANDS and between[0] in STRIKERS and self._describes(between[1:])
        if not by_hand or self.cue.value.kind is not CueKind.VERB or self.cue_outcomes != [Outcome.KILLED]:
            return end
        phrase = named_at(self.words, index)
        if phrase is None:
            return end
        self._add(phrase, Outcome.KILLED)
        self._name(phrase.start)
        self.cue = None
        return phrase.end

    def _joined_to_last(self, phrase: CountPhrase) -> bool:
        """Also «اغتال مجهولون الناشط جاسم الأسدي وزميلا له», «قتل الطبيب أحمد رفقة أمه»."""
        if super()._joined_to_last(phrase):
            return True
        last = self.last
        if (
            last is None
            or last.outcome is None
            or self.cue is not None
            or phrase.of is not Of.PERSON
            or phrase.definite
        ):
            return False
        if phrase.owned and phrase.start and self.texts[phrase.start - 1] in _BESIDE:
            return self._is_only_described(last.end, phrase.start - 1) or last.end == phrase.start - 1
        one = last.low == last.high == 1 or not last.phrase.plural
        return phrase.joined and phrase.object and one and self._is_only_described(last.end, phrase.start)

    def _as_dual(self, phrase: CountPhrase) -> CountPhrase:
        """Also «سبعة باعة وشرطيين»: behind an exact count of others, since many would be counted too."""
        told = super()._as_dual(phrase)
        last = self.last
        if told is not phrase or phrase.of is not Of.PERSON or not phrase.plural or phrase.high is not None:
            return told
        exact = last is not None and last.outcome is not None and last.low == last.high and last.end == phrase.start
        alone = phrase.end == phrase.start + 1 and not (phrase.definite or phrase.construct)
        if not (exact and alone and phrase.joined and self.texts[phrase.start].endswith("ين")):
            return phrase
        return phrase._replace(low=2, high=2, qualifier=Qualifier.EXACT, plural=False)

    def _fits_bare(self, phrase: CountPhrase) -> bool:
        """Also «وقضى معهم مترجم مدني», «قتلت صاعقة لاعب كرة قدم»."""
        return super()._fits_bare(phrase) or self._stands_right(phrase)

    def _stands_right(self, phrase: CountPhrase) -> bool:
        return self._falls_with_them(phrase) or self._is_killed_by_thing(phrase) or self._is_hit_in(phrase)

    def _fits_cue(self, phrase: CountPhrase) -> bool:
        """Also «فأصاب 17 بينهم 14 طفلا»: a bare number that is of people, since some of them follow."""
        if super()._fits_cue(phrase):
            return True
        if self._perish_so(phrase):
            return True
        behind = self.texts[phrase.end : phrase.end + 1]
        bare = phrase.of is Of.NOTHING and not phrase.prefix and behind != [] and behind[0] in _SOME_FOLLOW
        return bare and self._hits() and self.cue is not None and self.cue.end == phrase.start

    def _perish_so(self, phrase: CountPhrase) -> bool:
        """«قضى جوعا ومرضا في معسكر أبو شوك 13 طفلا»: how they died, and where, stand between."""
        assert self.cue is not None
        if self.cue.value.kind is not CueKind.FALL or not self.cue.value.plain.startswith("قض"):
            return False
        between = self.texts[self.cue.end : phrase.start]
        plain = phrase.explicit and phrase.of is Of.PERSON and not (phrase.prefix or phrase.definite)
        return plain and 1 <= len(between) <= _DESCRIBED and between[0] in _HOW and all(t[0].isalpha() for t in between)

    def _is_hit_in(self, phrase: CountPhrase) -> bool:
        """«وأصاب راكبة في عينها»: where one was hit, or by what, stands behind."""
        if not self._hits() or phrase.of is not Of.PERSON or phrase.plural or phrase.definite or phrase.prefix:
            return False
        assert self.cue is not None
        behind = self.texts[phrase.end : phrase.end + 3]
        near = phrase.start - self.cue.end <= 1 and not phrase.joined
        return near and any((a == "في" and b.startswith(PARTS)) or a in INJURIES for a, b in pairwise([*behind, ""]))

    def _waits_beside(self, phrase: CountPhrase) -> bool:
        """Also «إن رجلا وفتاة جرحا»: a woman, who has no mark of the accusative."""
        if super()._waits_beside(phrase):
            return True
        if not self.waiting or self.last is not self.waiting[-1] or not phrase.joined or phrase.definite:
            return False
        last = self.waiting[-1].phrase
        woman = phrase.lemma.endswith("ه") and phrase.low == 1 and not phrase.plural
        return woman and not last.explicit and last.end == phrase.start and last.low == 1

    def _falls_with_them(self, phrase: CountPhrase) -> bool:
        assert self.cue is not None
        between = self.texts[self.cue.end : phrase.start]
        verb = self.cue.value.kind in (CueKind.FALL, CueKind.VERB)
        return (
            verb
            and phrase.of is Of.PERSON
            and len(between) == 1
            and between[0] in _WITH_THEM
            and not phrase.prefix.endswith(("ب", "ل"))
        )

    def _is_killed_by_thing(self, phrase: CountPhrase) -> bool:
        """One person, without a mark of the object, behind a thing that kills."""
        assert self.cue is not None
        between = self.texts[self.cue.end : phrase.start]
        kills = self.cue.value.kind is CueKind.VERB and self.cue.value.plain in ("قتل", "قتلت", "اردت", "ارد", "صرعت")
        if (
            not kills
            or phrase.of is not Of.PERSON
            or phrase.plural
            or phrase.definite
            or phrase.prefix
            or phrase.joined
        ):
            return False
        if not 1 <= len(between) <= 3 or between[0] not in _KILLERS or not self._describes(between[1:]):
            return False
        return phrase.low == phrase.high

    @staticmethod
    def _describes(texts: list[str]) -> bool:
        return all(text.endswith(("ه", "ي")) and text[:1] != "و" and text not in FAMILIES for text in texts)

    def _falls_dead(self, phrase: CountPhrase) -> bool:
        """Also «قضى الرئيس الإيراني إبراهيم رئيسي وسبعة من مرافقيه في تحطم مروحية»."""
        if super()._falls_dead(phrase):
            return True
        assert self.cue is not None
        if not self.cue.value.plain.startswith("قض") or phrase.of is not Of.PERSON or phrase.prefix not in ("", "ال"):
            return False
        return self._perishes(phrase.end)

    def _perishes(self, index: int) -> bool:
        """Whether what somebody perished in stands behind, in the same clause."""
        for at in range(index, min(index + _TITLED, len(self.words))):
            text = self.texts[at]
            if self.words[at].is_sign and text not in ("(", ")", '"'):
                return False
            if text in _PERISHES_IN:
                return at + 1 < len(self.words) and self.texts[at + 1] in _FATAL
            if text[:1] == "ب" and text[1:] in _FATAL:
                return True
            if CUES.at(self.words, at) is not None:
                return False
        return False

    def _died_at_last(self, found: Found[Cue], outcome: Outcome) -> bool:
        """Also «أصيبت المسعفة برصاصة في الصدر وفارقت الحياة لاحقا»."""
        if super()._died_at_last(found, outcome):
            return True
        last = self.last
        if outcome is not Outcome.KILLED or not found.joined or not found.value.plain.startswith(_DIED_LATER):
            return False
        if last is None or last.outcome is not Outcome.INJURED or last.parent is not None or self.waiting:
            return False
        if self.mentions != [last] or not last.low == last.high == 1 or found.value.plural:
            return False
        end = found.end + (self.texts[found.end : found.end + 1] in (["الحياه"], ["انفاسه"], ["انفاسها"]))
        free = end > found.end or self._has_no_object(found.end)
        if not free or self._gap(last.end, found.start) > _LATER or self._count_starts(end):
            return False
        last.outcome = outcome
        return True
