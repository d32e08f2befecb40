"""What a cue tells of whom: which outcome its verb has here, and whether it speaks of people counted before it."""

from crawler.arabic.words import Found
from crawler.facts.casualty.breaks import past_date
from crawler.facts.casualty.counts import count_at
from crawler.facts.casualty.cues import (
    ADVERBS,
    BECAME,
    CAPTORS,
    CAUSED,
    COURTS,
    FLIGHT,
    LORD,
    NEEDS,
    PLAGUES,
    RULED,
    SURVIVED,
    TREATMENTS,
    UNLESS,
    VIOLENT,
    WOUNDED_HOW,
    Cue,
    CueKind,
)
from crawler.facts.casualty.losses import CAPTURED
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import Of
from crawler.facts.casualty.taking import TakingReading
from crawler.facts.casualty.unless import is_done_to_no_body
from crawler.facts.casualty.wording import AGE_UNITS, CONTROL, FATAL_ENDS, NIGHTS, NOT_SOUGHT
from crawler.facts.figure import Outcome, Qualifier

# Verbs that can only be said of those who suffered.
_PASSIVE = tuple("توفي استشهد اصيب لقي يلقي تلقي ماتت مات قضي يصاب تصاب ارتقي ارتقت اقتيد اغتيل".split())
_DIES = ("مات", "توف", "لق", "هلك", "استشهد", "اختنق", "قض")  # who do so do it to nobody
_SENSES = frozenset(("الوعي", "وعيه", "وعيها", "وعيهم", "وعيهما"))
_HOMES = frozenset(
    "المدينه القريه البلده الحي المخيم احياء قري القري الاحياء شرقي غربي شمالي جنوبي المنطقه مناطق بلدات البلدات مدينه "
    "بلده قريه مخيم حي مناطقهم قراهم قراها منازلها بيوتها بيوتهم بلداتهم احياءهم مدينتهم قريتهم بلدتهم ديارهم".split()
)
_AT_HOME = frozenset(
    "السكان سكان الاهالي اهالي سكانها اهاليها ساكن عايله عايلات اسره اسر شخص اشخاص مدني مدنيا مدنيين نازح نازحا نسمه "
    "مواطن مواطنا مواطنين المدنيين العايلات الاسر".split()
)
_SUICIDE_WITHIN = 30  # words: «أقدمت …، فتاة تبلغ من العمر 19 عاما …، على الانتحار»


