"""What stands in titles, summaries and full texts: markup, entities, tails, spelling, harmful characters."""

from tests.crawler.feeds.cases.case import ONE, atom, case, entry, item, rss


def _title(written: str, expected: str, name: str) -> object:
    return case(name, rss(item(title=f"<title>{written}</title>")), {"title": expected})


def _atom_title(name: str, attributes: str, written: str, expected: str) -> object:
    return case(name, atom(entry(title=f"<title{attributes}>{written}</title>")), {"title": expected})


def _summary(name: str, written: str, expected: str) -> object:
    return case(name, rss(item(f"<description>{written}</description>")), {"title": ONE, "summary": expected})


_TAIL = '<p>The post <a href="https://mina.example/n/1">عنوان</a> appeared first on <a href="https://mina.example">الميناء</a>.</p>'
_ARABIC_TAIL = '<p>ظهرت المقالة <a href="x">عنوان</a> أولاً على <a href="y">الميناء</a>.</p>'
_PARAGRAPH = "<p>قالت مصادر محلية إن المياه غمرت أحياء واسعة من المدينة بعد ليلة من الأمطار الغزيرة.</p>"
_XHTML = '<div xmlns="http://www.w3.org/1999/xhtml">'

TITLES = [
    _title("مقتل <b>خمسة</b> في غارة", "مقتل خمسة في غارة", "markup in a title"),
    _title("<![CDATA[مقتل <b>خمسة</b> & إصابة]]>", "مقتل خمسة & إصابة", "markup in CDATA"),
    _title("<![CDATA[مقتل خمسة]]> في <![CDATA[غارة]]>", "مقتل خمسة في غارة", "CDATA in pieces"),
    _title("مقتل &lt;b&gt;خمسة&lt;/b&gt;", "مقتل خمسة", "escaped markup"),
    _title("مقتل &amp;lt;b&amp;gt;خمسة&amp;lt;/b&amp;gt;", "مقتل خمسة", "markup escaped twice"),
    _title("مقتل خمسة &amp;quot;مدنيين&amp;quot;", 'مقتل خمسة "مدنيين"', "entities escaped twice"),
    _title("&#1605;&#1602;&#1578;&#1604; &#x62e;&#x645;&#x633;&#x629;", "مقتل خمسة", "numeric entities"),
    _title("&amp;#1605;&amp;#1602;&amp;#1578;&amp;#1604; خمسة", "مقتل خمسة", "numeric entities escaped twice"),
    _title("مقتـــل خمســة", "مقتـــل خمســة", "kashida stays"),
    _title("مقتل خمسة في می\u200cروم", "مقتل خمسة في می\u200cروم", "a joiner stays"),
    _title("قُتِلَ خمسةٌ", "قُتِلَ خمسةٌ", "vowel signs stay"),
    _title("مقتل خمسة\n\t في\r\n غارة", "مقتل خمسة في غارة", "line breaks"),
    _title("\u202eمقتل خمسة\u202c \u2067في\u2069 غارة", "مقتل خمسة في غارة", "bidi controls"),
    _title("\ufeffمقتل\ufeff خمسة", "مقتل خمسة", "byte order marks"),
    _title("مقتل&#160;خمسة&#8207;", "مقتل خمسة\u200f", "a hard space and a mark"),
    _title("(فيديو) مقتل خمسة 😀", "(فيديو) مقتل خمسة 😀", "a character of four bytes"),
    _title("مقتل خمسة &#128512;", "مقتل خمسة 😀", "a character of four bytes by number"),
    _title("5 < 7 في مسقط".replace("<", "&lt;"), "5 < 7 في مسقط", "a sign that is no markup"),
    _title("ﻣﻘﺘﻞ خمسة", "ﻣﻘﺘﻞ خمسة", "presentation forms stay"),
    _title("مقتل \U000e0041خمسة\U000e007f", "مقتل خمسة", "tag characters"),
    _title("&lt;script&gt;alert(1)&lt;/script&gt;مقتل خمسة", "مقتل خمسة", "a script in a title"),
    _title("<!-- x -->مقتل خمسة<?php echo 1 ?>", "مقتل خمسة", "a comment and an instruction"),
    _title("م" * 5000, "م" * 300, "a title of 5,000 letters"),
    case("no title", rss(item(title="")), {"title": ""}),
    case("an empty title", rss(item(title="<title> </title>")), {"title": ""}),
    case("two titles", rss(item(title=f"<title>{ONE}</title><title>{ONE}</title>")), {"title": ONE}),
    _atom_title("an Atom title as text", ' type="text"', "5 &lt; 7", "5 < 7"),
    _atom_title(
        "an Atom title as HTML", ' type="html"', "مقتل &lt;b&gt;خمسة&lt;/b&gt; &amp;amp; إصابة", "مقتل خمسة & إصابة"
    ),
    _atom_title("an Atom title as HTML in CDATA", ' type="html"', "<![CDATA[مقتل <b>خمسة</b>]]>", "مقتل خمسة"),
    _atom_title("an Atom title as XHTML", ' type="xhtml"', f"{_XHTML}مقتل <b>خمسة</b></div>", "مقتل خمسة"),
    _atom_title("an Atom title of an unknown type", ' type="x/y z"', "مقتل خمسة", "مقتل خمسة"),
]

