"""What became of counted people, told by the words around a count: found dead, found alive, taken to hospital, sought."""

from crawler.arabic.letters import folded_words
from crawler.facts.casualty.cues import CAUSED, CUES, CueKind
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.tallies import NUMBERING, TallyReading
from crawler.facts.casualty.wording import GRAVE, HOSPITALS, HOSTAGES
from crawler.facts.figure import Group, Outcome, Qualifier

_FINDS = folded_words("عثر عثرت عثروا عثرنا العثور وجد وجدت وجدوا وجدنا يعثر اكتشف اكتشفت اكتشفوا ألفي")
DEAD = folded_words(
    "ميتا ميتة ميتين ميتان ميتتين مقتولا مقتولة مقتولين مقتولتين مذبوحا مذبوحة مذبوحين مشنوقا مشنوقة مشنوقين مخنوقا مخنوقة "
    "جثثا جثتين جثة متفحما متفحمة متفحمين قتيلا قتيلة قتيلين قتلى صرعى أمواتا موتى متوفى متوفين متوفيين مصلوبين معدومين"
)
_ALIVE = folded_words("حيا حية أحياء حيين سالما سالمة سالمين سالمتين بسلام")
_LINKS = folded_words("في من على إلى بين عدة كل بعض تحت بعدة")
_BURNT = folded_words("دفن دفنوا دفنت حرق أحرق أحرقوا حرقوا أحرقت تحرق وهم وهو هم هو")
_CARRIES = folded_words("نقل نقلت نقلوا نقلا نقلن ونقل ونقلت نقلهم أسعف أسعفت أدخل أدخلت وأسعف وأدخل أرسل حول")
_SICK = folded_words("مريض مريضا مرضى مريضة مريضات حامل حوامل رضع خدج خديج كلى سرطان")
_DIES = ("فارق", "توفي", "لفظ", "توفيت", "فتوفي", "وتوفي", "استشهد")
_WOUNDS = folded_words("طعن طعنت دهس دهست صدم صدمت عض عضت لدغت نهشت نهش عقر عقرت لسع لسعت نطح")
_FELL = ("فتوف", "فقتل", "فمات", "فلق", "فارد", "فقض", "توفوا", "توفيا", "لقوا", "لقيا", "قتلوا", "ماتوا")
_WITH = folded_words(
    "ومعه ومعها ومعهم ومعهما وبرفقته وبرفقتها وبرفقتهم وبرفقتهما وبينهم وفيها وفيه وعليها وعليه يرافقهم ترافقهما برفقتهما برفقتهم"
)
_OTHER_CLAUSE = folded_words("ثم لكن قبل بعد بعدما حين عندما فيما بينما حيث")
_VISITORS = (Group.PRISONERS, Group.MEDICS, Group.OFFICIALS, Group.JOURNALISTS)  # who may go there for other ends
_LIES = frozenset(("يرقد", "ترقد", "يرقدون", "يزال", "تزال"))
_WARDS = frozenset(("العنايه", "الانعاش", "العنايه", "قسم", "مستشفي", "المستشفي", "غيبوبه", "مستشفيات"))
_THE_REST = frozenset(
    ("البقيه", "والبقيه", "الباقون", "والباقون", "الباقين", "والباقين", "باقيهم", "وباقيهم", "بقيتهم", "وبقيتهم")
)
_TURNED = frozenset(("تحول", "تحولت", "وتحول", "وتحولت"))
_FAR = 8  # words


