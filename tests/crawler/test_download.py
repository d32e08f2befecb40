"""Hostile answers: each ends in an error state of its one address, the others are read, and memory stays flat."""

import gzip
import socket
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import brotli  # type: ignore[import-untyped]
import pytest
from backports import zstd

from crawler.download import MOST_HEADER_BYTES
from tests.crawler.spiders.crawls import configure
from tests.crawler.spiders.prepared import begin
from tests.crawler.spiders.raw import RawStand, answer, open_ended
from tests.crawler.spiders.stand import article, feed

pytestmark = pytest.mark.slow

LIMITS = "timeout = 4\nmax_bytes = 1000000\n"
MOST_MEGABYTES = 300
HTML = b"Content-Type: text/html; charset=utf-8"

# What is unpacked here is 200 MB; on the wire it is between 160 bytes and 200 KB.
_ZEROS = b"0" * 200_000_000


def _page(number: int) -> bytes:
    return article(f"مقتل ثلاثة مدنيين في قصف على أطراف المدينة {number}").encode()


def _packed(encoding: bytes, body: bytes) -> bytes:
    return answer(body, HTML, b"Content-Encoding: " + encoding)


def _moved(target: bytes) -> bytes:
    return answer(b"", b"Location: " + target, status=b"302 Found")


def _bombs(stand: RawStand) -> dict[str, str]:
    packed = {
        "gzip": gzip.compress(_ZEROS),
        "deflate": zlib.compress(_ZEROS),
        "br": brotli.compress(_ZEROS, quality=1),
        "zstd": zstd.compress(_ZEROS),
    }
    for encoding, body in packed.items():
        stand.say(f"/bomb-{encoding}", _packed(encoding.encode(), body))
        stand.say(f"/corrupt-{encoding}", _packed(encoding.encode(), b"\x1f\x8b\x08" + body[9:40] + b"corrupt"))
    stand.say("/bomb-gzip-of-gzip", _packed(b"gzip, gzip", gzip.compress(packed["gzip"])))
    return {f"/bomb-{name}": "too_large" for name in (*packed, "gzip-of-gzip")} | {
        f"/corrupt-{name}": "broken_answer" for name in packed
    }


def _headers(stand: RawStand) -> dict[str, str]:
    """Each of these grew without an end under Twisted alone, or in lines or pieces that it does not count."""
    start = b"HTTP/1.1 200 OK\r\n"
    stand.repeat("/endless-headers", start, b"X-Padding: " + b"a" * 4000 + b"\r\n")
    stand.repeat("/endless-short-headers", start, b"a:b\r\n" * 500)
    stand.repeat("/endless-same-header", start, b"Set-Cookie: a=" + b"b" * 1000 + b"\r\n")
    stand.repeat("/endless-folded-header", start + b"X-Padding: a\r\n", b" " + b"a" * 1000 + b"\r\n")
    stand.repeat("/endless-line", start + b"X-Padding: ", b"a" * 4096)
    stand.repeat("/endless-status", b"HTTP/1.1 200 ", b"O" * 4096)
    stand.repeat("/endless-hints", b"", b"HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n" * 50)
    stand.repeat("/endless-continue", b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 50)
    stand.repeat("/no-colon", start, b"a line without a colon\r\n" * 50)
    return {path: "too_large: " for path in stand.speeches if "bomb" not in path and "corrupt" not in path}


def _bodies(stand: RawStand) -> dict[str, str]:
    chunked = open_ended(b"Transfer-Encoding: chunked")
    stand.repeat("/endless-body", open_ended(), b"<p>" + b"a" * 50_000)
    stand.repeat("/endless-chunks", chunked, b"2710\r\n" + b"a" * 10_000 + b"\r\n")
    stand.say("/stated-too-large", answer(b"", HTML).replace(b"Length: 0", b"Length: 99999999999999999999"))
    stand.repeat("/drip-headers", b"HTTP/1.1 200 OK\r\n", b"a", pause=0.2)
    stand.repeat("/drip-body", open_ended(), b"a", pause=0.2)
    stand.repeat("/drip-chunks", chunked, b"1\r\na\r\n", pause=0.2)
    stand.repeat("/silent", b"", b"", pause=0.5)
    return {
        "/endless-body": "too_large: ",
        "/endless-chunks": "too_large: ",
        "/stated-too-large": "too_large: ",
        "/drip-headers": "timeout: ",
        "/drip-body": "timeout: ",
        "/drip-chunks": "timeout: ",
        "/silent": "timeout: ",
    }


def _reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")