class OutcomeReading(TakingReading):
    """Decides what a cue says, and gives it to the counts that wait for it."""

    def _outcome_of(self, found: Found[Cue]) -> Outcome | None:
        plain = found.value.plain
        far = _SUICIDE_WITHIN if plain.startswith("اقدم") else 14
        ahead = set(self.texts[found.end : found.end + far])
        if not self._is_fulfilled(plain, found.end, ahead) or (plain == "حياه" and not self._is_lost_life(found)):
            return None
        if plain.startswith("قض") and found.value.kind is not CueKind.MASDAR and self._spends(found.end):
            return None
        if plain.startswith(("توف", "وفاه", "رحل", "رحيل", "التحق")) and self._dies_of_age(found.end):
            return None
        if plain in ("يقضي", "تقضي") and self.words[found.end : found.end + 1] and self._rules(found.end):
            return None
        if "صاب" in plain and not PLAGUES.isdisjoint(self.texts[max(0, found.start - 2) : found.start]):
            return None
        if (
            ("بحث" in plain or "عثر" in plain or "العثور" in plain)
            and found.end < len(self.words)
            and self.texts[found.end] in NOT_SOUGHT
        ):
            return None
        if plain.startswith(("لقي", "لقو", "لاق", "يلقي", "تلقي", "يلقو")):
            if ahead & TREATMENTS and plain.startswith(("تلق", "يتلق")):
                return Outcome.INJURED  # «تلقى 50 آخرون العلاج»
            return Outcome.KILLED if ahead & FATAL_ENDS or self._meets_the_lord(found.end) else None
        if "فقد" in plain and plain[:1] != "ا" and not CONTROL.isdisjoint(self.texts[found.end : found.end + 4]):
            fell = set(self.texts[found.end + 1 : found.end + 4]) & _SENSES
            return Outcome.INJURED if fell and not self.texts[found.end].startswith("ال") else None
        if plain.endswith("فقد") or plain.startswith("فقد"):
            return self._lost(found, ahead)
        return self._other_outcome(found)

    def _other_outcome(self, found: Found[Cue]) -> Outcome | None:
        plain, outcome = found.value.plain, found.value.outcome
        if plain.startswith(("غادر", "ترك")) and outcome is Outcome.DISPLACED:
            if self._leaves_home(found):
                return outcome
            flees = not FLIGHT.isdisjoint(self.texts[found.end : found.end + 20])
            return outcome if flees and not found.value.plural else None
        if plain == "دهس" and not SURVIVED.isdisjoint(self.texts[found.end : found.end + 14]):
            return Outcome.INJURED
        if plain == "اسر":
            return outcome if self._takes_fighters(found.end) else None
        if plain == "اعدام" and self._is_sentence(found.start, bare=not found.prefix):
            return None
        if outcome in (Outcome.ABDUCTED, Outcome.DETAINED):
            return self._taken_by_whom(found, outcome)
        return outcome or Outcome.KILLED

    def _with_adverb(self, found: Found[Cue]) -> Found[Cue]:
        """«استشهد متأثرا بجراحه الشاب عمر»: what stands between the verb and whoever died."""
        end = found.end
        while end < len(self.words) and self.texts[end] in ADVERBS:
            end += 1
        dated = past_date(self.words, end)
        end = dated if dated < len(self.words) and self.texts[dated][0] != "ب" else end  # «قضت … بسجن المتهم»
        if end + 1 < len(self.words) and self.texts[end].startswith("متاثر"):
            end += 2
            while end < len(self.words) and self.texts[end] in WOUNDED_HOW:
                end += 1
        return found._replace(end=end) if end > found.end else found

    def _is_fulfilled(self, plain: str, index: int, ahead: set[str]) -> bool:
        """Whether the words that a cue needs stand behind it («فارق … الحياة»), and none that forbids it."""
        needed, forbidding = NEEDS.get(plain), UNLESS.get(plain)
        if plain.startswith(("خسر", "كلف")) and self._loses_fighters(index):
            return True
        if plain.startswith("خسر") and self._loses_men(index):
            return True
        if forbidding is not None and is_done_to_no_body(self.words, plain, index, forbidding):
            return False
        if plain.startswith("اقدم") and not ahead.isdisjoint(("محاوله", "بمحاوله")):
            return False
        if needed is None or not needed.isdisjoint(ahead):
            return True
        before = set(self.texts[max(0, index - 5) : index - 1])
        return "بتلع" in plain and not needed.isdisjoint(before)  # «أن البحر ابتلع منذ يناير 608 مهاجرين»

    def _leaves_home(self, found: Found[Cue]) -> bool:
        """«30 ألفا من السكان غادروا أحياء المدينة», «3400 شخص تركوا الحي»: people at home, and where it was."""
        left = not _HOMES.isdisjoint(self.texts[found.end : found.end + 3])
        near = [*self.words[max(0, found.start - 8) : found.start], *self.words[found.end : found.end + 4]]
        return left and any(word.text in _AT_HOME for word in near)

    def _takes_fighters(self, index: int) -> bool:
        """«أسر 12 من عناصر الدعم السريع», «أسر الجيش …»: no families."""
        while index < len(self.words) and self.texts[index] in ADVERBS:
            index += 1  # «أسر كذلك 14 حوثيا»
        if index >= len(self.words):
            return False
        phrase = count_at(self.words, index, self.numbers)
        taken = phrase is not None and (phrase.explicit or phrase.object) and phrase.group in CAPTURED
        return taken or self.texts[index] in CAPTORS

    def _is_sentence(self, index: int, *, bare: bool) -> bool:
        """«قضت محكمة الجنايات بإعدام ستة», «قررت المحكمة إعدام …»: they were sentenced, not put to death."""
        before = set(self.texts[max(0, index - 8) : index])
        return bool(before & COURTS) and (not bare or bool(before & RULED))

    def _dies_of_age(self, index: int) -> bool:
        """«توفي رائد الفضاء عن عمر ناهز 92 عاما بعد صراع مع المرض»: no harm came to them."""
        behind = self.texts[index : index + 24]
        if any(text.startswith(VIOLENT) for text in behind):
            return False
        aged = any(behind[at : at + 2] in (["عن", "عمر"], ["عن", "سن"]) for at in range(len(behind) - 1))
        pairs = zip(behind, behind[1:], behind[2:], strict=False)
        aged = aged or any(a == "عن" and b.isdigit() and c in AGE_UNITS for a, b, c in pairs)  # «توفي عن 90 عاما»
        return aged or any(behind[at : at + 2] == ["مع", "المرض"] for at in range(len(behind) - 1))

    def _rules(self, index: int) -> bool:
        """«مرسوما يقضي بالعفو عن 262 سجينا»: nobody passes away."""
        text = self.texts[index]
        return text.startswith("ب") and not text.startswith(("بحادث", "برصاص", "بقصف", "بغار", "بانفجار", "بسبب"))

    def _meets_the_lord(self, index: int) -> bool:
        """«لقوا ربهم», «لقي وجه ربه»"""
        return not LORD.isdisjoint(self.texts[index : index + 5])

    def _spends(self, index: int) -> bool:
        """«قضى آلاف السكان ليلتهم في العراء»: time was spent, nobody died."""
        served = self.texts[index + 1 : index + 2]  # «الذين قضوا 35 سنة عملا»
        years = index in self.numbers and bool(served) and served[0] in AGE_UNITS
        return years or not NIGHTS.isdisjoint(self.texts[index : index + 7])

    def _died_at_last(self, found: Found[Cue], outcome: Outcome) -> bool:
        """«أصيب شاب برصاصة ونقل إلى المستشفى حيث فارق الحياة»: he was hurt, and died."""
        last = self.last
        if outcome is not Outcome.KILLED or not found.value.plain.startswith(("فارق", "يفارق", "توفي", "يتوفي", "لفظ")):
            return False
        if (
            last is None
            or last.outcome is not Outcome.INJURED
            or last is not self.mentions[-1]
            or last.parent is not None
        ):
            return False
        led = found.start > 0 and self.texts[found.start - 1] in ("حيث", "ان", "ثم", "قبل")
        alone = last.low == last.high == 1 and len(self.mentions) == 1 and not self.waiting
        if not (led and alone and self._gap(last.end, found.start) <= 14):
            return False
        end = found.end + (found.end < len(self.words) and self.texts[found.end] in ("الحياه", "انفاسه", "انفاسها"))
        if not self._has_no_object(end) and end == found.end:
            return False
        last.outcome = outcome
        return True

    def _dies_of_attack(self, found: Found[Cue]) -> bool:
        """«صدمت شاحنة سيدة …، فتوفيت»: she who was hit."""
        hit = self.waiting[-1] is self.attacked and found.value.plain.startswith((*_PASSIVE, "فارق"))
        return hit and self._gap(self.waiting[-1].end, found.start) <= 10 and self._has_no_object(found.end)

    def _is_of_those_ahead(self, found: Found[Cue]) -> bool:
        """«داس راعيان على لغم فقتلا», «احتجزت النيران خمسة عمال فماتوا»: of those of whom the sentence speaks."""
        last = self.waiting[-1]
        two = last.low == last.high == 2 and last.parent is None and _is_dual(found.value)
        many = last.low > 2 and last.phrase.explicit and found.value.plural and found.value.plain.startswith(_DIES)
        led = self.texts[found.start].startswith("ف")
        return (two or many) and led and self._gap(last.end, found.start) <= 10 and self._has_no_object(found.end)

    def _stands_behind(self, found: Found[Cue]) -> bool:
        """Whether a verb speaks of people counted before it: «5 أشخاص قتلوا في …»."""
        if not self.waiting or self.last is not self.waiting[-1]:
            return False
        if found.joined:
            return self._dies_of_attack(found) or self._is_of_those_ahead(found)
        last = self.waiting[-1]
        whole = last.parent if last.parent in self.waiting else None
        if whole is not None and whole.phrase.explicit and found.value.plural and not last.phrase.explicit:
            return self._gap(last.end, found.start) <= 4  # «خمسة أفراد، بينهم رضيعة، قتلوا»
        if not last.phrase.explicit:
            if last.end == found.start and self._has_no_object(found.end):
                return True
            passive = found.value.plain.startswith(_PASSIVE) or _is_dual(found.value)
            gap = self._gap(last.end, found.start)
            before = self.texts[last.start - 1] if last.start else ""
            before = self.texts[last.start - 2] if before == '"' and last.start > 1 else before
            clause = before in ("ان", "بان", "وان") and self._has_no_object(
                found.end
            )  # «أن جنديا ينتمي إلى … قتل في …»
            told = passive or found.value.plain.startswith("قتل") or found.value.plain in ("جرح", "جرحت")
            return (passive and gap <= 4) or (told and clause and gap <= 12)
        between = self.texts[last.end : found.start]
        quoted = last.start > 0 and self.texts[last.start - 1] == '"'  # «إن "21 جنديا من الغزاة" قتلوا»
        if sum(text == '"' for text in self.texts[last.start : found.start]) % 2 and not quoted:
            return False  # «تجمع آلاف العمال وهتافات "المدينة تموت"»: a verb of what others said
        if found.end < len(self.words) and self.texts[found.end] in ("منهم", "منهن"):
            return False  # «نفذه أربعة مسلحين، قتل منهم اثنان»
        if self._gap(last.end, found.start) > 8 or any(text in ("ان", "بان", "وان") for text in between):
            return False
        following = count_at(self.words, found.end, self.numbers) if found.end < len(self.words) else None
        return following is None or found.value.plural

    def _tell_fate(self, found: Found[Cue]) -> None:
        """A word that stands behind the harmed; «مقتله» only where «أدى إلى» brings it, «بلا مأوى» where they became so."""
        plain, outcome = found.value.plain, found.value.outcome
        assert outcome is not None
        if found.definite and not (self.waiting and self.waiting[-1].end == found.start):
            return  # «خرج 12 راكبا من الحافلة المحترقة»: it is of the noun before it
        if self._is_found_alone(found.start):
            self._add(self._one_found(found.start), Outcome.KILLED)
            self.cue = None
            return
        if plain.startswith(("تحت ", "اسفل ")) and found.start and self.texts[found.start - 1] == "من":
            return  # «انتشلت 107 أشخاص أحياء من تحت أنقاض 9 مبان»
        if plain.endswith(("ماوي", "العراء", "منازل")):
            before = self.words[max(0, found.start - 12) : found.start]
            if not any(word.text.removeprefix("و") in BECAME for word in before):
                return
        if plain in CAUSED:
            brought = 0 <= found.start - self.opens_at <= 1
            counted = bool(self.waiting) and self.waiting[-1].phrase.explicit
            if not (brought or counted) or (not self.waiting and self._dies_of_it(outcome)):
                return
        if not self.waiting and plain.endswith(("هم", "هما", "هن")) and self._tells_of_part(outcome, found):
            return
        if outcome is Outcome.DETAINED and (taken := self._some_of_the_taken()) is not None:
            outcome = Outcome.ABDUCTED
            self.waiting[-1].parent, self.waiting[-1].group = taken, taken.group
        if self._tells_of_some(found):
            assert self.last is not None
            self.last.parent, self.waiting = (
                None,
                [self.last],
            )  # «خرج 40 عاملا، خمسة منهم بحروق»: the others came through
        if not self.waiting and self.cue is not None and (plain in FATAL_ENDS or self._ends_clause(found)):
            if self.last is None or self.last.end <= self.cue.start:
                self.unnumbered = (outcome, found.end)
            self.cue = None  # «ثلاثة من موظفيها لقوا حتفهم»: the verb has whom it is of
        self._resolve_waiting(outcome, found)

    def _some_of_the_taken(self) -> Mention | None:
        """«خطف 46 عاملا، قتل منهم ستة وما زال ثلاثة قيد الاحتجاز»: three of those abducted."""
        last = self.waiting[-1] if self.waiting else None
        if last is None or last.phrase.of not in (Of.NOTHING, Of.THEM, Of.OTHERS) or last.parent is not None:
            return None
        taken = (m for m in reversed(self.mentions) if m.outcome is Outcome.ABDUCTED and m.parent is None)
        whole = next(taken, None)
        return whole if whole is not None and (whole.high is None or whole.high > last.low) else None

    def _tells_of_some(self, found: Found[Cue]) -> bool:
        """Whether a word stands right behind «خمسة منهم», so that it is of these alone."""
        last = self.last
        if (
            last is None
            or last.outcome is not None
            or last.phrase.of is not Of.THEM
            or last.end != found.start
            or not last.phrase.explicit
        ):
            return False
        return last.parent is not None and last.parent.outcome is None

    def _tells_of_part(self, outcome: Outcome, found: Found[Cue]) -> bool:
        """«من بينهم 115 من سكان حي بوتا قتلتهم العصابات»: the verb tells of which whole they are part."""
        last = self.last
        if last is None or last.parent is None or last.outcome is outcome or last not in self.mentions:
            return False
        if found.value.outcome is not Outcome.KILLED or self._gap(last.end, found.start) > 2:
            return False
        whole = self._last_of(outcome)
        if whole is None or whole.end > last.start:
            return False
        last.outcome, last.parent = outcome, whole
        return True

    def _ends_clause(self, found: Found[Cue]) -> bool:
        """«القطاع "يلفظ أنفاسه"، بعدما …»: whoever follows is another."""
        following = self.words[found.end] if found.end < len(self.words) else None
        return found.value.plain.startswith("انفاس") and following is not None and following.is_sign

    def _dies_of_it(self, outcome: Outcome) -> bool:
        """«أصيب شاب بطلق ناري أدى إلى وفاته»: one who was hurt, and died."""
        last = self.last
        if outcome is not Outcome.KILLED or last is None or last not in self.mentions:
            return False
        if last.outcome is not Outcome.INJURED or last.parent is not None or last is not self.mentions[-1]:
            return False
        last.outcome = Outcome.KILLED
        return True

    def _resolve_waiting(self, outcome: Outcome, found: Found[Cue]) -> None:
        if self.waiting and self._gap(self.waiting[-1].end, found.start) <= 12:
            chain = self._chain()
            for mention in chain:
                mention.outcome, mention.cue = outcome, found.start
                if mention.phrase.plural and not mention.phrase.explicit and _is_dual(found.value):
                    mention.low, mention.high = 2, 2  # «مسلحين قتلا»: the verb is of two
                    mention.phrase = mention.phrase._replace(low=2, high=2, qualifier=Qualifier.EXACT)
                self.mentions.append(mention)
            self.last = chain[0] if len(chain) == 1 else self.last
            self.waiting = []
            self.cue = None
        elif outcome is Outcome.KILLED and self._was_missing(found):
            assert self.last is not None
            self.last.outcome = outcome
        elif (
            outcome is Outcome.MISSING
            and self._turns_missing(found)
            and self.last is not None
            and self.last.end >= found.start - (4 if self.last.phrase.lemma == "ضحيه" else 2)
        ):
            self.last.outcome = outcome

    def _was_missing(self, found: Found[Cue]) -> bool:
        """«العثور على شخص مفقود متوفى»"""
        last = self.last
        return last is not None and last.outcome is Outcome.MISSING and 0 <= found.start - last.end <= 1

    def _turns_missing(self, found: Found[Cue]) -> bool:
        """«عددا من الضحايا ما زالوا تحت الركام»; but not «شخص متوفى كان مفقودا» or «17 منهم مجهولي المصير»."""
        last = self.last
        if last is None or last.phrase.of is Of.THEM or last.outcome is Outcome.ABDUCTED:
            return False
        if last.phrase.lemma in ("جثه", "جثمان") or (found.start > 0 and self.texts[found.start - 1] == "من"):
            return False  # «انتشال 3 جثامين من تحت الأنقاض»
        if last.outcome is Outcome.INJURED and last.phrase.of is not Of.HARMED and last.phrase.explicit:
            return False  # «بترت ذراع أحد التلاميذ تحت الأنقاض»
        was = found.start > 0 and self.texts[found.start - 1] in ("كان", "كانت", "كانا", "كانوا")
        return not was and (last.outcome is not Outcome.KILLED or last.phrase.of is Of.HARMED)

    def _chain(self) -> list[Mention]:
        """The last waiting count with those that «و» or «بينهم» ties to it."""
        chain = [self.waiting[-1]]
        for mention in reversed(self.waiting[:-1]):
            first = chain[0]
            tied = first.parent is mention or (first.parent is not None and first.parent is mention.parent)
            if not tied and not first.phrase.joined:
                break
            chain.insert(0, mention)
        return chain


def _is_dual(cue: Cue) -> bool:
    """«قتلا», «أصيبا»: a verb of two, which names those who suffered far more often than those who did it."""
    return cue.plain.endswith("ا") and not cue.plural
