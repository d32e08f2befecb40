"""Counts that are no figure of their own: the sick, the recovered, suspects, some of those told already."""

from crawler.arabic.words import clitics
from crawler.facts.casualty.parts import PartReading
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.wording import (
    HELPING,
    KIN_OF,
    REASONS,
    RELEASES,
    SAYING,
    SICK,
    SURVIVORS,
    SUSPECTS,
    WENT_HOME,
    WORKS,
)
from crawler.facts.figure import Group, Outcome

_DISSENTERS = frozenset(
    ("متظاهر", "محتج", "ناشط", "ناشطه", "معارض", "معتصم", "مشيع", "مدون", "حقوقي", "محام", "نقابي", "مشارك")
)
_NO_POLICE = frozenset(
    "الاحتلال المخابرات الاستخبارات استخبارات مخابرات الحوثيون الحوثي الحوثيين الانقلاب الباسيج".split()
)
_FANS = frozenset(("مشجع", "مشجعه", "مناصر", "لاعب"))
_FROM_RELEASE = 14  # words between «أفرجت» and its «عن»


class LeftOut(PartReading):
    """Says which counts are left out."""

    def _is_left_out(self, phrase: CountPhrase) -> bool:
        """Whether a count is of people who came to no harm, or of some whose harm was told."""
        if self._is_disease(phrase) or self._went_home(phrase) or self._is_safe(phrase) or self._is_title(phrase):
            return True
        return self._is_suspect(phrase) or self._is_some_known(phrase)

    def _is_safe(self, phrase: CountPhrase) -> bool:
        """«18 ناجيا أخرجوا أحياء», «إنقاذ 41 من الغرق وإسعاف 300 مصطاف», «تحرير 20 مختطفا»."""
        if self._is_alive(phrase) or self._is_found_beside(phrase):
            return True
        if not phrase.explicit:
            return False
        if not SURVIVORS.isdisjoint(self.texts[phrase.start : phrase.end]):
            return True
        ahead = self.texts[phrase.start - 1] if phrase.start else ""
        if self._came_through(phrase) or (ahead == "عن" and self._is_released(phrase)):
            return True
        if phrase.of in (Of.PERSON, Of.UNKNOWN) and self.safe_at >= 0 and ahead[:1] == "و" and ahead[1:] in HELPING:
            return True
        held = phrase.of is Of.HARMED and phrase.outcome in (Outcome.DETAINED, Outcome.ABDUCTED, Outcome.MISSING)
        return held and 0 <= self.safe_at <= phrase.start and self._gap(self.safe_at, phrase.start) == 0

    def _is_found_beside(self, phrase: CountPhrase) -> bool:
        """«فوجدته بين سبع جثث في ثلاجة المستشفى»: where one was found."""
        if phrase.of is not Of.HARMED or phrase.start == 0 or self.texts[phrase.start - 1] not in ("بين", "وسط"):
            return False
        verb = self.texts[phrase.start - 2].removeprefix("ف") if phrase.start > 1 else ""
        verb = verb if verb.startswith("وجد") else verb.removeprefix("و")
        return verb.startswith(("وجد", "عثر", "راي")) and verb.endswith(("ه", "ها", "هم", "هما"))

    def _came_through(self, phrase: CountPhrase) -> bool:
        """«ثلاثة ركاب تمكنوا من القفز»"""
        behind = self.texts[phrase.end : phrase.end + 3]
        burnt = self.cue is not None and any(
            verb in self.cue.value.plain for verb in ("حرق", "دفن")
        )  # «أحرق حشد ثلاثة لصوص أحياء»
        if behind == ["علي", "قيد", "الحياه"] or (behind[:1] == ["احياء"] and not burnt):
            return phrase.of in (Of.PERSON, Of.NOTHING, Of.OTHERS)
        if phrase.of is not Of.PERSON or phrase.end >= len(self.words) or self.cue is not None:
            return False
        return self.texts[phrase.end].removesuffix("وا").removesuffix("ا") in ("تمكن", "نج", "استطاع")

    def _is_released(self, phrase: CountPhrase) -> bool:
        """«وأفرجت الجماعة، في بادرة حسن نية، عن ستة جنود», «مرسوما يقضي بالعفو عن 262 سجينا»"""
        before = self.texts[max(0, phrase.start - _FROM_RELEASE) : phrase.start - 1]
        return any(
            text.removeprefix("و") in RELEASES and not (at and before[at - 1].endswith("منظمه"))  # «منظمة العفو»
            for at, text in enumerate(before)
        )

    def _only_speaks(self, phrase: CountPhrase) -> bool:
        """«والدة أحد الضحايا», «وقالت إحدى النازحات»: nobody is counted."""
        if phrase.start == 0 or phrase.low != 1 or phrase.part_of is None:
            return False
        ahead = self.texts[phrase.start - 1]
        return any(rest in KIN_OF or rest in SAYING for prefix, rest in clitics(ahead) if prefix in ("", "و"))

    def _is_title(self, phrase: CountPhrase) -> bool:
        """«بلوحته «عشرة شهداء»»: the name of a work."""
        if phrase.start < 1 or phrase.end >= len(self.words) or self.texts[phrase.start - 1] != '"':
            return False
        if phrase.start == 1:
            closed = next((at for at in range(2, min(10, len(self.words))) if self.texts[at] == '"'), None)
            behind = self.words[closed + 1 : closed + 5] if closed is not None else ()
            return any(rest in WORKS for word in behind for _, rest in clitics(word.text))
        work = self.texts[phrase.start - 2]
        closed = any(text == '"' for text in self.texts[phrase.end : phrase.end + 4])
        return closed and any(rest in WORKS for _, rest in clitics(work))

    def _went_home(self, phrase: CountPhrase) -> bool:
        """«3 من المصابين غادروا المستشفى»: they were told as injured before, and are well now."""
        if not phrase.explicit or phrase.of not in (Of.HARMED, Of.THEM):
            return False
        if phrase.of is Of.HARMED and 0 <= phrase.start - self.safe_at <= 1 and phrase.outcome is Outcome.INJURED:
            # «خروج 14 مصابا بعد تحسن حالتهم»; but «يعالج 62 جريحا» are hurt
            return not self.texts[self.safe_at - 1].removeprefix("و").startswith(("يعالج", "تعالج"))
        treated = any(text in ("تلقوا", "تلقي", "تلقت", "تلقيا") for text in self.texts[phrase.end : phrase.end + 2])
        if treated and any(text.removeprefix("و") in WENT_HOME for text in self.texts[phrase.end : phrase.end + 6]):
            return True  # «43 مصابا تلقوا العلاج وغادروا»
        near = [*self.words[max(0, phrase.start - 2) : phrase.start], *self.words[phrase.end : phrase.end + 1]]
        return any(word.text in WENT_HOME for word in near)

    def _is_some_known(self, phrase: CountPhrase) -> bool:
        """«هوية عدد من الجثث»: some of the dead, who were told as dead already; «سقوط عدد من القتلى» tells them."""
        if phrase.of is not Of.HARMED or not phrase.explicit or (phrase.low, phrase.high) != (3, None):
            return False
        if not self.texts[phrase.end - 1].startswith("ال"):
            return False
        opened = self.cue is not None and self._gap(self.cue.end, phrase.start) <= 1
        behind = self.texts[phrase.end : phrase.end + 5]
        missing = any(text in ("تحت", "مفقودين", "مفقودون") for text in behind)
        return not (opened or 0 <= phrase.start - self.opens_at <= 4 or missing or self._linked(phrase))

    def _is_suspect(self, phrase: CountPhrase) -> bool:
        """«توقيف ثلاثة مشتبه بهم»: arrests for a crime are no harm that is counted."""
        if self.cue is None and phrase.joined and not phrase.explicit and self.cue_outcomes[:1] == [Outcome.DETAINED]:
            return not REASONS.isdisjoint(self.texts[phrase.end : phrase.end + 4])  # «مالك العقار ومقاول للاشتباه»
        if self.cue is None or self.cue_outcomes[:1] != [Outcome.DETAINED] or self._gap(self.cue.end, phrase.start) > 4:
            return False
        near = self.texts[max(self.cue.end, phrase.start - 1) : phrase.end + 3]
        if phrase.lemma in _FANS:
            return True  # «توقيف 43 مشجعا»
        if not SUSPECTS.isdisjoint(near):
            return True
        if self.cue.value.plain.startswith("القبض") and phrase.lemma in _DISSENTERS:
            return False  # «القبض على 50 متظاهرا»
        if self.cue.value.plain.startswith("القبض") and not _NO_POLICE.isdisjoint(self.texts):
            return not REASONS.isdisjoint(self.texts[phrase.end : phrase.end + 12])
        if self.cue.value.plain.startswith("القبض"):
            return phrase.group in (Group.PEOPLE, Group.MEN)
        return not REASONS.isdisjoint(self.texts[phrase.end : phrase.end + 12])

    def _is_disease(self, phrase: CountPhrase) -> bool:
        return not SICK.isdisjoint(self.texts[phrase.end : phrase.end + 2])