class FoundReading(TallyReading):
    """Says what the words around a count tell of its people, where no cue does."""

    unnumbered: tuple[Outcome, int] | None = None  # «لقي كل ركابها حتفهم», whose number follows, and where it ends

    def _is_found_so(self, phrase: CountPhrase) -> bool:
        """«عثر على خمسة منهم مقتولين», «وجدت زوجتي وبناتي الأربع جثثا»: alive or dead, and they are dead."""
        if phrase.definite and not phrase.known:
            return False
        behind = range(phrase.end, min(phrase.end + 5, len(self.words)))
        ends = next((at for at in behind if self.texts[at] in DEAD or self.words[at].is_sign), None)
        if ends is None or self.texts[ends] not in DEAD:
            return False
        return any(_plain(text) in _FINDS for text in self.texts[max(0, phrase.start - _FAR) : phrase.start])

    def _is_found_alone(self, index: int) -> bool:
        """«ثم وجد المهاجم ميتا», «وعثر عليه مقتولا»: one spoken of before, whose end no figure has told yet."""
        if self.waiting or self.texts[index] not in DEAD or self.texts[index].endswith(("ين", "ان", "ي")):
            return False
        ahead = [_plain(text) for text in self.texts[max(0, index - 3) : index]]
        found = any(text in ("وجد", "وجدت") for text in ahead[-2:]) or ahead[-2:] in (
            ["عثر", "عليه"],
            ["عثر", "عليها"],
        )
        alone = [
            m for m in (*self.before[-40:], *self.mentions) if m.outcome is Outcome.KILLED and m.low == m.high == 1
        ]
        return found and not alone and self._gap(self.last.end if self.last else 0, index) > 2

    def _one_found(self, index: int) -> CountPhrase:
        """Who was found so: of the group of the one who was sought or taken, where one was told."""
        sought = (Outcome.MISSING, Outcome.ABDUCTED)
        told = (
            m for m in reversed([*self.before[-20:], *self.mentions]) if m.outcome in sought and m.low == m.high == 1
        )
        group = next((mention.group for mention in told), Group.PEOPLE)
        return CountPhrase(
            start=index, end=index + 1, low=1, high=1, qualifier=Qualifier.EXACT, of=Of.PERSON, group=group,
            explicit=False,
        )  # fmt: skip

    def _is_alive(self, phrase: CountPhrase) -> bool:
        """«رضيعة عمرها 13 شهرا انتشلت حية»; but «أحرقوا أحياء», «خمسة في أحياء المدينة»."""
        if phrase.of not in (Of.PERSON, Of.OTHERS, Of.NOTHING, Of.THEM):
            return False
        for at in range(phrase.end, min(phrase.end + _FAR, len(self.words))):
            word = self.words[at]
            if (
                word.is_sign
                or word.text in _OTHER_CLAUSE
                or (word.text[0] == "و" and len(word.text) > 3)
                or word.text == "وتم"
            ):
                return False
            behind = self.words[at + 1] if at + 1 < len(self.words) else None
            quarters = word.text == "احياء" and behind is not None and not (behind.is_sign or behind.text in _LINKS)
            if word.text in _ALIVE and not quarters:
                before = _plain(self.texts[at - 1])
                before = before if before in _BURNT else self.texts[at - 1]
                burnt = any(_plain(text) in _BURNT for text in self.texts[max(0, phrase.start - 4) : phrase.start])
                return not burnt and before not in _LINKS and before not in _BURNT
        return False

    def _is_taken_to_hospital(self, phrase: CountPhrase) -> bool:
        """«نقل جنديان جوا إلى المستشفى», «نقلت رفيقاتها الثلاث إلى مستشفى»: hurt, unless sick or dead by then."""
        if phrase.of is not Of.PERSON or (phrase.definite and not phrase.known) or phrase.group in _VISITORS:
            return False
        ahead = self.words[max(0, phrase.start - 4) : phrase.start]
        if not any(word.text in _CARRIES for word in ahead) or any(word.is_sign for word in ahead[-1:]):
            return False
        if not _SICK.isdisjoint(self.texts[phrase.start : phrase.end + 2]):
            return False
        for at in range(phrase.end, min(phrase.end + 7, len(self.words))):
            if self.words[at].is_sign:
                return False
            if self.texts[at] in HOSPITALS or self.texts[at].startswith(("للمستشف", "للمشف")):
                behind = self.words[at : at + 12]
                return not any(word.text.startswith(_DIES) or word.text in ("لاجراء", "للولاده") for word in behind)
        return False

    def _told_by_what_befell(self, phrase: CountPhrase) -> tuple[list[Outcome], Mention | None, bool] | None:
        """The outcome of people who were struck, taken to hospital or lie there; whom they are part of."""
        if self._is_struck(phrase):
            self.waiting = []  # who struck them
            return [Outcome.INJURED], None, False
        hurt = self._last_of(Outcome.INJURED)
        if self._is_taken_to_hospital(phrase):
            return [Outcome.INJURED], hurt if hurt is not None and hurt.low > phrase.low else None, False
        if phrase.of in (Of.NOTHING, Of.PERSON) and self._lies_gravely(phrase):
            return [Outcome.INJURED], hurt, False
        return None

    def _numbers_the_dead(self, phrase: CountPhrase) -> bool:
        """«فلقي كل ركابها حتفهم وعددهم 21»"""
        assert self.unnumbered is not None
        return self._is_numbered_behind(phrase) and self._gap(self.unnumbered[1], phrase.start) <= 2

    def _is_struck(self, phrase: CountPhrase) -> bool:
        """«طعن شاب ثلاثة مصلين», «دهست سيارة سبعة من المارة»: hurt, where nothing tells that they died of it."""
        if phrase.of is not Of.PERSON or not phrase.explicit or phrase.prefix or phrase.joined:
            return False
        ahead = self.words[max(0, phrase.start - 4) : phrase.start]
        if not any(_plain(word.text) in _WOUNDS for word in ahead) or any(word.is_sign for word in ahead):
            return False
        behind = self.words[phrase.end : phrase.end + 14]
        return not any(word.text in CAUSED or word.text.startswith(_FELL) or word.text == "الموت" for word in behind)

    def _died_behind(self, phrase: CountPhrase) -> bool:
        """«إن اثنين من الجرحى فارقا الحياة»: the verb right behind tells that they died."""
        cue = CUES.at(self.words, phrase.end) if phrase.end < len(self.words) else None
        if cue is None or cue.value.outcome is not Outcome.KILLED or cue.joined:
            return False
        of_more = cue.value.plural or cue.value.plain.endswith("ا")
        return cue.value.kind in (CueKind.VERB, CueKind.FALL) and of_more

    def _is_numbered_behind(self, phrase: CountPhrase) -> bool:
        """«مقتل جميع ركاب الطائرة وعددهم 24»: the number of those whom the open cue names."""
        return phrase.start > 0 and self.texts[phrase.start - 1] in NUMBERING

    def _is_brought_along(self, phrase: CountPhrase) -> bool:
        """«وصلا ومعهما جريحة», «وفيها جريحان»"""
        return phrase.start > 0 and self.texts[phrase.start - 1] in _WITH

    def _lies_gravely(self, phrase: CountPhrase) -> bool:
        """«لا يزال 39 في حالة حرجة»"""
        behind = self.texts[phrase.end : phrase.end + 3]
        if behind[:2] in (["في", "حاله"], ["في", "وضعيه"]):
            return behind[2:] != [] and behind[2] in GRAVE
        told = bool(self.mentions or self.before) or phrase.of is Of.NOTHING
        lies = told and not _LIES.isdisjoint(self.texts[max(0, phrase.start - 2) : phrase.start])
        return lies and any(text.removeprefix("ب") in _WARDS for text in behind[:2])

    def _has_vanished(self, phrase: CountPhrase) -> bool:
        """«تحولت 101 حالة منها إلى اختفاء قسري»: arrests of which nobody hears any more."""
        if phrase.of is Of.PERSON or _TURNED.isdisjoint(self.texts[max(0, phrase.start - 3) : phrase.start]):
            return False
        return any(text.startswith(("اختفاء", "الاختفاء")) for text in self.texts[phrase.end : phrase.end + 5])

    def _held_as_hostages(self, phrase: CountPhrase) -> bool:
        """«احتجزوا أربعة رهائن», «احتجز ثلاثة موظفين في مصرف بمدينة صور رهائن»"""
        end = min(phrase.end + 6, len(self.words))
        stop = next((at for at in range(phrase.end, end) if self.words[at].is_sign), end)
        if not HOSTAGES.isdisjoint(self.texts[phrase.end : phrase.end + 2]):
            return True
        return any(text.removeprefix("ك") in ("رهاين", "رهينه") for text in self.texts[phrase.start : stop])

    def _describes_the_rest(self, phrase: CountPhrase) -> bool:
        """«ثلاثة منهم أفراد الطاقم، والبقية باعة وصيادون»: those told, described."""
        ahead = self.texts[max(0, phrase.start - 3) : phrase.start]
        if not phrase.plural or phrase.of is not Of.PERSON:
            return False
        some = self.last is not None and self.last.phrase.of is Of.THEM and ahead[-1:] in (["هم"], ["وهم"])
        return some or any(text in _THE_REST for text in ahead)

    def _tells_of_part_alone(self, phrase: CountPhrase) -> bool:
        """«خرج 12 راكبا، ثلاثة منهم مصابون»: the word is of the three, while the others came through."""
        last = self.last
        if last is None or last.phrase.of is not Of.THEM or last.outcome is not None or phrase.definite:
            return False
        return phrase.outcome is Outcome.INJURED and last.phrase.explicit and last.parent is not None


def _plain(text: str) -> str:
    return text[1:] if text[:1] in ("و", "ف") and len(text) > 3 else text
