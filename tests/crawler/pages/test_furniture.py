"""What stands around and within a story is not its text, in the markup of widespread content systems."""

import pytest
from lxml.html import document_fromstring

from crawler.pages.furniture.boxes import take_boxes
from tests.crawler.pages.newsrooms import BODY, LAYOUTS, LEAD, Slots, paragraphs_read

ABOVE = {
    "publication line": "<p>تم نشره: الأربعاء 06 آذار / مارس 2024. 10:40 مساءً</p>",
    "update line": "<p>آخر تحديث: 6 مارس 2024، 22:40 بتوقيت بيروت</p>",
    "weekday and time": "<div class='d'>الأربعاء ٦ آذار - ٢٢:٤٠</div>",
    "place and date": "<p>طرابلس - الأربعاء 6 آذار 2024</p>",
    "agency line": "<p>بيروت – أ ف ب</p>",
    "reading time": "<div class='x'>وقت القراءة: 3 دقائق</div>",
    "view count": "<p>عدد المشاهدات: 1,245</p>",
    "number of the item": "<p>رقم الخبر: 445120</p>",
    "font size": "<div>حجم الخط <a href='#'>A+</a> <a href='#'>A-</a></div>",
    "print and send": "<div><a href='#'>طباعة</a> <a href='#'>إرسال</a></div>",
    "breadcrumbs": "<div><a href='/'>الرئيسية</a> / <a href='/'>محليات</a> / <a href='/'>الشمال</a></div>",
    "breadcrumbs with quotes": (
        "<div><a href='/'>الرئيسية</a> &raquo; <a href='/'>أخبار لبنان</a> &raquo; تفاصيل الخبر</div>"
    ),
    "caption of a figure": (
        "<figure class='wp-block-image'><img src='a.jpg'><figcaption>رجال الإنقاذ فوق ركام المبنى "
        "المنهار في القبة (أ ف ب)</figcaption></figure>"
    ),
    "caption of a theme": (
        "<div class='wp-caption aligncenter'><img src='a.jpg'><p class='wp-caption-text'>رجال الإنقاذ "
        "فوق ركام المبنى المنهار في القبة.</p></div>"
    ),
    "caption in a container": (
        "<div class='img-holder'><img src='a.jpg'><div class='image-caption'>رجال الإنقاذ فوق ركام "
        "المبنى المنهار في القبة</div></div>"
    ),
    "credit of a picture": (
        "<div class='photo'><img src='a.jpg'><span class='photo-credit'>عدسة: نبيل الشامي - الشرفة</span></div>"
    ),
    "credit in brackets": "<p>(صورة: رويترز)</p>",
    "cookie banner": (
        "<div class='cc-window'>يستخدم هذا الموقع ملفات تعريف الارتباط لضمان حصولك على أفضل تجربة. موافق</div>"
    ),
    "player that does not run": "<p>متصفحك لا يدعم تشغيل الفيديو</p>",
    "clock of a player": "<div class='player'><span>00:00</span><span>02:31</span></div>",
    "listening": "<div>استمع إلى المقال</div>",
    "author box": (
        "<div class='author-box'><h4>سلمى الحاج</h4><p>كاتبة وصحفية لبنانية عملت مراسلة في دمشق والقدس، "
        "ولها كتابان عن المدن العربية بعد الحرب.</p></div>"
    ),
    "byline": "<p>كتبت: سلمى الحاج</p>",
    "place and byline": "<p>طرابلس - سلمى الحاج</p>",
    "advertisement": "<div class='ads-slot'>إعلان</div>",
    "reading time in words": "<div>مدة القراءة: أقل من دقيقة</div>",
}

