"""Stories written for these tests, in the manner of several outlets, and pages made of them."""

from collections.abc import Sequence
from html import escape

from crawler.news import Page

TALKS_TITLE = "وزير الخارجية العماني يبحث مع نظيره الإيراني أمن الملاحة"
TALKS = (
    "بحث وزير الخارجية العماني في مسقط، الثلاثاء، مع نظيره الإيراني أمن الملاحة في مضيق هرمز وسبل خفض التوتر.",
    "وقالت وكالة الأنباء العمانية إن الجانبين استعرضا العلاقات الثنائية واتفقا على عقد اجتماع اللجنة المشتركة.",
    "وأضافت الوكالة أن الوزير الإيراني نقل رسالة شفوية من رئيس بلاده تتصل بالتعاون في مجال الطاقة والنقل البحري.",
    "من جانبه، شدد الوزير العماني على أن الحوار هو السبيل الوحيد لحل الخلافات بين دول الجوار.",
    "ومن المقرر أن يتوجه الوزير الإيراني إلى الدوحة، الأربعاء، في ثانية محطات جولته الخليجية.",
)
FLOOD_TITLE = "مصرع 14 شخصا في سيول جرفت سيارات شرقي السودان"
FLOOD = (
    "لقي 14 شخصا مصرعهم وأصيب 23 آخرون، فجر الأحد، في سيول جرفت سيارات ومنازل بولاية كسلا شرقي السودان.",
    "وقال مدير الدفاع المدني بالولاية إن بين الضحايا ستة أطفال، مشيرا إلى أن فرق الإنقاذ تواصل البحث عن سبعة مفقودين.",
    "وأظهرت صور نشرها ناشطون مياها تغمر الطريق القومي وتحاصر عشرات الشاحنات قرب مدينة خشم القربة.",
    "ويشهد السودان في موسم الخريف من كل عام أمطارا غزيرة تتسبب في خسائر في الأرواح والممتلكات.",
)
TEASERS = (
    "إيران تعلن عن مناورات بحرية جديدة في الخليج",
    "سلطان عمان يستقبل مبعوث الأمم المتحدة إلى اليمن",
    "أسعار النفط ترتفع بعد تصريحات عن هرمز",
    "الدوحة تستضيف جولة جديدة من المحادثات",
    "قراءة في زيارة الوزير الإيراني إلى مسقط",
)


def paragraphs(texts: Sequence[str]) -> str:
    """Each text in its <p>."""
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


def links(texts: Sequence[str]) -> str:
    """Each text as a link in a list."""
    return "<ul>" + "".join(f'<li><a href="/n/{n}">{escape(text)}</a></li>' for n, text in enumerate(texts)) + "</ul>"


def around(inner: str, *, title: str = TALKS_TITLE, head: str = "") -> str:
    """A whole page of an outlet, with a menu, a sidebar and a footer, around a story's markup."""
    return f"""<!DOCTYPE html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{escape(title)} - موقع الميناء</title>
<meta property="og:site_name" content="موقع الميناء">{head}</head><body>
<header><nav>{links(["الرئيسية", "سياسة", "رياضة", "اتصل بنا"])}</nav></header>
<div id="page"><div class="main"><h1>{escape(title)}</h1>{inner}</div>
<div class="sidebar"><h3>الأكثر قراءة</h3>{links(TEASERS)}</div></div>
<footer><p>جميع الحقوق محفوظة لموقع الميناء</p></footer></body></html>"""


def page(markup: str, *, content_type: str = "text/html; charset=utf-8", **known: object) -> Page:
    """The page as it was fetched."""
    return Page(url="https://mina.example/n/512", body=markup.encode(), content_type=content_type, **known)  # type: ignore[arg-type]
