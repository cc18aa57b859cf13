"""Why pursuits of the sample company go on or end: every cause, written down, and what it does to interest.

Interest is a target's hidden inclination in log-odds. Causes act on it in the events of the simulation only;
no exported column holds interest or a cause. `docs/sample-company.md` tells the same in words.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ml.sample_names import EXISTING_CLIENT


class Acts(StrEnum):
    """Where a cause acts."""

    AT_ENTRY = "at entry"
    IN_A_CALL = "in a call or meeting"
    BETWEEN_TOUCHES = "between touches"


@dataclass(frozen=True)
class Cause:
    """One planted cause.

    Parameters
    ----------
    name
        What it is.
    effect
        Log-odds that it adds to interest, per unit; below 0 it speaks against.
    per
        The unit.
    acts
        Where it acts.
    description
        What happens, in words.
    """

    name: str
    effect: float
    per: str
    acts: Acts
    description: str


CAUSES: tuple[Cause, ...] = (
    Cause("dated next step", 1.2, "call in which one was set", Acts.IN_A_CALL,
          "a next step with a date was set and not turned down"),
    Cause("understanding", 5.5, "share of the words above 40 %", Acts.IN_A_CALL,
          "much of the call went into the target's own world; less than 40 % speaks against"),
    Cause("sharing without understanding", -0.9, "such call", Acts.IN_A_CALL,
          "more than half of the words about the offer and less than a fifth about the target"),
    Cause("monologue", -0.6, "such call", Acts.IN_A_CALL,
          "the rep spoke for a minute or more without the target saying anything"),
    Cause("connecting", 0.25, "call with at least 5 % of it", Acts.IN_A_CALL,
          "rapport was built; small on purpose"),
    Cause("decision maker heard", 0.7, "pursuit, the first time", Acts.IN_A_CALL,
          "somebody who decides took part in a conversation"),
    Cause("agreement", 0.35, "call that ended so; as much against when declined", Acts.IN_A_CALL,
          "the target agreed to the next step, or declined it"),
    Cause("slow follow-up", -0.05, "day of silence beyond a week, at most 16 days; a bigger company is given more time", Acts.BETWEEN_TOUCHES,
          "nobody got in touch; a cold lead is left in peace without harm"),
    Cause("overdue promise", -0.5, "promise kept more than two days late", Acts.BETWEEN_TOUCHES,
          "the date that was set passed without a touch"),
    Cause("reply", 0.15, "e-mail or message answered", Acts.BETWEEN_TOUCHES,
          "the target wrote back"),
    Cause("fit", 1.4, "unit of the service's fit with the industry and size", Acts.AT_ENTRY,
          "shift work suits Rostering, plants suit Time Clock, offices suit Payroll; very small companies suit nothing"),
    Cause("source", 1.4, "unit of the source's worth", Acts.AT_ENTRY,
          "a referral or a sign-up is warmer than a bought list or a cold call; clients know the company"),
)  # fmt: skip

EFFECT: Mapping[str, float] = {cause.name: cause.effect for cause in CAUSES}

SOURCE_WORTH: Mapping[str, float] = {
    "Referral": 0.8,
    "Website form": 0.5,
    "Trade show": 0.1,
    "Lead list": -0.3,
    "Cold call": -0.5,
    EXISTING_CLIENT: 0.7,
}

EXPECTED_UNDERSTANDING = 0.40
FEW_UNDERSTANDING, MUCH_SHARING, SOME_CONNECTING = 0.20, 0.50, 0.05
MONOLOGUE_SECONDS = 60
PATIENCE_DAYS, LONGEST_SILENCE, GRACE_DAYS = 7, 16, 2


@dataclass(frozen=True)
class Heard:
    """What a conversation held, measured on the words that were said.

    Parameters
    ----------
    connecting, understanding, sharing, setting
        Shares of the words that made any of the four moves.
    dated
        A next step with a date was set.
    longest_stretch_s
        The rep's longest stretch without an answer, in seconds.
    reply
        'agreed', 'disagreed' or 'open'.
    decider_first
        Somebody who decides was heard for the first time.
    """

    connecting: float
    understanding: float
    sharing: float
    setting: float
    dated: bool
    longest_stretch_s: float
    reply: str
    decider_first: bool = False


def effect_of_conversation(heard: Heard) -> float:
    """How much a conversation moves interest, in log-odds."""
    unasked = heard.sharing > MUCH_SHARING and heard.understanding < FEW_UNDERSTANDING
    happened = {
        "dated next step": heard.dated and heard.reply != "disagreed",
        "understanding": heard.understanding - EXPECTED_UNDERSTANDING,
        "sharing without understanding": unasked,
        "monologue": heard.longest_stretch_s >= MONOLOGUE_SECONDS,
        "connecting": heard.connecting >= SOME_CONNECTING,
        "decision maker heard": heard.decider_first,
        "agreement": {"agreed": 1, "disagreed": -1}.get(heard.reply, 0),
    }
    return sum(EFFECT[cause] * amount for cause, amount in happened.items())


def effect_of_silence(days: float, days_late: float | None) -> float:
    """How much the wait before a touch costs: days of silence, and days after a promised date (None: none)."""
    waited = min(max(days - PATIENCE_DAYS, 0.0), LONGEST_SILENCE)
    overdue = days_late is not None and days_late > GRACE_DAYS
    return EFFECT["slow follow-up"] * waited + EFFECT["overdue promise"] * overdue


def chance(log_odds: float) -> float:
    """Log-odds as a probability.

    >>> chance(0)
    0.5
    """
    return 1 / (1 + math.exp(-log_odds))
