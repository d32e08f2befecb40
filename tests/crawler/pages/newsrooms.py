"""Whole pages in the markup of widespread content systems, with slots for what stands around and within a story.

Each layout is a function of the same slots, so that one test can put a piece of furniture into all of them. The
stories were written for these tests, in the manner of outlets from the Maghreb to the Gulf.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from crawler.news import Page, Refusal
from crawler.pages.read import read_page

TITLE = "قتلى وجرحى في انهيار مبنى سكني بحي شعبي في طرابلس اللبنانية"
BODY = (
    "قضى سبعة أشخاص وجُرح أحد عشر آخرون، ليل الأربعاء، في انهيار مبنى من خمس طبقات بحي القبة في طرابلس شمالي لبنان.",
    "وأفاد الدفاع المدني بأن عناصره انتشلوا ثلاث نساء وطفلين من تحت الأنقاض، فيما لا يزال أربعة سكان مفقودين.",
    "وقال رئيس البلدية إن المبنى كان مصنفا ضمن الأبنية المتصدعة منذ هزة شباط، وإن أصحابه أُبلغوا بوجوب إخلائه مرتين.",
    "وتجمّع أهالي الحي أمام المستشفى الحكومي مطالبين بكشف لائحة الأبنية المهددة بالسقوط وتأمين مساكن بديلة للعائلات.",
    "وأعلن وزير الداخلية فتح تحقيق في الحادث، على أن ترفع اللجنة تقريرها إلى مجلس الوزراء خلال أسبوعين.",
)
LEAD = "سبعة قتلى حصيلة أولية لسقوط مبنى متصدع فوق رؤوس سكانه، والأهالي يحمّلون الدولة مسؤولية التأخر في ترحيلهم."
TEASERS = (
    "الهيئة العليا للإغاثة تمسح أضرار العاصفة في عكار",
    "نقابة المهندسين تحذر من مئات الأبنية الآيلة إلى السقوط",
    "توقيف مقاول بعد سقوط رافعة في الضاحية",
    "سعر صرف الليرة يستقر قبيل جلسة الحكومة",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """What a page is made of. `above`, `inside` and `below` are markup within the story's own container."""

    title: str = TITLE
    body: Sequence[str] = BODY
    lead: str = ""
    above: str = ""
    inside: str = ""  # between the second and the third paragraph
    below: str = ""
    after: str = ""  # outside of the story's container, below it
    head: str = ""

    def paragraphs(self) -> str:
        """The body in <p>, with what stands inside of it."""
        marked = [f"<p>{escape(text)}</p>" for text in self.body]
        return "".join([*marked[:2], self.inside, *marked[2:]])

    def broken_lines(self) -> str:
        """The body as lines between <br>."""
        lines = [escape(text) for text in self.body]
        return "<br /><br />\n".join([*lines[:2], *([self.inside] if self.inside else []), *lines[2:]])


def _links(texts: Sequence[str]) -> str:
    return "".join(f'<li><a href="/news/{number}">{escape(text)}</a></li>' for number, text in enumerate(texts))


def _cards(markup: str) -> str:
    return "".join(markup.format(text) for text in TEASERS)


def _document(slots: Slots, inner: str, *, body: str = "") -> str:
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8">
<title>{escape(slots.title)} | منصة الشرفة</title><meta property="og:title" content="{escape(slots.title)}">
<meta property="og:type" content="article"><meta property="og:site_name" content="منصة الشرفة">{slots.head}</head>
<body{body}>{inner}</body></html>"""


def jannah(slots: Slots) -> str:
    """WordPress with the Jannah theme."""
    lead = f'<h2 class="entry-sub-title">{escape(slots.lead)}</h2>' if slots.lead else ""
    cards = _cards(
        '<div class="related-item"><h3 class="post-title"><a href="/r">{}</a></h3><span class="date">أمس</span></div>'
    )
    return _document(
        slots,
        f"""<div class="background-overlay"><div id="tie-container" class="site tie-container"><div id="tie-wrapper">
