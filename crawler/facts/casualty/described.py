"""Who did it, told with a clause of his own before whom he harmed: «قتل مسلحون يُشتبه بأنهم جهاديون 12 مدنيا»."""

from crawler.arabic.letters import fold_key
from crawler.arabic.people import PEOPLE
from crawler.facts.casualty.counts import count_at
from crawler.facts.casualty.cues import CUES, CueKind
from crawler.facts.casualty.left_out import LeftOut
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.wording import CLAUSE_STOPS
from crawler.facts.figure import Group

_REACH = 18  # words from who did it to whom he harmed
BELIEVED = frozenset(
    map(
        fold_key,
        "يشتبه اشتبه يعتقد يرجح رجح يزعم قيل يقال يظن يحتمل يفترض كانوا كانا كان عرفوا وصفوا وصفتهم وصفهم قالت قال سماهم تقول يقول".split(),
    )
)
_LED_BY = (("علي", "متن"), ("علي", "ظهور"), ("علي", "دراجات"), ("علي", "دراجه"))
_BARRED = frozenset(
    map(fold_key, "في على إلى عن مع بين ضد لدى عند قرب منذ خلال بعد قبل من نحو دون وسط ضمن عددهم قوامهم".split())
)
_NOT_OF_CLAUSE = (CueKind.VERB, CueKind.MASDAR, CueKind.AFTER, CueKind.FALL, CueKind.BLOCK, CueKind.SUBSET)
_ARMED = (Group.FIGHTERS, Group.SOLDIERS, Group.POLICE)


class DescribedReading(LeftOut):
    """Finds whom somebody harmed behind a clause that only says who he is, how he came or what he wore."""

    def _object_behind_clause(self, phrase: CountPhrase) -> int | None:
        """Where the object of the open verb begins, past the clause of its subject; None where no such clause stands."""
        people = phrase.of is Of.PERSON and not (phrase.definite or phrase.joined or phrase.prefix)
        many = phrase.plural or phrase.low == phrase.high == 2
        if not people or phrase.object or (phrase.explicit and phrase.low != 2):
            return None
        clause, strict = (
            self._clause_behind(phrase.end, armed=phrase.group in _ARMED)
            if many
            else (self._clause_of_one(phrase.end), False)
        )
        if clause is None:
            return None
        for at in range(clause, min(phrase.end + _REACH, len(self.words))):
            word = self.words[at]
            if (word.is_sign and word.text not in ("(", ")", '"')) or (strict and word.text in CLAUSE_STOPS):
                return None
            cue = CUES.at(self.words, at)
            carries = cue is not None and cue.value.kind is CueKind.BLOCK and at == clause  # «كان يحمل سكينا»
            if cue is not None and cue.value.kind in _NOT_OF_CLAUSE and cue.prefix != "ال" and not carries:
                return None
            follower = count_at(self.words, at, self.numbers)
            if follower is None or not self._may_be_object(follower):
                continue
            woman = follower.low == follower.high == 1 and follower.lemma.endswith("ه") and many
            if follower.explicit or woman:
                return at
        return None

    def _clause_behind(self, index: int, *, armed: bool) -> tuple[int | None, bool]:
        """Where the first words of a clause about those before it end: «يستقلون», «كانوا», «ملثمون يرتدون», «على متن»; and whether
        no preposition may follow, since only where they are from or what they came on is told."""
        for at in range(index, min(index + 3, len(self.words))):
            text = self.texts[at]
            told = text in BELIEVED or (text[:1] in ("ي", "ت") and text.endswith(("ون", "ان")) and len(text) > 4)
            told = told or (text[:1] in ("ي", "ت") and text.endswith("هم") and len(text) > 4)  # «يرافقهم مرتزقة»
            told = told or (text.endswith("وا") and len(text) > 4 and text[:1] != "و")
            cue = CUES.at(self.words, at)
            if told:
                carry = cue is None or cue.value.kind is CueKind.BLOCK or cue.value.kind not in _NOT_OF_CLAUSE
                return (at + 1 if carry else None), False  # «يحملون أسلحة»
            pair = (text, self.texts[at + 1]) if at + 1 < len(self.words) else (text, "")
            if armed and (pair in _LED_BY or (text == "من" and at + 2 < len(self.words))):
                return at + 2, True
            if not text.endswith(("ون", "ان")):
                break
        return None, False

    def _clause_of_one(self, index: int) -> int | None:
        """Where the verb of a clause about one person ends: «شاب يبلغ من العمر …», «جندي سابق يعاني من …»."""
        for at in range(index, min(index + 2, len(self.words))):
            text = self.texts[at]
            if self.words[at].is_sign or text in CLAUSE_STOPS or text in _BARRED:
                return None
            if text in ("كان", "كانت") or self._is_clause_verb(at):
                cue = CUES.at(self.words, at)
                free = cue is None or cue.value.kind is CueKind.BLOCK or cue.value.kind not in _NOT_OF_CLAUSE
                return at + 1 if free else None
        return None

    def _is_clause_verb(self, index: int) -> bool:
        """«يحرس», «تعاني»: a verb of what somebody does, whose object is none of the verb before it."""
        text = self.texts[index]
        if text[:1] not in ("ي", "ت") or len(text) < 4 or text.endswith(("ه", "ات", "ا", "يه")):
            return False
        return PEOPLE.at(self.words, index) is None and text[1:2] != "ا"

    def _may_be_object(self, follower: CountPhrase) -> bool:
        """Whether a count stands free of any preposition, as the object of the verb before the clause."""
        if follower.of is not Of.PERSON or follower.joined or follower.prefix or follower.definite:
            return False
        before = self.texts[follower.start - 1]
        if before in _BARRED or self._is_clause_verb(follower.start - 1):
            return False  # «كان يحرس 12 سجينا»
        return not before.endswith("ها")  # «في ضربة نفذها 12 طيارا»
