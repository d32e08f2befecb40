"""Who is lost: «فقد» one's life, one's kin, a limb, or men in a battle."""

from crawler.arabic.letters import fold_key
from crawler.arabic.people import PEOPLE
from crawler.arabic.words import Found, clitics
from crawler.facts.casualty.counts import count_at
from crawler.facts.casualty.cues import BATTLES, CUES, LIMBS, OWN_MEN, Cue, CueKind
from crawler.facts.casualty.families import KIN, is_kin
from crawler.facts.casualty.phrase import Of
from crawler.facts.casualty.spoken import SpokenReading
from crawler.facts.casualty.wording import LIFE_ENDS, OWN
from crawler.facts.figure import Group, Outcome

CAPTURED = (Group.SOLDIERS, Group.FIGHTERS, Group.POLICE)  # who is taken prisoner in a war

_BEST = frozenset(("خيره", "خيار", "اشجع", "انبل", "اكفا", "افضل", "ابرز", "خير", "اخلص", "امهر"))
_ITSELF = frozenset("انه انها بانه بانها وانه وانها وبانه وبانها انهم بانهم".split())
_FORCES = frozenset(
    map(
        fold_key,
        "الجيش جيش القوات قوات القيادة الدفاع الشرطة شرطة الحزب حزب الحركة حركة التنظيم الجماعة جماعة الكتائب كتائب البحرية البيشمركة "
        "الحرس حرس الدرك الفصيل الفصائل الفرقة اللواء الداخلية المليشيا قسد الحوثيون الاحتلال الحشد تنظيم جبهة الجبهة سرايا".split(),
    )
)
# Beside these the lost are sought, not dead: what sank, crashed or buried them, and whoever looks for them.
_SOUGHT = tuple(
    map(
        fold_key,
        "غرق انقلب انقلاب زورق قارب سفينة غواصة مروحية طائرة تحطم ثلج انهيار سيول فيضان عاصفة إعصار البحث بحث اتصال أثر تدريب تمرين العثور صحراء".split(),
    )
)
_LIFE_WITHIN = 7  # words
_LIFE_TAKERS = tuple(
    "اود تود يود حصد يحصد تحصد انه تنه ينه انت كلف خطف اختطف تخطف يخطف ازهق ازهاق تزهق فقد خسر دفع سلب غيب اخذ ذهب قض حد ختم خاتمه طال انتز"
    " هدر سرق ابتلع التهم اطف ضح نهاي تسبب ادي".split()
)


class LossReading(SpokenReading):
    """Tells the missing from those who were lost for ever."""

    def _lost(self, found: Found[Cue], ahead: set[str]) -> Outcome | None:
        """«فقد»: one's life, one's kin, a limb; else whoever is lost is missing."""
        if self._only_stresses(found):
            return None
        if self._is_itself_lost(found):
            return Outcome.MISSING
        if ahead & LIFE_ENDS or self._loses_kin(found.end) or self._loses_men(found.end):
            return Outcome.KILLED
        if not found.value.plain.endswith("فقدان") and self._loses_fighters(found.end):
            return Outcome.KILLED
        if found.value.plain == "تفقد":
            return None  # «تفقد الوالي المصابين»: he looked after them
        limb = not LIMBS.isdisjoint(self.texts[found.end : found.end + 4])
        return Outcome.INJURED if limb else found.value.outcome

    def _is_lost_life(self, found: Found[Cue]) -> bool:
        """«أودى بحياة ستة», «تنهي حياة شاب»; but not «تحسين ظروف حياة السكان»."""
        if found.prefix.endswith("ب"):
            return True
        before = (text.lstrip("وفل") for text in self.texts[max(0, found.start - _LIFE_WITHIN) : found.start])
        return any(text.startswith(_LIFE_TAKERS) for text in before)

    def _only_stresses(self, found: Found[Cue]) -> bool:
        """«أما في قنا فقد دهست شاحنة …»: «ف» and «قد», no verb of loss."""
        if self.texts[found.start] != "فقد" or found.end >= len(self.words):
            return False
        behind = CUES.at(self.words, found.end)
        verb = behind is not None and behind.value.kind in (CueKind.VERB, CueKind.ATTACK, CueKind.FALL)
        return verb or any(text in ("اما", "واما") for text in self.texts[max(0, found.start - 7) : found.start])

    def _is_itself_lost(self, found: Found[Cue]) -> bool:
        """«وفُقد ابناه» are lost, by their ending; «وفاة امرأة وفقدان طفلة», where nobody is named who loses her."""
        text = self.texts[found.end] if found.end < len(self.words) else ""
        kin = KIN.get(text)
        stem = next((text.removesuffix(end) for end in ("هما", "هم", "ها", "ه") if text.endswith(end)), "")
        if kin is not None and stem.endswith("او" if kin == 0 else "ا") and kin != 1:
            return True
        told = found.joined and found.value.plain == "فقدان" and self.last is not None and self.last in self.mentions
        return told and stem + "ه" == text and PEOPLE.at(self.words, found.end) is not None

    def _loses_kin(self, index: int) -> bool:
        """«فقد زوجته وابنته», «فقدت اثنين من إخوتي»: whoever loses kin mourns them."""
        for word in self.words[index : index + 7]:
            if word.is_sign:
                return False
            if is_kin(word.text):
                return True
        return False

    def _loses_men(self, index: int) -> bool:
        """«فقد الدفاع المدني اثنين من متطوعيه»: a body that loses its men mourns them."""
        behind = self.words[index : index + 12]
        if any(text in ("الاتصال", "التواصل", "اثر") for text in self.texts[index - 1 : index + 1]):
            return False  # «فقدت الاتصال بثلاثة من موظفيها»
        pairs = zip(behind, behind[1:], strict=False)
        if any(of.text == "من" and (men.text in OWN or men.text in OWN_MEN) for of, men in pairs):
            return True
        best = (at for at, word in enumerate(behind[:-1]) if word.text in _BEST and at and behind[at - 1].text == "من")
        return any(behind[at + 1].text.endswith(("ها", "ه", "هم")) and "لاعب" not in behind[at + 1].text for at in best)

    def _owns_loss(self, index: int, end: int) -> bool:
        """«أعلن الجيش أنه فقد أربعة جنود»: a force that says so of itself, where nothing tells that they are sought."""
        near = self.words[max(0, index - 12) : index - 1]
        itself = index > 1 and self.texts[index - 2] in _ITSELF
        itself = itself or (index < len(self.words) and self.texts[index] in _FORCES)
        around = [*near, *self.words[index : end + 12]]
        return itself and not any(rest.startswith(_SOUGHT) for word in around for _, rest in clitics(word.text))

    def _loses_fighters(self, index: int) -> bool:
        """«خسر الجيش في القتال خمسة جنود»: armed men who are lost in a battle fell in it."""
        for at in range(index, min(index + 9, len(self.words))):
            if self.words[at].is_sign and self.texts[at] != "،":
                return False
            phrase = count_at(self.words, at, self.numbers)
            if phrase is not None and phrase.explicit:
                in_battle = not BATTLES.isdisjoint(self.texts[max(0, index - 8) : phrase.end + 8])
                in_battle = in_battle or self._owns_loss(index, phrase.end)
                if any(text.startswith(("انتخاب", "الانتخاب")) for text in self.texts[index : phrase.end]):
                    return False  # «خسر في معركة انتخابية أمام ستة ضباط»
                return phrase.of is Of.PERSON and phrase.group in CAPTURED and in_battle
        return False
