"""Fates told beside a count: one number for two of them with «أو», those still missing without a number, those who only were there."""

from crawler.arabic.given_names import GIVEN_NAMES
from crawler.arabic.words import Found
from crawler.facts.casualty.cues import COURTS, CUES, LASTS, LIMBS, Cue, CueKind
from crawler.facts.casualty.fellows import FellowScan
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.roles import ORDINALS
from crawler.facts.casualty.wording import FATAL_ENDS, NOT_SOUGHT, OTHERS, SUSPECTS
from crawler.facts.figure import Outcome

_OF_ONE_NUMBER = (Outcome.KILLED, Outcome.INJURED, Outcome.MISSING)
_OR_WITHIN = 5  # words from a count to «أو فُقدوا»
_WERE = frozenset("كان كانوا كانت كانا وكانوا وكان".split())
_CAME_OUT = frozenset("خرج نجا تمكن انقذ اخلي غادر خرجت نجح استطاع اجلي سبح هرب فر قفز".split())
_MANAGED = frozenset("تمكن تمكنت نجح نجحت استطاع".split())
_THERE_WITHIN, _OUT_WITHIN, _OF_THEM_WITHIN = 3, 16, 3  # words
_THEM = frozenset(("منهم", "منهن"))
_SEARCHES = frozenset(
    "جهود جهودها جهوده الجهود فرق الفرق الزمن الوقت عمليات العمليات البحث سباق الامال امال الغواصون غطاسون الغطاسون رجال عناصر "
    "الطواقم طواقم المساعي مساع".split()
)
_SEARCH_WITHIN = 5  # words
_NOBODY_CAME = frozenset(
    (("لم", "ينج"), ("ولم", "ينج"), ("ولا", "ناجين"), ("لا", "ناجين"), ("دون", "ناجين"), ("فلم", "ينج"))
)
_TAKES_ONE = ("اقتاد", "خطفو", "اختطفو", "قتلو", "اردو", "ذبحو", "اعدمو", "احتجزو")
_ANYBODY, _BUT = frozenset(("احد", "اي", "احدا")), frozenset(("سوي", "الا", "غير"))
_SURVIVED_WITHIN = 14  # words from those aboard to «ولم ينج أحد»
_SAME_END = frozenset((("المصير", "نفسه"), ("المصير", "ذاته"), ("المصير", "عينه"), ("نفس", "المصير")))
_MEETS = ("لقي", "لقوا", "لقيا", "يلقي", "لاقي")
_SAME_WITHIN = 8  # words from «لقي» to «المصير نفسه»
_RULED = frozenset(("قضت", "قضي", "وقضت", "وقضي"))
_ABOARD_IT = ("متنها", "متنه")
_ABOARD_WITHIN = 7  # words in which those aboard would be counted
_LIMB_WITHIN, _CARE_WITHIN = 4, 5  # words from who suffered to the verb
_AMID = frozenset(("وسط",))
_UNKNOWN = ("مجهول", "غامض", "غير معروف", "معلوم", "معروف")
_UNKNOWN_WITHIN = 10  # words from «مصير» to «مجهولا»
_ONE_MORE = frozenset(("الثاني", "الثالث", "الاخر", "الاخير", "الثانيه", "الاخري"))


