"""Those told beside somebody, behind who did it, or by a pronoun alone: «وستة من عناصره», «فأصابه في الورك»."""

import pytest

from crawler.facts.casualty.pronouns import Pronoun, meant_at
from tests.crawler.facts.figure_rows import rows, stated, told


@pytest.mark.parametrize(("title", "text", "expected"), rows("beside.tsv"))
def test_those_beside_others_are_read(title: str, text: str, expected: str) -> None:
    """Every figure of the happening is read, and no other figure is."""
    assert told(title, text) == stated(expected)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("فاصابه في الورك", Pronoun.HE),
        ("فكسرت ساقها", Pronoun.SHE),
        ("فاصيبوا بجروح", Pronoun.MANY),
        ("تسببت لهما في حروق", Pronoun.TWO),
        ("كسرت الباب", Pronoun.NONE),
        ("واصيب سايق", None),
        ("فارق الحياه", None),
        ("وفارق الحياه", Pronoun.HE),
    ],
)
def test_a_verb_means_those_told_before_by_its_pronoun(words: str, meant: Pronoun | None) -> None:
    """The end of a verb, or of the part of the body behind it, tells how many are meant; «وأصيب» begins anew."""
    assert meant_at(words.split(), 0) is meant


@pytest.mark.parametrize(
    "text",
    [
        "تدرب اللاعب منفردا بعد تعافيه من إصابة في الكتف.",
        "أطلق الجيش النار على سيارة فأصابها وعطلها.",
        "لم يبق من ركاب الحافلة أحد في المحطة بعد الثامنة.",
        "اشترى خبزا من أمام فرن في الحي القديم.",
    ],
)
def test_what_looks_like_a_pronoun_of_the_harmed_is_no_figure(text: str) -> None:
    """An injury spelt like «أصابه», a thing that was hit, people who left, an oven: nobody came to harm."""
    assert told("", text) == stated("-")
