"""Nouns whose verb follows: «أن شابا … قتل», «صدمت سيارة سيدة، فتوفيت», «العثور على امرأة مقتولة»."""

from crawler.arabic.people import HARMED, PEOPLE
from crawler.arabic.words import clitics
from crawler.facts.casualty.counts import count_at
from crawler.facts.casualty.cues import (
    CAUSED,
    CUES,
    HIS,
    KNOWN_ROLES,
    LASTS,
    CueKind,
)
from crawler.facts.casualty.doers import DoerReading
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.roles import ORDINALS
from crawler.facts.casualty.wording import AGE_UNITS, CLAUSE_STOPS, TIME_WORDS
from crawler.facts.figure import Outcome

_TARGETS = frozenset(("استهدف", "استهدفت", "استهدفوا", "باغت", "باغتت", "باغتوا", "لاحق", "لاحقوا", "اعترض", "اعترضوا"))
_SEEN_BY = frozenset(("بحضور", "بمراي", "برفقه", "انظار"))
_AFTER_VERB = CLAUSE_STOPS | frozenset(
    (
        "امام",
        "وسط",
        "اثناء",
        "حين",
        "عندما",
        "بينما",
        "فيما",
        "قبل",
        "برصاص",
        *"رميا حرقا غرقا طعنا اختناقا خنقا جوعا عطشا بردا دهسا ذبحا صعقا شنقا سحقا".split(),
    )
)
_THE_SAID = (["المذكور"], ["المذكوره"], ["المتضرر"], ["المتضرره"], ["المعني"])
_BEFELL_HER = frozenset("اصيب اصيبت توفي توفيت لقي لقيت استشهد استشهدت تعرض تعرضت".split())
_AGE = 7  # words
_THAT = frozenset(("ان", "بان", "وان", "وبان", "فان"))
_AGED = AGE_UNITS | frozenset(("عمره", "عمرها", "العمر"))

_LAID_LOW = frozenset(
    "فاردته فاردتها فاردتهما فاردتهم فقتلته فقتلتها فقتلتهما فقتلتهم فصرعته فصرعتها فاردوه فاردوها".split()
)


