"""The elements of namespaces, and which of several elements of one meaning is taken."""

from tests.crawler.feeds.cases.case import LINK, LINK_TWO, NOON, ONE, SITE, TWO, atom, case, entry, item, rss, second

_NOON = "<pubDate>Fri, 01 Mar 2024 12:00:00 +0300</pubDate>"
_LATER = "<dc:date>2024-03-05T12:00:00Z</dc:date>"
_FULL = "<content:encoded><![CDATA[<p>نص الخبر</p>]]></content:encoded>"
_TITLE = "<title>الميناء</title>"

DATES = [
    case("a pubDate goes before a dc:date", rss(item(_LATER, _NOON)), {"published": NOON}),
    case("a dc:date alone", rss(item("<dc:date>2024-03-01T12:00:00+03:00</dc:date>")), {"published": NOON}),
    case("dcterms:issued", rss(item("<dcterms:issued>2024-03-01T09:00:00Z</dcterms:issued>")), {"published": NOON}),
    case("dcterms:created", rss(item("<dcterms:created>2024-03-01T09:00:00Z</dcterms:created>")), {"published": NOON}),
    case("an Egyptian month", rss(item("<pubDate>1 مارس 2024 09:00:00</pubDate>")), {"published": NOON}),
    case("a Levantine month", rss(item("<pubDate>الجمعة, 1 آذار 2024 12:00:00 +0300</pubDate>")), {"published": NOON}),
    case("a Maghrebi month", rss(item("<pubDate>1 غشت 2024 09:00:00</pubDate>")), {"published": NOON.replace(month=8)}),
    case("Arabic digits", rss(item("<pubDate>٢٠٢٤-٠٣-٠١ ٠٩:٠٠:٠٠</pubDate>")), {"published": NOON}),
    case(
        "a date in the source's zone",
        rss(item("<pubDate>2024-03-01 12:00</pubDate>")),
        {"published": NOON},
        zone="Asia/Riyadh",
    ),
    case("a zone by name", rss(item("<pubDate>Fri, 01 Mar 2024 09:00:00 GMT</pubDate>")), {"published": NOON}),
    case(
        "a date in CDATA",
        rss(item("<pubDate><![CDATA[ Fri, 01 Mar 2024 12:00:00 +0300 ]]></pubDate>")),
        {"published": NOON},
    ),
    case("a date that is none", rss(item("<pubDate>قبل ساعتين</pubDate>")), {"published": None}),
    case(
        "a second 60",
        rss(item("<pubDate>2024-03-01T08:59:60Z</pubDate>")),
        {"published": NOON.replace(hour=8, minute=59, second=59)},
    ),
    case("the year 0", rss(item("<pubDate>0000-00-00T00:00:00Z</pubDate>")), {"published": None}),
    case("an endless date", rss(item(f"<pubDate>{'2024 ' * 9000}</pubDate>")), {"published": None}),
    case(
        "an unreadable pubDate beside a dc:date",
        rss(item("<pubDate>أمس</pubDate><dc:date>2024-03-01T09:00:00Z</dc:date>")),
        {"published": NOON},
    ),
]

