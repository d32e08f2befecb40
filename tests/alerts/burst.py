"""Happenings that have nothing in common, for tests of what comes all at once."""

from crawler.facts.figure import CasualtyFigure, Cause
from crawler.understanding import ReadStory
from tests.alerts.making import figure, read_story

_HAPPENINGS = (
    ("غرق صيادين قبالة طرابلس", "ابتلع البحر زورق صيد قبالة طرابلس الغرب وعثر خفر السواحل على جثتي بحارين.", "LY"),
    ("احتراق مستودع دهانات في الرصافة", "التهمت النيران مستودعا للدهانات في الرصافة ومات حارسان اختناقا.", "IQ"),
    ("انقلاب حافلة في المنيا", "هوت حافلة تقل معلمين في ترعة بالمنيا ولقي اثنان من ركابها حتفهما.", "EG"),
    ("سقوط رافعة في وهران", "سقطت رافعة ميناء على عاملين في وهران فقتلا في الحال وتوقفت الورشة.", "DZ"),
    ("سيول في حضرموت", "جرفت السيول سيارة في وادي دوعن بحضرموت وقضى أب ونجله.", "YE"),
    ("تدافع في مقديشو", "أدى تدافع أمام مركز توزيع أرز في مقديشو إلى وفاة امرأتين.", "SO"),
    ("انهيار منجم في القضارف", "دفن انهيار بئر لتعدين الذهب في القضارف منقبين اثنين تحت الصخور.", "SD"),
    ("صاعقة تقتل راعيين في تبوك", "ضربت صاعقة راعيين كانا يحتميان بشجرة سدر في تبوك.", "SA"),
)


def happening(number: int, killed: int = 2, **changes: object) -> ReadStory:
    """One of eight; its toll by default two."""
    title, text, country = _HAPPENINGS[number]
    values: dict[str, object] = {"outlet": f"صحيفة {country}", "figures": (_dead(killed, country),)}
    return read_story(title, text, **{**values, **changes})  # type: ignore[arg-type]


def later(number: int, killed: int, **changes: object) -> ReadStory:
    """The same outlet tells the same again, with another toll."""
    title, text, country = _HAPPENINGS[number]
    said = f"{text} وقالت السلطات في وقت لاحق إن الحصيلة بلغت {killed} قتلى."
    values: dict[str, object] = {"outlet": f"صحيفة {country}", "figures": (_dead(killed, country),)}
    return read_story(title, said, **{**values, **changes})  # type: ignore[arg-type]


def _dead(killed: int, country: str) -> CasualtyFigure:
    return figure(killed, cause=Cause.OTHER, country=country)
