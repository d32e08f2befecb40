"""Where a receiver of mail leaves by one click (RFC 8058): the mail program posts, a person is shown a button first.

Only a POST takes anybody away, since programs that look for harm in mails follow every address in them. A token that we
did not sign finds nothing here. The answer to a known one is the same however often it is asked.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from alerts.channels.unsubscribing import OneClick
from alerts.text.markup import escape
from alerts.unsubscribe import unsubscribe
from crawler.store.database import writing

logger = logging.getLogger(__name__)

_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"
    ),
}
_PAGE = (
    '<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title}</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
    '<meta name="color-scheme" content="light dark"><style>:root{{color-scheme:light dark}}body{{font-family:Tahoma,'
    "'Noto Naskh Arabic',sans-serif;line-height:1.8;max-width:34rem;margin:3rem auto;padding:0 1rem}}"
    "button{{font:inherit;padding:.4rem 1.2rem}}</style></head><body>{body}</body></html>"
)
_ASKS = (
    "<h1>إلغاء الاشتراك</h1><p>لن تصل تنبيهات راصد بعد ذلك إلى <bdi>{address}</bdi>.</p>"
    '<div lang="en" dir="ltr"><p>Rasid will send no more alerts to <bdi>{address}</bdi>.</p></div>'
    '<form method="post"><button type="submit">إلغاء الاشتراك · Unsubscribe</button></form>'
)
_DONE = (
    "<h1>أُلغي الاشتراك</h1><p>لن تصل تنبيهات راصد بعد الآن إلى <bdi>{address}</bdi>.</p>"
    '<div lang="en" dir="ltr"><p>Rasid sends no more alerts to <bdi>{address}</bdi>.</p></div>'
)


def leaving_app(
    engine: Engine, one_click: OneClick | None, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> Starlette | None:
    """The web application that readers leave by, or None where no public address is configured for it. Of a path only
    the last part counts: a web server in front may cut off what comes before."""
    if one_click is None:
        return None
    leaving = _Leaving(engine, one_click, clock)
    return Starlette(
        routes=[
            Route("/{path:path}", leaving.asked, methods=["GET"]),
            Route("/{path:path}", leaving.left, methods=["POST"]),
        ],
        exception_handlers={SQLAlchemyError: _unavailable},
    )


def public_app(hubs: ASGIApp | None, leaving: ASGIApp | None) -> ASGIApp | None:
    """Both at one port. The tokens of leaving have a dot in them, and those of hubs have none."""
    if hubs is None or leaving is None:
        return hubs or leaving

    async def chosen(scope: Scope, receive: Receive, send: Send) -> None:
        leaves = "." in str(scope.get("path", "")).rpartition("/")[2]
        await (leaving if leaves else hubs)(scope, receive, send)

    return chosen


class _Leaving:
    def __init__(self, engine: Engine, one_click: OneClick, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._one_click = one_click
        self._clock = clock

    async def asked(self, request: Request) -> Response:
        address = self._address(request)
        return _unknown() if address is None else _page("راصد · Rasid", _ASKS, address)

    async def left(self, request: Request) -> Response:
        address = self._address(request)
        if address is None:
            return _unknown()
        if await asyncio.to_thread(self._leave, address):
            logger.info("unsubscribed channel=mailto")
        return _page("راصد · Rasid", _DONE, address)

    def _leave(self, address: str) -> bool:
        with writing(self._engine) as connection:
            return unsubscribe(connection, "mailto", address, self._clock(), asked="by the address in a mail")

    def _address(self, request: Request) -> str | None:
        return self._one_click.address(str(request.path_params["path"]).rpartition("/")[2])


def _page(title: str, body: str, address: str) -> Response:
    return HTMLResponse(_PAGE.format(title=title, body=body.format(address=escape(address))), headers=_HEADERS)


def _unknown() -> Response:
    return Response(status_code=404, headers=_HEADERS)


async def _unavailable(_request: Request, error: Exception) -> Response:
    logger.error("leaving_unavailable error=%s", type(error).__name__)
    return Response(status_code=503)  # mail programs try again, and so do people
