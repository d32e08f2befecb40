"""The sentence around a word, as evidence that can be shown."""

from crawler.arabic.sentences import sentences
from crawler.facts.figure import Evidence, Part
from crawler.news import Span, Story

_MAX_QUOTE = 400


def sentence_around(story: Story, part: Part, span: Span | None) -> Evidence:
    """The sentence of a part that holds a span; the first one without a span; cut where it is very long."""
    text = story.title if part is Part.TITLE else story.text
    start = span.start if span is not None else 0
    window = max(0, start - 2_000)  # sentences are looked for near the word, not through the whole text
    found = sentences(text[window : start + 2_000])
    around = next((item for item in found if item.end + window > start), Span(start=0, end=len(text)))
    begin, end = around.start + window, min(around.end + window, len(text))
    if end - begin > _MAX_QUOTE:
        begin = max(begin, start - _MAX_QUOTE // 2)
        end = min(end, begin + _MAX_QUOTE)
    return Evidence(part=part, span=Span(start=begin, end=end), quote=text[begin:end])