TEXTS = [
    _summary("a summary with paragraphs", "&lt;p&gt;فقرة&lt;/p&gt;&lt;p&gt;أخرى&lt;/p&gt;", "فقرة\n\nأخرى"),
    _summary("a summary in CDATA", "<![CDATA[<p>فقرة</p>]]>", "فقرة"),
    _summary("a summary with unescaped markup", "<p>فقرة <b>قصيرة</b></p>", "فقرة قصيرة"),
    _summary("a picture and a word", '<![CDATA[<img src="x" alt="y"/>فقرة]]>', "فقرة"),
    _summary("a script, a style and a comment", "<![CDATA[<script>x</script><style>y</style><!-- z -->فقرة]]>", "فقرة"),
    _summary(
        "an entity bomb that is a story's subject",
        "<![CDATA[تعريف <!ENTITY a 'b'> و <!DOCTYPE x [ ]> في الملف]]>",
        "تعريف <!ENTITY a 'b'> و <!DOCTYPE x [ ]> في الملف",
    ),
    _summary("an entity bomb that is escaped", "&lt;!ENTITY a &quot;b&quot;&gt; &amp;a;", '<!ENTITY a "b"> &a;'),
    _summary("WordPress's tail", f"<![CDATA[<p>فقرة</p>{_TAIL}]]>", "فقرة"),
    _summary("WordPress's tail in Arabic", f"<![CDATA[<p>فقرة</p>{_ARABIC_TAIL}]]>", "فقرة"),
    _summary("only a tail", f"<![CDATA[{_TAIL}]]>", ""),
    _summary("a full stop as an entity", "فقرة&#46;", "فقرة."),
    _summary("a NUL by number", "فقرة&#0; أولى", "فقرة أولى"),
    case(
        "a description that is the whole story",
        rss(item(f"<description><![CDATA[{_PARAGRAPH * 12}]]></description>")),
        {"content_html": _PARAGRAPH * 12},
    ),
    case(
        "a description that is cut short",
        rss(item(f"<description><![CDATA[{_PARAGRAPH * 12}[…]]]></description>")),
        {"content_html": None},
    ),
    case(
        "a full text with its tail",
        rss(item(f"<content:encoded><![CDATA[{_PARAGRAPH}{_TAIL}]]></content:encoded>")),
        {"content_html": _PARAGRAPH},
    ),
    case(
        "a full text with harmful characters",
        rss(item("<content:encoded><![CDATA[<p>نص\u202e\u2028تا\ufeffل</p>]]></content:encoded>")),
        {"content_html": "<p>نص\nتال</p>"},
    ),
    case(
        "a full text in Atom as HTML",
        atom(entry('<content type="html">&lt;p&gt;نص&lt;/p&gt;</content>')),
        {"content_html": "<p>نص</p>"},
    ),
    case(
        "a full text in Atom as XHTML",
        atom(entry(f'<content type="xhtml">{_XHTML}<p>نص</p></div></content>')),
        {"content_html": "<p>نص</p>"},
    ),
    case(
        "a full text in Atom beside a summary",
        atom(entry('<summary>موجز</summary><content type="html">&lt;p&gt;نص&lt;/p&gt;</content>')),
        {"summary": "موجز", "content_html": "<p>نص</p>"},
    ),
    case(
        "a summary in Atom as HTML",
        atom(entry('<summary type="html">&lt;b&gt;موجز&lt;/b&gt;</summary>')),
        {"summary": "موجز"},
    ),
    case(
        "a full text that is elsewhere",
        atom(entry('<content type="video/mp4" src="https://mina.example/v.mp4"/>')),
        {"title": ONE},
    ),
    case(
        "a full text of 300,000 letters",
        rss(item(f"<content:encoded><![CDATA[{'ن' * 300_000}]]></content:encoded>")),
        {"content_html": "ن" * 100_000},
    ),
    case(
        "a summary of 300,000 letters",
        rss(item(f"<description>{'ن ' * 150_000}</description>")),
        {"summary": ("ن " * 10_000).rstrip()},
    ),
]