<header id="theme-header"><div class="main-nav-wrapper"><nav id="main-nav"><ul>{_links(["الرئيسية", "محليات"])}</ul>
</nav></div></header>
<div id="content" class="site-content container"><div id="main-content-row" class="tie-row main-content-row">
<div class="main-content tie-col-md-8 tie-col-xs-12" role="main">
<article id="the-post" class="container-wrapper post-content tie-standard">
<header class="entry-header-outer"><nav id="breadcrumb"><a href="/"><span>الرئيسية</span></a>
<em class="delimiter">/</em><a href="/c">محليات</a></nav>
<div class="entry-header"><span class="post-cat-wrap"><a class="post-cat" href="/c">محليات</a></span>
<h1 class="post-title entry-title">{escape(slots.title)}</h1>{lead}<div class="single-post-meta post-meta clearfix">
<span class="author-meta single-author"><a href="/author/desk">قسم التحرير</a></span>
<span class="date meta-item tie-icon">منذ 3 ساعات</span>
<div class="tie-alignright"><span class="meta-views meta-item"><span class="tie-icon-fire"></span> 214</span>
<span class="meta-reading-time meta-item"><span class="tie-icon-bookmark"></span> دقيقة واحدة</span></div></div></div>
</header>
<div class="entry-content entry clearfix">{slots.above}{slots.paragraphs()}{slots.below}</div>
<div id="post-extra-info"><div class="theiaStickySidebar"><div class="single-post-meta post-meta">
<span class="date">منذ 3 ساعات</span></div></div></div>
<div class="share-buttons share-buttons-bottom"><div class="share-links"><a href="#">
<span class="social-text">فيسبوك</span></a></div></div>
</article><div class="post-components">{slots.after}<div id="related-posts" class="container-wrapper">
<div class="mag-box-title"><h3>مقالات ذات صلة</h3></div>
<div class="related-posts-list">{cards}</div></div>
<div id="comments" class="comments-area"><div id="add-comment-block"><h3 id="reply-title">اترك تعليقاً</h3><form>
<p>لن يتم نشر عنوان بريدك الإلكتروني.</p></form></div></div></div></div>
<aside class="sidebar tie-col-md-4"><div class="widget"><div class="widget-title">الأكثر قراءة</div>
<ul>{_links(TEASERS)}</ul></div></aside></div></div>
<footer id="footer"><div class="copyright-text">© حقوق النشر 2024، جميع الحقوق محفوظة</div></footer></div></div>
</div>""",
        body=' id="tie-body" class="rtl post-template-default single single-post is-standard-format"',
    )


def newspaper(slots: Slots) -> str:
    """WordPress with the Newspaper theme of tagDiv."""
    lead = f'<p class="td-post-sub-title">{escape(slots.lead)}</p>' if slots.lead else ""
    cards = _cards('<div class="item-details"><h3 class="entry-title"><a href="/m">{}</a></h3></div>')
    return _document(
        slots,
        f"""<div id="td-outer-wrap" class="td-theme-wrap"><div class="td-header-wrap">