class SubjectReading(DoerReading):
    """Says which nouns wait for the word that tells what became of them."""

    attack_at = -9  # the end of «أطلق النار على», behind which whoever was attacked may stand
    attacked: Mention | None = None  # who was attacked, and may have died of it

    def _is_attacked(self, phrase: CountPhrase) -> bool:
        """«أطلق النار على راعي أغنام», «صدمت سيارة تلميذا», «سقط طفل من شرفة»: whose end may be told behind."""
        fell = self.cue is not None and self.cue.value.plain.startswith("سقط") and self.cue.end == phrase.start
        if fell and phrase.of is Of.PERSON and not (phrase.definite or phrase.plural):
            self.cue = None
            return True
        if phrase.of is not Of.PERSON or phrase.definite or phrase.joined or phrase.prefix or self.cue is not None:
            return False
        gap = phrase.start - self.attack_at
        if gap > 6 and phrase.object:
            ahead = range(phrase.start - 1, max(-1, phrase.start - 7), -1)
            gap = next((phrase.start - at for at in ahead if self.texts[at].removeprefix("و") in _TARGETS), gap)
        woman = phrase.lemma.endswith("ه") and gap <= 3 and not phrase.plural
        return gap == 0 or ((phrase.object or woman or self._is_laid_low(phrase)) and 0 < gap <= 6)

    def _is_laid_low(self, phrase: CountPhrase) -> bool:
        """«صعقت صاعقة راعي غنم فأردته جثة هامدة»: what struck him killed him."""
        return not _LAID_LOW.isdisjoint(self.texts[phrase.end : phrase.end + _AGE])

    def _is_hit_at_home(self, phrase: CountPhrase) -> bool:
        """«انفجرت عبوة بعجلة ضابط … ما أدى إلى استشهاده»: whose end is told behind, hit in what is his."""
        if phrase.of is not Of.PERSON or phrase.definite or phrase.plural or phrase.joined:
            return False
        blown = any(
            text.lstrip("وف").startswith("انفجر") for text in self.texts[max(0, phrase.start - 9) : phrase.start]
        )
        if phrase.prefix == "ب" and blown:
            return any(text in CAUSED or text == "بتر" for text in self.texts[phrase.end : phrase.end + 14])
        if phrase.prefix:
            return False
        hit = phrase.start > 0 and any(rest in HIS for _, rest in clitics(self.texts[phrase.start - 1]))
        return hit and not CAUSED.isdisjoint(self.texts[phrase.end : phrase.end + 14])

    def _is_found_dead(self, phrase: CountPhrase) -> bool:
        """«العثور على امرأة مقتولة», «وجد شاب ثلاثيني مذبوحا»"""
        if phrase.start != self.opens_at or phrase.of is not Of.PERSON or phrase.definite:
            return False
        end = self._behind_age(phrase.end)
        near = range(end, min(end + 3, len(self.words)))
        cue = next((cue for at in near if (cue := CUES.at(self.words, at)) is not None), None)
        return cue is not None and cue.value.kind is CueKind.AFTER and cue.value.outcome is Outcome.KILLED

    def _may_wait(self, phrase: CountPhrase) -> bool:
        """Whether a noun may be the subject of a verb behind it: at the start, after «أن» or «العثور على»."""
        if (
            phrase.definite
            or phrase.joined
            or (phrase.owned and not phrase.lemma and not self._is_told_behind(phrase))
            or phrase.prefix
            or phrase.of is not Of.PERSON
        ):
            return phrase.of is Of.OTHERS and phrase.low == 1 and not phrase.prefix and self._fate_behind(phrase)
        before = self.texts[phrase.start - 1] if phrase.start else ""
        if before == '"' and phrase.start > 1 and self.texts[phrase.start - 2] in _THAT:
            before = "ان"  # «أن "جنديا من الدورية أصيب"»
        if phrase.owned and self._has_no_trace(phrase):
            return True
        opened = (
            phrase.start == 0
            or before in ("ان", "بان", "وان", "وبان", "فان", ":", "وكان", "وكانت")
            or 0 <= phrase.start - self.opens_at <= 1
            or (phrase.owned and before in LASTS)
        )
        return opened or self._told_behind(phrase)

    def _is_known_subject(self, phrase: CountPhrase) -> bool:
        """«وإن السائق أصيب بكسور», «أن المسلح، البالغ 24 عاما، لقي مصرعه»: one whose part is told by the article."""
        if phrase.prefix != "ال" or phrase.plural or phrase.start == 0:
            return False
        if self.texts[phrase.start - 1] not in ("ان", "وان", "بان", "وبان", "فان", "لكن"):
            return False
        if phrase.lemma not in KNOWN_ROLES:
            return self._is_first_told_so(phrase)
        if any(told.phrase.lemma == phrase.lemma for told in (*self.before, *self.mentions)):
            return False  # he was told of before
        for at in range(phrase.end, min(phrase.end + 9, len(self.words))):
            cue = CUES.at(self.words, at)
            if cue is not None and cue.value.kind in (CueKind.VERB, CueKind.NO, CueKind.BLOCK, CueKind.SUBSET):
                return cue.value.plain in ("اصيب", "لقي", "توفي", "قتل") and self._has_no_object(cue.end)
        return False

    def _is_first_told_so(self, phrase: CountPhrase) -> bool:
        """«وأضاف أن الفتاة أصيبت بحروق»: of whom the story told no harm before, and the verb right behind her."""
        at = phrase.end + (self.texts[phrase.end : phrase.end + 1] in _THE_SAID)
        cue = CUES.at(self.words, at) if at < len(self.words) else None
        befell = cue is not None and cue.value.kind is CueKind.VERB and cue.value.plain in _BEFELL_HER
        if cue is None or not befell or phrase.of is not Of.PERSON or phrase.explicit:
            return False
        told = (*self.before, *self.mentions)
        return self._has_no_object(cue.end) and not any(
            old.low == 1 or old.outcome is cue.value.outcome for old in told
        )

    def _is_told_behind(self, phrase: CountPhrase) -> bool:
        return self._befalls(phrase) or self._is_still(phrase) or self._has_no_trace(phrase)

    def _is_still(self, phrase: CountPhrase) -> bool:
        """«ولا تزال شقيقتها مفقودة», «ظل رفيقاهم تحت الردم»: kin, and what they still are right behind."""
        if phrase.start == 0 or self.texts[phrase.start - 1] not in LASTS or phrase.end >= len(self.words):
            return False
        cue = CUES.at(self.words, phrase.end)
        return (cue is not None and cue.value.kind is CueKind.AFTER) or HARMED.at(self.words, phrase.end) is not None

    def _befalls(self, phrase: CountPhrase) -> bool:
        """«تعرضت حماته إلى إصابة»: whom it befell, and what."""
        cue = CUES.at(self.words, phrase.end) if phrase.end < len(self.words) else None
        return phrase.start == self.opens_at and cue is not None and cue.value.kind is CueKind.AFTER

    def _has_no_trace(self, phrase: CountPhrase) -> bool:
        """«ابنه الأكبر لم يعثر له على أثر»: what stands behind one of the kin tells that he is missing."""
        for at in range(phrase.end, min(phrase.end + 3, len(self.words))):
            cue = CUES.at(self.words, at)
            if cue is not None:
                return cue.value.kind is CueKind.AFTER and cue.value.outcome is Outcome.MISSING
        return False

    def _waits_beside(self, phrase: CountPhrase) -> bool:
        """«إن طالبا وحارسا قتلا», «9 أطفال وامرأة قتلوا»: the second of two whose verb follows."""
        if not self.waiting or self.last is not self.waiting[-1] or not phrase.joined:
            return False
        last = self.waiting[-1].phrase
        if last.explicit and last.end == phrase.start and not phrase.plural and self._told_behind(phrase):
            cue = CUES.at(self.words, phrase.end)
            return cue is not None and cue.value.plural
        if not phrase.object:
            return False
        return last.object and not last.explicit and last.end == phrase.start and not phrase.plural

    def _fate_behind(self, phrase: CountPhrase) -> bool:
        """«لا يزال خامس في عداد المفقودين»: one more, whose fate stands right behind."""
        if phrase.start == 0 or self.texts[phrase.start - 1] not in LASTS or phrase.end >= len(self.words):
            return False
        cue = CUES.at(self.words, phrase.end)
        return cue is not None and cue.value.kind is CueKind.AFTER

    def _told_behind(self, phrase: CountPhrase) -> bool:
        """«هوية مسلحين قتلا في …»: a verb of those who suffered right behind the noun, and nobody behind the verb."""
        cue = CUES.at(self.words, phrase.end) if phrase.end < len(self.words) else None
        if cue is None or cue.value.kind is not CueKind.VERB or cue.joined or cue.value.imperfect:
            return False
        return self._has_no_object(cue.end)

    def _has_no_object(self, index: int) -> bool:
        """Whether what follows a verb is no object: a preposition, a further verb, a sign with no count behind it."""
        while index < len(self.words) and (self.words[index].is_sign or self.texts[index] in TIME_WORDS):
            index += 1
        if index >= len(self.words) or self.texts[index] in _AFTER_VERB:
            return True
        follower = count_at(self.words, index, self.numbers)
        if follower is not None and follower.explicit and not follower.joined:
            return False
        cue = CUES.at(self.words, index)
        return self.texts[index].startswith("ب") or self.words[index - 1].is_sign or (cue is not None and cue.joined)

    def _behind_age(self, index: int) -> int:
        """Behind «تبلغ من العمر 45 سنة», «في العشرين من عمره», «عمره 7 سنوات»."""
        if index + 1 < len(self.words) and self.texts[index] == "في" and self.texts[index + 1] in ORDINALS:
            teen = index + 2 < len(self.words) and self.texts[index + 2] in ("عشر", "عشره")
            following = index + (3 if teen else 2)
            if following < len(self.words) and self.texts[following] not in ("من", *_AGED):
                return following
        near = range(index, min(index + _AGE, len(self.words)))
        last = next((at for at in near if self.words[at].is_sign), near.stop)
        ends = [at for at in range(index, last) if self.texts[at] in _AGED]
        return ends[-1] + 1 if ends else index

    def _behind_age_or_rank(self, index: int, stop: int) -> int:
        """Behind an age or a rank: «طفل في السابعة من عمره وعامل», «ضابط برتبة نقيب وجندي»."""
        if index < len(self.words) and self.texts[index] == "برتبه":
            return min(index + 2, stop)
        return min(self._behind_age(index), stop)

    def _tells_nations(self, phrase: CountPhrase) -> bool:
        """«مهندسين، هنديا وفلبينيا»: where those just counted are from."""
        last = self.last
        if last is None or phrase.explicit or phrase.low != 1 or not last.phrase.explicit or last.low < 2:
            return False
        noun = PEOPLE.at(self.words, phrase.start)
        if noun is None or not noun.value.nation or noun.definite or noun.end != phrase.end:
            return False
        between = self.texts[last.end : phrase.start]
        if between == ["،"]:
            return True
        before = PEOPLE.at(self.words, phrase.start - 1)
        return phrase.joined and between[:1] == ["،"] and before is not None and before.value.nation

    def _looks_on(self, phrase: CountPhrase) -> bool:
        """«قُتل أمام ولديه», «أمام أعين زوجته»: kin who saw it."""
        before = self.texts[max(0, phrase.start - 2) : phrase.start]
        return bool(before) and (before[-1] == "امام" or before == ["امام", "اعين"] or before[-1] in _SEEN_BY)
