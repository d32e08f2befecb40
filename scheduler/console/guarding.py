"""What stands before every page: whose name was asked for, what may be loaded, and who may change something.

A page of another site must neither read ours nor act for its reader. That a name of its own leads to loopback (DNS
rebinding) is seen by the Host header; that a form of it posts to us by what browsers say of where a request comes from,
and by a token that only our pages know.
"""

import asyncio
import secrets
from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from scheduler.console.uploads import MOST_UPLOADED, UPLOADS
from scheduler.console.visitors import Way, present
from scheduler.console_section import ConsoleSection
from scheduler.listening import is_every_address, is_loopback, listening_host

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    # No other site is told. With "no-referrer" browsers post our own forms with "Origin: null" (Fetch, "append a
    # request Origin header"), as those of a stranger's sandbox are.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}
MOST_BYTES = 64 * 1024  # of what is posted
BODY_SECONDS = 10.0  # for all of it to come in
_SAFE = frozenset({"GET", "HEAD"})


class Guarded:
    """The application behind these checks. `hosts` are names beside those of loopback by which we may be asked."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        most = MOST_UPLOADED if scope["path"] in UPLOADS else MOST_BYTES
        refusal = refused(scope["method"], headers, hosts=self._hosts, most=most)
        sending = _with_headers(send, lasting=scope["path"].startswith("/assets/"))
        if refusal is None and scope["method"] not in _SAFE:
            try:
                receive = await _received(receive)
            except TimeoutError:
                refusal = 408, "this came in too slowly"
        if refusal is None:
            await self._app(scope, receive, sending)
            return
        status, sentence = refusal
        leave = {"Connection": "close"} if status == 408 else None
        if scope["path"].startswith("/api/"):
            await JSONResponse({"error": sentence}, status, leave)(scope, receive, sending)
            return
        await PlainTextResponse(f"{sentence}\n", status, leave)(scope, receive, sending)


def reached(app: ASGIApp, section: ConsoleSection) -> ASGIApp:
    """The application as the network reaches it: behind the checks, and told by a proxy of ours for whom it asks."""
    listening = listening_host(section.listen)
    own = () if not listening or is_every_address(listening) else (listening,)
    guarded: ASGIApp = Guarded(app, (*section.hosts, *own))
    if section.https:
        guarded = _over_tls(guarded)
    if section.proxies:
        guarded = ProxyHeadersMiddleware(guarded, list(section.proxies))  # type: ignore[arg-type,assignment]
    return guarded


def refused(
    method: str, headers: Mapping[str, str], *, hosts: frozenset[str], most: int = MOST_BYTES
) -> tuple[int, str] | None:
    """Status and sentence for a request that is not answered; None for one that is."""
    asked = host_name(headers.get("host", ""))
    if not (is_loopback(asked) or asked in hosts):
        return 421, "this name is not the console's: ask for localhost, or add the name to hosts in [console]"
    if method in _SAFE:
        return None
    origin = headers.get("origin")
    if headers.get("sec-fetch-site", "same-origin") != "same-origin" or (
        origin is not None and urlsplit(origin).netloc != headers.get("host")
    ):
        return 403, "this was asked for by a page of another site"
    length = headers.get("content-length", "")
    # Where both are said the length is not what counts (RFC 9112, 6.3): such a body would have no bound.
    if "transfer-encoding" in headers or not length.isdigit() or int(length) > most:
        return 413, "this is more than any form of the console sends"
    return None


def host_name(header: str) -> str:
    """The name in a Host header, without its port and brackets."""
    if header.startswith("["):
        return header[1:].partition("]")[0]
    return header.partition(":")[0].lower()


def leads_home(address: str) -> bool:
    """Whether an address that came from outside is a path of ours, however a browser reads it: two slashes begin a
    host, a backslash is one, and tabs and line ends are left out."""
    return (
        address.startswith("/")
        and not address.startswith(("//", "/\\"))
        and not any(letter < " " or letter == "\x7f" for letter in address)
    )


def form_in(body: bytes) -> dict[str, str]:
    """The fields of a posted form, the last of each name; empty where it is none. MOST_BYTES bounds it."""
    try:
        return dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=20))
    except ValueError:
        return {}


class Token:
    """What a form of ours carries and no other site's can know. Each session has its own, and all whom nobody asks who
    they are have one, another with each start. A program with a token of its own needs none: no browser sends that by
    itself."""

    def __init__(self) -> None:
        self._open = secrets.token_urlsafe(24)

    @property
    def value(self) -> str:
        """For the forms of whoever asks now."""
        return present.get().form_token or self._open

    def is_in(self, form: Mapping[str, object]) -> bool:
        """Whether a form carries it."""
        carried = secrets.compare_digest(str(form.get("token", "")).encode(errors="replace"), self.value.encode())
        return carried or present.get().way is Way.TOKEN


async def _received(receive: Receive) -> Receive:
    """What was posted, all of it; raises TimeoutError where it is slow in coming. Its length was looked at before."""
    messages: list[Message] = []
    async with asyncio.timeout(BODY_SECONDS):
        while True:
            messages.append(await receive())
            if messages[-1]["type"] != "http.request" or not messages[-1].get("more_body"):
                break
    come = iter(messages)

    async def again() -> Message:
        return next(come, None) or await receive()

    return again


def _over_tls(app: ASGIApp) -> ASGIApp:
    async def asked(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, "scheme": "https"} if scope["type"] == "http" else scope, receive, send)

    return asked


def _with_headers(send: Send, *, lasting: bool) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            # An asset's address has its digest in it; a page is of this moment.
            headers["Cache-Control"] = "public, max-age=31536000, immutable" if lasting else "no-store"
        await send(message)

    return sending
