"""Pages that every outlet has and that extractors take for articles: contact, terms, errors, sign-in; by title."""

import re

from crawler.arabic.letters import fold_key

_PAGE = r"(?:هذه )?(?:ال)?صفحه"
# Folded; a site's name may follow. What is also a beginning of headlines may not have a colon behind it.
_ABOUT_THE_OUTLET = re.compile(
    r"(?:اتصل(?:وا)? بنا|تواصل(?:وا)? معنا|من نحن|سياسه الخصوصيه|شروط (?:الاستخدام|الخدمه)|اعلن معنا|هييه التحرير"
    r"|خريطه الموقع|contact us|about us|privacy policy)\s*(?:[-|»:].*)?$"
)
_OF_THE_SITE = re.compile(
    r"(?:(?:ال)?شروط و(?:ال)?احكام(?: (?:الاستخدام|الخدمه|الموقع))?|سياسه (?:ملفات )?(?:تعريف )?(?:ال)?(?:ارتباط|كوكيز)"
    r"|تسجيل (?:ال)?(?:دخول|حساب جديد)|انشاء حساب(?: جديد)?|(?:نسيت|استعاده) كلمه المرور|نتايج البحث|اعدادات الحساب"
    rf"|(?:عذرا[،,!. ]*)?{_PAGE} .{{0,30}}(?:غير موجوده|غير متاحه|غير متوفره)|(?:لم يتم|تعذر) العثور علي {_PAGE}"
    r"|(?:خطا |error )?404(?: (?:page )?not found| الصفحه غير موجوده)?|(?:page )?not found|just a moment\.*"
    r"|terms (?:of (?:use|service)|and conditions)|log ?in|sign (?:in|up))\s*(?:[-|»].*)?$"
)


def is_service_page(title: str) -> bool:
    """Whether a title is that of a page about the outlet or its site, and of no story."""
    folded = fold_key(title)
    return bool(_ABOUT_THE_OUTLET.match(folded) or _OF_THE_SITE.match(folded))
