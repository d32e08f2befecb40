"""What diplomatic acts cost: a story, a long text, and texts that mean harm. Not a test.

    python -m benchmarks.acts [--texts FILE.jsonl] [--stories 1000] [--rounds 3] [--profile]

How it is measured stands in benchmarks/reading_cost.py. Without a file the stories written for Rasid are read.
"""

from collections.abc import Mapping

from benchmarks.reading_cost import Cost, repeated, run
from crawler.facts.diplomacy import diplomatic_acts

_HARMFUL: Mapping[str, str] = {
    "one verb again and again": "التقى ",
    "sentences of one meeting": "التقى الرئيس المصري نظيره التركي في أنقرة. ",
    "a meeting without an end": "التقى الرئيس المصري نظيره التركي في أنقرة ",
    "states joined": "ومصر وتركيا وقطر ",
    "offices": "رئيس وزير سفير مبعوث ",
    "«وزير الخارجية المصري»": "وزير الخارجية المصري ",
    "names": "بدر عبد العاطي هاكان فيدان ",
    "nouns of dealings": "مباحثات مصرية تركية قمة اتفاق زيارة ",
    "places": "في قصر السلام بجدة في القاهرة بالعاصمة الرباط ",
    "capitals": "بالعاصمة القبرصية نيقوسيا ",
    "«الذي التي»": "الذي التي ",
    "soft words and commas": "بشأن غزة، بعد ",
    "times": "أمس الأحد المقبل 7 أكتوبر 2025 ",
    "«على أن»": "على أن ",
    "hosts": "تستضيف قمة ",
    "envoys": "استدعت السفير القائم بأعمال سفارة ",
    "honorifics": "صاحب السمو الملكي سمو ",
    "quotes": "قال «التقى» وأكد «زار» ",
    "one Arabic word": "ق",
    "one Latin word": "a",
    "only «،»": "،",
    "only «و»": "و ",
    "lines": "التقى الوزير\n",
    "line ends": "\n",
    "full stops": ". ",
    "slashes of datelines": "القاهرة / أ ف ب / ",
    "digits": "17 ",
}


def harmful_texts() -> dict[str, str]:
    """Texts that a rule with a long reach might go through again and again."""
    return {name: repeated(piece) for name, piece in _HARMFUL.items()}


if __name__ == "__main__":
    run(Cost(facts="acts", read=diplomatic_acts, forget=lambda: None), harmful_texts(), __doc__)
