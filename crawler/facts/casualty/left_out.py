"""Counts that are no figure of their own: the sick, the recovered, suspects, some of those told already."""

from crawler.facts.casualty.parts import PartReading
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.wording import REASONS, SICK, SUSPECTS, WENT_HOME
from crawler.facts.figure import Group, Outcome


class LeftOut(PartReading):
    """Says which counts are left out."""

    def _is_left_out(self, phrase: CountPhrase) -> bool:
        """Whether a count is of people who came to no harm, or of some whose harm was told."""
        if self._is_disease(phrase) or self._went_home(phrase):
            return True
        return self._is_suspect(phrase) or self._is_some_known(phrase)

    def _went_home(self, phrase: CountPhrase) -> bool:
        """«3 من المصابين غادروا المستشفى»: they were told as injured before, and are well now."""
        if not phrase.explicit or phrase.of not in (Of.HARMED, Of.THEM):
            return False
        if phrase.of is Of.HARMED and 0 <= phrase.start - self.safe_at <= 1 and phrase.outcome is Outcome.INJURED:
            return True  # «خروج 14 مصابا بعد تحسن حالتهم»
        near = [*self.words[max(0, phrase.start - 2) : phrase.start], *self.words[phrase.end : phrase.end + 1]]
        return any(word.text in WENT_HOME for word in near)

    def _is_some_known(self, phrase: CountPhrase) -> bool:
        """«هوية عدد من الجثث»: some of the dead, who were told as dead already; «سقوط عدد من القتلى» tells them."""
        if phrase.of is not Of.HARMED or not phrase.explicit or (phrase.low, phrase.high) != (3, None):
            return False
        if not self.words[phrase.end - 1].text.startswith("ال"):
            return False
        opened = self.cue is not None and self._gap(self.cue.end, phrase.start) <= 1
        behind = self.words[phrase.end : phrase.end + 5]
        missing = any(word.text in ("تحت", "مفقودين", "مفقودون") for word in behind)
        return not (opened or 0 <= phrase.start - self.opens_at <= 4 or missing or self._linked(phrase))

    def _is_suspect(self, phrase: CountPhrase) -> bool:
        """«توقيف ثلاثة مشتبه بهم»: arrests for a crime are no harm that is counted."""
        if self.cue is None or self.cue_outcomes[:1] != [Outcome.DETAINED] or self._gap(self.cue.end, phrase.start) > 4:
            return False
        near = self.words[max(self.cue.end, phrase.start - 1) : phrase.end + 3]
        if any(word.text in SUSPECTS for word in near):
            return True
        if self.cue.value.plain.startswith("القبض"):
            return phrase.group in (Group.PEOPLE, Group.MEN)
        return any(word.text in REASONS for word in self.words[phrase.end : phrase.end + 12])

    def _is_disease(self, phrase: CountPhrase) -> bool:
        after = [word.text for word in self.words[phrase.end : phrase.end + 2]]
        return any(text in SICK for text in after)