INSIDE = {
    "read also": (
        "<div class='inline-related'><p>اقرأ أيضاً</p><ul><li><a href='/x'>نقابة المهندسين تحذر من مئات "
        "الأبنية الآيلة إلى السقوط</a></li></ul></div>"
    ),
    "tweet": (
        "<blockquote class='twitter-tweet' data-lang='ar'><p lang='ar' dir='rtl'>نتابع أوضاع العائلات "
        "المنكوبة في القبة وقد وُضعت مدرستان في تصرف من فقدوا بيوتهم.</p>&mdash; بلدية طرابلس "
        "(@tripoli_mun) <a href='https://twitter.com/x'>March 6, 2024</a></blockquote>"
    ),
    "tweet of the block editor": (
        "<figure class='wp-block-embed is-type-rich is-provider-twitter wp-block-embed-twitter'><div "
        "class='wp-block-embed__wrapper'><blockquote class='twitter-tweet'><p>نتابع أوضاع العائلات "
        "المنكوبة في القبة وقد وُضعت مدرستان في تصرف من فقدوا بيوتهم.</p>— بلدية طرابلس (@tripoli_mun) "
        "<a href='#'>March 6, 2024</a></blockquote></div></figure>"
    ),
    "instagram post": (
        "<blockquote class='instagram-media'><div><a href='#'><div>عرض هذا المنشور على Instagram</div>"
        "</a><p><a href='#'>تمت مشاركة منشور بواسطة الصليب الأحمر (@redcross)</a></p></div></blockquote>"
    ),
    "facebook post": (
        "<div class='fb-post' data-href='#'><blockquote cite='#' class='fb-xfbml-parse-ignore'><p>وصلت "
        "فرقنا إلى المكان ونقلت المصابين إلى ثلاثة مستشفيات في المدينة.</p>Posted by <a href='#'>الصليب "
        "الأحمر</a> on <a href='#'>Wednesday, March 6, 2024</a></blockquote></div>"
    ),
    "pull quote": "<blockquote class='pullquote'>أصحابه أُبلغوا بوجوب إخلائه مرتين</blockquote>",
    "pull quote of the block editor": (
        "<figure class='wp-block-pullquote'><blockquote><p>«المبنى كان مصنفا ضمن الأبنية المتصدعة منذ "
        "هزة شباط»</p></blockquote></figure>"
    ),
    "pull quote in a span": (
        "<div class='quote-box'><span>المبنى كان مصنفا ضمن الأبنية المتصدعة منذ هزة شباط</span></div>"
    ),
    "advertisement": "<div id='div-gpt-ad-1'>إعلان</div>",
    "newsletter box": (
        "<div class='newsletter-box'><h4>اشترك في نشرتنا البريدية</h4><p>تصلك أهم الأخبار كل صباح إلى "
        "بريدك الإلكتروني.</p></div>"
    ),
    "call to subscribe": "<p>اشترك في نشرتنا البريدية لتصلك أهم الأخبار كل صباح</p>",
    "call to a channel": "<p><a href='#'>انضم إلى قناتنا على واتساب لتصلك الأخبار أولا بأول</a></p>",
    "call to google news": "<p>تابعوا آخر أخبارنا المحلية وآخر المستجدات عبر Google news</p>",
    "video label": "<div class='video'><p>شاهد الفيديو</p></div>",
    "gallery": (
        "<div class='gallery gallery-columns-3'><dl class='gallery-item'><dt><img src='a.jpg'></dt><dd "
        "class='wp-caption-text gallery-caption'>امرأة تبحث عن أقاربها قرب المبنى المنهار.</dd></dl><dl "
        "class='gallery-item'><dt><img src='b.jpg'></dt><dd class='wp-caption-text gallery-caption'>"
        "جرافة ترفع الأنقاض في حي القبة ليلا.</dd></dl></div>"
    ),
    "gallery in a list": (
        "<ul class='wp-block-gallery'><li class='blocks-gallery-item'><figure><img src='a.jpg'>"
        "<figcaption>امرأة تبحث عن أقاربها قرب المبنى المنهار.</figcaption></figure></li></ul>"
    ),
    "weather box": "<div class='weather-widget'>طرابلس 14° غائم جزئيا</div>",
    "poll": (
        "<div class='poll'><h4>استطلاع</h4><p>هل تؤيد هدم الأبنية المتصدعة؟</p><label>نعم</label><label>"
        "لا</label></div>"
    ),
}

