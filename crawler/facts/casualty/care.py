"""The hurt told by where they were taken: «نقل 11 عاملا إلى المستشفى», «حجز بالمستشفى ستة»; and those who bury the dead."""

from dataclasses import replace

from crawler.arabic.words import Found, clitics
from crawler.facts.casualty.as_many import as_many_at, begins_as_many
from crawler.facts.casualty.counts import count_at
from crawler.facts.casualty.cues import CUES, HURTS, Cue, CueKind
from crawler.facts.casualty.everyday import EverydayReading, poisoned
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.wording import ASIDES, BURIES, HOSPITALS, ILL, INJURIES, TAKES
from crawler.facts.figure import Group, Outcome

OPENING_CARE = ("نقل", "استقبل", "استقبلت")
_NEAR = 6  # words from «صعق» to whom it struck
_REACH = 16  # words from «نقل» to the hospital
_BODIES = frozenset(("جثه", "جثث", "جثمان", "جثامين", "جثتي", "جثتين", "جثماني", "رفات", "المصابين", "الجرحي"))
_FUNERALS = frozenset(("الجنازه", "جنازه", "الجثمان", "الجثامين"))
_FUNERAL = 12  # words from «شيعت» to whom they buried
CAUSES = ("تسبب", "تسببت", "سبب", "سببت", "احدث", "احدثت", "خلف", "خلفت", "اوقع", "اوقعت")
_HURT_BY = ("متاثر", "الدخان", "بالدخان", "دخان", "تنشق", "استنشاق", "باستنشاق")
_HURT_ONES = (Of.PERSON, Of.UNKNOWN, Of.OTHERS, Of.NOTHING, Of.THEM)


