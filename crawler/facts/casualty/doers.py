"""Who did it, named between a verb and those who suffered: «اختطف مسلحون 5 أشخاص», «أصابت رصاصة طفلة»."""

from crawler.facts.casualty.actors import starts_name
from crawler.facts.casualty.counts import count_at
from crawler.facts.casualty.cues import CUES, MISSILES, STRAY, CueKind
from crawler.facts.casualty.described import DescribedReading
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.wording import CLAUSE_STOPS, UNKNOWN_MEN
from crawler.facts.figure import Group, Outcome

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
_TELLING = (CueKind.VERB, CueKind.MASDAR, CueKind.SUBSET, CueKind.AFTER, CueKind.FALL)


class DoerReading(DescribedReading):
    """Tells those who did it from those who suffered."""

    def _is_agent(self, phrase: CountPhrase) -> bool:
        """«قتل مسلحون 5 أشخاص»: the noun at the verb did it when somebody else follows as its object."""
        assert self.cue is not None
        if self.cue.value.kind is not CueKind.VERB or phrase.object:
            return False
        active = self._is_active()
        if active and phrase.group is Group.FIGHTERS and not phrase.definite and phrase.start == self.cue.end:
            return True  # armed men murder and abduct, whatever stands between them and those they take
        if active and self.texts[phrase.start] in UNKNOWN_MEN:
            return True
        if self._late_object(phrase) is not None:
            return True
        for at in range(phrase.end, min(phrase.end + 7, len(self.words))):
            if self.texts[at] in CLAUSE_STOPS:
                return False
            cue = CUES.at(self.words, at)
            if cue is not None and cue.joined and cue.value.kind in (CueKind.VERB, CueKind.MASDAR):
                return False
            follower = count_at(self.words, at, self.numbers)
            if follower is not None and not follower.joined:
                adjective = at == phrase.end and not (follower.explicit or follower.object or phrase.agent)
                named = not phrase.plural or self.texts[at].endswith("ون")
                if adjective and not follower.definite and named and follower.lemma.endswith("ي"):
                    continue  # «ضابط شرطة أمريكي رجلا», «جنود إسرائيليون ناشطا»
                if self.texts[at - 1].startswith("و") and phrase.plural and not follower.explicit:
                    continue  # «جنود ومقاتلون أجانب ستة رعاة»
                if follower.explicit and (self._is_clause_verb(at - 1) or self.texts[at - 1] == "مع"):
                    return False  # «قتل شرطي كان يحرس 12 سجينا»
                object_follows = follower.explicit or follower.object or follower.owned
                beside = phrase.agent and at == phrase.end and not follower.definite
                some = follower.of is Of.THEM and follower.explicit and phrase.group is Group.FIGHTERS
                return some or (follower.of is Of.PERSON and (object_follows or beside))
        return False

    def _takes_behind(self, phrase: CountPhrase) -> int | None:
        """«احتجاز عناصر من جهاز أمني ثلاثة محامين»: who takes stands in the genitive, whom he takes follows."""
        if self.cue is None or self.cue.value.kind is not CueKind.MASDAR:
            return None
        taken = self.cue.value.outcome in (Outcome.DETAINED, Outcome.ABDUCTED) and not phrase.explicit
        armed = phrase.group in (Group.FIGHTERS, Group.SOLDIERS, Group.POLICE) and phrase.plural and not phrase.joined
        if not (taken and armed and phrase.start == self.cue.end):
            return None
        for at in range(phrase.end, min(phrase.end + 7, len(self.words))):
            if self.words[at].is_sign:
                return None
            follower = count_at(self.words, at, self.numbers)
            if follower is not None and follower.explicit:
                fits = follower.of is Of.PERSON and not follower.joined and not follower.prefix
                return at if fits else None
        return None

    def _late_object(self, phrase: CountPhrase) -> int | None:
        """«قتل مسلحون …، خلال هجوم على قرية …، 18 مزارعا»: an explicit object behind a comma, with no cue between."""
        if (clause := self._object_behind_clause(phrase)) is not None:
            return clause
        if not (phrase.agent and phrase.plural and phrase.group is Group.FIGHTERS):
            return None
        for at in range(phrase.end, min(phrase.end + 26, len(self.words))):
            cue = CUES.at(self.words, at)
            if self.texts[at] == "." or (cue is not None and cue.value.kind in _TELLING):
                return None
            if self.texts[at] == "،" and at + 1 < len(self.words):
                follower = count_at(self.words, at + 1, self.numbers)
                if follower is not None and follower.explicit and not follower.joined and not follower.prefix:
                    return at if follower.of is Of.PERSON else None
        return None

    def _is_active(self) -> bool:
        """Whether the open cue is a verb that names who did it: armed men murder, abduct, detain."""
        return self.cue is not None and self.cue.value.plain.startswith(_ACTIVE)

    def _behind_agent(self, phrase: CountPhrase) -> bool:
        """«أعدم تنظيم داعش الصحفي سامر»: one named person behind the name of who did it."""
        assert self.cue is not None
        between = range(self.cue.end, phrase.start)
        plain = all(not self.words[at].is_sign and self.texts[at] not in CLAUSE_STOPS for at in between)
        if phrase.group is Group.PEOPLE and phrase.lemma.endswith("ي"):
            return False  # «الإسرائيلي» belongs to the name
        return plain and 0 < len(between) <= 6 and starts_name(self.words, self.cue.end)

    def _is_hit_by_missile(self, phrase: CountPhrase) -> bool:
        """«أصابت رصاصة طائشة … طفلة»: one person behind a bullet or a shell, and behind where it fell."""
        assert self.cue is not None
        if self.texts[self.cue.end] not in MISSILES or phrase.definite or phrase.plural or phrase.joined:
            return False
        before = self.texts[phrase.start - 1]
        ends = before in MISSILES or before in STRAY or before.startswith("ال")
        return phrase.of is Of.PERSON and ends and phrase.start - self.cue.end <= 10
