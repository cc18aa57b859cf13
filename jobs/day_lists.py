"""The lists of due pursuits and the best times to call, made ahead of time: reading them takes one fact each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from ml.funnel import FunnelState
from ml.reminding import BestTouch, DayList, DueTouch, as_details

if TYPE_CHECKING:
    from integrations.store import Store

BEST_TOUCHES = "best_touches"


def store_list(store: Store, person_id: int) -> DayList | None:
    """The newest list made for a person; None before the first."""
    told = store.facts.get(_fact(person_id), None)
    return _day_list(told) if told else None


def keep_list(store: Store, person_id: int, on: date, made: DayList) -> None:
    """Keep a list, and the day it was made for."""
    store.facts.put(
        _fact(person_id),
        {
            "on": on.isoformat(),
            "due": [_told(touch) for touch in made.due],
            "open_pursuits": made.open_pursuits,
            "level": made.level,
            "answers": made.answers,
        },
    )


def best_touch(store: Store, company_id: int, service: str) -> BestTouch:
    """The best next touch for a company: its own, its service's or the team's claim, whichever is nearest.

    `known` says whether anything can be claimed; else the team's counts are in it, for saying that they are too few.
    """
    return best_of(store.facts.get(BEST_TOUCHES, None) or {}, company_id, service)


def best_of(told: Mapping[str, Any], company_id: int, service: str) -> BestTouch:
    """The same, out of the fact's value."""
    of_company, of_service = told.get("companies", {}), told.get("services", {})
    found = of_company.get(str(company_id)) or of_service.get(service) or told.get("team")
    return BestTouch(**found) if found else BestTouch()


def _fact(person_id: int) -> str:
    return f"timing:{person_id}"


def _told(touch: DueTouch) -> dict[str, Any]:
    kept = {"pursuit_id": touch.pursuit_id, "why": touch.why, "gain": touch.gain, "level": touch.level}
    return kept | dict(as_details(touch))


def _touch(told: Mapping[str, Any]) -> DueTouch:
    due = told["next_step_due"]
    read = {
        "state": FunnelState(told["state"]),
        "next_step_due": date.fromisoformat(due) if due else None,
        "best": BestTouch(**told["best"]),
    }
    return DueTouch(**{**told, **read})


def _day_list(told: Mapping[str, Any]) -> DayList:
    return DayList(
        due=tuple(map(_touch, told["due"])),
        open_pursuits=told["open_pursuits"],
        level=told["level"],
        answers=told["answers"],
    )
