"""Patterns are tried only on texts whose words hint at them, so every text that they match must hold such a word."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.arabic.hinted import Hinted, Hints, worded
from crawler.arabic.words import word_texts
from crawler.facts.casualty import scope, staged, unreal

_LETTERS = "".join(map(chr, range(0x621, 0x63B))) + 'فقكلمنهوي0129 ،.\n"'
_PATTERNS = [
    pytest.param(hinted, id=f"{module.__name__.rpartition('.')[2]}.{name}")
    for module in (scope, staged, unreal)
    for name, hinted in vars(module).items()
    if isinstance(hinted, Hinted)
]


@pytest.mark.parametrize("hinted", _PATTERNS)
# Of what some patterns generate much is thrown away; that is slow, not wrong.
@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(data=st.data())
def test_what_a_pattern_matches_hints_at_it(hinted: Hinted, data: st.DataObject) -> None:
    """Else the pattern would be left out where it matches."""
    text = data.draw(st.from_regex(hinted.pattern, alphabet=_LETTERS))
    assert hinted.search(text) is not None
    assert hinted in Hints(hinted).among(word_texts(text))


@pytest.mark.parametrize(
    ("text", "hinted"),
    [
        ("وقع زلزال", True),
        ("والزلزال عنيف", True),
        ("زلازل", False),
        ("هزة ارضيه", False),
        ("رواييه", True),
        ("رواييات", False),
    ],
)
def test_only_words_that_may_begin_a_form_hint_at_it(text: str, hinted: bool) -> None:
    """A word that goes on otherwise does not."""
    pattern = worded("و|ال|وال", "زلزال|هزه ارضيه|رواييه?")
    assert (pattern in Hints(pattern).among(word_texts(text))) is hinted
