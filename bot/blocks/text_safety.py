"""Everything that came from outside (CRM, transcripts, people) passes here on its way to Slack.

Slack's control characters are `&`, `<` and `>`: an unescaped `<!channel>` in a company's name pings everybody.
Three sinks are safe: plain text and rich text, which Slack shows literally, get `clean` text; mrkdwn gets `safe_text`.
Links are typed elements of rich text, made by `safe_link` only. Limits are those of Slack's Block Kit reference.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

Element = dict[str, Any]

NOTHING = "–"  # Slack refuses empty text

# Controls break JSON consumers and terminals; direction overrides and invisible marks let a name pose as another.
_CONTROLS = "\x00-\x1f\x7f-\x9f\u2028\u2029"
_INVISIBLE = (
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u2060\ufeff"
    "\u202a-\u202e"  # direction overrides
    "\u2061-\u206f"  # invisible operators, direction isolates
    "\U000e0000-\U000e007f"  # tags
)
_HALVES = "\ud800-\udfff"  # lone surrogates: no encoding takes them
_BLANKS = re.compile(rf"[\s{_CONTROLS}]+")
_UNSEEN = re.compile(f"[{_INVISIBLE}]")
_HALF = re.compile(f"[{_HALVES}]")
# One joiner inside a word is spelling (Persian, emoji families); a run, or one at a border, is a disguise.
_JOINER_RUN = re.compile("[\u200c\u200d]{2,}|(?:^|(?<=\\s))[\u200c\u200d]+|[\u200c\u200d]+(?=\\s|$)")
# Most text has none of it: one search tells.
_SUSPECT = re.compile(rf"[{_CONTROLS}{_INVISIBLE}{_HALVES}\u200c\u200d]|\s(?:\s|$)|^\s|[^\S ]")

_NUMBER = re.compile(r"\+?[0-9][0-9 ().-]{4,25}$")
_FEWEST_DIGITS = 5  # of a number that can be dialled
_NO_DIGITS = re.compile(r"(?!^\+)[^0-9]")
_MAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$")

_ESCAPES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
# mrkdwn has no escape for its own formatting; an invisible space before the mark keeps it a plain character.
_LITERAL = _ESCAPES | {ord(mark): f"\u200b{mark}" for mark in "*_~`"}


@lru_cache(maxsize=1024)  # a card's own words come again and again
def clean(text: str, limit: int = 3000) -> str:
    r"""One line without controls, direction overrides and invisible characters, at most `limit` characters long.

    For plain text and rich text, which Slack shows as they are. Empty text becomes a dash.

    >>> clean("Acme\x00\u202e Pte  Ltd\n", 40), clean("Metropolitan", 6), clean("  ")
    ('Acme Pte Ltd', 'Metro…', '–')
    """
    if _SUSPECT.search(text):
        text = _JOINER_RUN.sub("", _HALF.sub("\ufffd", _UNSEEN.sub("", _BLANKS.sub(" ", text))))
        text = _BLANKS.sub(" ", text).strip()
    return (text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…") or NOTHING


def clean_lines(text: str, limit: int) -> str:
    r"""Lines of clean text, empty ones kept between them, at most `limit` characters.

    >>> clean_lines(" a \n\n\u202eb\x00 ", 100)
    'a\n\nb'
    """
    told = "\n".join("" if (line := clean(said)) == NOTHING else line for said in text.splitlines()).strip()
    return told if len(told) <= limit else f"{told[: limit - 1].rstrip()}…"


def escape_mrkdwn(text: str) -> str:
    """The text with Slack's three control characters escaped, and nothing else.

    >>> escape_mrkdwn("<!channel> R&D")
    '&lt;!channel&gt; R&amp;D'
    """
    return text.translate(_ESCAPES)


def safe_text(text: str, limit: int = 3000) -> str:
    r"""Text for mrkdwn: clean, literal, escaped, and still at most `limit` (from 5) characters long after escaping.

    It is cut before it is escaped, so that no half of an `&amp;` is left behind.

    >>> safe_text("*R&D* <@U1>").replace("\u200b", "")
    '*R&amp;D* &lt;@U1&gt;'
    >>> safe_text("<<<<", 8)
    '&lt;…'
    """
    length = limit
    while len(safe := clean(text, length).translate(_LITERAL)) > limit and length > 1:
        length = max(1, length - max(1, (len(safe) - limit) // 5))
    return safe


def words(text: str, *, bold: bool = False, italic: bool = False, limit: int = 3000) -> Element:
    """Literal text as a rich text element: the best sink for what others wrote.

    >>> words("<!here>", bold=True)
    {'type': 'text', 'text': '<!here>', 'style': {'bold': True}}
    """
    element: Element = {"type": "text", "text": clean(text, limit)}
    if bold or italic:
        element["style"] = {name: True for name, wanted in (("bold", bold), ("italic", italic)) if wanted}
    return element


def phone_link(number: str) -> Element:
    """A number to tap; plain words where it holds anything but a number.

    >>> phone_link("+65 9123 4567")["url"], phone_link("call me")["type"]
    ('tel:+6591234567', 'text')
    """
    said = clean(number, 40)
    digits = _NO_DIGITS.sub("", said)
    dialled = _NUMBER.match(said) and len(digits) >= _FEWEST_DIGITS
    return {"type": "link", "url": f"tel:{digits}", "text": said} if dialled else words(said)


def mail_link(address: str) -> Element:
    """An e-mail address to tap; plain words where it is none.

    >>> mail_link("mei@firm.sg")["url"], mail_link("mei@firm.sg?bcc=x@y.z")["type"]
    ('mailto:mei@firm.sg', 'text')
    """
    said = clean(address, 120)
    return {"type": "link", "url": f"mailto:{said}", "text": said} if _MAIL.match(said) else words(said)


def safe_link(url: str, label: str, hosts: Collection[str]) -> Element:
    """A link as a rich text element; plain words where the address is not https on one of `hosts`.

    >>> safe_link("https://app.hubspot.com/deal/1", "Open in HubSpot", {"app.hubspot.com"})["type"]
    'link'
    >>> safe_link("javascript:alert(1)", "Open", {"app.hubspot.com"})
    {'type': 'text', 'text': 'Open'}
    """
    return {"type": "link", "url": url, "text": clean(label, 200)} if _may_link(url, hosts) else words(label)


def _may_link(url: str, hosts: Collection[str]) -> bool:
    if len(url) > 3000 or not url.isascii() or not url.isprintable() or set(url) & set(' |<>"\\'):  # noqa: PLR2004 - Slack's limit of a url
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "https" and parts.netloc in hosts