def _broken(stand: RawStand) -> dict[str, str]:
    page = _page(1)
    speeches = {
        "/banner": b"SSH-2.0-OpenSSH_9.9\r\n",
        "/old-web": page,
        "/version": b"HTTP/x.y 200 OK\r\n\r\n",
        "/status": b"HTTP/1.1 OK\r\n\r\n",
        "/nothing": b"",
        "/half-a-head": b"HTTP/1.1 200 OK\r\nContent-Type: te",
        "/two-lengths": answer(page, HTML, b"Content-Length: 7"),
        "/negative-length": answer(page, HTML).replace(b"Length: ", b"Length: -"),
        "/word-as-length": answer(page, HTML).replace(b"Length: ", b"Length: many"),
        "/unknown-transfer": open_ended(b"Transfer-Encoding: rot13") + page,
    }
    for path, speech in speeches.items():
        stand.say(path, speech)
    stand.speeches["/reset"] = _reset
    return dict.fromkeys((*speeches, "/reset"), "")


def _empty(stand: RawStand) -> list[str]:
    """Answers whose body breaks off before it has begun: pages without a story."""
    chunked = open_ended(b"Transfer-Encoding: chunked")
    for path, chunk in {"/chunk-of-nonsense": b"zz", "/chunk-of-minus": b"-5", "/long-chunk-size": b"1" * 5000}.items():
        stand.say(path, chunked + chunk + b"\r\n" + _page(1))
    stand.say("/no-content", answer(b"", status=b"204 No Content"))
    return ["/chunk-of-nonsense", "/chunk-of-minus", "/long-chunk-size", "/no-content"]


def _redirects(stand: RawStand) -> dict[str, str]:
    stand.say("/loop", _moved(b"/loop"))
    stand.say("/loop-a", _moved(b"/loop-b"))
    stand.say("/loop-b", _moved(b"/loop-a"))
    for number in range(20):
        stand.say(f"/chain-{number}", _moved(f"/chain-{number + 1}".encode()))
    targets = {
        "/to-file": b"file:///etc/passwd",
        "/to-ftp": b"ftp://127.0.0.1/a",
        "/to-data": b"data:text/html,<h1>a</h1>",
        "/to-gopher": b"gopher://127.0.0.1/a",
        "/to-script": b"javascript:alert(1)",
        "/to-s3": b"s3://bucket/key",
        "/to-half-address": b"http://[::1",
        "/to-no-port": b"http://127.0.0.1:port/",
        "/to-password": b"http://rasid:geheim@127.0.0.1/",
        "/to-nowhere": b"http://",
    }
    for path, target in targets.items():
        stand.say(path, _moved(target))
    return dict.fromkeys(targets, "") | dict.fromkeys(("/loop", "/loop-a", "/chain-0"), "redirects")


def _good(stand: RawStand) -> list[str]:
    """Answers that are odd, or come from somebody who goes on talking, and are read."""
    page = _page(1)
    chunked = open_ended(b"Transfer-Encoding: chunked") + f"{len(page):x}\r\n".encode() + page + b"\r\n0\r\n"
    stand.say("/good", answer(page, HTML))
    stand.say("/good-many-headers", answer(page, HTML, *[b"X-%d: a" % number for number in range(150)]))
    stand.say("/good-long-header", answer(page, HTML, b"Content-Security-Policy: " + b"a" * 12_000))
    stand.say("/good-bad-headers", answer(page, HTML, b"no colon", b"\xd9\x85: \xff\x00\x01", b": ", b"ETag"))
    stand.say("/good-hints", b"HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n", answer(page, HTML))
    stand.say("/good-length-too-large", answer(page, HTML).replace(b"Length: ", b"Length: 9"))
    stand.say("/good-unknown-encoding", answer(page, HTML, b"Content-Encoding: rot13"))
    stand.say("/good-policy", answer(page, HTML, b"Referrer-Policy: os.system", b"Refresh: 0; url=file:///etc/passwd"))
    stand.repeat("/good-endless-trailers", chunked, b"X-Padding: " + b"a" * 4000 + b"\r\n")
    return [path for path in stand.speeches if path.startswith("/good")]


@pytest.fixture
def raw() -> Iterator[RawStand]:
    """The hostile server."""
    one = RawStand()
    yield one
    one.close()


@pytest.fixture
def talker() -> Iterator[RawStand]:
    """A server that goes on talking on a connection after its answer, whoever asks next."""
    one = RawStand()
    one.repeat("/good-and-on", answer(_page(1), HTML).replace(b"close", b"keep-alive"), b"a" * 5000)
    yield one
    one.close()