BELOW = {
    "about the author": (
        "<h3>عن الكاتب</h3><p>كاتبة وصحفية لبنانية عملت مراسلة في دمشق والقدس، ولها كتابان عن المدن "
        "العربية بعد الحرب.</p>"
    ),
    "author box below": (
        "<div class='author-bio'><strong>سلمى الحاج</strong><p>كاتبة وصحفية لبنانية عملت مراسلة في دمشق "
        "والقدس، ولها كتابان عن المدن العربية بعد الحرب.</p></div>"
    ),
    "whose opinion": "<p>هذه المادة تعبر عن رأي كاتبها ولا تعكس بالضرورة رأي الشرفة.</p>",
    "whose opinions": (
        "<p>* الآراء الواردة في هذا المقال تعبر عن رأي كاتبها ولا تمثل بالضرورة السياسة التحريرية للموقع</p>"
    ),
    "all rights": "<p>جميع الحقوق محفوظة © منصة الشرفة 2024</p>",
    "no copies": "<p>لا يجوز نشر أو إعادة نشر هذه المادة دون إذن خطي من منصة الشرفة</p>",
    "no copies without the source": "<p>حقوق النشر محفوظة، ويمنع نقل المحتوى أو نسخه إلا بذكر المصدر</p>",
    "donations": "<p>ادعموا الصحافة المستقلة: تبرعوا للشرفة كي نواصل عملنا</p>",
    "application": "<p>حمّل تطبيق الشرفة الآن من متجر جوجل بلاي وآب ستور</p>",
    "comments are their writers'": "<p>التعليقات تعبر عن آراء أصحابها ولا تتحمل الشرفة أي مسؤولية عنها</p>",
    "comment form": "<p>لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *</p>",
    "comment terms": "<p>شروط التعليق: عدم الإساءة للكاتب أو للأشخاص والابتعاد عن التحريض الطائفي</p>",
    "tags": "<div><span>الوسوم:</span> <a href='/t'>طرابلس</a> <a href='/t'>لبنان</a></div>",
    "tags in a line": "<p>كلمات دلالية: طرابلس، لبنان، انهيار مبنى</p>",
    "previous item": "<div><p>الخبر السابق</p><p><a href='/p'>توقيف مقاول بعد سقوط رافعة في الضاحية</a></p></div>",
    "next item": "<p>الخبر التالي: <a href='/p'>توقيف مقاول بعد سقوط رافعة في الضاحية</a></p>",
    "short link": "<p>الرابط المختصر: https://shurfa.example/?p=4412</p>",
    "bare address": "<p>https://shurfa.example/?p=4412</p>",
    "follow us": "<p>تابعونا على:</p>",
    "follow our page": "<p>للاطلاع على المزيد تابعوا صفحتنا على فيسبوك</p>",
    "was it useful": "<p>هل أعجبك المقال؟</p>",
    "report a mistake": "<p>هل وجدت خطأ في هذا الخبر؟ أبلغنا</p>",
    "share": "<p>شارك هذا الموضوع:</p>",
    "share of a plugin": "<p>انقر للمشاركة على فيسبوك (فتح في نافذة جديدة)</p>",
    "address of the writer": "<p>للتواصل مع الكاتب: salma@shurfa.example</p>",
    "source line": "<p>المصدر: الوكالة الوطنية للإعلام</p>",
    "exchange rate box": "<div class='currency-box'>سعر صرف الدولار: 89500 ليرة</div>",
    "like of a plugin": "<div class='sharedaddy'><h3>معجب بهذه:</h3>إعجاب تحميل...</div>",
}

