"""What was struck or wrecked, by any of its names."""

import pytest

from crawler.gist.foreground import foreground
from crawler.gist.sites import sites_of


@pytest.mark.parametrize(
    ("text", "sites"),
    [
        ("انهار سقف السوق الشعبي", ("market",)),
        ("اصطدمت حافلة بشاحنة محملة بالحصى", ("bus", "truck")),
        ("غارة على المشفى المركزي", ("hospital",)),
        ("غارة على شقة، ونقل الجرحى إلى المستشفى", ("home",)),
        ("هرعت سيارات الإسعاف إلى الفندق", ("hotel",)),
        ("تبادل لإطلاق النار شرق المدينة", ()),
    ],
)
def test_sites_are_named_in_many_ways(text: str, sites: tuple[str, ...]) -> None:
    """What came to help is none, nor the hospital that victims are taken to."""
    assert sites_of(foreground("", text)) == sites


def test_only_the_opening_is_read() -> None:
    """Further down are the mosques of the burials."""
    assert sites_of(
        foreground("", "قتل ثلاثة رجال في كمين. " + "قال شهود إنهم سمعوا أصواتا. " * 12 + "وفي المسجد")
    ) == ("post",)