ELEMENTS = [
    case(
        "a full text",
        rss(item("<description>موجز</description>", _FULL)),
        {"summary": "موجز", "content_html": "<p>نص الخبر</p>"},
    ),
    case(
        "a full text before its summary",
        rss(item(_FULL, "<description>موجز</description>")),
        {"summary": "موجز", "content_html": "<p>نص الخبر</p>"},
    ),
    case("a full text without a summary", rss(item(_FULL)), {"summary": "نص الخبر", "content_html": "<p>نص الخبر</p>"}),
    case(
        "an empty full text",
        rss(item("<description>موجز</description><content:encoded/>")),
        {"summary": "موجز", "content_html": None},
    ),
    case(
        "a photo's caption is not the full text",
        rss(
            item(
                "<description>موجز</description><media:content>"
                "<media:description>صورة أرشيفية</media:description></media:content>"
            )
        ),
        {"summary": "موجز", "content_html": None},
    ),
    case(
        "a photo's caption before the summary",
        rss(item("<media:description>صورة أرشيفية</media:description><description>موجز</description>")),
        {"summary": "موجز", "content_html": None},
    ),
    case("a photo's title", rss(item("<media:title>صورة</media:title>")), ONE),
    case(
        "a photo's title before the item's",
        rss(f"<item><media:title>صورة</media:title><title>{ONE}</title><link>{LINK}</link></item>"),
        ONE,
    ),
    case(
        "a picture with its own link",
        rss(item(f"<image><url>{SITE}i.png</url><title>صورة</title><link>{SITE}i</link></image>")),
        {"title": ONE, "url": LINK},
    ),
    case(
        "thumbnails and players",
        rss(item(f'<media:thumbnail url="{SITE}i.png"/><media:player url="{SITE}p"/>')),
        {"title": ONE, "url": LINK},
    ),
    case(
        "keywords of a photo",
        rss(item("<media:keywords>السودان, سيول، كسلا</media:keywords>")),
        {"tags": ("السودان", "سيول", "كسلا")},
    ),
    case(
        "a podcast's elements",
        rss(
            item(
                "<itunes:author>سلمى</itunes:author><itunes:summary>موجز</itunes:summary><itunes:duration>3:00</itunes:duration>"
            )
        ),
        {"author": "سلمى", "summary": "موجز", "content_html": None},
    ),
    case(
        "a podcast's summary beside the item's",
        rss(item("<description>موجز</description><itunes:summary>آخر</itunes:summary>")),
        {"summary": "موجز", "content_html": None},
    ),
    case("dc:description", rss(item("<dc:description>موجز</dc:description>")), {"summary": "موجز"}),
    case("dc:title does not replace the title", rss(item("<dc:title>آخر</dc:title>")), {"url": LINK}),
    case("dc:creator", rss(item("<dc:creator><![CDATA[سلمى الحاج]]></dc:creator>")), {"author": "سلمى الحاج"}),
    case(
        "two creators",
        rss(item("<dc:creator>سلمى</dc:creator><dc:creator>أمجد</dc:creator>")),
        {"author": "سلمى، أمجد"},
    ),
    case(
        "an author with an address", rss(item("<author>s@mina.example (سلمى الحاج)</author>")), {"author": "سلمى الحاج"}
    ),
    case(
        "an Atom author",
        atom(entry("<author><name>سلمى</name><email>s@mina.example</email><uri>https://x.example/</uri></author>")),
        {"author": "سلمى"},
    ),
    case(
        "two Atom authors",
        atom(entry("<author><name>سلمى</name></author><author><name>أمجد</name></author>")),
        {"author": "سلمى، أمجد"},
    ),
    case(
        "an editor of the channel is no author",
        rss(item(), about=f"{_TITLE}<managingEditor>a@x.example (مدير)</managingEditor>"),
        {"author": None},
    ),
    case(
        "categories",
        rss(item("<category>السودان</category><category domain='x'><![CDATA[كوارث]]></category>")),
        {"tags": ("السودان", "كوارث")},
    ),
    case(
        "a category twice",
        rss(item("<category>السودان</category><category>السودان</category>")),
        {"tags": ("السودان",)},
    ),
    case(
        "empty categories",
        rss(item("<category/><category>  </category><category>السودان</category>")),
        {"tags": ("السودان",)},
    ),
    case("an Atom category without a label", atom(entry('<category term="السودان"/>')), {"tags": ("السودان",)}),
    case(
        "coordinates",
        rss(item("<georss:point>15.4 36.4</georss:point><georss:box>1 2 3 x</georss:box>")),
        {"title": ONE, "url": LINK},
    ),
    case(
        "WordPress's small elements",
        rss(
            item(
                f"<slash:comments>7</slash:comments><wfw:commentRss>{LINK}/feed/</wfw:commentRss><comments>{LINK}#respond</comments>"
            )
        ),
        {"title": ONE, "url": LINK},
    ),
    case(
        "a source in Atom",
        atom(entry(f'<source><id>o</id><title>أخرى</title><link href="{SITE}o"/></source>')),
        {"title": ONE, "url": LINK, "key": "tag:mina.example,2024:1"},
    ),
    case(
        "elements that nobody knows",
        rss(item('<foo bar="1">x</foo><links a="b"/><content_x/><authors n="1"/><tags a="b">س</tags>'), second()),
        ONE,
        TWO,
    ),
    case("a prefix without a namespace", f"<rss><channel>{_TITLE}{item('<foo:bar>x</foo:bar>')}</channel></rss>", ONE),
    case("an answer to an entry", atom(entry(f'<thr:in-reply-to ref="tag:x,1" href="{LINK}"/>'))),
    case("an answer to an entry in RSS", rss(item('<thr:in-reply-to ref="x"/>'), second()), TWO, feed={"dropped": 1}),
    case("how many answers there are", atom(entry("<thr:total>5</thr:total>")), ONE),
    case(
        "a comment of WordPress",
        rss(item(f"<guid>{LINK}#comment-9</guid>", title="<title>بواسطة: قارئ</title>"), second()),
        TWO,
    ),
    case("a comment feed", rss(item(), about="<title>تعليقات على: سيول شرقي السودان</title>"), feed={"dropped": 1}),
    case("a comment feed in Atom", atom(entry(), about="<title>Comments on: x</title>"), feed={"dropped": 1}),
]