# Markup, and the lines that it gives.
KEPT = {
    "quotation": (
        "<blockquote><p>كان البيت يهتز كلما مرت شاحنة، ولم يأت أحد ليسأل عنا طوال سنة كاملة.</p></blockquote>",
        ["كان البيت يهتز كلما مرت شاحنة، ولم يأت أحد ليسأل عنا طوال سنة كاملة."],
    ),
    "quotation with its speaker": (
        (
            "<blockquote class='wp-block-quote'><p>كان البيت يهتز كلما مرت شاحنة، ولم يأت أحد ليسأل عنا.</p>"
            "<cite>أم خالد، من سكان المبنى</cite></blockquote>"
        ),
        ["كان البيت يهتز كلما مرت شاحنة، ولم يأت أحد ليسأل عنا.", "أم خالد، من سكان المبنى"],
    ),
    "list": ("<ul><li>القبة: 7 قتلى</li><li>التبانة: جريحان</li></ul>", ["- القبة: 7 قتلى", "- التبانة: جريحان"]),
    "numbered list": (
        "<ol><li>القبة: 7 قتلى</li><li>التبانة: جريحان</li></ol>",
        ["- القبة: 7 قتلى", "- التبانة: جريحان"],
    ),
    "definitions": (
        "<dl><dt>القبة</dt><dd>7 قتلى و11 جريحا</dd><dt>التبانة</dt><dd>جريحان اثنان</dd></dl>",
        ["- القبة", "- 7 قتلى و11 جريحا", "- التبانة", "- جريحان اثنان"],
    ),
    "table": (
        (
            "<table><thead><tr><th>الحي</th><th>القتلى</th></tr></thead><tbody><tr><td>القبة</td><td>7</td>"
            "</tr><tr><td>التبانة</td><td>0</td></tr></tbody></table>"
        ),
        ["الحي | القتلى", "القبة | 7", "التبانة | 0"],
    ),
    "table of the block editor": (
        (
            "<figure class='wp-block-table'><table><tbody><tr><td>القبة</td><td>7</td></tr><tr><td>"
            "التبانة</td><td>0</td></tr></tbody></table></figure>"
        ),
        ["القبة | 7", "التبانة | 0"],
    ),
    "table with paragraphs in its cells": (
        (
            "<table><tr><td><p>القبة</p></td><td><p>7</p></td></tr><tr><td><p>التبانة</p></td><td><p>0</p>"
            "</td></tr></table>"
        ),
        ["القبة | 7", "التبانة | 0"],
    ),
    "question in bold": (
        (
            "<p><strong>ماذا قال لكم المهندس بعد الكشف الأول على المبنى؟</strong></p><p>قال إن الأعمدة لا "
            "تحتمل شتاء آخر.</p>"
        ),
        ["ماذا قال لكم المهندس بعد الكشف الأول على المبنى؟", "قال إن الأعمدة لا تحتمل شتاء آخر."],
    ),
    "heading": ("<h2>تحذيرات قديمة</h2>", ["تحذيرات قديمة"]),
    "entries of a live page": (
        (
            "<div class='entry'><span class='time'>10:45</span><p>وصول رافعة ثانية إلى موقع الانهيار لرفع "
            "السقف الأوسط.</p></div><div class='entry'><span class='time'>منذ 20 دقيقة</span><p>انتشال طفلة "
            "حية من بين الركام بعد تسع ساعات.</p></div>"
        ),
        ["وصول رافعة ثانية إلى موقع الانهيار لرفع السقف الأوسط.", "انتشال طفلة حية من بين الركام بعد تسع ساعات."],
    ),
    "container without a paragraph": (
        "<div>وتوقفت الأعمال عند منتصف الليل بسبب خطر سقوط الجدار الغربي على فرق الإنقاذ.</div>",
        ["وتوقفت الأعمال عند منتصف الليل بسبب خطر سقوط الجدار الغربي على فرق الإنقاذ."],
    ),
    "bare text": (
        "وتوقفت الأعمال عند منتصف الليل بسبب خطر سقوط الجدار الغربي على فرق الإنقاذ.",
        ["وتوقفت الأعمال عند منتصف الليل بسبب خطر سقوط الجدار الغربي على فرق الإنقاذ."],
    ),
    "text behind a script": (
        (
            "<p>وبدأت الجرافات العمل فجرا.<div class='ad-inline'><script>ad()</script></div>وتوقفت الأعمال "
            "عند منتصف الليل بسبب خطر سقوط الجدار الغربي.</p>"
        ),
        ["وبدأت الجرافات العمل فجرا.", "وتوقفت الأعمال عند منتصف الليل بسبب خطر سقوط الجدار الغربي."],
    ),
    "text behind an advertisement": (
        (
            "<div class='ad'>إعلان</div>وتوقفت الأعمال عند منتصف الليل بسبب خطر سقوط الجدار الغربي.<br>"
            "وبدأت الجرافات العمل فجرا."
        ),
        ["وتوقفت الأعمال عند منتصف الليل بسبب خطر سقوط الجدار الغربي.", "وبدأت الجرافات العمل فجرا."],
    ),
    "paragraph with a suspicious name": (
        "<p class='meta-text'>وتوقفت الأعمال عند منتصف الليل بسبب خطر سقوط الجدار الغربي على فرق الإنقاذ.</p>",
        ["وتوقفت الأعمال عند منتصف الليل بسبب خطر سقوط الجدار الغربي على فرق الإنقاذ."],
    ),
    "paragraph in a heading": (
        "<h3>وتوقفت الأعمال عند منتصف الليل بسبب خطر سقوط الجدار الغربي على فرق الإنقاذ.</h3>",
        ["وتوقفت الأعمال عند منتصف الليل بسبب خطر سقوط الجدار الغربي على فرق الإنقاذ."],
    ),
    "bare bold text": (
        "<strong>وتوقفت الأعمال عند منتصف الليل بسبب خطر سقوط الجدار الغربي على فرق الإنقاذ.</strong>",
        ["وتوقفت الأعمال عند منتصف الليل بسبب خطر سقوط الجدار الغربي على فرق الإنقاذ."],
    ),
    "centred text": (
        "<center>وتوقفت الأعمال عند منتصف الليل بسبب خطر سقوط الجدار الغربي على فرق الإنقاذ.</center>",
        ["وتوقفت الأعمال عند منتصف الليل بسبب خطر سقوط الجدار الغربي على فرق الإنقاذ."],
    ),
    "preformatted text": (
        "<pre>وتوقفت الأعمال عند منتصف الليل بسبب خطر سقوط الجدار.</pre>",
        ["وتوقفت الأعمال عند منتصف الليل بسبب خطر سقوط الجدار."],
    ),
    "large first letter": (
        (
            "<p><span class='dropcap'>و</span>توقفت الأعمال عند منتصف الليل بسبب خطر سقوط الجدار الغربي على "
            "فرق الإنقاذ.</p>"
        ),
        ["وتوقفت الأعمال عند منتصف الليل بسبب خطر سقوط الجدار الغربي على فرق الإنقاذ."],
    ),
    "link within a paragraph": (
        "<p>وتوقفت الأعمال عند منتصف الليل بسبب <a href='/x'>خطر سقوط الجدار الغربي</a> على فرق الإنقاذ.</p>",
        ["وتوقفت الأعمال عند منتصف الليل بسبب خطر سقوط الجدار الغربي على فرق الإنقاذ."],
    ),
}

