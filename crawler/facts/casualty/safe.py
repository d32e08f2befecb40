"""People who came to no harm: «إنقاذ», «الإفراج عن»; and words of that kind which do speak of the harmed."""

from dataclasses import replace

from crawler.arabic.letters import fold_key
from crawler.arabic.words import Found
from crawler.facts.casualty.counts import count_at
from crawler.facts.casualty.cues import ABOARD, ALL, RESCUERS, Cue, CueKind
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.singled import SingledReading
from crawler.facts.figure import Outcome, Qualifier

_EVACUATES = frozenset(map(fold_key, ("إجلاء", "أجلت", "أجلي", "تم إجلاء")))
_HOMES = frozenset(map(fold_key, "منازلهم بيوتهم مساكنهم قراهم ديارهم منازلها".split()))
_HOMES_WITHIN = 12  # words


class SafeReading(SingledReading):
    """Closes what is open where words tell of people who are safe."""

    def _block(self, found: Found[Cue]) -> None:
        """«إنقاذ», «الإفراج عن»: whoever follows came to no harm."""
        plain = found.value.plain
        before = self.texts[found.start - 1] if found.start else ""
        if self._is_another_word(found, plain, before):
            return
        if plain.endswith("ضم") and self.cue is not None and self._drives_out_homes(found):
            self.cue = self.cue._replace(end=found.end)
            return
        if "متن" in plain and self.cue is not None and "الاتصال" in self.cue.value.plain:
            self.cue = self.cue._replace(end=found.end)  # «فقد الاتصال بقارب على متنه 60 مهاجرا»
            return
        carries = plain in ("تقل", "يقل", "تحمل", "تنقل") and found.start and self.cue is not None
        if carries and self.cue is not None and self.cue.value.plain.endswith(("اثر", "الاتصال")):
            self.cue = self.cue._replace(end=found.end)  # «فقد أثر طائرة تقل خمسة»
            return
        if found.definite and found.start and self.texts[found.start - 1] in RESCUERS:
            return  # «لجنة الإنقاذ الدولية»
        if self.cue is not None and plain in ABOARD and self._is_of_all(found):
            self.cue = self.cue._replace(end=found.end)  # «مقتل جميع من كانوا على متنها، وهم 19 راكبا»
            return
        if plain in ABOARD and self._are_lost(found):
            missing = replace(found.value, kind=CueKind.MASDAR, outcome=Outcome.MISSING)
            self.cue, self.cue_outcomes = found._replace(value=missing), [Outcome.MISSING]
            self.waiting, self.subset_of, self.part_of, self.agent_passed = [], None, None, False
            return
        if plain in ABOARD and self._describes_the_harmed(found):
            return
        if plain in _EVACUATES and not _HOMES.isdisjoint(self.texts[found.end : found.end + _HOMES_WITHIN]):
            displaced = replace(found.value, kind=CueKind.MASDAR, outcome=Outcome.DISPLACED)
            self.cue, self.cue_outcomes = found._replace(value=displaced), [Outcome.DISPLACED]
            self.subset_of, self.part_of = None, None
            return  # «إجلاء 15 ألف شخص من منازلهم»
        if self.agent_passed and self.cue is not None and "متن" in plain:
            return  # «خطف مسلحون على متن دراجات 3 تجار»: how they came
        if plain.endswith("عالج") and self._treats_the_hurt(found):
            return
        if "فرج" in plain or "سراح" in plain:
            self.freed_at = found.end
        self.cue, self.tally, self.subset_of = None, None, None
        self.last, self.safe_at = self._nobody(found), found.end

    def _is_another_word(self, found: Found[Cue], plain: str, before: str) -> bool:
        """Whether a word of this kind tells here of nobody's safety."""
        if plain.startswith("تضرر") and before in ("الاكثر", "الاشد", "اكثر", "اشد", "الاقل"):
            return True  # «البلدة الأشد تضررا: 42 من أهلها قتلوا»
        if plain in ("تعود", "يعود") and any(text.startswith("ل") for text in self.texts[found.end : found.end + 5]):
            return True  # «تعود تسعة منها لعائلة واحدة»
        if plain == "تحرير" and not self._frees_people(found):
            return True  # «هيئة تحرير الشام»
        if plain.startswith(("مولف", "مكون")) and self.cue is not None and self._is_made_up_of(found):
            return True  # «استشهاد طاقمها المكون من ثلاثة»
        return plain in ("حكم الاعدام", "احكام الاعدام") and self._is_carried_out(found)

    def _describes_the_harmed(self, found: Found[Cue]) -> bool:
        """«اعتقلت 22 ناشطا كانوا على متن سفينة»: where those were to whom it happened."""
        last = self.last
        led = found.start > 0 and self.texts[found.start - 1] in ("كان", "كانوا", "كانت", "كانا", "وهم", "هم")
        return led and last is not None and last.outcome is not None and found.start - last.end <= 3

    def _is_of_all(self, found: Found[Cue]) -> bool:
        """Whether the open cue is of all who were aboard, so that what follows numbers them."""
        assert self.cue is not None
        between = self.texts[self.cue.end : found.start]
        return 0 < len(between) <= 4 and not ALL.isdisjoint(between)

    def _are_lost(self, found: Found[Cue]) -> bool:
        """«مركب يقل ستة سياح مجهول المصير»: nobody knows what became of a vessel and those aboard."""
        behind = self.texts[found.end : found.end + 14]
        lost = any(
            pair[0] in ("مجهول", "مجهوله") and pair[1] == "المصير" for pair in zip(behind, behind[1:], strict=False)
        )
        return lost and not {"خطف", "اختطف", "انقذ", "انقذت"} & set(behind)

    def _is_made_up_of(self, found: Found[Cue]) -> bool:
        """«فقد الاتصال بطاقم سفينة شحن مكون من 21 بحارا»: those who came to harm are being numbered."""
        assert self.cue is not None
        gap = self._gap(self.cue.end, found.start)
        crew = self.texts[self.cue.end].removeprefix("ب") if self.cue.end < len(self.words) else ""
        return gap == 1 or (gap <= 6 and crew.startswith(("طاقم", "عايل", "اسر", "فريق", "وفد", "افراد")))

    def _drives_out_homes(self, found: Found[Cue]) -> bool:
        """«هجر الاحتلال 34 عائلة … تضم نحو 200 فرد»"""
        return self.cue_outcomes == [Outcome.DISPLACED] and 0 <= found.start - self.thing_at <= 12

    def _is_carried_out(self, found: Found[Cue]) -> bool:
        """«نفذت السلطات حكم الإعدام بحق ستة»: they were put to death."""
        before = self.texts[max(0, found.start - 5) : found.start]
        if not any(text.startswith(("نفذ", "ونفذ", "تنفذ", "ينفذ", "تنفيذ", "بتنفيذ")) for text in before):
            return False
        self.cue, self.cue_outcomes, self.subset_of, self.part_of = found, [Outcome.KILLED], None, None
        return True

    def _treats_the_hurt(self, found: Found[Cue]) -> bool:
        """«يعالج 62 جريحا في ثلاثة مستشفيات»"""
        phrase = count_at(self.words, found.end, self.numbers) if found.end < len(self.words) else None
        return phrase is not None and phrase.of is Of.HARMED and phrase.explicit

    def _frees_people(self, found: Found[Cue]) -> bool:
        return found.end < len(self.words) and count_at(self.words, found.end, self.numbers) is not None

    def _nobody(self, found: Found[Cue]) -> Mention:
        """Stands for people who came to no harm, so that «بينهم» behind them adds nothing."""
        return self._nobody_at(
            CountPhrase(start=found.start, end=found.end, low=0, high=0, qualifier=Qualifier.EXACT, of=Of.NOTHING)
        )