class CareReading(EverydayReading):
    """Tells the hurt by what was done for them, and the mourners from the dead."""

    def _count_here(self, index: int) -> CountPhrase | None:
        """The count phrase at a word, also «مثلهم», which counts as many as were counted last."""
        phrase = count_at(self.words, index, self.numbers)
        if phrase is not None or self.last is None or not begins_as_many(self.texts[index]):
            return phrase
        opened = self.cue is not None and self._gap(self.cue.end, index) <= 1
        return as_many_at(self.words, index, self.last, opened=opened)

    def _numbered(self, phrase: CountPhrase) -> int:
        """Also «صعق التيار عاملين فتوفيا»: those attacked, whose end is told behind."""
        end = super()._numbered(phrase)
        if self.waiting and self.last is self.waiting[-1] and 0 <= phrase.start - self.attack_at <= _NEAR:
            self.attacked = self.last
        return end

    def _care(self, found: Found[Cue]) -> Found[Cue] | None:
        """«نقل» as a word of harm where a hospital and a count stand behind it; None elsewhere."""
        if found.value.plain not in TAKES or not self._is_taken_to_care(found):
            return None
        hospital = self._hospital_behind(found.end)
        first = next((at for at in range(found.end, found.end + 4) if self._count_starts(at)), None)
        late = hospital is not None and first is not None and first > hospital  # «حُجز بالمستشفى خمسة من رواده»
        told = replace(found.value, kind=CueKind.VERB, outcome=Outcome.INJURED)
        return Found(told, found.start, first if late and first is not None else found.end, found.prefix)

    def _is_taken_to_care(self, found: Found[Cue]) -> bool:
        hospital = self._hospital_behind(found.end)
        if hospital is None:
            return False
        near = self.texts[found.end : hospital + 8]
        if any(text in ILL for text in near) or (found.value.plain.startswith("راجع") and not poisoned(near)):
            return False  # «نقل الوزير إلى المستشفى بعد وعكة»
        if self._was_brought(found) and any(text.startswith(_HURT_BY) for text in near):
            return True
        if found.value.plain.endswith("ا"):  # «نقلوا», «نقلا»: whom it is said of stands before
            return (
                bool(self.waiting)
                and self.last is self.waiting[-1]
                and self._gap(self._behind_age(self.last.end), found.start) <= 3
            )
        self.waiting = []
        reach = 7 if found.value.plain.startswith("استقبل") else 3
        for at in range(found.end, min(hospital + reach, len(self.words))):
            phrase = count_at(self.words, at, self.numbers)
            if phrase is None:
                continue
            if phrase.definite and not phrase.known:
                return self._is_told_hurt(hospital)
            staff = reach > 3 and phrase.group in (Group.MEDICS, Group.OFFICIALS)  # «استقبل المستشفى أربعة أطباء جدد»
            return not staff and (phrase.explicit or not (phrase.plural or phrase.of is Of.HARMED))
        return False

    def _was_brought(self, found: Found[Cue]) -> bool:
        """«أن شخصا من الجيران نُقل إلى المستشفى متأثرا بالدخان»: one of whom a clause speaks from its beginning."""
        last = self.waiting[-1] if self.waiting else None
        if last is None or last is not self.last or last.phrase.explicit or last.phrase.plural or found.joined:
            return False
        if not found.value.plain.startswith("نقل") or self.words[found.end : found.end + 1] == []:
            return False
        led = last.start > 0 and self.texts[last.start - 1] in ("ان", "وان", "بان", "وبان")
        return led and self.texts[found.end] == "الي" and self._gap(last.end, found.start) <= 4

    def _stands_behind(self, found: Found[Cue]) -> bool:
        """Also of him who was brought there."""
        return super()._stands_behind(found) or self._was_brought(found)

    def _hospital_behind(self, start: int) -> int | None:
        """Where a hospital stands behind «نقل», in its clause and not as what somebody was taken from."""
        for at in range(start, min(start + _REACH, len(self.words))):
            text = self.texts[at]
            if text in (".", ":", "\n") or text in _BODIES:
                return None
            if text == "،" and at + 1 < len(self.words) and self.texts[at + 1] not in ASIDES:
                return None
            if text == "الي" and not any(self._is_hospital(text) for text in self.texts[at + 1 : at + 6]):
                return None  # «حُوّل ستة إلى التحقيق»
            if self._is_hospital(text):
                return at if self.texts[at - 1] != "من" else None
        return None

    @staticmethod
    def _is_hospital(text: str) -> bool:
        return any(rest in HOSPITALS for _, rest in clitics(text))

    def _is_told_hurt(self, hospital: int) -> bool:
        """«نُقل الأب إلى المستشفى بكسور»: one named by the article is hurt where the words say so."""
        for at in range(hospital, min(hospital + 5, len(self.words))):
            cue = CUES.at(self.words, at)
            if cue is not None and cue.value.kind is CueKind.AFTER and cue.value.outcome is Outcome.INJURED:
                return True
        return False

    def _is_hurt_by(self, phrase: CountPhrase) -> bool:
        """«تسببت القذيفة لطفلين في حروق», «أوقع الهجوم جراحا بستة من مرافقيه»: to whom it brought what."""
        if phrase.prefix not in ("ل", "ب") or phrase.of not in _HURT_ONES or phrase.definite:
            return False
        first = max(0, phrase.start - 5)
        before = [text.removeprefix("و") for text in self.texts[first : phrase.start]]
        verb = max((first + at for at, text in enumerate(before) if text in CAUSES or text in HURTS), default=-1)
        if verb < 0 or (self.cue is not None and self.cue.value.plain not in HURTS and self.cue.end > verb):
            return False
        told = before[-2:] if phrase.prefix == "ب" else []
        behind = self.texts[phrase.end : phrase.end + 6]
        return any(text in INJURIES for text in told) or (phrase.prefix == "ل" and any(t in INJURIES for t in behind))

    def _is_buried(self, phrase: CountPhrase) -> bool:
        """«شيعت البلدة سبعة مقاتلين», where no verb behind says how they died; «شيع الآلاف قتلاهم» counts mourners."""
        if self.cue is not None or not phrase.explicit or phrase.of is not Of.PERSON or phrase.high is None:
            return False
        first = max(0, phrase.start - _FUNERAL)
        verb = next((at for at in range(phrase.start - 1, first - 1, -1) if self.texts[at] in BURIES), None)
        if verb is None or self.texts[verb + 1] in _FUNERALS or phrase.prefix in ("ل", "ب"):
            return False
        if self.last is not None and self.last.start > verb:
            return False
        behind = CUES.at(self.words, phrase.end) if phrase.end < len(self.words) else None
        return behind is None or behind.value.outcome is not Outcome.KILLED
