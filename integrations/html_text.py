"""Plain text out of HTML that anybody may have written: in one pass, whatever is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

# Where a line begins or ends.
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "footer", "form", "h1", "h2", "h3",
        "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tr", "ul",
    }
)  # fmt: skip
_CELLS = frozenset({"td", "th"})
# Elements whose contents nobody sees.
_UNSEEN = frozenset({"head", "script", "style", "template", "title"})
_NAME = re.compile(r"(/?)([a-zA-Z][a-zA-Z0-9]*)")
_SIGN = re.compile(r"[>\"']")
_SPACES = str.maketrans("\n\r\t", "   ")
# Python refuses to read numbers of thousands of digits; no letter's has more than seven.
_ENDLESS_NUMBER = re.compile(r"&#[xX]?[0-9a-fA-F]{9,};?")


def plain_text(html: str) -> str:
    r"""The words of an HTML text, a line for each block; a text without tags keeps its own lines.

    >>> plain_text("<p>Met <b>Mei</b> &amp; Tan.</p><ul><li>Demo on Friday</li></ul>")
    'Met Mei & Tan.\nDemo on Friday'
    >>> plain_text("a < b,\n5 > 3")
    'a < b,\n5 > 3'
    """
    html = html.replace("\r\n", "\n")
    pieces = list(_Markup(html).pieces())
    if len(pieces) > 1:
        pieces = [(words.translate(_SPACES), name) for words, name in pieces]
    text = "".join(words + _between(name) for words, name in pieces)
    lines = [" ".join(line.split()) for line in _readable(text).split("\n")]
    return "\n".join(line for line in lines if line)


def _between(name: str) -> str:
    return "\n" if name in _BLOCKS else " " if name in _CELLS else ""


def _readable(text: str) -> str:
    return unescape(_ENDLESS_NUMBER.sub("", text))


class _Markup:
    """Tells tags from words.

    The standard library's parser takes time that grows with the square of some broken texts; here a search
    that reached the end in vain is not repeated.
    """

    def __init__(self, html: str) -> None:
        self._html = html
        self._lower = html.lower() if len(html.lower()) == len(html) else html
        self._last_end = html.rfind(">")
        self._quotes_close = True

    def pieces(self) -> Iterator[tuple[str, str]]:
        """Words and the name of the tag after them; '' after the last and before what has no name."""
        begun = at = 0
        while (start := self._html.find("<", at)) >= 0:
            name, end = self._tag(start)
            if end > start:
                yield self._html[begun:start], name
                begun = end
            at = max(end, start + 1)
        yield self._html[begun:], ""

    def _tag(self, start: int) -> tuple[str, int]:
        """Name and end of the tag that begins here; an end of -1 where none does."""
        if self._html.startswith("<!--", start):
            return "", self._beyond("-->", start + 4)
        if self._html.startswith(("<!", "<?"), start):
            return "", self._beyond(">", start + 2)
        named = _NAME.match(self._html, start + 1)
        if named is None:
            return "", -1
        name, end = named[2].lower(), self._end(named.end())
        if name in _UNSEEN and not named[1] and end > 0:
            return name, self._beyond(">", self._beyond(f"</{name}", end))
        return name, end

    def _beyond(self, closing: str, start: int) -> int:
        found = self._lower.find(closing, start)
        return found + len(closing) if found >= 0 else len(self._html)

    def _end(self, start: int) -> int:
        """Where the tag ends; a sign within quotes does not end it, as long as quotes are closed."""
        if start > self._last_end:
            return -1
        at = start
        while self._quotes_close and (sign := _SIGN.search(self._html, at)):
            if sign[0] == ">":
                return sign.end()
            closed = self._html.find(sign[0], sign.end())
            if closed < 0:
                break
            at = closed + 1
        self._quotes_close = False
        return self._html.find(">", start) + 1 or -1
