"""Everyday harm told in ways of its own: «الموت يخطف», «قضوا ليلتهم في العراء», «عولج بالمستشفى سبعة», «حصدت الطرق 3 آلاف روح»."""

from crawler.arabic.letters import fold_key, folded_words
from crawler.arabic.people import PEOPLE, Count
from crawler.arabic.words import Found, clitics
from crawler.facts.casualty.aboard import AboardReading
from crawler.facts.casualty.counts import count_at
from crawler.facts.casualty.cues import CAUSED, CUES, KNOWN_ROLES, LASTS, Cue, CueKind
from crawler.facts.casualty.groups import of_noun
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.wording import BEREAVED, CAME_BACK, FAREWELLS, FATAL_ENDS, HOSPITALS, THEIR_HOMES
from crawler.facts.figure import Group, Outcome


def _starts(words: str) -> tuple[str, ...]:
    return tuple(map(fold_key, words.split()))


# What snatches nobody but kills: «البحر يخطف شقيقين», «حادث يخطف خمسة».
_SNATCHERS = folded_words(
    "الموت موت المنية المنون القدر البحر بحر الأمواج أمواج موج الموج المياه مياه النهر نهر الترعة ترعة البئر بئر بركة البركة "
    "بحيرة البحيرة الوادي واد وادي السد سد مسبح المسبح شاطئ السيول سيول السيل سيل الفيضان فيضان الحريق حريق النيران نيران "
    "النار نار حادث الحادث حادثة حوادث الطريق طريق الطرقات قطار القطار شاحنة الشاحنة صاعقة الصاعقة لغم الغاز غاز الزلزال "
    "زلزال رصاصة رصاصات الإعصار إعصار انهيار الغرق التسمم تيار التيار الكهرباء المرض الحرب"
)
_ROOFLESS = folded_words("العراء عراء الخيام خيام خيم الخيم الشوارع الشارع الأرصفة الطرقات الحدائق خارج")
_TREATED = ("عولج", "اسعف")
_LOST_HOMES = _starts(
    "المنهار المهدم المتضرر المدمر الغارق المحترق المغمور المهدد انهيار انهارت احتراق احترقت غمرت تهدم"
)
_RULES = folded_words("قضت حكمت قضى حكم أصدرت أصدر أيدت")
_DEPARTING = (Group.PILGRIMS, Group.STUDENTS, Group.SOLDIERS, Group.PRISONERS, Group.OFFICIALS)
_BEDS = folded_words("سرير أسرة سريري")
_DEAD_ALONE = folded_words("جثة ميتا ميتة متوفى متوفيا متوفاة متوفية")
_DREW_OUT = ("انتشل", "فانتشل", "وانتشل", "اخرج", "استخرج", "واخرج", "واستخرج", "فاخرج", "وصل")
_HIM = ("ه", "ها", "وه", "وها")
_DEATH_VERBS = folded_words("هلك قضى مات فارق لفظ أصيب لقي توفي نجا جرح")
_OVERTURNS = folded_words("انقلبت انقلب وانقلبت انحرفت هوت تدهورت سقطت انزلقت اصطدمت ارتطمت انفجرت")
_POISONED = _starts("تسمم التسمم بتسمم للتسمم اختناق الاختناق باختناق")
_DIES = _starts("مات توفي توفت لقي لقو لاقى هلك استشهد قضى قضت قضو غرق فارق لفظ")
_HEIGHTS = folded_words(
    "أعلى فوق الطابق طابق سقالة السقالة شرفة الشرفة سطح السطح نافذة سلم السلم رافعة شجرة ارتفاع علو مرتفع بئر البئر خزان الخزان حفرة الحفرة "
    "مصعد المصعد بالوعة بيارة غرفة ترعة الترعة نهر النهر مسبح بركة البركة واد الوادي وادي قناة بحيرة الدور علوي المدرجات منحدر جرف بناية مبنى المبنى عمارة برج البرج جسر الجسر شاحنة الشاحنة"
)
_LIFE = folded_words("الحياة أنفاسه أنفاسها حياته حياتها")
_PASSES = _starts("فارق يفارق تفارق لفظ يلفظ تلفظ")
_AND_SO = _starts("فقتل فأصاب فأصيب فجرح")
_CONVICTS = ("حكم القتل", "تنفيذ حكم", "نفذ حكم", "تنفيذ الاعدام", "حكم الاعدام", "نفذت حكم", "تنفيذ احكام")
_CARRIED_OUT = ("نفذ", "ونفذ", "تنفيذ", "ينفذ", "تنفذ", "بتنفيذ")
_FAR = 16  # words


