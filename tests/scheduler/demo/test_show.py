"""How alerts are shown: tags as styles on a terminal, bare lines in a pipe."""

import io

import pytest
from rich.console import Console

from scheduler.demo.show import (
    Bubble,
    Call,
    Count,
    Letter,
    show_bubble,
    show_call,
    show_letter,
    show_table,
    telegram_text,
)

HTML = '<b>مقتل 6 مدنيين</b> في منبج &amp; ريفها\n<a href="https://example.org/1">مرفأ</a>'


@pytest.fixture
def terminal() -> Console:
    """A terminal of 100 columns that remembers what it was told."""
    return Console(file=io.StringIO(), force_terminal=True, width=100, color_system="standard", highlight=False)


@pytest.fixture
def pipe() -> Console:
    """A pipe."""
    return Console(file=io.StringIO(), width=200, no_color=True, highlight=False)


def written(console: Console) -> str:
    """All that went out."""
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_tags_become_styles_and_entities_letters() -> None:
    """Bold is bold, a link is a link, and what was escaped stands as the letter it is."""
    text = telegram_text(HTML)
    assert text.plain == "مقتل 6 مدنيين في منبج & ريفها\nمرفأ"
    bold, link = text.spans
    assert text.plain[bold.start : bold.end] == "مقتل 6 مدنيين"
    assert "bold" in str(bold.style)
    assert "https://example.org/1" in str(link.style)


def test_an_unknown_tag_stays_visible() -> None:
    """Telegram would refuse it, so the demo must not hide it."""
    assert telegram_text("<div>خبر</div>").plain == "<div>خبر</div>"


def test_a_bubble_stands_right_and_says_what_it_is(terminal: Console) -> None:
    """On a terminal a message has a box on the right; an edit and a reply say so."""
    show_bubble(terminal, Bubble(chat="-100", number=4, html=HTML, mark="edit"))
    show_bubble(terminal, Bubble(chat="-100", number=5, html="ارتفعت الحصيلة", mark="reply", answers=4))
    out = written(terminal)
    assert "edited in place 4" in out
    assert "reply 5 · to message 4" in out
    assert "╭" in out
    first = next(line for line in out.splitlines() if line.strip())
    assert first.startswith(" " * 28)


def test_a_pipe_gets_bare_lines(pipe: Console) -> None:
    """No colour codes and no boxes in a pipe, and no letter is turned round."""
    show_bubble(pipe, Bubble(chat="-100", number=4, html=HTML))
    show_letter(pipe, Letter(to="desk@example.org", subject="منبج: 6 قتلى", text="قُتل ستة مدنيين.\nمرفأ"))
    show_call(pipe, Call(path="/hook", headline="قمة في الدوحة", size=812))
    show_table(pipe, "Done", [Count(what="stories", number=19)])
    out = written(pipe)
    assert not set("\x1b╭│─╰") & set(out)
    for line in ("مقتل 6 مدنيين في منبج & ريفها", "منبج: 6 قتلى", "قُتل ستة مدنيين.", "قمة في الدوحة"):
        assert line in out.splitlines()
    assert "812 bytes of JSON" in out