<ul>{_links(["الرئيسية", "سياسة"])}</ul></div>
<div class="td-main-content-wrap td-container-wrap"><div class="td-container td-post-template-4">
<div class="td-crumb-container"><div class="entry-crumbs"><span><a href="/">الرئيسية</a>
</span> <i class="td-icon-right"></i> <span><a href="/s">سياسة</a></span></div></div>
<div class="td-pb-row"><div class="td-pb-span8 td-main-content" role="main"><div class="td-ss-main-content">
<article id="post-812" class="post-812 post type-post td-post-template-4"><div class="td-post-header">
<ul class="td-category"><li class="entry-category"><a href="/s">سياسة</a></li></ul>
<header class="td-post-title">
<h1 class="entry-title">{escape(slots.title)}</h1>{lead}<div class="td-module-meta-info">
<div class="td-post-author-name"><div class="td-author-by">بواسطة</div> <a href="/a">هيئة التحرير</a></div>
<span class="td-post-date">
<time class="entry-date updated td-module-date" datetime="2024-03-06T21:10:00+02:00">مارس 6, 2024</time></span>
<div class="td-post-views"><i class="td-icon-views"></i><span class="td-nr-views-812">1430</span></div></div></header>
</div>
<div class="td-post-sharing-top"><div class="td-post-sharing td_block_wrap"><div class="td-social-but-text">شارك</div>
<a class="td-social-sharing-button" href="#">Facebook</a></div></div>
<div class="td-post-content tagdiv-type"><div class="td-post-featured-image"><img src="a.jpg" alt="">
</div>{slots.above}{slots.paragraphs()}{slots.below}</div>
<footer><div class="td-post-source-tags"><ul class="td-tags td-post-small-box clearfix"><li><span>الوسوم</span></li>
<li><a href="/t">لبنان</a></li></ul></div>
<div class="td-block-row td-post-next-prev"><div class="td-block-span6 td-post-prev-post">
<div class="td-post-next-prev-content"><span>المقالة السابقة</span><a href="/p">{TEASERS[1]}</a></div></div>
<div class="td-block-span6 td-post-next-post"><div class="td-post-next-prev-content"><span>المقالة القادمة</span>
<a href="/n">{TEASERS[2]}</a></div></div></div></footer></article>{slots.after}</div></div>
<div class="td-pb-span4 td-main-sidebar"><div class="td_block_wrap">
<h4 class="td-block-title">آخر الأخبار</h4>{cards}</div></div></div></div></div>
<div class="td-footer-wrapper"><p>جميع الحقوق محفوظة</p></div></div>""",
    )


def drupal(slots: Slots) -> str:
    """Drupal 7 with a field for everything."""
    lead = (
        '<div class="field field-name-field-summary field-type-text-long field-label-hidden"><div class="field-items">'
        f'<div class="field-item even">{escape(slots.lead)}</div></div></div>'
        if slots.lead
        else ""
    )
    return _document(
        slots,
        f"""<div id="page-wrapper"><div id="page"><div id="header"><div class="section clearfix">
<ul id="main-menu-links">{_links(["الرئيسية", "مجتمع"])}</ul></div></div>
<div id="main-wrapper"><div id="main" class="clearfix"><div id="breadcrumb"><h2 class="element-invisible">أنت هنا</h2>
<div class="breadcrumb"><a href="/">الرئيسية</a> » <a href="/s">مجتمع</a></div></div>
<div id="content" class="column"><div class="section"><h1 class="title" id="page-title">{escape(slots.title)}</h1>
<div class="region region-content"><div id="block-system-main" class="block block-system"><div class="content">
<div id="node-4412" class="node node-article node-promoted clearfix">
<div class="submitted">نُشر في الأربعاء، 6 آذار 2024 - 22:40</div><div class="content clearfix">{lead}
<div class="field field-name-body field-type-text-with-summary field-label-hidden"><div class="field-items">
<div class="field-item even" property="content:encoded">{slots.above}{slots.paragraphs()}{slots.below}</div></div></div>
<div class="field field-name-field-tags field-type-taxonomy-term-reference field-label-above">
<div class="field-label">الكلمات المفتاحية:&nbsp;</div><div class="field-items"><div class="field-item even">
<a href="/t">طرابلس</a></div></div></div></div></div>
</div></div>{slots.after}</div></div></div><div id="sidebar-first" class="column sidebar">
<div class="block block-views"><h2>الأكثر قراءة</h2><div class="item-list"><ul>{_links(TEASERS)}</ul></div></div>
</div></div></div>
<div id="footer-wrapper"><div class="section">جميع الحقوق محفوظة 2024</div></div></div></div>""",
        body=' class="html not-front not-logged-in one-sidebar page-node node-type-article i18n-ar"',
    )


def web_forms(slots: Slots) -> str:
    """ASP.NET of the 2000s: one form around the page, tables for its layout, spans for its texts."""
    lead = (
        f'<tr><td class="NewsBrief"><span id="ctl00_lblBrief">{escape(slots.lead)}</span></td></tr>'
        if slots.lead
        else ""
    )
    rows = _cards('<tr><td><a href="Details.aspx?id=7">{}</a></td></tr>')
    return _document(
        slots,
        f"""<form name="aspnetForm" method="post" action="Details.aspx?id=4412" id="aspnetForm">
