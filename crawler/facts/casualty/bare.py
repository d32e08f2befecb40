"""Nouns without a number: «مقتل شاب», «سقوط قتلى», «بينهم نساء», and which of them name people known already."""

from dataclasses import replace

from crawler.facts.casualty.actors import starts_name
from crawler.facts.casualty.counts import count_at
from crawler.facts.casualty.cues import (
    CUES,
    DEATH_ENDS,
    DUAL_VERBS,
    HURTS,
    LASTS,
    MISSILES,
    SHOT_DEAD,
    STRAY,
    TWO_BODIES,
    CueKind,
)
from crawler.facts.casualty.left_out import LeftOut
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.wording import AGE_UNITS, CLAUSE_STOPS, TIME_WORDS, UNKNOWN_MEN
from crawler.facts.figure import Group, Outcome, Qualifier

_ACTIVE = (
    "اغتال",
    "يغتال",
    "تغتال",
    "اختطف",
    "يختطف",
    "تختطف",
    "خطف",
    "يخطف",
    "تخطف",
    "اعدم",
    "احتجز",
    "اعتقل",
    "اوقف",
)


_AGE = 7  # words
_AGED = AGE_UNITS | frozenset(("عمره", "عمرها", "العمر"))
_LATE = 12  # words
_TELLING = (CueKind.VERB, CueKind.MASDAR, CueKind.SUBSET, CueKind.AFTER, CueKind.FALL)


