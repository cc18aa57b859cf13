from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest

from ml.cross_selling import (
    FEWEST_ALIKE,
    Alike,
    Bought,
    Candidate,
    Client,
    ClientPursuit,
    CrossSellState,
    PastOffers,
    candidates,
    reasons_of,
    said_about,
    words_of_service,
)
from ml.dossier import Conversation
from ml.funnel import LOST, WON, FunnelState
from ml.offer import Capability
from ml.records import ScoreLevel
from ml.spoken_text import PROSPECT, REP, Utterance

ON = date(2026, 11, 23)
_ids = count(1)


def ago(days: int) -> datetime:
    return datetime(2026, 11, 23, 9, tzinfo=UTC) - timedelta(days=days)


def pursuit(
    service: str, state: FunnelState = WON, days: int | None = 400, look: date | None = None
) -> ClientPursuit:
    return ClientPursuit(next(_ids), service, state, 1, 1, None if days is None else ago(days), look)


def client(*told: ClientPursuit, size: str = "50–199", industry: str = "Retail", out: bool = False) -> Client:
    return Client(next(_ids), size, industry, told, out)


def has(*services: str, size: str = "50–199", industry: str = "Retail") -> Client:
    return client(*map(pursuit, services), size=size, industry=industry)


def offered(one: Client, *others: Client) -> list[str]:
    """The services that a client may be offered, where others have Rostering and Payroll."""
    clients = [one, has("Rostering", "Payroll"), *others]
    return [
        found.service
        for found in candidates(clients, Bought(clients), ON)
        if found.company_id == one.company_id
    ]


@pytest.mark.parametrize(
    ("payroll", "expected"),
    [
        (None, ["Payroll"]),
        (pursuit("Payroll"), []),
        *((pursuit("Payroll", state), []) for state in FunnelState if state not in {WON, LOST}),
        (pursuit("Payroll", LOST, 179), []),
        (pursuit("Payroll", LOST, 180), ["Payroll"]),
        (pursuit("Payroll", LOST, None), []),
        (pursuit("Payroll", LOST, 400, date(2026, 11, 24)), []),
        (pursuit("Payroll", LOST, 3, date(2026, 11, 23)), ["Payroll"]),
    ],
)
def test_what_may_be_offered(payroll: ClientPursuit | None, expected: list[str]) -> None:
    assert offered(client(pursuit("Rostering"), *filter(None, [payroll]))) == expected


def test_who_is_left_out() -> None:
    assert offered(client(pursuit("Rostering"), out=True)) == []
    assert offered(client(pursuit("Rostering"), pursuit(" "))) == []
    assert offered(client(pursuit("Rostering", LOST))) == []


def test_only_what_somebody_bought_is_offered() -> None:
    tried = client(pursuit("Rostering"), pursuit("Payroll"), pursuit("Time clock", FunnelState.LEAD))
    assert offered(has("Rostering"), tried) == ["Payroll"]
    assert Bought([tried]).services == ["Payroll", "Rostering"]


def test_nobody_and_one_client() -> None:
    assert list(candidates([], Bought([]), ON)) == []
    alone = has("Rostering")
    assert list(candidates([alone], Bought([alone]), ON)) == []


def test_the_latest_bought_makes_the_client_and_an_earlier_try_is_known() -> None:
    old, new, unknown, lost = (
        pursuit("Rostering", days=900),
        pursuit("Payroll", days=30),
        pursuit("Claims", days=None),
        pursuit("Time clock", LOST, 500),
    )
    clients = [client(old, new, unknown, lost), has("Time clock")]
    [found] = [
        one for one in candidates(clients, Bought(clients), ON) if one.company_id == clients[0].company_id
    ]
    assert (found.client, found.service, found.again) == (new, "Time clock", lost)
    assert clients[0].bought == [new, old, unknown]


