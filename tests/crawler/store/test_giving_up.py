"""Which connections lead to another machine. What giving them up does is seen in tests/machines."""

import socket

import pytest
from sqlalchemy import Engine, make_url, text

from crawler.store.database import reading
from crawler.store.giving_up import REDIS_SECONDS, is_far, of_redis


@pytest.mark.parametrize(
    ("address", "far"),
    [
        ("postgresql+psycopg://rasid@db.example.org/rasid", True),
        ("postgresql+psycopg://rasid@/rasid?host=db.example.org", True),
        ("postgresql+psycopg://rasid@/rasid?host=/run/a&host=db.example.org", True),
        ("postgresql+psycopg://rasid@/rasid?host=/run/postgresql", False),
        ("postgresql+psycopg://rasid@/rasid", False),
    ],
)
def test_a_socket_is_near_and_a_host_is_far(address: str, *, far: bool) -> None:
    """The server's side is told only where there is a network between us."""
    assert is_far(make_url(address)) is far


def test_redis_is_told_by_its_address() -> None:
    """A unix socket takes no such option; TCP and TLS do."""
    assert of_redis("unix:///run/redis.sock?db=0") == {}
    for address in ("redis://redis.example.org:6379/0", "rediss://redis.example.org/0"):
        options = of_redis(address)["socket_keepalive_options"]
        assert options[socket.TCP_USER_TIMEOUT] == REDIS_SECONDS * 1000


@pytest.mark.postgres
def test_a_near_database_is_used_as_it_is(postgres_engine: Engine) -> None:
    """A unix socket knows no probes, and connecting over it works."""
    with reading(postgres_engine) as connection:
        assert connection.execute(text("SHOW tcp_user_timeout")).scalar() == "0"
