"""One dealing between parties in one Arabic line.

The record of an act says who took part, not who did it to whom. So only dealings that are the same from both sides are
made into a sentence; one-sided ones (a condemnation, an expulsion) are told in the words of the story's title, and in
the list of acts by naming those concerned.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from alerts.alert import ActLine
from alerts.text.arabic.places import at
from alerts.text.bidi import foreign, one_line
from alerts.text.parties import party_names
from crawler.facts.act import ActKind, ActStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    noun: str
    planned: str  # announced
    ended: str  # called off, or put off
    mutual: bool = False


def _word(noun: str, planned: str, ended: str, *, mutual: bool = False) -> _Word:
    return _Word(noun=noun, planned=planned, ended=ended, mutual=mutual)


_WORDS: Mapping[ActKind, _Word] = {
    ActKind.VISIT: _word("زيارة رسمية", "زيارة رسمية مرتقبة", "إلغاء أو تأجيل زيارة رسمية", mutual=True),
    ActKind.MEETING: _word("لقاء", "لقاء مرتقب", "إلغاء أو تأجيل لقاء", mutual=True),
    ActKind.CALL: _word("اتصال", "اتصال مرتقب", "إلغاء أو تأجيل اتصال", mutual=True),
    ActKind.SUMMIT: _word("قمة", "قمة مرتقبة", "إلغاء أو تأجيل قمة", mutual=True),
    ActKind.NEGOTIATION: _word("مفاوضات", "مفاوضات مرتقبة", "تعليق مفاوضات", mutual=True),
    ActKind.MEDIATION: _word("وساطة", "وساطة مرتقبة", "تعليق وساطة"),
    ActKind.AGREEMENT: _word("اتفاق", "اتفاق مرتقب", "إلغاء اتفاق", mutual=True),
    ActKind.STATEMENT_SUPPORT: _word("إعلان دعم", "إعلان دعم مرتقب", "تراجع عن إعلان دعم"),
    ActKind.STATEMENT_CONDEMN: _word("إدانة", "إدانة مرتقبة", "تراجع عن إدانة"),
    ActKind.DEMAND: _word("مطالبة", "مطالبة مرتقبة", "تراجع عن مطالبة"),
    ActKind.SANCTION: _word("عقوبات", "عقوبات مرتقبة", "إلغاء عقوبات"),
    ActKind.EXPULSION: _word("طرد دبلوماسيين", "طرد مرتقب لدبلوماسيين", "تراجع عن طرد دبلوماسيين"),
    ActKind.RECALL: _word("سحب سفير", "سحب مرتقب لسفير", "تراجع عن سحب سفير"),
    ActKind.SUMMON: _word("استدعاء مبعوث", "استدعاء مرتقب لمبعوث", "إلغاء استدعاء مبعوث"),
    ActKind.SEVER: _word("قطع علاقات", "قطع مرتقب لعلاقات", "تراجع عن قطع علاقات"),
    ActKind.RESTORE: _word("استئناف علاقات", "استئناف مرتقب لعلاقات", "تعليق استئناف علاقات"),
    ActKind.RECOGNITION: _word("اعتراف دبلوماسي", "اعتراف دبلوماسي مرتقب", "تراجع عن اعتراف دبلوماسي"),
    ActKind.VOTE: _word("تصويت", "تصويت مرتقب", "إلغاء أو تأجيل تصويت"),
    ActKind.AID: _word("مساعدات", "مساعدات مرتقبة", "تعليق مساعدات"),
    ActKind.LETTER: _word("رسالة", "رسالة مرتقبة", "سحب رسالة"),
    ActKind.APPOINTMENT: _word("تعيين مبعوث", "تعيين مرتقب لمبعوث", "تراجع عن تعيين مبعوث"),
}


def act_line(act: ActLine) -> str | None:
    """The dealing as a sentence, or None where the record does not say who did it to whom."""
    names = party_names(act.parties, "ar")
    if not _WORDS[act.kind].mutual or len(names) < 2:
        return None
    joined = " و".join(names)
    # A visit is no act "between": it brings two sides together.
    tie = f"تجمع {joined}" if act.kind in (ActKind.VISIT, ActKind.SUMMIT) else f"بين {joined}"
    text = f"{_what(act)} {tie}"
    if act.place:
        text += f" {at(one_line(act.place, 60))}"
    return text + _by(act)


def act_figure(act: ActLine) -> tuple[str, str]:
    """The label and those concerned, for the list of acts: («إدانة», «السعودية وإسرائيل، في الرياض»)."""
    text = " و".join(party_names(act.parties, "ar"))
    if act.place:
        where = at(one_line(act.place, 60))
        text = f"{text}، {where}" if text else where
    return _what(act), text + _by(act)


def _what(act: ActLine) -> str:
    word = _WORDS[act.kind]
    if act.status is ActStatus.ANNOUNCED:
        return word.planned
    return word.ended if act.status is ActStatus.CALLED_OFF else word.noun


def _by(act: ActLine) -> str:
    people = [foreign(one_line(person, 60)) for person in act.people[:3]]
    return f" ({'، '.join(people)})" if people else ""
