"""What goes wrong on the way between a client and any of the stand-ins, scripted or by seeded chance.

standin.faults.append(server_error(Where("POST", "/search", first=3, times=2)))
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from tests.standins.http import Answer, Request, json_answer

Instead = Callable[[Request], Answer]
Afterwards = Callable[[Request, Answer], Answer]


@dataclass(frozen=True)
class Where:
    """Which requests a fault meets.

    Parameters
    ----------
    method, path
        The method ('' for any) and a regular expression that is searched in the path.
    first, times
        From which matching request on (1: the first), and how often; None: from then on for good.
    chance
        How probable it is at each of them, where `random` is given to decide.
    """

    method: str = ""
    path: str = ""
    first: int = 1
    times: int | None = 1
    chance: float = 1.0
    random: Random | None = None

    def fits(self, request: Request) -> bool:
        """Whether method and path match."""
        return self.method in {"", request.method} and bool(re.search(self.path, request.path))


ALWAYS = Where(times=None)


class ScriptedFault:
    """A fault at some requests: an answer instead of carrying them out, or a broken answer afterwards."""

    def __init__(
        self, where: Where, *, instead: Instead | None = None, afterwards: Afterwards | None = None
    ) -> None:
        self._where, self._instead, self._afterwards = where, instead, afterwards
        self._seen = self.happened = 0

    def instead(self, request: Request) -> Answer | None:
        """See `tests.standins.http.Fault`."""
        if self._instead is not None and self._happens(request):
            return self._instead(request)
        return None

    def afterwards(self, request: Request, answer: Answer) -> Answer:
        """See `tests.standins.http.Fault`."""
        if self._afterwards is not None and self._happens(request):
            return self._afterwards(request, answer)
        return answer

    def _happens(self, request: Request) -> bool:
        where = self._where
        if not where.fits(request):
            return False
        self._seen += 1
        over = where.times is not None and self.happened >= where.times
        if self._seen < where.first or over or (where.random and where.random.random() >= where.chance):
            return False
        self.happened += 1
        return True


def answers(where: Where, status: int, body: Any, headers: Mapping[str, str] | None = None) -> ScriptedFault:
    """Something else is answered and nothing carried out."""
    return ScriptedFault(where, instead=lambda _: json_answer(body, status, headers))


def server_error(where: Where, status: int = 500) -> ScriptedFault:
    """The server fails and carries nothing out."""
    return answers(where, status, {"status": "error", "message": "internal error"})


def no_json(where: Where) -> ScriptedFault:
    """A page of HTML where JSON is expected, with status 200, as proxies send it."""
    html = Answer(200, b"<html><body>We will be back soon.</body></html>", {"Content-Type": "text/html"})
    return ScriptedFault(where, instead=lambda _: html)


def half_page(where: Where) -> ScriptedFault:
    """The connection is cut in the middle of the body."""
    return ScriptedFault(where, afterwards=lambda _, true: replace(true, cut_after=len(true.body) // 2))


def stall(where: Where, seconds: float) -> ScriptedFault:
    """Nothing is sent for some time."""
    return ScriptedFault(where, afterwards=lambda _, true: replace(true, stall_s=seconds))


def no_answer(where: Where) -> ScriptedFault:
    """The connection is closed, and nothing was carried out."""
    return ScriptedFault(where, instead=lambda _: Answer(cut_after=-1))


def accept_then_drop(where: Where) -> ScriptedFault:
    """The request is carried out, and the connection closed without an answer."""
    return ScriptedFault(where, afterwards=lambda _, true: replace(true, cut_after=-1))


def kill(where: Where) -> ScriptedFault:
    """The server is gone, until it is started again; nothing is carried out."""
    return ScriptedFault(where, instead=lambda _: Answer(cut_after=-1, kills=True))


def rewritten(where: Where, change: Callable[[Any], Any]) -> ScriptedFault:
    """The JSON of a good answer is changed on its way; `change` may change it in place or give another."""

    def break_it(_: Request, true: Answer) -> Answer:
        if true.status >= 300:
            return true
        value = true.json()
        return true.with_json(change(value) or value)

    return ScriptedFault(where, afterwards=break_it)