class EverydayReading(AboardReading):
    """Reads everyday accidents, crimes, funerals and sentences where the common ways of telling harm say nothing."""

    def _outcome_of(self, found: Found[Cue]) -> Outcome | None:
        """Also who was snatched by no man, and who spent the night without a roof."""
        plain = found.value.plain
        outcome = super()._outcome_of(found)
        if outcome is Outcome.ABDUCTED and "خطف" in plain and found.value.kind is CueKind.VERB:
            return Outcome.KILLED if self._is_snatched_by_death(found) else outcome
        if plain == "دهس" and any(text.startswith(_AND_SO) for text in self.texts[found.end : found.end + 14]):
            return None  # «دهس سائق أربعة عمال فقتل اثنين وأصاب اثنين»: the verbs behind tell
        if plain == "غرقت" and not self._is_of_people(found.end):
            return None  # «غرقت السفينة»
        if plain == "اعدام" and found.prefix == "ب" and self._is_ruled(found.start):
            return None
        if outcome is None and plain.startswith("قض") and self._spends(found.end) and self._is_roofless(found.end):
            return Outcome.DISPLACED
        return outcome

    def _is_snatched_by_death(self, found: Found[Cue]) -> bool:
        """«الموت يخطف ثلاث شقيقات», «خطف حادث مروع خمسة»: nearest subject, before the verb in a headline or behind it."""
        behind = self.texts[found.end] if found.end < len(self.words) else ""
        if behind in _SNATCHERS:
            return True
        for at in range(found.start - 1, max(-1, found.start - 5), -1):
            if self.words[at].is_sign and self.texts[at] != '"':
                return False
            noun = PEOPLE.at(self.words, at)
            if noun is not None and noun.value.label != "people":
                return False
            if any(rest in _SNATCHERS for prefix, rest in clitics(self.texts[at]) if prefix in ("", "و")):
                return True
        return False

    def _is_roofless(self, index: int) -> bool:
        """«قضوا ليلتين خارج منازلهم المنهارة»; but a night in the open for fear of a tremor drives nobody out."""
        behind = self.texts[index : index + _FAR]
        lost = any(text.startswith(_LOST_HOMES) for text in behind)
        return lost and not _ROOFLESS.isdisjoint(behind)

    def _is_ruled(self, index: int) -> bool:
        """«قضت محكمة جنايات أسوان، الدائرة الثالثة، بإجماع الآراء، بإعدام عاطل»: sentenced, not put to death."""
        return any(text.removeprefix("و") in _RULES for text in self.texts[max(0, index - _FAR) : index])

    def _is_of_people(self, index: int) -> bool:
        phrase = count_at(self.words, index, self.numbers) if index < len(self.words) else None
        return phrase is not None and phrase.of in (Of.PERSON, Of.OTHERS)

    def _fits_bare(self, phrase: CountPhrase) -> bool:
        """Also «حكم القتل قصاصا بمواطن», and «بُترت قدم ثالث» where nobody was told as hurt before."""
        if self.cue is not None and self.cue.value.plain == "دهس":
            if self._runs_over(phrase):
                return False
            if phrase.object and self._gap(self.cue.end, phrase.start) <= 2:
                return True  # «دهس قطار شابا أثناء عبوره السكة»
        if super()._fits_bare(phrase):
            return True
        assert self.cue is not None
        plain, gap = self.cue.value.plain, self._gap(self.cue.end, phrase.start)
        whom = phrase.prefix in ("ب", "ل") or self.texts[phrase.start - 1] in ("بحق", "في", "ضد", "حق")
        near = gap <= 1 or (plain.startswith(_CONVICTS) and gap <= 6 and self._is_plain_way(phrase))
        if near and whom and not phrase.definite and not phrase.plural:
            return plain.startswith(_CONVICTS) and self._is_put_into_effect()
        if plain.startswith("بتر") and phrase.of is Of.OTHERS and not phrase.joined and gap == 0:
            more = any(text.startswith("اصاب") for text in self.texts[phrase.end : phrase.end + 6])
            return self._last_of(Outcome.INJURED) is None and not more
        return False

    def _is_plain_way(self, phrase: CountPhrase) -> bool:
        """«حكم القتل قصاصا اليوم بمنطقة تبوك في مواطن»: only when and where stand between."""
        assert self.cue is not None
        between = range(self.cue.end, phrase.start)
        return not any(self.words[at].is_sign or CUES.at(self.words, at) is not None for at in between)

    def _runs_over(self, phrase: CountPhrase) -> bool:
        """«دهس سائق متهور أربعة عمال»: the driver did it."""
        for at in range(phrase.end, min(phrase.end + 4, len(self.words))):
            if self.words[at].is_sign or self.texts[at] in ("في", "علي", "من"):
                return False
            if at in self.numbers:
                return True
        return False

    def _is_put_into_effect(self) -> bool:
        assert self.cue is not None
        near = self.texts[max(0, self.cue.start - 8) : self.cue.end]
        return any(text.startswith(_CARRIED_OUT) for text in near)

    def _falls_dead(self, phrase: CountPhrase) -> bool:
        """Also with the name of his mosque and where it is between: «قضى إمام مسجد «الفتح» ببلدية … نحبه»."""
        if super()._falls_dead(phrase):
            return True
        assert self.cue is not None
        if not self.cue.value.plain.startswith("قض") or phrase.plural:
            return False
        if phrase.definite and phrase.lemma in KNOWN_ROLES and self._has_no_object(phrase.end):
            return not any(told.phrase.lemma == phrase.lemma for told in (*self.before, *self.mentions))
        for word in self.words[phrase.end : phrase.end + _FAR]:
            if word.text.startswith("نحب"):
                return True
            if word.is_sign and word.text not in ('"', "،"):
                return False
        return False

    def _is_known_subject(self, phrase: CountPhrase) -> bool:
        """Also «أن السائق هلك على عين المكان»."""
        if super()._is_known_subject(phrase):
            return True
        if phrase.prefix != "ال" or phrase.plural or phrase.lemma not in KNOWN_ROLES or phrase.start == 0:
            return False
        if self.texts[phrase.start - 1] not in ("ان", "وان", "بان", "وبان", "فان") or phrase.end >= len(self.words):
            return False
        if any(told.phrase.lemma == phrase.lemma for told in (*self.before, *self.mentions)):
            return False
        verb = self.texts[phrase.end]
        end = phrase.end + 1
        end += end < len(self.words) and (self.texts[end] in FATAL_ENDS or self.texts[end].startswith("نحب"))
        return verb in _DEATH_VERBS and self._has_no_object(end)

    def _is_agent(self, phrase: CountPhrase) -> bool:
        """But «هلك شاب رفقة صديقيه»: whoever dies does so to nobody."""
        assert self.cue is not None
        return not self.cue.value.plain.startswith(_DIES) and super()._is_agent(phrase)

    def _is_found_dead(self, phrase: CountPhrase) -> bool:
        """Also «عثر على زميله فاقدا للوعي»: what he was found as stands behind."""
        if super()._is_found_dead(phrase):
            return True
        if phrase.of is not Of.PERSON or phrase.definite or phrase.end >= len(self.words) or phrase.start == 0:
            return False
        ahead = self.texts[max(0, phrase.start - 6) : phrase.start]
        found = phrase.start == self.opens_at
        if not found and ahead[-1:] == ["علي"] and any(text.removeprefix("و").startswith("عثر") for text in ahead):
            cue = CUES.at(self.words, phrase.end)
            return cue is not None and cue.value.kind is CueKind.AFTER and cue.value.outcome is Outcome.KILLED
        cue = CUES.at(self.words, phrase.end)
        return found and cue is not None and cue.value.kind is CueKind.AFTER and cue.value.outcome is Outcome.INJURED

    def _named(self, index: int) -> int:
        """But «توقيف مالك العمارة»: an owner, no name."""
        owner = self.texts[index] == "مالك" and index + 1 < len(self.words)
        return index + 1 if owner and self.texts[index + 1].startswith("ال") else super()._named(index)

    def _is_attacked(self, phrase: CountPhrase) -> bool:
        """Also «انقلبت دراجة نارية بشاب»: whose end may be told behind."""
        if super()._is_attacked(phrase):
            return True
        fell = self.cue is not None and self.cue.value.plain == "سقوط" and self.cue.end == phrase.start
        if fell and not (phrase.plural or phrase.definite) and self._falls_from(phrase):
            self.cue = None
            return True
        if (
            phrase.prefix != "ب"
            or phrase.of is not Of.PERSON
            or phrase.plural
            or phrase.definite
            or self.cue is not None
        ):
            return False
        return not _OVERTURNS.isdisjoint(self.texts[max(0, phrase.start - 8) : phrase.start])

    def _dies_of_attack(self, found: Found[Cue]) -> bool:
        """Also «ففارق الحياة», «فلقيت حتفها»."""
        if super()._dies_of_attack(found):
            return True
        end = found.end
        told = end < len(self.words) and (self.texts[end] in FATAL_ENDS or self.texts[end] in ("الحياه", "نحبه"))
        hit = self.waiting[-1] is self.attacked and found.value.outcome is Outcome.KILLED
        return told and hit and self._gap(self._behind_age(self.waiting[-1].end), found.start) <= 10

    def _fits_cue(self, phrase: CountPhrase) -> bool:
        """Also «عولج في مستشفى الخالص واحد وعشرون»: where they were treated stands between."""
        assert self.cue is not None
        if self.cue.value.kind is CueKind.FALL and self._falls_from(phrase):
            return False
        if super()._fits_cue(phrase):
            return True
        if not self.cue.value.plain.startswith(_TREATED) or phrase.of not in (Of.NOTHING, Of.PERSON) or phrase.joined:
            return False
        between = self.words[self.cue.end : phrase.start]
        placed = any(rest in HOSPITALS for word in between[:2] for _, rest in clitics(word.text))
        return placed and len(between) <= 7 and not any(word.is_sign for word in between)

    def _falls_from(self, phrase: CountPhrase) -> bool:
        """«سقط عاملان من أعلى سقالة»: they fell, and what became of them is told behind."""
        assert self.cue is not None
        if not self.cue.value.plain.startswith(("سقط", "سقوط")) or phrase.of is not Of.PERSON:
            return False
        behind = self.texts[phrase.end : phrase.end + 4]
        return behind[:1] != [] and behind[0] in ("من", "في", "داخل", "ب") and any(t in _HEIGHTS for t in behind[1:])

    def _bare_harmed_counts(self, phrase: CountPhrase) -> bool:
        """Also «أوقع شجار جماعي بالأسلحة البيضاء قتيلا وثلاثة جرحى»: the object of a verb, behind what brought it."""
        if super()._bare_harmed_counts(phrase):
            return True
        if not phrase.object or phrase.prefix or phrase.joined or not 0 < phrase.start - self.opens_at <= 8:
            return False
        return all(not word.is_sign and word.text[0] != "و" for word in self.words[self.opens_at : phrase.start])

    def _told_by_what_befell(self, phrase: CountPhrase) -> tuple[list[Outcome], Mention | None, bool] | None:
        """Also «وبقيت سبع على سرير الشفاء», «لم يعد 32 ساكنا إلى شققهم»."""
        told = super()._told_by_what_befell(phrase)
        if told is not None:
            return told
        if self._bid_farewell(phrase):
            return [Outcome.KILLED], None, False
        ahead = self.texts[max(0, phrase.start - 2) : phrase.start]
        behind = self.texts[phrase.end : phrase.end + 3]
        if any(text.removeprefix("و") in LASTS for text in ahead) and any(text in _BEDS for text in behind[:2]):
            return [Outcome.INJURED], self._last_of(Outcome.INJURED), False
        out = any(text in CAME_BACK for text in ahead) and any(text in THEIR_HOMES for text in behind[1:])
        return ([Outcome.DISPLACED], None, False) if out and phrase.of is Of.PERSON and behind[0] == "الي" else None

    def _bid_farewell(self, phrase: CountPhrase) -> bool:
        """«ودّعت قرية الحجيرات ثلاث طفلات»: a place or a family that takes leave of its own."""
        if phrase.of is not Of.PERSON or not phrase.explicit or phrase.prefix or phrase.group in _DEPARTING:
            return False
        for at in range(phrase.start - 2, max(-1, phrase.start - 8), -1):
            if self.words[at].is_sign:
                return False
            if self.texts[at] in FAREWELLS or self.texts[at][1:] in FAREWELLS:
                return any(rest in BEREAVED for _, rest in clitics(self.texts[at + 1]))
        return False

    def _is_found_alone(self, index: int) -> bool:
        """Also «انتشلته عناصر الوقاية المدنية جثة هامدة»."""
        if super()._is_found_alone(index):
            return True
        if self.waiting or self.texts[index] not in _DEAD_ALONE:
            return False
        ahead = self.texts[max(0, index - 7) : index]
        drawn = any(text.startswith(_DREW_OUT) and text.endswith(_HIM) and len(text) > 5 for text in ahead)
        told = any(m.outcome is Outcome.KILLED and m.low == m.high == 1 for m in (*self.before[-40:], *self.mentions))
        return drawn and not told

    def _one_found(self, index: int) -> CountPhrase:
        """Also of the group of the one person that the sentence named: «لم تمهل البئر التلميذ أيوب … انتشلته»."""
        one = super()._one_found(index)
        if one.group is not Group.PEOPLE:
            return one
        for at in range(index - 1, max(-1, index - 40), -1):
            noun = PEOPLE.at(self.words, at)
            if noun is None or noun.value.label == "civilians" or noun.value.nation:
                continue
            if noun.value.count is Count.ONE and noun.prefix in ("", "ال"):
                group = of_noun(noun, self.words).group
                return one if group in (Group.FIGHTERS, Group.POLICE, Group.SOLDIERS) else one._replace(group=group)
        return one

    def _tell_fate(self, found: Found[Cue]) -> None:
        """But «العثور على الحارس وزوجته تحت الأنقاض»: who is found is sought no more."""
        under = found.value.outcome is Outcome.MISSING and found.value.plain.startswith(("تحت ", "اسفل "))
        if under and self.waiting and self._are_found():
            self.waiting = []
            return
        fell = self.waiting and self.waiting[-1] is self.attacked and found.prefix == "و"
        if fell and found.value.plain in CAUSED and self._gap(self.waiting[-1].end, found.start) <= 8:
            self._resolve_waiting(found.value.outcome or Outcome.KILLED, found)
            return
        super()._tell_fate(found)

    def _are_found(self) -> bool:
        first = self.waiting[-1].start
        ahead = self.texts[max(0, first - 3) : first]
        return any(text.removeprefix("ب").startswith(("العثور", "عثر")) for text in ahead)

    def _stands_behind(self, found: Found[Cue]) -> bool:
        """Also «تلميذ يفارق الحياة»: one right before the verb."""
        if super()._stands_behind(found):
            return True
        last = self.waiting[-1] if self.waiting else None
        if last is None or last is not self.last or found.joined or last.phrase.explicit or last.end != found.start:
            return False
        ends = found.end < len(self.words) and self.texts[found.end] in _LIFE
        return ends and found.value.plain.startswith(_PASSES) and self._has_no_object(found.end + 1)

    def _bare_harmed(self, phrase: CountPhrase) -> None:
        """But «يودي بحياة نازحة»: the noun tells who they were, and the cue what became of them."""
        killed = self.cue is not None and self.cue_outcomes[:1] in ([Outcome.KILLED], [Outcome.INJURED])
        who = phrase.outcome in (Outcome.DISPLACED, Outcome.ABDUCTED) and not (phrase.definite or phrase.plural)
        if not (killed and who and self.cue is not None and self._gap(self.cue.end, phrase.start) == 0):
            super()._bare_harmed(phrase)
            return
        self._add(phrase._replace(of=Of.PERSON, outcome=None, lemma="شخص"), self.cue_outcomes[0])
        self.cue = None


def poisoned(words: list[str]) -> bool:
    """Whether words near «راجع المستشفى» tell of poison, smoke or gas: those who came were hurt, not sick."""
    return any(text.startswith(_POISONED) for text in words)