<input type="hidden" name="__VIEWSTATE" value="dDwtMTY=" />
<table width="980" align="center" cellpadding="0" cellspacing="0"><tr><td colspan="2"><table width="100%"><tr><td>
<a href="Default.aspx">الرئيسية</a></td><td><a href="Sec.aspx?id=2">محليات</a></td></tr></table></td></tr>
<tr><td width="660" valign="top"><table width="100%" id="ctl00_tblDetails"><tr><td class="NewsTitle"><h1>
<span id="ctl00_lblTitle">{escape(slots.title)}</span></h1></td></tr>
<tr><td class="NewsDate"><span id="ctl00_lblDate">الأربعاء 6 آذار 2024 10:40 م</span></td></tr>{lead}
<tr><td class="NewsDetails"><span id="ctl00_lblDetails">{slots.above}{slots.broken_lines()}<br />{slots.below}</span>
</td></tr></table>{slots.after}</td>
<td width="320" valign="top"><table><tr><td class="SideTitle">الأكثر قراءة</td></tr>{rows}</table></td></tr>
<tr><td colspan="2" class="Footer">جميع الحقوق محفوظة</td></tr></table></form>""",
    )


def next_js(slots: Slots) -> str:
    """A page of components with hashed class names, drawn on the server."""
    lead = f'<p class="Article_standfirst__x81Qa">{escape(slots.lead)}</p>' if slots.lead else ""
    cards = _cards('<div class="Card_root__z"><a href="/c"><h3>{}</h3></a></div>')
    return _document(
        slots,
        f"""<div id="__next"><header class="Header_root__2kPq1"><nav><ul>{_links(["الرئيسية", "مباشر"])}</ul></nav>
</header><main class="Layout_main__Qz81m">
<div class="Article_wrapper__b93Lk"><div class="Article_head__0aZ1x">
<a href="/local" class="Article_section__m1">محليات</a><h1 class="Article_title__ab12">{escape(slots.title)}</h1>{lead}
<div class="Article_info__77aaZ"><span>الشرفة</span><time datetime="2024-03-06T20:40:00.000Z">6 مارس 2024</time></div>
</div>
<div class="Article_body__k20Zp">{slots.above}{slots.paragraphs()}{slots.below}</div>{slots.after}
<div class="Tags_root__11"><a href="/t">طرابلس</a><a href="/t">لبنان</a></div></div>
<section class="MoreStories_root__9z"><h2>اقرأ أيضاً</h2>{cards}</section></main>
<footer class="Footer_root__88"><p>© الشرفة 2024</p></footer></div>
<script id="__NEXT_DATA__" type="application/json">{{"props":{{}}}}</script>""",
    )


def blogger(slots: Slots) -> str:
    """Blogspot, whose editor leaves everything in one container."""
    lead = f"<b>{escape(slots.lead)}</b><br /><br />" if slots.lead else ""
    return _document(
        slots,
        f"""<div class='content'><div class='content-outer'><div class='header section' id='header'><h1 class='title'>
