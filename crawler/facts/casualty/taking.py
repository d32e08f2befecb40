"""Who took those who were taken: forces that arrest, bands that abduct, and nature, which does neither."""

from crawler.arabic.words import Found
from crawler.facts.casualty.cues import BANDS, FORCES, JAILS, PIRATES, Cue
from crawler.facts.casualty.losses import LossReading
from crawler.facts.figure import Outcome

_DOER_BEFORE = 10  # words from «قراصنة» to «واحتجزوا»
_NATURE = frozenset("مياه المياه السيول الثلوج النيران الامواج الفيضانات الانقاض الركام السنه".split())
_LED_AWAY = frozenset(
    "اقتاد اقتادت اقتادوا يقتاد تقتاد اقتيد اقتيدت اقتيدوا اقتياد ساق ساقت ساقوا سيق سيقوا سيقت".split()
)


class TakingReading(LossReading):
    """Tells the detained from the abducted."""

    def _taken_by_whom(self, found: Found[Cue], outcome: Outcome) -> Outcome | None:
        led = not _LED_AWAY.isdisjoint(text.removesuffix("هم").removesuffix("ه") for text in found.value.plain.split())
        if outcome is Outcome.ABDUCTED and (led or "اقتادوه" in found.value.plain) and self._is_arrest(found):
            return Outcome.DETAINED
        if outcome is Outcome.DETAINED and self.texts[found.end : found.end + 1] and self.texts[found.end] in _NATURE:
            return None  # «احتجزتهم مياه الوادي»
        if outcome is Outcome.DETAINED and self._is_by_pirates(found):
            return Outcome.ABDUCTED
        return outcome

    def _is_by_pirates(self, found: Found[Cue]) -> bool:
        """«احتجزت عصابة …», «اعتلى قراصنة السفينة واحتجزوا طاقمها», «انفصاليون يحتجزون كهنة», «احتجاز رهائن»."""
        behind = self.texts[found.end : found.end + 3]
        if not PIRATES.isdisjoint(behind):
            return True
        holds = "حتجز" in found.value.plain or "حتجاز" in found.value.plain
        before = self.texts[max(0, found.start - _DOER_BEFORE) : found.start]
        return holds and (behind[:1] == ["رهاين"] or (found.value.plural and not (PIRATES | BANDS).isdisjoint(before)))

    def _is_arrest(self, found: Found[Cue]) -> bool:
        """«اقتادت قوات الاحتلال خمسة شبان إلى معسكر»: those who lead away are of a state, or where to."""
        near = self.texts[max(0, found.start - 14) : found.end + 16]
        return any(text in JAILS for text in near) or any(text in FORCES for text in near[: 14 + 4])
