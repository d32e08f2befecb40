"""How well an event is attested, in words: Airwars' grades, and «مصدر واحد» for what only one source claims."""

from collections.abc import Mapping

from alerts.events.confidence import Confidence
from alerts.text.parties import Language

CONFIDENCE: Mapping[Language, Mapping[Confidence, str]] = {
    "ar": {
        Confidence.SINGLE_SOURCE: "مصدر واحد",
        Confidence.WEAK: "ضعيفة",
        Confidence.FAIR: "مقبولة",
        Confidence.CONTESTED: "متنازع عليها",
    },
    "en": {
        Confidence.SINGLE_SOURCE: "single source",
        Confidence.WEAK: "weak",
        Confidence.FAIR: "fair",
        Confidence.CONTESTED: "contested",
    },
}