<a href='/'>مدونة الشرفة</a></h1></div>
<div class='main-outer'><div class='column-center-inner'><div class='main section' id='main'>
<div class='widget Blog' id='Blog1'><div class='blog-posts hfeed'><div class='date-outer'><h2 class='date-header'>
<span>الأربعاء، 6 مارس 2024</span></h2>
<div class='date-posts'><div class='post-outer'>
<div class='post hentry uncustomized-post-template' itemprop='blogPost'>
<h3 class='post-title entry-title' itemprop='name'>{escape(slots.title)}</h3>
<div class='post-body entry-content' id='post-body-7' itemprop='description articleBody'>
<div dir="rtl" style="text-align: right;" trbidi="on">
{slots.above}{lead}{slots.broken_lines()}<br />{slots.below}</div><div style='clear: both;'></div></div>
<div class='post-footer'><div class='post-footer-line'>
<span class='post-author vcard'>مرسلة بواسطة <span class='fn'>الشرفة</span>
</span> <span class='post-timestamp'>في <abbr class='published'>10:40 م</abbr></span></div>
<div class='post-share-buttons'><a class='goog-inline-block' href='#'>
<span class='share-button-link-text'>إرسال بالبريد الإلكتروني</span></a></div></div></div>
<div class='comments' id='comments'><h4>ليست هناك تعليقات:</h4></div></div></div></div></div>{slots.after}</div></div>
</div></div></div></div>""",
    )


def amp(slots: Slots) -> str:
    """An AMP page."""
    lead = f'<p class="amp-wp-excerpt">{escape(slots.lead)}</p>' if slots.lead else ""
    return _document(
        slots,
        f"""<header id="top" class="amp-wp-header"><div><a href="/">الشرفة</a></div></header>
<article class="amp-wp-article"><header class="amp-wp-article-header">
<h1 class="amp-wp-title">{escape(slots.title)}</h1>{lead}
<div class="amp-wp-meta amp-wp-posted-on"><time datetime="2024-03-06T20:40:00+00:00">منذ 3 ساعات</time></div></header>
<figure class="amp-wp-article-featured-image wp-caption"><amp-img src="a.jpg" width="800" height="400"></amp-img>
</figure>
<div class="amp-wp-article-content">{slots.above}{slots.paragraphs()}{slots.below}</div>{slots.after}
<footer class="amp-wp-article-footer"><div class="amp-wp-meta amp-wp-tax-category">التصنيفات: <a href="/c">محليات</a>
</div></footer></article>
<footer class="amp-wp-footer"><div><h2>الشرفة</h2><a href="#top" class="back-to-top">العودة إلى الأعلى</a></div>
</footer>""",
    )


def old_fonts(slots: Slots) -> str:
    """Hand-made pages of about 2003: <center>, <font>, <br>, and no class anywhere."""
    lead = f'<font face="Arial" size="4" color="navy"><b>{escape(slots.lead)}</b></font><br><br>' if slots.lead else ""
    return _document(
        slots,
        f"""<table border="0" width="760" align="center"><tr><td width="160" valign="top" bgcolor="#eeeeee">
<font size="2"><a href="index.htm">الرئيسية</a><br><a href="local.htm">محليات</a><br><a href="sport.htm">رياضة</a>
</font></td>
<td width="600" valign="top"><center><h1><font size="5" color="#800000">{escape(slots.title)}</font></h1></center>
<p align="justify">
<font face="Simplified Arabic" size="4">{slots.above}{lead}{slots.broken_lines()}<br>{slots.below}</font>
</p>{slots.after}
<hr><center><font size="1"><a href="javascript:window.print()">طباعة</a> | <a href="mailto:?">أرسل إلى صديق</a></font>
</center></td></tr></table>""",
    )


LAYOUTS: dict[str, Callable[[Slots], str]] = {
    layout.__name__: layout for layout in (jannah, newspaper, drupal, web_forms, next_js, blogger, amp, old_fonts)
}


def paragraphs_read(markup: str) -> list[str]:
    """The paragraphs of the one story that the page gives."""
    found = read_page(
        Page(url="https://shurfa.example/news/4412", body=markup.encode(), content_type="text/html; charset=utf-8")
    )
    assert not isinstance(found, Refusal), found
    assert len(found) == 1, [story.title for story in found]
    return found[0].text.split("\n\n")
