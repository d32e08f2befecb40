"""An outlet's file: which pages it is for, what it may say, and how a mistake in one is told."""

from pathlib import Path

import pytest

from crawler.news import Page, PublishedFrom, Refusal, Story
from crawler.pages import outlet_rules
from crawler.pages.outlet_rules import OutletRuleMistake, read_rule, rule_for, rules_in
from crawler.pages.read import read_page

BODY = (
    "أعلنت بلدية صور إغلاق الشاطئ الجنوبي أمام السباحين ثلاثة أيام بسبب ارتفاع الأمواج وقوة التيارات البحرية.",
    "وقال رئيس البلدية إن المنقذين سحبوا أربعة أشخاص من المياه يوم السبت، وإن حالتهم جميعا مستقرة.",
    "تابعوا الشرفة عبر تطبيقها الجديد.",
)


def _file(folder: Path, text: str, name: str = "shurfa.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of rules in the place of the project's own."""
    monkeypatch.setattr(outlet_rules, "_shipped", lambda: rules_in(tmp_path))
    return tmp_path


def _story(markup: str, url: str = "https://www.shurfa.example/n/1") -> Story:
    html = f'<html><head><title>إغلاق شاطئ صور</title></head><body><div class="p">{markup}</div></body></html>'
    found = read_page(Page(url=url, body=html.encode(), content_type="text/html; charset=utf-8"))
    assert not isinstance(found, Refusal), found
    return found[0]


def _paragraphs(texts: tuple[str, ...]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_a_rule_is_for_its_hosts_and_what_lies_below_them(rules: Path) -> None:
    """www. and m. belong to the outlet; a host that only ends in the same letters does not."""
    _file(rules, 'hosts = ["shurfa.example"]')
    for url in ("https://shurfa.example/a", "http://www.shurfa.example/a", "https://m.SHURFA.example:8080/a"):
        assert rule_for(url) is not None
    for url in ("https://notshurfa.example/a", "https://example/a", "https://shurfa.example.org/", "", "http://[oops"):
        assert rule_for(url) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "shurfa.toml: hosts: the hosts"),
        ('hosts = "https://shurfa.example/"', "shurfa.toml: hosts: 'https://shurfa.example/' is no host"),
        ('hosts = ["www.shurfa.example"]', "without «www.»"),
        ('hosts = ["shurfa.example"]\nselect = "p"', "shurfa.toml: select: there is no such key"),
        (
            'hosts = ["shurfa.example"]\n[find]\nbdy = "p"',
            "shurfa.toml: find.bdy: there is no such key; there are title",
        ),
        ('hosts = ["shurfa.example"]\n[find]\nbody = "div["', "shurfa.toml: find.body: 'div[' is no CSS selector"),
        ('hosts = ["shurfa.example"]\n[find]\nbody = 3', "shurfa.toml: find.body: a text or a list of texts"),
        ('hosts = ["shurfa.example"]\n[find]\nwhole_body = "yes"', "shurfa.toml: find.whole_body: true or false"),
        ('hosts = ["shurfa.example"]\nfind = "p"', "shurfa.toml: find: a table"),
        ('hosts = ["shurfa.example"]\n[drop]\nlines = ["(تابعوا"]', "shurfa.toml: drop.lines: '(تابعوا' is no regular"),
        ('hosts = ["shurfa.example"]\n[drop]\nlines = ["إقرأ.*"]', "in folded spelling it is 'اقرا.*'"),
        ('hosts = ["shurfa.example"]\n[drop]\nelements = [""]', "shurfa.toml: drop.elements: a text"),
        ("hosts = [", "shurfa.toml: no TOML"),
    ],
)
def test_a_mistake_names_its_file_and_key(tmp_path: Path, text: str, told: str) -> None:
    """Whoever wrote the file finds the line."""
    with pytest.raises(OutletRuleMistake) as mistake:
        read_rule(_file(tmp_path, text))
    assert told in str(mistake.value)


def test_a_host_has_one_file(tmp_path: Path) -> None:
    """Two rules for one outlet would hide each other."""
    _file(tmp_path, 'hosts = ["shurfa.example"]', "a.toml")
    _file(tmp_path, 'hosts = ["shurfa.example"]', "b.toml")
    with pytest.raises(OutletRuleMistake, match=r"b\.toml: hosts: another file is for shurfa\.example"):
        rules_in(tmp_path)