# A theme with a container for everything, and a page whose lines stand between <br> in a table's cell.
TWO_LAYOUTS = pytest.mark.parametrize("layout", ["jannah", "web_forms"])


@TWO_LAYOUTS
@pytest.mark.parametrize("name", ABOVE)
def test_what_stands_above_the_text_goes(name: str, layout: str) -> None:
    """Dates, counts, tools, captions and boxes at the head of a story's container."""
    assert paragraphs_read(LAYOUTS[layout](Slots(above=ABOVE[name]))) == list(BODY)


@TWO_LAYOUTS
@pytest.mark.parametrize("name", INSIDE)
def test_what_stands_within_the_text_goes(name: str, layout: str) -> None:
    """Embedded posts, repeated quotes, galleries and calls between two paragraphs."""
    assert paragraphs_read(LAYOUTS[layout](Slots(inside=INSIDE[name]))) == list(BODY)


@TWO_LAYOUTS
@pytest.mark.parametrize("name", BELOW)
def test_what_stands_below_the_text_goes(name: str, layout: str) -> None:
    """The author's life, notices, calls and navigation at the foot of a story's container."""
    assert paragraphs_read(LAYOUTS[layout](Slots(below=BELOW[name]))) == list(BODY)


@TWO_LAYOUTS
@pytest.mark.parametrize("name", KEPT)
def test_what_belongs_to_the_text_stays(name: str, layout: str) -> None:
    """Quotations, lists, tables, questions, and paragraphs in whatever element they stand."""
    markup, lines = KEPT[name]
    assert paragraphs_read(LAYOUTS[layout](Slots(inside=markup))) == [*BODY[:2], *lines, *BODY[2:]]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_page_with_all_its_furniture(layout: str) -> None:
    """Every layout, with a lead, a date, a caption, a tweet, a pull quote, a call, rights and a biography at once."""
    slots = Slots(
        lead=LEAD,
        above=ABOVE["publication line"] + ABOVE["caption of a theme"],
        inside=INSIDE["tweet"] + INSIDE["pull quote"] + INSIDE["call to subscribe"],
        below=BELOW["no copies"] + BELOW["whose opinion"] + BELOW["about the author"],
    )
    assert paragraphs_read(LAYOUTS[layout](slots)) == [LEAD, *BODY]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("lead", ["", LEAD, BODY[0], BODY[0][:80] + "…"])
