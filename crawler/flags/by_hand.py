"""What a person decides of a flag stands above what the model says of it."""

from dataclasses import replace

from crawler.flags.flag import Flag

CORRECTED = "صُحِّح بيد المكتب"


def decided(flag: Flag, verdict: bool | None) -> Flag:
    """A model's flag as a person has decided it; with None it stays the model's.

    The score and the model's reasons are kept, so that one sees what was corrected. A flag that is taken down shows no
    evidence, and one that was decided needs no second look.
    """
    if verdict is None:
        return flag
    return replace(
        flag,
        flagged=verdict,
        by_hand=True,
        review=False,
        evidence=flag.evidence if verdict else (),
        reasons=(CORRECTED, *flag.reasons),
    )