def test_endless_headers_cost_no_memory(tmp_path: Path, raw: RawStand) -> None:
    """They are cut off long before the time for an answer is over, in which they would take more than a gigabyte."""
    for number in range(4):
        raw.repeat(f"/endless-{number}", b"HTTP/1.1 200 OK\r\n", b"X-Padding: " + b"a" * 8000 + b"\r\n")
    raw.say("/feed", answer(feed(*map(raw.url, raw.speeches)).encode(), b"Content-Type: application/rss+xml"))
    crawl = begin(configure(tmp_path, ("a", raw.url("/feed")), crawler="timeout = 20\n"), feed_names=["a"])
    done = crawl.end()
    reasons = [one["reason"] for one in done.summary["failures"]]
    assert reasons == [f"too_large: headers of more than {MOST_HEADER_BYTES} bytes"] * 4
    assert crawl.megabytes < MOST_MEGABYTES


def test_nothing_is_told_across_redirects(tmp_path: Path, raw: RawStand, talker: RawStand) -> None:
    """An answer that asks for referrers, sets cookies and wants a password gets none of them, at its own host or at
    the next one; a policy that names Python code is only a word."""
    wants = (
        b"Referrer-Policy: unsafe-url",
        b"Set-Cookie: a=b; Path=/",
        b'WWW-Authenticate: Basic realm="a"',
        b"Clear-Site-Data: *",
    )
    talker.say("/good", answer(_page(1), HTML))
    for path, policy in {"/same-host": b"os.system", "/other-host": b"unsafe-url"}.items():
        target = talker.url("/good") if path == "/other-host" else raw.url("/page")
        moved = _moved(target.encode()).replace(b"Location", b"Referrer-Policy: " + policy + b"\r\nLocation")
        raw.say(path, moved.replace(b"Location", b"\r\n".join(wants) + b"\r\nLocation"))
    raw.say("/page", answer(_page(2), HTML, *wants))
    links = [raw.url("/same-host"), raw.url("/other-host"), raw.url("/page")]
    raw.say("/feed", answer(feed(*links).encode(), b"Content-Type: application/rss+xml", *wants))
    done = begin(configure(tmp_path, ("a", raw.url("/feed"))), feed_names=["a"]).end()
    assert done.summary["failures"] == []
    assert {"/feed", "/same-host", "/other-host", "/page"} < raw.heads.keys()
    for head in (*raw.heads.values(), *talker.heads.values()):
        assert not {"referer", "cookie", "authorization", "proxy-authorization"} & {
            line.partition(":")[0].lower() for line in head.splitlines()
        }, head
    assert "Traceback" not in done.log


class _Counted(ThreadingHTTPServer):
    """A polite server that keeps connections open, and counts them."""

    daemon_threads = True
    pages: ClassVar[dict[str, bytes]] = {}
    connections = 0

    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections += 1
        super().process_request(request, client_address)


class _Pages(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = _Counted.pages.get(self.path, b"")
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "application/rss+xml" if self.path == "/feed" else "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        return


def test_the_operators_own_host_keeps_its_connections(tmp_path: Path) -> None:
    """As many as there are requests at once, and no new one for nearly each of its pages."""
    server = _Counted(("127.0.0.1", 0), _Pages)
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    paths = [f"/page-{number}" for number in range(24)]
    _Counted.pages |= {path: _page(number) for number, path in enumerate(paths)}
    _Counted.pages["/feed"] = feed(*(address + path for path in paths)).encode()
    try:
        done = begin(configure(tmp_path, ("a", f"{address}/feed"), crawler="concurrency = 4\n"), feed_names=["a"]).end()
    finally:
        server.shutdown()
        server.server_close()
    assert len(done.results) == len(paths)
    assert server.connections <= 6


def test_hostile_answers_fail_alone_and_memory_stays_flat(tmp_path: Path, raw: RawStand, talker: RawStand) -> None:
    """Endless and packed answers cost no memory, nonsense costs one address, and the honest pages are all read."""
    expected = {**_headers(raw), **_bombs(raw), **_bodies(raw), **_broken(raw), **_redirects(raw)}
    empty, good = _empty(raw), _good(raw)
    links = [raw.url(path) for path in [*expected, *empty, *good]]
    raw.say("/feed", answer(feed(*links, talker.url("/good-and-on")).encode(), b"Content-Type: application/rss+xml"))
    crawl = begin(configure(tmp_path, ("a", raw.url("/feed")), crawler=LIMITS), feed_names=["a"])
    done = crawl.end()
    failures = {one["url"].removeprefix(raw.url()): one["reason"] for one in done.summary["failures"]}
    assert failures.keys() == expected.keys()
    assert {path: failures[path] for path, start in expected.items() if not failures[path].startswith(start)} == {}
    assert "Traceback" not in done.log
    read = {result["url"].removeprefix(raw.url()).removeprefix(talker.url()) for result in done.results}
    assert read == {*good, "/good-and-on"}
    assert all(f"page_gave_no_story url={raw.url(path)} " in done.log for path in empty)
    assert crawl.megabytes < MOST_MEGABYTES
