"""Which models their maker ends, and when: the one place where models are named, and it only warns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

# OpenAI's "Deprecations" page, as its Python client repeats it; looked up on 23 Nov 2026.
_ENDS: Mapping[str, date] = {
    **dict.fromkeys(("gpt-5", "gpt-5-mini", "gpt-5-nano", "o3"), date(2026, 12, 11)),
    **dict.fromkeys(("gpt-4o", "gpt-4o-mini", "gpt-4.1", "gpt-4.1-mini"), date(2027, 1, 14)),
    **dict.fromkeys(("gpt-5.1", "gpt-5.4-nano"), date(2027, 4, 1)),
    **dict.fromkeys(
        ("whisper-1", "gpt-4o-transcribe", "gpt-4o-mini-transcribe", "gpt-4o-transcribe-diarize"),
        date(2027, 2, 26),
    ),
}
# So long before the end it is time to choose another.
NOTICE = timedelta(days=120)
_SNAPSHOT = re.compile(r"-\d{4}-\d{2}-\d{2}$|-latest$")


def ends_on(model: str) -> date | None:
    """The day on which OpenAI ends a model, or a dated form of it; None where no end is known.

    >>> ends_on("gpt-4o-2024-08-06"), ends_on("gpt-4o-2024-08-06-mine"), ends_on("llama-3")
    (datetime.date(2027, 1, 14), None, None)
    """
    return _ENDS.get(_SNAPSHOT.sub("", model.strip().lower()))


def warning(setting: str, model: str, on: date) -> str:
    """What to do about a model that has ended or is about to; '' where nothing is known against it.

    >>> warning("LANGUAGE_MODEL", "o3", date(2026, 11, 23))
    'OpenAI ends o3 on 11 Dec 2026: set LANGUAGE_MODEL to a newer one.'
    """
    end = ends_on(model)
    if end is None or end - on > NOTICE:
        return ""
    verb = "ended" if end <= on else "ends"
    return f"OpenAI {verb} {model} on {end.day} {end:%b %Y}: set {setting} to a newer one."
