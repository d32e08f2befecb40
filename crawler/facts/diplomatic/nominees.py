"""Whom an appointment names: the person before «سفيرا لدى ...», behind «أوراق اعتماد» or before «مهامه سفيرا».

A new envoy has no office yet that would tell his name; it stands right before what he is made.
"""

from dataclasses import replace

from crawler.arabic.names import Form, Name
from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.dealing import Dealing
from crawler.facts.diplomatic.lines import Line
from crawler.facts.diplomatic.offices import is_honorific
from crawler.facts.diplomatic.persons import name_end
from crawler.facts.diplomatic.scene import Scene
from crawler.facts.diplomatic.triggers import Trigger
from crawler.facts.diplomatic.words import is_in

_MADE = frozenset(
    """سفيرا سفيره مبعوثا مبعوثه ممثلا ممثله منسقا منسقه مندوبا مندوبه قايما قايمه قنصلا رييسا رييسه نايبا نايبه
    موفدا موفده مفوضا مفوضه وسيطا وسيطه ملحقا مستشارا""".split()
)
# Between the name and what it is made: «ليكون سفيرا», «في منصب سفير», «باشر ... مهامه سفيرا»
_BETWEEN = frozenset(
    """ليكون لتكون كي يكون في منصب بمنصب لمنصب مهام مهامه مهامها عمله عملها منصبه منصبها مهمته مهمتها رسميا امس اليوم
    موقتا جديدا بصفته بصفتها ،""".split()
)
_REACH = 24  # words from the trigger to «سفيرا»
_LONGEST = 7  # words of a name
_LEAST = 2


def with_nominee(scene: Scene, trigger: Trigger, found: Dealing) -> Dealing:
    """The appointment with the person whom the line names as the new envoy."""
    words = scene.line.words
    made = (at for at in range(trigger.end, min(len(words), trigger.end + _REACH)) if is_in(words[at].text, _MADE))
    at = next(made, None)
    if at is None:
        return found
    known = [actor.end for actor in scene.actors if actor.person and trigger.end <= actor.start and actor.end < at]
    span = _name_before(scene.line, max([trigger.end, *known]), at)
    if span is None:
        return found
    start, end = span
    if any(actor.person and actor.start < end and actor.end > start for actor in scene.actors):
        return found
    sender = found.parties[-1] if _hands_papers(scene, trigger) and len(found.parties) > 1 else found.parties[0]
    nominee = Actor(party=sender, start=start, end=end, case="", person=scene.line.text(start, end))
    return replace(found, actors=(*found.actors, nominee))


def _hands_papers(scene: Scene, trigger: Trigger) -> bool:
    """«أوراق اعتماد»: the host may stand first."""
    return any("اعتماد" in word.text for word in scene.line.words[trigger.start : trigger.end + 2])


def _name_before(line: Line, begin: int, made: int) -> tuple[int, int] | None:
    """The longest name that ends where «سفيرا» or what leads to it begins."""
    words = line.words
    end = made
    while end > begin and words[end - 1].text in _BETWEEN:
        end -= 1
    names: dict[int, Name] = {name.start: name for name in line.names}
    first = max([begin, *(name.end for name in line.names if name.end <= end and name.form is not Form.PERSON)])
    for start in range(max(first, end - _LONGEST), end - _LEAST + 1):
        if is_honorific(words[start].text):
            continue
        if name_end(line, start, names) == end:
            return start, end
    return None
