"""Column names that speak of the outcome itself, or of a clock that stops with it."""

from __future__ import annotations

import re
from enum import Enum


class Suspicion(Enum):
    """What a column's name says."""

    NONE = "none"
    CLOCK = "clock"  # may be final only at the outcome: refused when it also tells the outcomes apart
    OUTCOME = "outcome"  # is only known with the outcome


_ENDED = "close|closed|closing|closure|won|lost|win|loss|churn|churned|converted|conversion|disqualified|rejected|cancelled|cancellation"
_OUTCOME = re.compile(
    rf"""
    (^|_)(?:
      (?:{_ENDED}|sign|signed)_(?:date|at|on|time|timestamp|day|days|month|quarter|value|amount|revenue|reason|flag|status|by|price)
    | (?:date|time|day|days|month|reason|value|amount|revenue|why|is|was|has)_(?:{_ENDED})
    | (?:reason|reasons)_(?:for_)?(?:{_ENDED})
    | (?:day|days|time|weeks|months|hours)_(?:to|until|till|through|before)(?:_\w+)?_(?:{_ENDED}|decision|outcome|purchase)
    | (?:close|closed|won|lost)(?:date|time|reason|amount|value)
    | through_(?:{_ENDED}) | hs_(?:is_)?closed\w* | (?:won|lost)_amount | outcome | final_(?:\w+)
    | actual_(?:close|revenue|value|amount)\w* | deal_result | opportunity_result
    )(_|$) | ^(?:won|lost|win|loss|closed|converted|result|churned|target|label)$
    """,
    re.VERBOSE,
)
_CLOCK = re.compile(
    r"""
    (^|_)(?:duration|elapsed|probability|forecast|likelihood|stage|status|lifecycle|cycle_length|last_modified|lastmodified
    | (?:total_)?days_(?:in|identified|qualified|open)\w* | ratio_days\w* | (?:close|closed|closing|won|lost)
    )(_|$)
    """,
    re.VERBOSE,
)
_EARLIER = re.compile(
    r"(^|_)(?:previous|previously|prior|past|earlier|before|historic|historical|first)(_|$)"
)


def suspicion(name: str) -> Suspicion:
    """What the column's name says, whatever its spelling.

    >>> suspicion("Lost Reason"), suspicion("daysToClose"), suspicion("duration"), suspicion("closest_office")
    (<Suspicion.OUTCOME: 'outcome'>, <Suspicion.OUTCOME: 'outcome'>, <Suspicion.CLOCK: 'clock'>, <Suspicion.NONE: 'none'>)
    >>> suspicion("previously_won_deals")
    <Suspicion.NONE: 'none'>
    """
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    words = re.sub(r"[^a-z0-9]+", "_", words.casefold()).strip("_")
    if _EARLIER.search(words):
        return Suspicion.NONE
    if _OUTCOME.search(words):
        return Suspicion.OUTCOME
    return Suspicion.CLOCK if _CLOCK.search(words) else Suspicion.NONE