def test_a_lead_stands_once_and_first(layout: str, lead: str) -> None:
    """A lead of its own words is the first paragraph; one that repeats the text's beginning is not said twice."""
    assert paragraphs_read(LAYOUTS[layout](Slots(lead=lead))) == ([LEAD, *BODY] if lead == LEAD else list(BODY))


def test_a_story_of_one_post_is_that_post() -> None:
    """An embedded post is the text where there is no other."""
    post = "إغلاق الطريق الدولي في ضهر البيدر أمام جميع المركبات بسبب تراكم الثلوج حتى إشعار آخر."
    tweet = (
        f"<blockquote class='twitter-tweet'><p>{post}</p>&mdash; غرفة التحكم المروري (@trc) March 6, 2024</blockquote>"
    )
    assert paragraphs_read(LAYOUTS["jannah"](Slots(body=(), above=tweet))) == [post]


def test_a_story_in_pictures_is_its_captions() -> None:
    """Captions are the text where there is no other."""
    texts = (
        "نازحون يعبرون جسرا من خشب قرب مدينة سنار بعد أن جرفت السيول الطريق.",
        "طفل يملأ الماء من خزان نصبته لجنة من أهالي الحي.",
    )
    figures = "".join(f"<figure><img src='a.jpg'><figcaption>{text}</figcaption></figure>" for text in texts)
    assert paragraphs_read(LAYOUTS["jannah"](Slots(body=(), above=figures))) == list(texts)


def test_a_pull_quote_with_words_of_its_own_stays() -> None:
    """Themes mark quotations as pull quotes; what no paragraph says is a quotation."""
    words = "لن نعود إلى بيوت تنام فوقها الشقوق، قالت سيدة فقدت جارتها."
    page = LAYOUTS["jannah"](Slots(inside=f"<blockquote class='pullquote'><p>{words}</p></blockquote>"))
    assert paragraphs_read(page) == [*BODY[:2], words, *BODY[2:]]


@pytest.mark.parametrize("name", ["newsletter", "author-bio", "weather", "image-caption", "twitter-embed", "poll"])
def test_a_name_on_the_whole_story_takes_nothing(name: str) -> None:
    """Outlets hang the names of boxes onto containers of whole stories."""
    markup = f"<html><body><div class='{name}'>{Slots().paragraphs() * 3}</div></body></html>"
    root = document_fromstring(markup)
    assert take_boxes(root) == []
    assert len(root.findall(".//p")) == 3 * len(BODY)


def test_a_list_of_linked_headlines_is_not_given_back() -> None:
    """What the extractor drops between two paragraphs comes back only if it is text of the same container."""
    box = "<div class='related-box'><h4>من الأرشيف</h4><ul><li><a href='/1'>سقوط رافعة في الضاحية</a></li></ul></div>"
    assert paragraphs_read(LAYOUTS["jannah"](Slots(inside=box))) == list(BODY)
