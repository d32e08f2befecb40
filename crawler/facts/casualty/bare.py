"""Nouns without a number: «مقتل شاب», «سقوط قتلى», «بينهم نساء», and which of them name people known already."""

from crawler.arabic.people import PEOPLE
from crawler.facts.casualty.cues import (
    BATTLES,
    BURIES,
    CUES,
    DEATH_ENDS,
    DISASTERS,
    DUAL_VERBS,
    HURTS,
    KNOWN_ROLES,
    OF_TWO,
    SHOT_DEAD,
    TWO_BODIES,
    TWO_OWN,
    CueKind,
)
from crawler.facts.casualty.late_subjects import comes_late
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.pronouns import are_two
from crawler.facts.casualty.shares import is_list_line
from crawler.facts.casualty.subjects import SubjectReading
from crawler.facts.casualty.wording import ASIDES, TIME_WORDS
from crawler.facts.figure import Group, Outcome, Qualifier

_THE_PARENTS = ("والام", "الام", "والاب", "الاب")
_KILLS = frozenset(("قتل", "قتلت", "اصاب", "اصابت", "جرح", "جرحت", "خطف", "خطفت", "اعتقل", "اعتقلت"))
_BREAKS = ("بتر ال", "بترت ال", "كسر ال", "كسرت ال", "قطع ال", "قطعت ال", "تهش")
_AMONG_THEM = frozenset(("بينهم", "ضمنهم", "فيهم"))
_ATTACKERS = frozenset(("مهاجم", "منفذ", "مسلح", "قاتل", "انتحاري", "منفذ هجوم", "منفذ الهجوم", "مشتبه"))
_LATE = 12  # words


