"""Whether a contact does not want to hear from us, read from a customer's own columns, however they call them."""

from __future__ import annotations

import re
from collections.abc import Mapping

_SAYS_NO = re.compile(
    r"opt(?:ed)?[\W_]*out|unsubscri|do[\W_]*not[\W_]*(?:call|contact|e?-?mail|disturb)|\bdnc\b|(?:^|_)dnc(?:$|_)|no[\W_]+contact",
    re.IGNORECASE,
)
_YES = {"true", "yes", "y", "1", "1.0", "x", "on", "ya", "checked"}


def has_opted_out(properties: Mapping[str, object]) -> bool:
    """Whether a column such as `hs_email_optout` or “Do not call” is ticked, or a column says so in words.

    >>> has_opted_out({"hs_email_optout": "true"}), has_opted_out({"Do not call": "no"})
    (True, False)
    >>> has_opted_out({"Lead status": "Do not contact"}), has_opted_out({"Unsubscribed": 1})
    (True, True)
    """
    return any(_is_no(name, value) for name, value in properties.items())


def _is_no(name: str, value: object) -> bool:
    said = str(value).strip().casefold()
    if _SAYS_NO.search(name):
        return said in _YES or _SAYS_NO.search(said) is not None
    return isinstance(value, str) and len(said) <= 40 and _SAYS_NO.match(said) is not None  # noqa: PLR2004 - a status, not a sentence