def test_clients_alike_are_of_the_size_else_of_the_industry_else_all() -> None:
    asked = has("Rostering")
    both = [has("Rostering", "Payroll") for _ in range(4)]
    one = [has("Rostering") for _ in range(FEWEST_ALIKE - 4)]
    bought = Bought([asked, *both, *one])
    alike = bought.alike(asked, "Rostering", "Payroll")
    assert (alike.number, alike.of, alike.among) == (4, 10, "of its size (50–199 people)")
    bigger = has("Rostering", size="1,000 and more")
    alike = Bought([asked, *both, *one, bigger]).alike(bigger, "Rostering", "Payroll")
    assert (alike.number, alike.of, alike.among) == (4, 11, "in Retail")
    other = has("Rostering", size="", industry="Food")
    alike = Bought([asked, *both, *one, other]).alike(other, "Rostering", "Payroll")
    assert (alike.number, alike.of, alike.among) == (4, 11, "")


def test_of_too_few_nothing_is_said_and_their_share_is_drawn_to_that_of_all() -> None:
    asked, both = has("Rostering"), has("Rostering", "Payroll")
    assert Bought([asked, both]).alike(asked, "Rostering", "Payroll") == Alike(0, 0, "", 1.0)
    assert Bought([asked]).alike(asked, "Rostering", "Payroll") == Alike(0, 0, "", 0.0)
    few = [has("Rostering", "Payroll", size="1–9") for _ in range(FEWEST_ALIKE)]
    many = [has("Rostering") for _ in range(30)]
    small = has("Rostering", size="1–9")
    share = Bought([small, *few, *many]).alike(small, "Rostering", "Payroll").share
    assert share == pytest.approx((10 + 10 * 10 / 40) / 20)


def test_reasons_have_counts_and_say_what_was_before() -> None:
    candidate = Candidate(
        1, "Payroll", pursuit("Rostering"), Alike(12, 30, "in Retail", 0.4), pursuit("Payroll", LOST)
    )
    assert reasons_of(candidate, ["speaks for it: Fleet: 93 (+20 points)"], "3 May 2025") == (
        "client of Rostering since 3 May 2025",
        "12 of 30 other clients in Retail that have Rostering also have Payroll",
        "said no to Payroll before",
        "speaks for it: Fleet: 93 (+20 points)",
    )
    assert reasons_of(Candidate(1, "Payroll", pursuit("Rostering"), Alike(0, 0, "", 0.0)), [], "") == (
        "client of Rostering",
    )


def test_what_they_said_about_a_service() -> None:
    meets = words_of_service("Payroll", (
        Capability("Pays overtime right", ("overtime",), ("payroll",)),
        Capability("Plans shifts", ("shift",), ("Rostering",)),
        Capability("Is quick", ("quick",)),
    ))  # fmt: skip
    assert meets == ("Payroll", "overtime")
    new = Conversation(2, "call", ago(3), (
        Utterance("The overtime is wrong every month.", PROSPECT),
        Utterance("We pay it by hand, overtime above all. It is quick.", PROSPECT),
        Utterance("Our payroll does that by itself.", REP),
        Utterance("Overtime!", PROSPECT),
    ))  # fmt: skip
    old = Conversation(1, "call", ago(9), (Utterance("We need another payroll this year.", ""),))
    assert said_about([new, old], meets) == (ago(3), "We pay it by hand, overtime above all.")
    assert said_about([old], meets) == (ago(9), "We need another payroll this year.")
    assert said_about([new, old], ("leave",)) is None
    assert said_about([], meets) is None


def test_what_the_job_remembers() -> None:
    told = {"at": "2026-11-23T09:00:00+00:00", "services": ["Payroll"], "level": "full", "won": 3, "lost": 1}
    past = {"won": 1, "lost": 2, "auc": None, "low": None, "high": None}
    state = CrossSellState.read({**told, "base_rate": 0.75, "past": past, "offers": 4})
    assert state == CrossSellState(ago(0), ("Payroll",), ScoreLevel.FULL, 0.75, 3, 1, PastOffers(1, 2))
    assert CrossSellState.read(None) is None
