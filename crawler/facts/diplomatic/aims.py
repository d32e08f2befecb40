"""What is wanted, threatened or cut, and so has not happened."""

from collections.abc import Sequence

from crawler.arabic.words import Word

_TO_SIGN = frozenset("لتوقيع للتوقيع لابرام لعقد للتوصل".split())
_SIGNING = frozenset("توقيع ابرام عقد التوصل".split())
_AIMS = frozenset("اجل بهدف بغيه قصد بقصد بغرض تعتزم يعتزم تعتزمان".split())
_CUT = frozenset("قطع وقف حجب تقليص خفض تخفيض تعليق تجميد الغاء منع عرقله ايقاف انهاء".split())
_INTENDS = frozenset(
    "هدد هددت يهدد تهدد مهددا مهدده لوح لوحت يلوح تلوح ملوحا ملوحه توعد توعدت يتوعد تتوعد متوعدا متوعده"
    " تعتزم يعتزم اعتزام اعتزامها ينوي تنوي يدرس تدرس تبحث يبحث بصدد نيتها نيته".split()
)


def is_to_be_signed(words: Sequence[Word], at: int) -> bool:
    """«وصل ... إلى كيغالي لتوقيع معاهدة», «مفاوضات بهدف إبرام اتفاق»: what one wants is not there yet."""
    texts = [word.text for word in words[max(0, at - 3) : at + 1]]
    aims = any(one in _SIGNING and before in _AIMS for before, one in zip(texts, texts[1:], strict=False))
    return aims or not _TO_SIGN.isdisjoint(texts[-3:])


def is_cut(before: Sequence[Word]) -> bool:
    """«بقطع المساعدات», «وقف المساعدات»"""
    return any(word.text.removeprefix("ب") in _CUT for word in before[-2:])


def is_only_meant(before: Sequence[Word]) -> bool:
    """«هدد بفرض رسوم», «تعتزم فرض عقوبات»: who threatens or means to has not done it."""
    return any(word.text.removeprefix("و") in _INTENDS for word in before[-6:])
