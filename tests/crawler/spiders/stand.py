"""A scripted web server on loopback: each path answers what the test put there, and every request is remembered."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape

# Paragraphs of our own in the manner of agencies; a page needs some length to be read as an article.
PARAGRAPHS = (
    "قُتل ثلاثة مدنيين وأصيب خمسة آخرون، اليوم الخميس، جراء قصف مدفعي استهدف حيا سكنيا في أطراف المدينة، وفق ما "
    "أفاد به مصدر طبي في المستشفى المركزي.",
    "وقال المصدر إن فرق الإسعاف نقلت المصابين إلى المستشفى، وإن حالة اثنين منهم حرجة، بينما واصلت فرق الدفاع المدني "
    "البحث تحت أنقاض المنازل التي تضررت.",
    "وأكد شهود عيان من سكان الحي أن القصف استمر نحو ساعة، وأن عددا من العائلات غادر المنطقة خشية تجدده خلال الليل.",
)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a path answers. `hold` keeps the answer back until it is set."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    hold: threading.Event | None = None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request that came in."""

    path: str
    headers: Mapping[str, str]


Reply = Answer | Callable[[Asked], Answer]


class Stand:
    """The server. Unknown paths answer 404, robots.txt as well."""

    def __init__(self, host: str = "127.0.0.1", port: int = 0) -> None:
        self.answers: dict[str, Reply] = {}
        self.asked: list[Asked] = []
        self._server = ThreadingHTTPServer((host, port), self._handler())
        self._server.daemon_threads = True
        self.host = host
        self.port = int(self._server.server_port)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def url(self, path: str = "") -> str:
        """The address of a path."""
        return f"http://{self.host}:{self.port}{path}"

    def put(self, path: str, body: str | bytes = b"", status: int = 200, **headers: str) -> None:
        """Lets a path answer this from now on; an underscore in a header's name is a dash."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        data = body.encode() if isinstance(body, str) else body
        self.answers[path] = Answer(body=data, status=status, headers=named)

    def publish(self, number: int, title: str | None = None) -> str:
        """An article under /news/<number>000; returns its address."""
        path = f"/news/{number}000"
        self.put(path, article(title or f"مقتل ثلاثة مدنيين في قصف على أطراف المدينة {number}"))
        return self.url(path)

    def count(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(1 for asked in list(self.asked) if asked.path == path)

    def close(self) -> None:
        """Stops serving; held answers are let go."""
        for reply in self.answers.values():
            if isinstance(reply, Answer) and reply.hold is not None:
                reply.hold.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        stand = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                asked = Asked(path=self.path, headers={name.lower(): value for name, value in self.headers.items()})
                stand.asked.append(asked)
                reply = stand.answers.get(self.path, Answer(status=404))
                answer = reply(asked) if callable(reply) else reply
                if answer.hold is not None:
                    answer.hold.wait(60)
                try:
                    self._answer(answer)
                except ConnectionError:
                    self.close_connection = True  # whoever asked was killed

            def _answer(self, answer: Answer) -> None:
                self.send_response(answer.status)
                named = {"Content-Type": "text/html; charset=utf-8", **answer.headers}
                for name, value in named.items():
                    self.send_header(name, value)
                if answer.status != 304 and "Content-Length" not in named:
                    self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                if answer.status != 304:
                    self.wfile.write(answer.body)

            def log_message(self, *_arguments: object) -> None:
                return

        return Handler


def article(title: str) -> str:
    """A plain article page."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f'<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:type" content="article"></head>'
        f"<body><main><article><h1>{title}</h1>{body}</article></main></body></html>"
    )


def feed(*links: str, titles: Mapping[str, str] | None = None, extra: str = "") -> str:
    """An RSS feed that lists these links, each with a guid of its own."""
    items = "".join(
        f"<item><title>{escape((titles or {}).get(link, f'خبر {number}'))}</title><link>{escape(link)}</link>"
        f"<guid isPermaLink='false'>{escape(link)}</guid>{extra}</item>"
        for number, link in enumerate(links)
    )
    return (
        "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel><title>موقع الاختبار</title>"
        f"<link>http://127.0.0.1/</link><language>ar</language>{items}</channel></rss>"
    )
