"""Readers leave by one click: over HTTP, beside the hubs, and their deliveries are held back from then on."""

from datetime import UTC, datetime

import httpx
import pytest
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from alerts.channels.unsubscribing import OneClick
from alerts.recipients import Reachable, address_of
from crawler.store.database import reading
from scheduler.leaving import leaving_app, public_app
from scheduler.serving import served
from tests.conftest import free_port

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
CLICK = OneClick(url="https://news.example.org/leave", secret="s" * 32)
TOKEN = CLICK.token("desk@example.org")
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def standing(engine: Engine, address: str = "desk@example.org") -> Reachable:
    """What holds for a receiver of mail."""
    with reading(engine) as connection:
        return address_of(connection, "mailto", address, NOW)


async def ask(engine: Engine, method: str, path: str, **more: object) -> httpx.Response:
    """One request over HTTP to all that is public."""
    hubs = Starlette(routes=[Route("/{path:path}", answered_by_hubs, methods=["GET", "POST"])])
    port = free_port()
    app = public_app(hubs, leaving_app(engine, CLICK, clock=lambda: NOW))
    async with served(app, f"127.0.0.1:{port}"), httpx.AsyncClient(trust_env=False) as client:
        return await client.request(method, f"http://127.0.0.1:{port}{path}", **more)  # type: ignore[arg-type]


async def answered_by_hubs(_request: Request) -> Response:
    """What is not ours."""
    return Response("hubs")


async def test_a_click_ends_it(sqlite_engine: Engine) -> None:
    """The mail program posts without asking; a second time is the same. Others still get theirs."""
    for _ in range(2):
        answer = await ask(sqlite_engine, "POST", f"/leave/{TOKEN}", data=ONE_CLICK)
        assert answer.status_code == 200
    found = standing(sqlite_engine).disabled_because
    assert found == "recipient is disabled: unsubscribed by the address in a mail"
    assert standing(sqlite_engine, "chief@example.org").disabled_because is None


async def test_looking_ends_nothing(sqlite_engine: Engine) -> None:
    """Programs that look for harm follow addresses: a page with a button in it, right to left, is all they get."""
    answer = await ask(sqlite_engine, "GET", f"/{TOKEN}")
    assert (answer.status_code, 'dir="rtl"' in answer.text, '<form method="post">' in answer.text) == (200, True, True)
    assert "desk@example.org" in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert standing(sqlite_engine).disabled_because is None


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_what_we_did_not_sign_finds_nothing(sqlite_engine: Engine, method: str) -> None:
    """Nobody takes others away."""
    forged = OneClick(url=CLICK.url, secret="guessed").token("desk@example.org")
    assert (await ask(sqlite_engine, method, f"/leave/{forged}")).status_code == 404
    assert standing(sqlite_engine).disabled_because is None


async def test_hubs_get_what_is_theirs(sqlite_engine: Engine) -> None:
    """Both are at one port."""
    assert (await ask(sqlite_engine, "POST", f"/leave/{'a' * 43}")).text == "hubs"


def test_without_an_address_nobody_listens_for_it(sqlite_engine: Engine) -> None:
    """Nor where there is nothing else."""
    assert leaving_app(sqlite_engine, None) is None
    assert public_app(None, None) is None
