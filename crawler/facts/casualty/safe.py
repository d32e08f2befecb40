"""People who came to no harm: «إنقاذ», «الإفراج عن»; and words of that kind which do speak of the harmed."""

from dataclasses import replace

from crawler.arabic.words import Found
from crawler.facts.casualty.counts import count_at
from crawler.facts.casualty.cues import RESCUERS, Cue
from crawler.facts.casualty.happened import OutcomeReading
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.figure import Outcome, Qualifier


class SafeReading(OutcomeReading):
    """Closes what is open where words tell of people who are safe."""

    def _block(self, found: Found[Cue]) -> None:
        """«إنقاذ», «الإفراج عن»: whoever follows came to no harm."""
        plain = found.value.plain
        before = self.words[found.start - 1].text if found.start else ""
        if plain.startswith("تضرر") and before in ("الاكثر", "الاشد", "اكثر", "اشد", "الاقل"):
            return  # «البلدة الأشد تضررا: 42 من أهلها قتلوا»
        if plain in ("تعود", "يعود") and any(w.text.startswith("ل") for w in self.words[found.end : found.end + 5]):
            return  # «تعود تسعة منها لعائلة واحدة»
        if plain == "تحرير" and not self._frees_people(found):
            return  # «هيئة تحرير الشام»
        if plain.startswith(("مولف", "مكون")) and self.cue is not None and self._is_made_up_of(found):
            return  # «استشهاد طاقمها المكون من ثلاثة»
        if plain in ("حكم الاعدام", "احكام الاعدام") and self._is_carried_out(found):
            return
        if plain.endswith("ضم") and self.cue is not None and self._drives_out_homes(found):
            self.cue = replace(self.cue, end=found.end)
            return
        if "متن" in plain and self.cue is not None and "الاتصال" in self.cue.value.plain:
            self.cue = replace(self.cue, end=found.end)  # «فقد الاتصال بقارب على متنه 60 مهاجرا»
            return
        carries = plain in ("تقل", "يقل", "تحمل", "تنقل") and found.start and self.cue is not None
        if carries and self.cue is not None and self.cue.value.plain.endswith(("اثر", "الاتصال")):
            self.cue = replace(self.cue, end=found.end)  # «فقد أثر طائرة تقل خمسة»
            return
        if found.definite and found.start and self.words[found.start - 1].text in RESCUERS:
            return  # «لجنة الإنقاذ الدولية»
        if self.agent_passed and self.cue is not None and "متن" in plain:
            return  # «خطف مسلحون على متن دراجات 3 تجار»: how they came
        if plain.endswith("عالج") and self._treats_the_hurt(found):
            return
        if "فرج" in plain or "سراح" in plain:
            self.freed_at = found.end
        self.cue, self.tally, self.subset_of = None, None, None
        self.last, self.safe_at = self._nobody(found), found.end

    def _is_made_up_of(self, found: Found[Cue]) -> bool:
        """«فقد الاتصال بطاقم سفينة شحن مكون من 21 بحارا»: those who came to harm are being numbered."""
        assert self.cue is not None
        gap = self._gap(self.cue.end, found.start)
        crew = self.words[self.cue.end].text.removeprefix("ب") if self.cue.end < len(self.words) else ""
        return gap == 1 or (gap <= 4 and crew.startswith(("طاقم", "عايل", "اسر", "فريق", "وفد", "افراد")))

    def _drives_out_homes(self, found: Found[Cue]) -> bool:
        """«هجر الاحتلال 34 عائلة … تضم نحو 200 فرد»"""
        return self.cue_outcomes == [Outcome.DISPLACED] and 0 <= found.start - self.thing_at <= 12

    def _is_carried_out(self, found: Found[Cue]) -> bool:
        """«نفذت السلطات حكم الإعدام بحق ستة»: they were put to death."""
        before = self.words[max(0, found.start - 5) : found.start]
        if not any(word.text.startswith(("نفذ", "ونفذ", "تنفذ", "ينفذ", "تنفيذ", "بتنفيذ")) for word in before):
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