def test_a_mistake_is_not_taken_for_an_unreadable_page(rules: Path) -> None:
    """It is ours and not the page's, and every page would be lost to it."""
    _file(rules, "hosts = [")
    with pytest.raises(OutletRuleMistake):
        _story(_paragraphs(BODY))


def test_dropped_lines_and_elements_are_not_in_the_text(rules: Path) -> None:
    """A line goes where the pattern is all of it, in whatever spelling; a sentence with the same words stays."""
    _file(rules, 'hosts = ["shurfa.example"]\n[drop]\nelements = [".box"]\nlines = ["تابعوا الشرفه عبر .{1,40}"]')
    kept = "وأضاف: تابعوا الشرفة عبر تطبيقها الجديد إن أردتم معرفة موعد فتح الشاطئ."
    box = '<div class="box"><p>جولة مصورة على شواطئ الجنوب في أول أيام الصيف، في تقرير خاص من ثلاث حلقات.</p></div>'
    story = _story(_paragraphs(BODY[:1]) + box + _paragraphs((*BODY[1:], kept)))
    assert story.text.split("\n\n") == [*BODY[:2], kept]


def test_what_follows_a_dropped_element_stays(rules: Path) -> None:
    """Text behind an element within a paragraph belongs to the paragraph."""
    _file(rules, 'hosts = ["shurfa.example"]\n[find]\nbody = ".p"\n[drop]\nelements = ["a.more"]')
    story = _story(f'<p>{BODY[0]} <a class="more">المزيد</a> والسباحة في الشاطئ الشمالي مسموحة.</p><p>{BODY[1]}</p>')
    assert story.text.split("\n\n")[0] == f"{BODY[0]} والسباحة في الشاطئ الشمالي مسموحة."


def test_paragraphs_without_a_container_are_a_whole_body(rules: Path) -> None:
    """`whole_body` takes every match in its order; without it the first match is the body."""
    other = "سطر من مكان آخر في الصفحة لا صلة له بالخبر. " * 3
    markup = f'<p class="t">{BODY[0]}</p><p>{other}</p><p class="t">{BODY[1]}</p>'
    _file(rules, 'hosts = ["shurfa.example"]\n[find]\nbody = "p.t"\nwhole_body = true')
    assert _story(markup).text.split("\n\n") == list(BODY[:2])
    _file(rules, 'hosts = ["shurfa.example"]\n[find]\nbody = "p.t"')
    assert _story(markup).text == BODY[0]


def test_a_lead_stands_before_the_body_and_only_once(rules: Path) -> None:
    """Whether the body holds it or not."""
    _file(rules, 'hosts = ["shurfa.example"]\n[find]\nbody = ".text"\nlead = ".lead"')
    lead, text = f'<p class="lead">{BODY[0]}</p>', f"<p>{BODY[1]}</p>"
    apart, within = f'{lead}<div class="text">{text}</div>', f'<div class="text">{lead}{text}</div>'
    for markup in (apart, within):
        assert _story(markup).text.split("\n\n") == list(BODY[:2])


def test_a_selector_that_finds_nothing_leaves_the_general_reader(rules: Path) -> None:
    """The outlet has changed its pages: a rule that is out of date costs nothing."""
    _file(rules, 'hosts = ["shurfa.example"]\n[find]\nbody = [".gone", ".older"]\ntitle = "h7"\ntime = ".when"')
    assert _story(_paragraphs(BODY[:2])).text.split("\n\n") == list(BODY[:2])


def test_time_byline_and_section_are_the_rules(rules: Path) -> None:
    """What the rule finds comes before what the page states in general."""
    _file(
        rules,
        'hosts = ["shurfa.example"]\n[find]\nbody = ".text"\ntime = ".when"\nbyline = ".who"\nsection = ".where"',
    )
    story = _story(
        '<meta property="article:published_time" content="2020-01-01T00:00:00Z">'
        '<div class="where">الجنوب</div><div class="when">الأحد 4 آب 2024 - 10:30</div>'
        '<div class="who">كتبت ريم حداد</div>'
        f'<div class="text">{_paragraphs(BODY[:2])}</div>'
    )
    assert (story.byline, story.section, story.published_from) == ("ريم حداد", "الجنوب", PublishedFrom.TEXT)
    assert story.published is not None
    assert story.published.isoformat() == "2024-08-04T10:30:00+00:00"
