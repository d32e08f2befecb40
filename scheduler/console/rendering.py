"""Templates to answers: one environment, every value escaped, an asset's address with its digest."""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from scheduler.console.shown import Shown, domain, outside
from scheduler.console.visitors import present

HERE = Path(__file__).parent
ASSETS = HERE / "assets"


@cache
def environment() -> Environment:
    """All templates of the console."""
    made = Environment(
        loader=FileSystemLoader(HERE / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals |= {"asset": asset, "outside": outside, "domain": domain}
    return made


def render(template: str, shown: Shown, values: Mapping[str, object]) -> str:
    """A page or a piece of one for one reader: `show` draws values, `w` are the fixed words, `visitor`
    is who asks."""
    given = {"show": shown, "w": shown.words, "visitor": present.get(), **values}
    return environment().get_template(template).render(given)


@cache
def asset(name: str) -> str:
    """The address of a bundled file; another file has another address, so that each may be kept for good."""
    digest = hashlib.sha256((ASSETS / name).read_bytes()).hexdigest()[:12]
    return f"/assets/{name}?{digest}"