class NounReading(LeftOut):
    """Decides on count phrases that have no number."""

    attack_at = -9  # the end of «أطلق النار على», behind which whoever was attacked may stand

    def _bare(self, phrase: CountPhrase) -> int:
        if self.negated or phrase.start <= self.no_until:
            return phrase.end
        if self.subset_of is not None and self.cue is None and not phrase.definite:
            return self._bare_in_subset(phrase)
        if phrase.of is Of.HARMED:
            self._bare_harmed(phrase)
            return phrase.end
        if self._names_known(phrase) or self._is_lost_parent(phrase):
            return phrase.end
        if self.cue is None or not self._fits_bare(phrase):
            if self._joined_to_last(phrase) and self.last is not None and self.last.outcome is not None:
                self._add(phrase, self.last.outcome, parent=self.last.parent)
            elif self._is_attacked(phrase) or self._is_found_dead(phrase):
                self.last = self._mention(phrase, None, None)
                self.waiting = [self.last]
            elif self._may_wait(phrase):
                self._wait(phrase, None)
            return phrase.end
        if (not self.agent_passed or phrase.start == self.cue.end) and self._is_agent(phrase):
            self.cue, self.agent_passed = replace(self.cue, end=self._late_object(phrase) or phrase.end), True
            return phrase.end
        phrase = self._made_two(phrase)
        for outcome in self.cue_outcomes:
            self._add(phrase, outcome, joint=len(self.cue_outcomes) > 1)
        self.cue = None
        return phrase.end

    def _bare_harmed(self, phrase: CountPhrase) -> None:
        assert phrase.outcome is not None
        if self._is_wounded_who_died(phrase):
            self._add(phrase, Outcome.KILLED)
            self.cue = None
        elif self.cue is not None and self.cue.value.plain in HURTS:
            return  # «لحقت إصابات بثلاثة»: whom they befell follows
        elif self._shares_vague(phrase):
            assert self.last is not None
            self._add(replace(phrase, low=self.last.low, high=None, qualifier=Qualifier.VAGUE), phrase.outcome)
        elif self._tells_waiting(phrase):
            self._resolve_last_waiting(phrase.outcome)
        elif not phrase.definite and self._bare_harmed_counts(phrase):
            self._add(phrase, phrase.outcome)
            self.cue = None

    def _is_wounded_who_died(self, phrase: CountPhrase) -> bool:
        """«استشهاد الجريح علي حمود»: the noun tells who died."""
        if self.cue is None or self.cue_outcomes != [Outcome.KILLED] or phrase.outcome is not Outcome.INJURED:
            return False
        return phrase.definite and not phrase.plural and phrase.low == 1 and self._gap(self.cue.end, phrase.start) == 0

    def _made_two(self, phrase: CountPhrase) -> CountPhrase:
        """«البحث عن مهاجرين فقدا»: the verb behind is of two."""
        bodies = self.cue is not None and self.cue.value.plain in TWO_BODIES
        dual_verb = phrase.end < len(self.words) and self.words[phrase.end].text in DUAL_VERBS
        if phrase.plural and (bodies or dual_verb):
            return replace(phrase, low=2, high=2, qualifier=Qualifier.EXACT)
        cue = CUES.at(self.words, phrase.end) if phrase.end < len(self.words) else None
        if not phrase.plural or cue is None or not cue.value.plain.endswith("ا") or cue.value.plural:
            return phrase
        if cue.value.kind is not CueKind.VERB or cue.value.plain.endswith("وا"):
            return phrase
        return replace(phrase, low=2, high=2, qualifier=Qualifier.EXACT)

    def _tells_waiting(self, phrase: CountPhrase) -> bool:
        """«أوقعت الوحدات 23 إرهابيا قتلى», «نقل 5 أشخاص جرحى»: the noun tells of those just counted."""
        if (
            not self.waiting
            or phrase.joined
            or phrase.definite
            or phrase.prefix
            or not (phrase.plural or phrase.low == 1)
        ):
            return False
        last = self.waiting[-1]
        opened = 0 <= last.start - self.opens_at <= 8
        return last.phrase.explicit and opened and last is self.last and self._gap(last.end, phrase.start) <= 6

    def _resolve_last_waiting(self, outcome: Outcome) -> None:
        mention = self.waiting.pop()
        mention.outcome = outcome
        self.mentions.append(mention)
        self.last, self.cue = mention, None

    def _bare_harmed_counts(self, phrase: CountPhrase) -> bool:
        if phrase.prefix in ("ل", "ب") and phrase.start != self.opens_at:
            return False  # «تعرضوا لإصابات»
        if self._tells_how_hurt(phrase):
            return False
        following = self.words[phrase.end].text if phrase.end < len(self.words) else ""
        if phrase.plural and following.startswith("لل"):
            return False  # «ضحايا للابتزاز»
        opened = self.cue is not None and (self._gap(self.cue.end, phrase.start) <= 1 or self._falls_late(phrase))
        opened = opened or 0 <= phrase.start - self.opens_at <= (6 if phrase.plural else 3)
        if self._joined_to_last(phrase):
            return True
        first = phrase.start == 0 and self.start_opens
        return (opened or first) and not self._is_tie(phrase)

    def _falls_late(self, phrase: CountPhrase) -> bool:
        """«سقط، أمس، في قطاع غزة أول شهيد»: time and place may stand between the verb and who fell."""
        cue = self.cue
        if cue is None or cue.value.kind is not CueKind.FALL or phrase.plural or phrase.start - cue.end > _LATE:
            return False
        between = range(cue.end, phrase.start)
        opens = between and (self.words[cue.end].is_sign or self.words[cue.end].text in TIME_WORDS | {"في"})
        return bool(opens) and all(CUES.at(self.words, at) is None and at not in self.numbers for at in between)

    def _is_lost_parent(self, phrase: CountPhrase) -> bool:
        """«كانت تعيش بمفردها بعد وفاة والديها»: somebody's life told, not the news."""
        cue = self.cue
        if cue is None or cue.value.plain != "وفاه" or cue.start == 0 or phrase.start != cue.end:
            return False
        parent = self.words[phrase.start].text.startswith(("والد", "ابيه", "ابوي", "امه"))
        return phrase.owned and parent and self.words[cue.start - 1].text in ("بعد", "منذ", "عقب", "قبل", "اثر")

    def _tells_how_hurt(self, phrase: CountPhrase) -> bool:
        """«إصابة عدد منهن إصابات خفيفة»: how badly those were hurt who were just counted."""
        last = self.last
        told = last is not None and last.outcome is phrase.outcome is Outcome.INJURED and last.end <= phrase.start
        return told and last is not None and not phrase.joined and self._gap(last.end, phrase.start) <= 1

    def _shares_vague(self, phrase: CountPhrase) -> bool:
        """«عدد من القتلى والجرحى»: the second noun shares «عدد من»."""
        last = self.last
        if last is None or not phrase.joined or phrase.of is not Of.HARMED or phrase.outcome is last.outcome:
            return False
        vague = last.phrase.of is Of.HARMED and last.phrase.explicit and last.phrase.qualifier is Qualifier.VAGUE
        adjective = last.end == phrase.start - 1 and self.words[last.end].text.startswith("ال")
        return vague and (last.end == phrase.start or adjective)

    def _names_known(self, phrase: CountPhrase) -> bool:
        """«متظاهري الساحة», «أبناء الشعب»: a plural tied to a definite noun names people as such."""
        if phrase.plural and phrase.end - phrase.start > 1 and self.words[phrase.end - 1].text.startswith("ال"):
            return True  # «أفراد العصابات»
        return phrase.plural and (phrase.construct or (phrase.high is None and self._is_tie(phrase)))

    def _is_attacked(self, phrase: CountPhrase) -> bool:
        """«أطلق النار على راعي أغنام», «صدمت سيارة تلميذا»: whose end may be told behind."""
        if phrase.of is not Of.PERSON or phrase.definite or phrase.joined or phrase.prefix or self.cue is not None:
            return False
        gap = phrase.start - self.attack_at
        return gap == 0 or (phrase.object and 0 < gap <= 6)

    def _is_found_dead(self, phrase: CountPhrase) -> bool:
        """«العثور على امرأة مقتولة», «وجد شاب ثلاثيني مذبوحا»"""
        if phrase.start != self.opens_at or phrase.of is not Of.PERSON or phrase.definite:
            return False
        end = self._behind_age(phrase.end)
        near = range(end, min(end + 3, len(self.words)))
        cue = next((cue for at in near if (cue := CUES.at(self.words, at)) is not None), None)
        return cue is not None and cue.value.kind is CueKind.AFTER and cue.value.outcome is Outcome.KILLED

    def _behind_age(self, index: int) -> int:
        """Behind «تبلغ من العمر 45 سنة», «في العشرين من عمره», «عمره 7 سنوات»."""
        near = range(index, min(index + _AGE, len(self.words)))
        last = next((at for at in near if self.words[at].is_sign), near.stop)
        ends = [at for at in range(index, last) if self.words[at].text in _AGED]
        return ends[-1] + 1 if ends else index

    def _linked(self, phrase: CountPhrase) -> bool:
        """Also «مع ثلاثة من مرافقيه»."""
        if super()._linked(phrase):
            return True
        near = phrase.start > 0 and self.words[phrase.start - 1].text == "مع" and phrase.explicit
        return near and self.words[phrase.end - 1].text.endswith(("ه", "ها", "هم", "هما"))

    def _may_wait(self, phrase: CountPhrase) -> bool:
        """Whether a noun may be the subject of a verb behind it: at the start, after «أن» or «العثور على»."""
        if (
            phrase.definite
            or phrase.joined
            or (phrase.owned and not phrase.lemma)
            or phrase.prefix
            or phrase.of is not Of.PERSON
        ):
            return phrase.of is Of.OTHERS and phrase.low == 1 and not phrase.prefix and self._fate_behind(phrase)
        before = self.words[phrase.start - 1].text if phrase.start else ""
        opened = (
            phrase.start == 0
            or before in ("ان", "بان", "وان", "وبان", "فان", ":")
            or 0 <= phrase.start - self.opens_at <= 1
        )
        return opened or self._told_behind(phrase)

    def _fate_behind(self, phrase: CountPhrase) -> bool:
        """«لا يزال خامس في عداد المفقودين»: one more, whose fate stands right behind."""
        if phrase.start == 0 or self.words[phrase.start - 1].text not in LASTS or phrase.end >= len(self.words):
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
        while index < len(self.words) and (self.words[index].is_sign or self.words[index].text in TIME_WORDS):
            index += 1
        if index >= len(self.words) or self.words[index].text in CLAUSE_STOPS:
            return True
        follower = count_at(self.words, index, self.numbers)
        if follower is not None and follower.explicit and not follower.joined:
            return False
        cue = CUES.at(self.words, index)
        return (
            self.words[index].text.startswith("ب") or self.words[index - 1].is_sign or (cue is not None and cue.joined)
        )

    def _fits_bare(self, phrase: CountPhrase) -> bool:
        assert self.cue is not None
        gap = self._gap(self.cue.end, phrase.start)
        if self.cue.value.kind is CueKind.FALL and phrase.of is not Of.HARMED:
            passes_away = self.cue.value.plain.startswith("قض") and not phrase.definite and not phrase.prefix
            return passes_away and gap == 0 and self._ends_in_death(phrase)
        if self.cue.value.plain.startswith("بتر") and phrase.of is not Of.PERSON:
            return False  # «وبتر ساق آخر»: one of those who are told as hurt
        if self.cue.value.plain in HURTS and phrase.prefix.endswith("ب"):
            return gap == 0  # «لحقت بسائق الشاحنة جروح»
        if self.cue.value.plain.startswith(("نعي", "نعت", "ينعي", "تنعي")) and phrase.definite and not phrase.plural:
            return gap <= 8  # «نعت مديرية الأمن العام النقيب ليث»
        if self.cue.value.plain.startswith("ارد") and phrase.of is Of.PERSON and not phrase.definite and gap <= 6:
            return any(word.text in SHOT_DEAD for word in self.words[phrase.end : phrase.end + 6])
        if self.agent_passed and phrase.of is Of.PERSON and not phrase.prefix.startswith(("ب", "ل", "و", "ك")):
            return gap <= 14 and not phrase.plural
        if self.cue.value.kind is CueKind.VERB and phrase.definite and not phrase.plural and self._behind_agent(phrase):
            return True
        if phrase.prefix in ("ب", "ل", "لل", "بال", "وب", "ول") or phrase.joined:
            return False
        if self._hits() and (phrase.definite or not phrase.object):
            if self._is_hit_by_missile(phrase):
                return True
            return phrase.owned and gap == 0  # «أصابت المرأة»: a remark, or a missile that hit a wall
        if phrase.object and self.cue.value.kind is CueKind.VERB:
            return gap <= 6
        if phrase.owned and "فقد" in self.cue.value.plain:
            return gap <= 2
        return gap == 0

    def _ends_in_death(self, phrase: CountPhrase) -> bool:
        """«قضى مهندس وثلاثة عمال نحبهم»"""
        return any(word.text in DEATH_ENDS for word in self.words[phrase.end : phrase.end + 6])

    def _is_hit_by_missile(self, phrase: CountPhrase) -> bool:
        """«أصابت رصاصة طائشة … طفلة»: one person behind a bullet or a shell, and behind where it fell."""
        assert self.cue is not None
        if self.words[self.cue.end].text not in MISSILES or phrase.definite or phrase.plural or phrase.joined:
            return False
        before = self.words[phrase.start - 1].text
        ends = before in MISSILES or before in STRAY or before.startswith("ال")
        return phrase.of is Of.PERSON and ends and phrase.start - self.cue.end <= 10

    def _behind_agent(self, phrase: CountPhrase) -> bool:
        """«أعدم تنظيم داعش الصحفي سامر»: one named person behind the name of who did it."""
        assert self.cue is not None
        between = range(self.cue.end, phrase.start)
        plain = all(not self.words[at].is_sign and self.words[at].text not in CLAUSE_STOPS for at in between)
        if phrase.group is Group.PEOPLE and phrase.lemma.endswith("ي"):
            return False  # «الإسرائيلي» belongs to the name
        return plain and 0 < len(between) <= 6 and starts_name(self.words, self.cue.end)

    def _is_agent(self, phrase: CountPhrase) -> bool:
        """«قتل مسلحون 5 أشخاص»: the noun at the verb did it when somebody else follows as its object."""
        assert self.cue is not None
        if self.cue.value.kind is not CueKind.VERB or phrase.object:
            return False
        active = self._is_active()
        if active and phrase.group is Group.FIGHTERS and not phrase.definite and phrase.start == self.cue.end:
            return True  # armed men murder and abduct, whatever stands between them and those they take
        if active and self.words[phrase.start].text in UNKNOWN_MEN:
            return True
        if self._late_object(phrase) is not None:
            return True
        for at in range(phrase.end, min(phrase.end + 7, len(self.words))):
            if self.words[at].text in CLAUSE_STOPS:
                return False
            cue = CUES.at(self.words, at)
            if cue is not None and cue.joined and cue.value.kind in (CueKind.VERB, CueKind.MASDAR):
                return False
            follower = count_at(self.words, at, self.numbers)
            if follower is not None and not follower.joined:
                adjective = at == phrase.end and not (follower.explicit or follower.object or phrase.agent)
                if adjective and not follower.definite and not phrase.plural and follower.lemma.endswith("ي"):
                    continue  # «ضابط شرطة أمريكي رجلا»
                object_follows = follower.explicit or follower.object or follower.owned
                beside = phrase.agent and at == phrase.end and not follower.definite
                return follower.of is Of.PERSON and (object_follows or beside)
        return False

    def _late_object(self, phrase: CountPhrase) -> int | None:
        """«قتل مسلحون …، خلال هجوم على قرية …، 18 مزارعا»: an explicit object behind a comma, with no cue between."""
        if not (phrase.agent and phrase.plural and phrase.group is Group.FIGHTERS):
            return None
        for at in range(phrase.end, min(phrase.end + 26, len(self.words))):
            cue = CUES.at(self.words, at)
            if self.words[at].text == "." or (cue is not None and cue.value.kind in _TELLING):
                return None
            if self.words[at].text == "،" and at + 1 < len(self.words):
                follower = count_at(self.words, at + 1, self.numbers)
                if follower is not None and follower.explicit and not follower.joined and not follower.prefix:
                    return at if follower.of is Of.PERSON else None
        return None

    def _is_active(self) -> bool:
        """Whether the open cue is a verb that names who did it: armed men murder, abduct, detain."""
        return self.cue is not None and self.cue.value.plain.startswith(_ACTIVE)

    def _is_tie(self, phrase: CountPhrase) -> bool:
        """«ضحايا الزلزال»: the noun is tied to another and names people known already."""
        if phrase.end >= len(self.words):
            return False
        following = self.words[phrase.end]
        return following.text.startswith("ال") and not following.is_sign

    def _joined_to_last(self, phrase: CountPhrase) -> bool:
        return (
            phrase.joined
            and not phrase.definite
            and self.last is not None
            and self._gap(self.last.end, phrase.start) <= (1 if phrase.of is Of.PERSON else 0)
        )

    def _bare_in_subset(self, phrase: CountPhrase) -> int:
        whole = self.subset_of
        assert whole is not None
        children = [mention for mention in (*self.mentions, *self.waiting) if mention.parent is whole]
        near = self._gap(children[-1].end if children else max(whole.end, phrase.start - 1), phrase.start) <= 1
        if not near or (children and not phrase.joined):
            return phrase.end
        if phrase.of is Of.HARMED and phrase.outcome is not whole.outcome:
            self.subset_of = None
            return self._bare(phrase)
        if whole.outcome is None:
            self._wait(phrase, whole)
        else:
            self._add(phrase, whole.outcome, parent=whole)
        return phrase.end