ABOUT_THE_FEED = [
    case("a ttl", rss(about=f"{_TITLE}<ttl>15</ttl>"), feed={"ttl_minutes": 15}),
    case("a ttl of nothing", rss(about=f"{_TITLE}<ttl>0</ttl>"), feed={"ttl_minutes": None}),
    case("a ttl that is no number", rss(about=f"{_TITLE}<ttl>ساعة</ttl>"), feed={"ttl_minutes": None}),
    case("an endless ttl", rss(about=f"{_TITLE}<ttl>{'9' * 5000}</ttl>"), feed={"ttl_minutes": None}),
    case(
        "twice an hour",
        rss(about=f"{_TITLE}<sy:updatePeriod> hourly </sy:updatePeriod><sy:updateFrequency> 2 </sy:updateFrequency>"),
        feed={"ttl_minutes": 30},
    ),
    case(
        "an unknown period", rss(about=f"{_TITLE}<sy:updatePeriod>often</sy:updatePeriod>"), feed={"ttl_minutes": None}
    ),
    case(
        "hours to be skipped",
        rss(item(), about=f"{_TITLE}<skipHours><hour>24</hour><hour> 1 </hour><hour>23</hour></skipHours>"),
        ONE,
        feed={"skip_hours": frozenset({0, 1, 23})},
    ),
    case(
        "hours after the items",
        rss(item(), "<skipHours><hour>3</hour></skipHours>"),
        ONE,
        feed={"skip_hours": frozenset({3})},
    ),
    case(
        "all hours",
        rss(about=f"{_TITLE}<skipHours>{''.join(f'<hour>{h}</hour>' for h in range(24))}</skipHours>"),
        feed={"skip_hours": frozenset()},
    ),
    case(
        "hours that are none",
        rss(about=f"{_TITLE}<skipHours><hour>25</hour><hour>x</hour><hour>-1</hour></skipHours>"),
        feed={"skip_hours": frozenset()},
    ),
    case(
        "hours in an item's words",
        rss(item("<description><![CDATA[<skipHours><hour>3</hour></skipHours>]]></description>")),
        ONE,
        feed={"skip_hours": frozenset()},
    ),
    case(
        "a hub and the feed's own address",
        rss(
            about=f'{_TITLE}<atom:link rel="self" href="{SITE}feed/"/><atom:link rel="hub" href="https://hub.example/"/>'
        ),
        feed={"hub": "https://hub.example/", "topic": "https://mina.example/feed/", "link": None},
    ),
    case(
        "a hub in Atom, relative",
        atom(about=f'{_TITLE}<link rel="self" href="/a.xml"/><link rel="hub" href="/hub"/>'),
        feed={"hub": "https://mina.example/hub", "topic": "https://mina.example/a.xml"},
    ),
    case(
        "a hub on no web address",
        rss(
            about=f'{_TITLE}<atom:link rel="hub" href="ftp://hub.example/"/><atom:link rel="self" href="javascript:1"/>'
        ),
        feed={"hub": None, "topic": None},
    ),
    case(
        "two hubs",
        atom(
            about=f'{_TITLE}<link rel="hub" href="https://one.example/"/><link rel="hub" href="https://two.example/"/>'
        ),
        feed={"hub": "https://one.example/"},
    ),
    case(
        "FeedBurner's own elements",
        rss(
            item(
                f"<feedburner:origLink>{LINK_TWO}</feedburner:origLink>",
                link="<link>https://burner.example/~r/1</link>",
            )
        ),
        {"url": LINK_TWO},
    ),
    case("a language", rss(about=f"{_TITLE}<language>ar-SD</language>"), feed={"language": "ar-SD"}),
    case(
        "a language that is none",
        rss(about=f"{_TITLE}<language>\u202eاللغة العربية</language>"),
        feed={"language": None},
    ),
    case("a language of Atom", atom(attributes=' xml:lang="ar"'), feed={"language": "ar"}),
    case(
        "a picture of the channel",
        rss(
            about=f"{_TITLE}<link>{SITE}</link><image><title>شعار</title><link>{SITE}i</link><url>{SITE}i.png</url></image>"
        ),
        feed={"title": "الميناء", "link": SITE},
    ),
    case(
        "a title with markup",
        rss(about="<title>&lt;b&gt;الميناء&lt;/b&gt;\n نيوز\u202e</title>"),
        feed={"title": "الميناء نيوز"},
    ),
    case("a link that is broken", rss(item(), about=f"{_TITLE}<link>http://[x</link>"), ONE, feed={"link": None}),
    case(
        "a hub that is broken",
        rss(item(), about=f'{_TITLE}<atom:link rel="hub" href="http://[x"/>'),
        ONE,
        feed={"hub": None},
    ),
]