class FateScan(FellowScan):
    """Reads fates that stand apart from the plain verb and number."""

    def _open(self, found: Found[Cue]) -> None:
        """Also «قُتل أو فُقد نحو 500», «لقي 600 مهاجر حتفهم أو فُقدوا»: nobody knows how many of each."""
        if found.start and self.texts[found.start - 1] == "او" and not self.negated:
            if self._shares_its_number(found):
                return
            if self.cue is not None and self.cue.end == found.start - 1 and self.cue.value.kind is found.value.kind:
                self.cue = self.cue._replace(end=found.start)
                found = found._replace(prefix="و")
        super()._open(found)

    def _shares_its_number(self, found: Found[Cue]) -> bool:
        last = self.last
        if last is None or last not in self.mentions or last.parent is not None or not last.phrase.explicit:
            return False
        if not found.value.plural or last.outcome not in _OF_ONE_NUMBER or last.joint or last.earlier:
            return False
        if self.cue is not None or self._gap(last.end, found.start) > _OR_WITHIN or self._count_starts(found.end):
            return False
        outcome = self._outcome_of(found)
        if outcome not in _OF_ONE_NUMBER or outcome is last.outcome or outcome is None:
            return False
        if last.high is not None:
            last.low, last.joint = 0, True
        self._add(last.phrase, outcome, joint=True)
        return True

    def _outcome_of(self, found: Found[Cue]) -> Outcome | None:
        """But only those are sought «للعثور على» whom a search is for, and no suspects."""
        if found.value.plain.startswith("للعثور"):
            ahead = self.texts[max(0, found.start - _SEARCH_WITHIN) : found.start]
            behind = self.texts[found.end : found.end + 3]
            sought = not _SEARCHES.isdisjoint(ahead) and NOT_SOUGHT.isdisjoint(behind) and SUSPECTS.isdisjoint(behind)
            return Outcome.MISSING if sought and not any(text.startswith("مشتبه") for text in behind) else None
        behind = self.texts[found.end : found.end + _SAME_WITHIN]
        if found.value.plain in _RULED and not COURTS.isdisjoint(behind[:2]):
            return None  # «قضت محكمة بإعدام 12 متهما»
        if found.value.plain.startswith("لقي") and not _SAME_END.isdisjoint(zip(behind, behind[1:], strict=False)):
            told = next((m.outcome for m in reversed((*self.before[-6:], *self.mentions))), None)
            return told if told in _OF_ONE_NUMBER else None  # «ولقي شاب حاول إنقاذه المصير نفسه»
        return super()._outcome_of(found)

    def _stands_behind(self, found: Found[Cue]) -> bool:
        """Also «وكان مزارع قد فقد ساقه», «أن رضيعة عمرها خمسة أشهر أسعفت ونُقلت»: one whose verb follows."""
        if super()._stands_behind(found):
            return True
        last = self.last
        if not self.waiting or last is not self.waiting[-1] or last.low != 1 or last.high != 1 or found.joined:
            return False
        plain, gap = found.value.plain, self._gap(last.end, found.start)
        if plain in ("فقد", "فقدت"):
            return gap <= _LIMB_WITHIN and not LIMBS.isdisjoint(self.texts[found.end : found.end + 2])
        return plain in ("اسعف", "اسعفت") and gap <= _CARE_WITHIN and self._has_no_object(found.end)

    def _tell_fate(self, found: Found[Cue]) -> None:
        """But the «حتفهم» of «لقي 23 آخرون حتفهم» is of those 23, not of who waits before them."""
        last = self.last
        told = last is not None and last in self.mentions and last.outcome is Outcome.KILLED and last.cue < last.start
        if told and last is not None and found.value.plain in FATAL_ENDS and not self._count_starts(found.end):
            met = self.texts[last.cue].removeprefix("و").removeprefix("ف").startswith(_MEETS)
            if met and self._gap(last.end, found.start) <= _OR_WITHIN:
                self.waiting = []
        taken = found.value.plain.endswith("ه") and found.value.plain.startswith(_TAKES_ONE)
        if taken and self.waiting and self.waiting[-1].low > 1:
            return  # «اقتحم أربعة مسلحين العيادة واقتادوه»: one whom they took
        super()._tell_fate(found)

    def _wait(self, phrase: CountPhrase, parent: Mention | None) -> None:
        """But «90 عاملا كانوا في المصنع، خرج منهم 62» and «وسط مئتي متفرج» only were there."""
        amid = phrase.start > 0 and self.texts[phrase.start - 1] in _AMID
        amid = amid or self._manages(phrase)
        if parent is None and phrase.explicit and (amid or self._got_out_of_it(phrase)):
            self.last = self._nobody_at(phrase)
            return
        if self.safe_at >= 0 and parent is None and phrase.explicit and self._gap(self.safe_at, phrase.start) <= 2:
            if self._none_survived(phrase.end):
                self._add(phrase, Outcome.KILLED)
                return
            self.safe_at = -9 if self._befell_all(phrase.end) else self.safe_at
        super()._wait(phrase, parent)

    def _manages(self, phrase: CountPhrase) -> bool:
        """«وتمكن 60 من السباحة إلى الضفة»"""
        before = self.texts[phrase.start - 1].removeprefix("و") if phrase.start else ""
        return before in _MANAGED and self.texts[phrase.end : phrase.end + 1] == ["من"]

    def _none_survived(self, index: int) -> bool:
        """«على متنها 12 شخصا ولم ينج منهم أحد», «تقل تسعة ولا ناجين»; but «لم ينج سوى اثنين»."""
        behind = self.texts[index : index + _SURVIVED_WITHIN]
        for at, (first, second) in enumerate(zip(behind, behind[1:], strict=False)):
            if (first, second) in _NOBODY_CAME:
                ahead = behind[at + 2 : at + 5]
                told = second == "ناجين" or not _ANYBODY.isdisjoint(ahead)
                return told and _BUT.isdisjoint(ahead)
        return False

    def _befell_all(self, index: int) -> bool:
        """«وعلى متنها ستة أشخاص قتلوا جميعا»: the verb right behind is of those aboard."""
        cue = CUES.at(self.words, index) if index < len(self.words) else None
        if cue is None or cue.value.kind is not CueKind.VERB or cue.joined or not cue.value.plural:
            return False
        return cue.value.outcome in _OF_ONE_NUMBER and not cue.value.imperfect and not self._count_starts(cue.end)

    def _got_out_of_it(self, phrase: CountPhrase) -> bool:
        behind = self.texts[phrase.end : phrase.end + _OUT_WITHIN]
        if _WERE.isdisjoint((*behind[:_THERE_WITHIN], *self.texts[max(0, phrase.start - 1) : phrase.start])):
            return False
        for at, text in enumerate(behind):
            if text.removeprefix("و").removeprefix("ف") in _CAME_OUT:
                return not _THEM.isdisjoint(behind[at + 1 : at + 1 + _OF_THEM_WITHIN])
            cue = CUES.at(self.words, phrase.end + at)
            if cue is not None and cue.value.outcome is not None and cue.value.kind is not CueKind.MASDAR:
                return False
        return False

    def _block(self, found: Found[Cue]) -> None:
        """But «أصيب 11 شخصا في عملية طعن على متن قطار، … اثنين منهم» only tells where: nobody is counted aboard."""
        if found.definite and found.value.plain == "عوده":
            return  # «مستشفى العودة», «مسيرات العودة»
        if found.value.plain in _ABOARD_IT and self.cue is not None and self.cue.end >= found.start - 1:
            return  # «وقتل على متنها 40 شخصا»: the verb before says what befell them
        last = self.last
        if found.value.plain == "علي متن" and self.cue is None and last is not None and last in self.mentions:
            behind = range(found.end, min(found.end + _ABOARD_WITHIN, len(self.words)))
            stop = next((at for at in behind if self.words[at].is_sign), behind.stop)
            if not any(self._count_starts(at) for at in range(found.end, stop)):
                return
        super()._block(found)

    def _may_wait(self, phrase: CountPhrase) -> bool:
        """Also «ولا يزال عمال آخرون في عداد المفقودين»."""
        return super()._may_wait(phrase) or self._are_still_missing(phrase)

    def _are_still_missing(self, phrase: CountPhrase) -> bool:
        if phrase.of is not Of.PERSON or not phrase.plural or phrase.definite or phrase.prefix or phrase.start == 0:
            return False
        sought = 0 <= phrase.start - self.opens_at <= 1
        if not (sought or self.texts[phrase.start - 1] in LASTS) or phrase.end >= len(self.words):
            return False
        at = phrase.end + (self.texts[phrase.end] in OTHERS)
        cue = CUES.at(self.words, at) if at < len(self.words) else None
        return cue is not None and cue.value.kind is CueKind.AFTER and cue.value.outcome is Outcome.MISSING

    def _tells_nothing(self, phrase: CountPhrase) -> bool:
        """Also the «آخرون» of «عمال آخرون», who wait already."""
        last = self.last
        more = phrase.of is Of.OTHERS and not phrase.explicit and not phrase.joined and phrase.plural
        if more and last is not None and last in self.waiting and last.end == phrase.start:
            return last.phrase.of is Of.PERSON and last.phrase.plural
        return super()._tells_nothing(phrase)

    def _bare(self, phrase: CountPhrase) -> int:
        """Also «لا يزال مصير الطيار الثاني أحمد سالم مجهولا»: one who is named, or one more of those told."""
        if self._is_lost_by_name(phrase):
            self._add(phrase._replace(definite=False), Outcome.MISSING)
            self.cue = None
            return phrase.end
        return super()._bare(phrase)

    def _is_lost_by_name(self, phrase: CountPhrase) -> bool:
        cue = self.cue
        if cue is None or cue.value.plain != "مصير" or cue.end != phrase.start or cue.start == 0:
            return False
        if phrase.of is not Of.PERSON or phrase.plural or phrase.low != 1 or phrase.prefix != "ال":
            return False
        if self.texts[cue.start - 1] not in LASTS:
            return False
        behind = self.texts[phrase.end : phrase.end + _UNKNOWN_WITHIN]
        end = next((at for at, text in enumerate(behind) if text.startswith(_UNKNOWN)), None)
        named = end is not None and any(
            text in GIVEN_NAMES or text in _ONE_MORE or text in ORDINALS for text in behind[:end]
        )
        lost = (Outcome.MISSING, Outcome.ABDUCTED, Outcome.DETAINED)
        return named and not any(m.low == m.high == 1 and m.outcome in lost for m in (*self.before, *self.mentions))
