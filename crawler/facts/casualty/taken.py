"""Who did it told before a verb that has those who suffered in its ending: «إن ملثمين اختطفوهم»; and crimes behind a sentence."""

from crawler.arabic.words import Found
from crawler.facts.casualty.cues import Cue, CueKind
from crawler.facts.casualty.described import BELIEVED
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import CountPhrase
from crawler.facts.casualty.scan import SentenceScan
from crawler.facts.casualty.wording import UNKNOWN_MEN
from crawler.facts.figure import Group, Outcome

_THEY_THEM = ("وهم", "وها", "وهما", "وهن", "اه", "اها", "اهم", "اهما")  # a verb of several, and whom it befell
_ONE = ("وه", "وها", "اه", "اها")
_TAKEN = (Outcome.ABDUCTED, Outcome.DETAINED)
_BANDS = frozenset(
    "جماعه عصابه قوه مجموعه حركه ميليشيا مليشيا كتيبه خليه فرقه دوريه وحده عناصر قوات عصابات مجموعات".split()
)
_LONG = 14  # words of a clause about a band
_NEAR = 4  # words between who did it and the verb
_CONVICTS = frozenset(("القتل", "القصاص", "الاعدام"))
_CARRIED_OUT = ("نفذ", "تنفيذ", "بتنفيذ", "ينفذ", "تنفذ")
_CRIMES = frozenset("قتل بقتل لقتله لقتلها لقتل قتلت قتله قتلها ذبح طعن".split())


class TakenReading(SentenceScan):
    """Tells those who took others from those who were taken, and a crime from its punishment."""

    def run(self) -> list[Mention]:
        """Also «حكم القتل في مواطن أقدم على قتل ابن عمه»: the crime is of before."""
        mentions = super().run()
        sentenced = self._put_to_death_at()
        if sentenced is None or len(mentions) < 2:
            return mentions
        for mention in mentions[1:]:
            first = self.texts[mention.cue].removeprefix("و").removeprefix("ف")
            if mention.cue > sentenced and mention.outcome is Outcome.KILLED and first in _CRIMES:
                mention.earlier = True
        return mentions

    def _fits_bare(self, phrase: CountPhrase) -> bool:
        """Also «أردى مسلحون يحملون بنادق 31 شخصا»: who did it, where whom he harmed stands behind his clause."""
        if super()._fits_bare(phrase):
            return True
        verb = self.cue is not None and self.cue.value.kind is CueKind.VERB and self.cue.end == phrase.start
        return verb and self._object_behind_clause(phrase) is not None

    def _fits_cue(self, phrase: CountPhrase) -> bool:
        """Also «قتلت جماعة يعتقد أنها مرتبطة بالقاعدة 13 شخصا»."""
        if super()._fits_cue(phrase):
            return True
        if self.cue is None or self.cue.value.kind is not CueKind.VERB or not phrase.explicit:
            return False
        between = self.words[self.cue.end : phrase.start]
        if not 3 <= len(between) <= _LONG or between[0].text not in _BANDS or not self._may_be_object(phrase):
            return False
        led = any(
            word.text in BELIEVED or self._is_clause_verb(self.cue.end + at) for at, word in enumerate(between[1:3], 1)
        )
        return led and not any(word.is_sign for word in between)

    def _put_to_death_at(self) -> int | None:
        """Where «نفذت … حكم القتل» stands."""
        for at in range(1, len(self.words)):
            if self.texts[at] not in _CONVICTS or self.texts[at - 1] not in ("حكم", "احكام", "عقوبه"):
                continue
            near = self.texts[max(0, at - 8) : at]
            if any(text.removeprefix("و").startswith(_CARRIED_OUT) for text in near):
                return at
        return None

    def _tell_fate(self, found: Found[Cue]) -> None:
        """Also «إن مسلحين خطفوهم»: the two stand for who did it and for whom it befell, who were told before."""
        verb = self.texts[found.end - 1]
        doer = self.waiting[-1] if self.waiting else None
        plain = doer is not None and doer is self.last and not doer.phrase.definite and doer.parent is None
        several = doer is not None and (doer.phrase.plural or doer.low == 2) and not doer.phrase.explicit
        near = doer is not None and self._gap(doer.end, found.start) <= _NEAR
        unknown = not self.waiting and found.start > 0 and self.texts[found.start - 1] in UNKNOWN_MEN
        behind = found.prefix == "" and verb.endswith(_THEY_THEM)
        if not (behind and (unknown or (plain and several and near))):
            super()._tell_fate(found)
            self._put_into_toll(found)
            return
        self.waiting, self.cue = [], None
        self._turn_taken(found, one=verb.endswith(_ONE))

    def _put_into_toll(self, found: Found[Cue]) -> None:
        """«278 مدنيا كانوا في عداد القتلى»: some of the toll told before."""
        last = self.last
        if last is None or last.cue != found.start or last.parent is not None or last.outcome is None:
            return
        if not found.value.plain.startswith("في عداد") or self.texts[found.end - 1][:2] != "ال":
            return
        told = (
            m for m in reversed([*self.before[-40:], *self.mentions]) if m is not last and m.outcome is last.outcome
        )
        whole = next((m for m in told if m.parent is None and not m.earlier), None)
        if whole is not None and whole.group is Group.PEOPLE and whole.low > last.low and last.group is not whole.group:
            last.parent = whole

    def _turn_taken(self, found: Found[Cue], *, one: bool) -> None:
        """«اختفى ثلاثة، وتقول النقابة إن رجالا اختطفوهم»: they are not lost, somebody has them."""
        if found.value.outcome not in _TAKEN:
            return
        told = [m for m in self.mentions if m.parent is None]
        last = told[-1] if told else None
        if last is not None and last.outcome is Outcome.MISSING and (last.low == 1) == one:
            last.outcome = found.value.outcome
            self.last = last
