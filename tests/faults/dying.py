"""Kills its own process, as by kill -9, at a call of a function of the program or at a byte of a connection.

What is wrapped here is wrapped in this process alone; the program's files know nothing of it.
"""

import importlib
import inspect
import os
import signal
from collections.abc import Callable
from typing import Any

from tests.faults.points import Point


class Death:
    """Counts down to a death. `last_words` is called right before it."""

    def __init__(self, nth: int, last_words: Callable[[], None], by: int) -> None:
        self._left = nth
        self._by = by
        self._last_words = last_words

    def comes_near(self) -> bool:
        """Counts one call; True where it is the one to die at."""
        self._left -= 1
        return self._left == 0

    def strike(self) -> None:
        """Dies."""
        self._last_words()
        os.kill(os.getpid(), self._by)

    def count(self) -> None:
        """Counts one call, and dies at the last."""
        if self.comes_near():
            self.strike()


def arm(point: Point, last_words: Callable[[], None], by: int = signal.SIGKILL) -> None:
    """From now on this process dies at the point, by this signal."""
    death = Death(point.nth, last_words, by)
    match point.how:
        case "first byte":
            _at_first_byte(death)
        case "whole request":
            _wrap("httpcore._async.http11:AsyncHTTP11Connection._send_request_body", death, after=True)
        case "before the dot" | "after the dot":
            _at_dot(death, after=point.how == "after the dot")
        case _:
            _wrap(point.target, death, after=point.how == "after")


def _wrap(target: str, death: Death, *, after: bool) -> None:
    module, _, path = target.partition(":")
    owner: Any = importlib.import_module(module)
    *outer, name = path.split(".")
    for part in outer:
        owner = getattr(owner, part)
    setattr(owner, name, _dying(getattr(owner, name), death, after=after))


def _dying(call: Callable[..., Any], death: Death, *, after: bool) -> Callable[..., Any]:
    if inspect.isasyncgenfunction(call):

        async def generate(*arguments: Any, **named: Any) -> Any:
            death.count()
            async for value in call(*arguments, **named):
                yield value

        return generate
    if inspect.iscoroutinefunction(call):

        async def wait(*arguments: Any, **named: Any) -> Any:
            if not after:
                death.count()
            value = await call(*arguments, **named)
            if after:
                death.count()
            return value

        return wait

    def run(*arguments: Any, **named: Any) -> Any:
        if not after:
            death.count()
        value = call(*arguments, **named)
        if after:
            death.count()
        return value

    return run


def _at_first_byte(death: Death) -> None:
    """One byte of a request is with the system, and no more."""
    from httpcore._async.http11 import AsyncHTTP11Connection
    from httpcore._backends import anyio as backend

    write = backend.AnyIOStream.write
    began = AsyncHTTP11Connection._send_request_headers
    armed = [False]

    async def headers(self: Any, request: Any) -> None:
        armed[0] = death.comes_near()
        await began(self, request)

    async def one_byte(self: Any, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        if armed[0]:
            await write(self, buffer[:1], timeout)
            death.strike()
        await write(self, buffer, timeout)

    AsyncHTTP11Connection._send_request_headers = headers  # type: ignore[method-assign]
    backend.AnyIOStream.write = one_byte  # type: ignore[method-assign]


def _at_dot(death: Death, *, after: bool) -> None:
    """The text of a mail is with the system, without its final dot or with it."""
    from aiosmtplib.protocol import SMTPProtocol

    write = SMTPProtocol.write
    dot = b"\r\n.\r\n"

    def text(self: Any, data: bytes) -> None:
        if not data.endswith(dot) or not death.comes_near():
            write(self, data)
            return
        write(self, data if after else data.removesuffix(dot))
        death.strike()

    SMTPProtocol.write = text  # type: ignore[method-assign]
