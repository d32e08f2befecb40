"""A stand for every test of the spider."""

from collections.abc import Iterator

import pytest

from tests.crawler.spiders.stand import Stand


@pytest.fixture
def stand() -> Iterator[Stand]:
    """A scripted server on 127.0.0.1."""
    one = Stand()
    yield one
    one.close()