class NounReading(SubjectReading):
    """Decides on count phrases that have no number."""

    def _bare(self, phrase: CountPhrase) -> int:
        if self.negated or phrase.start <= self.no_until:
            return phrase.end
        end = self._passed_over(phrase) or self._found_of_kin(phrase)
        if end is not None:
            return end
        phrase = self._as_one_of_the_dead(phrase)
        if self.subset_of is not None and self.cue is None and not phrase.definite:
            return self._bare_in_subset(phrase)
        if phrase.of is Of.HARMED:
            self._bare_harmed(phrase)
            return phrase.end
        if self._names_known(phrase) or self._is_nobody_harmed(phrase):
            return phrase.end
        if self.cue is None or self._is_aside(phrase) or not (self._fits_bare(phrase) or self._is_swept_away(phrase)):
            if self._joined_to_last(phrase) and self.last is not None and self.last.outcome is not None:
                self._add(phrase, self.last.outcome, parent=self.last.parent)
            elif self._is_attacked(phrase) or self._is_found_dead(phrase) or self._is_hit_at_home(phrase):
                self.last = self.attacked = self._mention(phrase, None, None)
                self.waiting = [self.last]
            elif self._is_known_subject(phrase):
                group = Group.PEOPLE if phrase.lemma in KNOWN_ROLES else phrase.group
                self._wait(phrase._replace(definite=False, group=group), None)
            elif self._may_wait(phrase) or self._waits_beside(phrase):
                self._wait(phrase, None)
            return phrase.end
        if (not self.agent_passed or phrase.start == self.cue.end) and self._is_agent(phrase):
            self.cue, self.agent_passed = self.cue._replace(end=self._late_object(phrase) or phrase.end), True
            return self.cue.end
        phrase = self._made_two(phrase)
        for outcome in self.cue_outcomes:
            self._add(phrase, outcome, joint=len(self.cue_outcomes) > 1)
        self.cue = None
        return phrase.end

    def _is_nobody_harmed(self, phrase: CountPhrase) -> bool:
        looks_on = phrase.owned and self._looks_on(phrase)
        return looks_on or self._is_lost_parent(phrase) or self._is_of_both_sexes(phrase)

    def _passed_over(self, phrase: CountPhrase) -> int | None:
        """Where reading goes on behind those who bury, or who take others away."""
        if self._bury_their_own(phrase):
            return phrase.end
        taken = self._takes_behind(phrase)
        if taken is not None and self.cue is not None:
            self.cue, self.agent_passed = self.cue._replace(end=taken), True
        return taken

    def _found_of_kin(self, phrase: CountPhrase) -> int | None:
        """«وعدت فوجدت زوجتي وبناتي الأربع جثثا»: adds them, and tells where they end."""
        if phrase.of is not Of.PERSON or not phrase.owned or not self._is_found_so(phrase):
            return None
        self._add(phrase, Outcome.KILLED)
        return phrase.end

    def _bury_their_own(self, phrase: CountPhrase) -> bool:
        """«وارى أهالي القرية 31 من ذويهم الثرى»: those at the verb bury, and the dead follow."""
        buried = self.cue is not None and self.cue.value.plain in BURIES and self.cue.end == phrase.start
        return buried and phrase.of is Of.PERSON and phrase.plural and not phrase.owned

    def _is_of_both_sexes(self, phrase: CountPhrase) -> bool:
        """«14 عاملا وعاملة», «21 بحارا هنديا وفلبينيا», «خمسة أفراد، الأب والأم وأبناؤهما»: the number is of both."""
        last = self.last
        mother = self.texts[phrase.start] == "والام"
        if phrase.joined and (phrase.owned or mother) and self.texts[phrase.start - 1] in _THE_PARENTS:
            return True
        fate = phrase.lemma == "مجهول" and phrase.object  # «لا يزال مصير مدني آخر مجهولا»
        if fate and any(text.startswith("مصير") for text in self.texts[max(0, phrase.start - 14) : phrase.start]):
            return True
        if last is None or not phrase.joined or phrase.low != 1 or not last.phrase.explicit or last.low <= 2:
            return False
        noun = PEOPLE.at(self.words, phrase.start)
        before = PEOPLE.at(self.words, phrase.start - 1)
        if noun is not None and noun.value.nation and before is not None and before.value.nation:
            return phrase.object and phrase.start - last.end <= 1
        return last.end == phrase.start and phrase.lemma == last.phrase.lemma + "ه"

    def _bare_harmed(self, phrase: CountPhrase) -> None:
        assert phrase.outcome is not None
        if self._is_wounded_who_died(phrase):
            self._add(phrase, Outcome.KILLED)
            self.cue = None
        elif self._is_still_sought(phrase):
            self._add(phrase, Outcome.MISSING)
            self.cue = None
        elif self.cue is not None and self.cue.value.plain in HURTS:
            return  # «لحقت إصابات بثلاثة»: whom they befell follows
        elif self._shares_vague(phrase):
            assert self.last is not None
            self._add(phrase._replace(low=self.last.low, high=None, qualifier=Qualifier.VAGUE), phrase.outcome)
        elif self._tells_waiting(phrase):
            self._resolve_last_waiting(phrase.outcome)
        elif not phrase.definite and self._bare_harmed_counts(phrase):
            self._add(phrase, phrase.outcome)
            self.cue = None

    def _is_wounded_who_died(self, phrase: CountPhrase) -> bool:
        """«استشهاد الجريح علي حمود»: the noun tells who died."""
        if self.cue is None or self.cue_outcomes != [Outcome.KILLED]:
            return False
        if phrase.outcome is not Outcome.INJURED and not self.cue.value.plain.endswith(" روح"):
            return False
        return phrase.definite and not phrase.plural and phrase.low == 1 and self._gap(self.cue.end, phrase.start) == 0

    def _is_still_sought(self, phrase: CountPhrase) -> bool:
        """«ولا يزال البحث مستمرا عن المفقود الآخر»"""
        if self.cue is None or self.cue_outcomes != [Outcome.MISSING] or phrase.outcome is not Outcome.MISSING:
            return False
        return phrase.definite and not phrase.plural and phrase.start == self.cue.end

    def _made_two(self, phrase: CountPhrase) -> CountPhrase:
        """«البحث عن مهاجرين فقدا»: the verb behind is of two."""
        bodies = self.cue is not None and self.cue.value.plain in TWO_BODIES
        bodies = bodies or any(text[:1] == "و" and text[1:] in TWO_OWN for text in self.texts[phrase.end :][:2])
        bodies = bodies or any(text in OF_TWO for text in self.texts[phrase.end :][:4])
        dual_verb = phrase.end < len(self.words) and self.texts[phrase.end] in DUAL_VERBS
        if phrase.plural and (bodies or dual_verb or are_two(self.texts, phrase.end)):
            return phrase._replace(low=2, high=2, qualifier=Qualifier.EXACT)
        cue = CUES.at(self.words, phrase.end) if phrase.end < len(self.words) else None
        if not phrase.plural or cue is None or not cue.value.plain.endswith("ا") or cue.value.plural:
            return phrase
        if cue.value.kind is not CueKind.VERB or cue.value.plain.endswith("وا"):
            return phrase
        return phrase._replace(low=2, high=2, qualifier=Qualifier.EXACT)

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
        following = self.texts[phrase.end] if phrase.end < len(self.words) else ""
        if phrase.plural and following.startswith("لل"):
            return False  # «ضحايا للابتزاز»
        opened = self.cue is not None and (self._gap(self.cue.end, phrase.start) <= 1 or self._falls_late(phrase))
        opened = opened or 0 <= phrase.start - self.opens_at <= (6 if phrase.plural else 3)
        if self._joined_to_last(phrase) or self._is_brought_along(phrase):
            return True
        first = phrase.start == 0 and self.start_opens
        first = first or (self.texts[phrase.start - 1] == ":" and is_list_line(self.words) and phrase.start <= 7)
        return (opened or first) and not self._is_tie(phrase)

    def _falls_late(self, phrase: CountPhrase) -> bool:
        """«سقط، أمس، في قطاع غزة أول شهيد»: time and place may stand between the verb and who fell."""
        cue = self.cue
        if cue is None or cue.value.kind is not CueKind.FALL or phrase.plural or phrase.start - cue.end > _LATE:
            return False
        between = range(cue.end, phrase.start)
        opens = between and (self.words[cue.end].is_sign or self.texts[cue.end] in TIME_WORDS | {"في"})
        return bool(opens) and all(CUES.at(self.words, at) is None and at not in self.numbers for at in between)

    def _is_lost_parent(self, phrase: CountPhrase) -> bool:
        """«كانت تعيش بمفردها بعد وفاة والديها»: somebody's life told, not the news."""
        cue = self.cue
        if cue is None or cue.value.plain != "وفاه" or cue.start == 0 or phrase.start != cue.end:
            return False
        parent = self.texts[phrase.start].startswith(("والد", "ابيه", "ابوي", "امه"))
        return phrase.owned and parent and self.texts[cue.start - 1] in ("بعد", "منذ", "عقب", "قبل", "اثر")

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
        adjective = last.end == phrase.start - 1 and self.texts[last.end].startswith("ال")
        return vague and (last.end == phrase.start or adjective)

    def _names_known(self, phrase: CountPhrase) -> bool:
        """«متظاهري الساحة», «أبناء الشعب»: a plural tied to a definite noun names people as such."""
        if phrase.plural and phrase.end - phrase.start > 1 and self.texts[phrase.end - 1].startswith("ال"):
            return True  # «أفراد العصابات»
        return phrase.plural and (phrase.construct or (phrase.high is None and self._is_tie(phrase)))

    def _linked(self, phrase: CountPhrase) -> bool:
        """Also «مع ثلاثة من مرافقيه»."""
        if super()._linked(phrase):
            return True
        near = phrase.start > 0 and self.texts[phrase.start - 1] == "مع" and phrase.explicit
        return near and self.texts[phrase.end - 1].endswith(("ه", "ها", "هم", "هما"))

    def _befalls_behind_preposition(self, phrase: CountPhrase) -> bool:
        """«بترت الساق اليمنى لراعي أغنام», «لحقت بسائق الشاحنة جروح»"""
        assert self.cue is not None
        if self.cue.value.plain.startswith(_BREAKS):
            return phrase.prefix == "ل"
        return self.cue.value.plain in HURTS and phrase.prefix.endswith("ب")

    def _fits_bare(self, phrase: CountPhrase) -> bool:
        assert self.cue is not None
        gap = self._gap(self.cue.end, phrase.start)
        if self.cue.value.kind is CueKind.FALL and phrase.of is not Of.HARMED:
            return self._falls_in_battle(phrase) or (
                gap == 0 and phrase.prefix in ("", "ال") and self._falls_dead(phrase)
            )
        if self.cue.value.plain.startswith("بتر") and phrase.of is not Of.PERSON:
            return False  # «وبتر ساق آخر»: one of those who are told as hurt
        if self._befalls_behind_preposition(phrase):
            return gap == 0
        if self.cue.value.plain.startswith(("نعي", "نعت", "ينعي", "تنعي")) and phrase.definite and not phrase.plural:
            return gap <= 8  # «نعت مديرية الأمن العام النقيب ليث»
        if self.cue.value.plain.startswith("ارد") and phrase.of is Of.PERSON and not phrase.definite and gap <= 6:
            object_of = (phrase.object and gap > 0) or (phrase.owned and gap == 0)  # «أردت الشرطة مسلحا»
            return object_of or not SHOT_DEAD.isdisjoint(self.texts[phrase.end : phrase.end + 6])
        if self.agent_passed and phrase.of is Of.PERSON and not phrase.prefix.startswith(("ب", "ل", "و", "ك")):
            return gap <= 14 and not phrase.plural
        if self.cue.value.kind is CueKind.VERB and phrase.definite and not phrase.plural and self._behind_agent(phrase):
            return True
        if phrase.prefix in ("ب", "ل", "لل", "بال", "وب", "ول") or phrase.joined:
            return False
        if self._hits() and (phrase.definite or not phrase.object):
            if self._is_hit_by_missile(phrase):
                return True
            third = phrase.of is Of.OTHERS and self.texts[phrase.start].endswith("ا")  # «وأصابت ثالثا»
            return (phrase.owned or third) and gap == 0  # «أصابت المرأة»: a remark, or a missile that hit a wall
        if phrase.object and self.cue.value.kind is CueKind.VERB:
            return gap <= 6
        if phrase.owned and ("فقد" in self.cue.value.plain or self.cue.value.plain in BURIES):
            return gap <= 3
        return gap == 0

    def _is_swept_away(self, phrase: CountPhrase) -> bool:
        """«أودت رصاصات طائشة بطفلة», «قتلت المدفعية الحوثية امرأة»"""
        assert self.cue is not None
        if self.cue.value.kind is CueKind.VERB and comes_late(self.words, self.cue.value.plain, self.cue.end, phrase):
            return True
        if phrase.plural or phrase.of is not Of.PERSON:
            return False
        if self.cue.value.plain in _KILLS and phrase.lemma.endswith("ه") and not (phrase.prefix or phrase.joined):
            between = self.texts[self.cue.end : phrase.start]
            return 0 < len(between) <= 3 and all(text.startswith("ال") for text in between)
        if not self.cue.value.plain.startswith(("اود", "تود", "يود")) or phrase.prefix != "ب":
            return False
        return self._gap(self.cue.end, phrase.start) <= 8

    def _is_aside(self, phrase: CountPhrase) -> bool:
        """«فقدوا، بحسب المركز الإعلامي»: a word of those who say so."""
        assert self.cue is not None
        if self.cue.value.plain == "مصير":
            return True  # «مصير مدني خطف قبل أسبوع مجهول»: another word tells what happened
        for at in range(phrase.start - 1, self.cue.end - 1, -1):
            if self.words[at].is_sign:
                return self.texts[at] == "،" and self.texts[at + 1] in ASIDES
        return False

    def _falls_dead(self, phrase: CountPhrase) -> bool:
        """«سقط رقيب في الجيش شهيدا», «قضى اللاعب السابق نحبه»: what he fell as, or that he passed away, stands behind."""
        assert self.cue is not None
        behind = self.texts[phrase.end : phrase.end + 6]
        if self.cue.value.plain.startswith("سقط"):
            return any(text in SHOT_DEAD for text in behind) and not phrase.plural
        passes_away = self.cue.value.plain.startswith("قض")
        if phrase.definite:
            return passes_away and not phrase.plural and any(text.startswith("نحب") for text in behind)
        return passes_away and self._ends_in_death(phrase)

    def _falls_in_battle(self, phrase: CountPhrase) -> bool:
        """«وقضى في الاشتباك ملازم»: what one perishes in stands between."""
        assert self.cue is not None
        if not self.cue.value.plain.startswith("قض") or phrase.definite or phrase.of is not Of.PERSON:
            return False
        between = self.texts[self.cue.end : phrase.start]
        if not 2 <= len(between) <= 5 or between[0] not in ("في", "خلال", "جراء", "اثر", "تحت") or phrase.prefix:
            return False
        return any(text in BATTLES or text in DISASTERS for text in between[1:3])

    def _ends_in_death(self, phrase: CountPhrase) -> bool:
        """«قضى مهندس وثلاثة عمال نحبهم»"""
        return not DEATH_ENDS.isdisjoint(self.texts[phrase.end : phrase.end + 6])

    def _is_tie(self, phrase: CountPhrase) -> bool:
        """«ضحايا الزلزال»: the noun is tied to another and names people known already."""
        if phrase.end >= len(self.words):
            return False
        following = self.words[phrase.end]
        return following.text.startswith("ال") and not following.is_sign

    def _joined_to_last(self, phrase: CountPhrase) -> bool:
        if self.last is not None and not phrase.joined and not phrase.definite and phrase.of is Of.PERSON:
            # «إصابة عشرة برضوض، إضافة إلى متضامنة»
            return self._linked(phrase) and self._gap(self.last.end, phrase.start - 2) <= 2
        return (
            phrase.joined
            and (not phrase.definite or self._is_their_driver(phrase))
            and self.last is not None
            and self._gap(self._behind_age_or_rank(self.last.end, phrase.start), phrase.start)
            <= (1 if phrase.of is Of.PERSON else 0)
        )

    def _as_one_of_the_dead(self, phrase: CountPhrase) -> CountPhrase:
        """«ثلاثة قتلى بينهم المهاجم»: who did it is counted as one of the dead."""
        among = self.subset_of is not None and phrase.start > 0 and self.texts[phrase.start - 1] in _AMONG_THEM
        if among and phrase.prefix == "ال" and not phrase.plural and phrase.lemma in _ATTACKERS:
            return phrase._replace(group=Group.PEOPLE, definite=False)
        return phrase

    def _is_their_driver(self, phrase: CountPhrase) -> bool:
        """«فغرق أربعة سياح والسائق»: one whose part is told by the article, and who was not told before."""
        if phrase.plural or phrase.lemma not in KNOWN_ROLES or self.last is None or self.last.outcome is None:
            return False
        known = any(told.phrase.lemma == phrase.lemma for told in (*self.before, *self.mentions))
        return not known and self.last.phrase.explicit

    def _goes_on_in_list(self, phrase: CountPhrase, end: int) -> bool:
        """«بينهم أستاذة كُسر أنفها وأخرى فقدت الوعي»: the next of the list, behind what befell the first."""
        if not phrase.joined or phrase.definite or phrase.of is Of.HARMED or not 1 < phrase.start - end <= 4:
            return False
        if any(word.is_sign or word.text in ("في", "من", "علي") for word in self.words[end : phrase.start]):
            return False
        first = CUES.at(self.words, end)
        return first is not None and first.value.outcome is not None and first.end <= phrase.start

    def _bare_in_subset(self, phrase: CountPhrase) -> int:
        whole = self.subset_of
        assert whole is not None
        children = [mention for mention in (*self.mentions, *self.waiting) if mention.parent is whole]
        near = self._gap(children[-1].end if children else max(whole.end, phrase.start - 1), phrase.start) <= 1
        near = near or (bool(children) and self._goes_on_in_list(phrase, children[-1].end))
        if not near or (children and not phrase.joined):
            return phrase.end
        if phrase.of is Of.HARMED and phrase.outcome is not whole.outcome:
            self.subset_of = None
            return self._bare(phrase)
        if (
            children
            and phrase.of is Of.OTHERS
            and phrase.low == children[-1].low == 1
            and phrase.start > children[-1].end
        ):
            phrase = phrase._replace(of=Of.PERSON, group=children[-1].group)  # «أستاذة كُسر أنفها وأخرى»
        if whole.outcome is None:
            self._wait(phrase, whole)
        else:
            self._add(phrase, whole.outcome, parent=whole)
        return phrase.end
