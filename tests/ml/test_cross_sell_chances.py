"""The chance of a pursuit that is not there yet: what it is asked with, what it says, and how it was checked."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from ml.champion import JudgedFit
from ml.cross_sell_chances import (
    chances_of,
    check_on_past,
    moment_of,
    new_features,
    newest_rounds,
    past_offers,
)
from ml.cross_selling import Alike, Candidate, ClientPursuit, PastOffers
from ml.errors import ForeignModel
from ml.funnel import LOST, WON
from ml.records import ScoreLevel
from ml.win import WinModel
from tests.bot.slack_team import NOW
from tests.selling_team import LARGE, selling_history, selling_models

MOMENT = moment_of(NOW, NOW)
NOBODY = Alike(0, 0, "", 0.0)


def wanted(
    places: list[int], service: str = "Payroll", again: ClientPursuit | None = None
) -> list[Candidate]:
    """Clients of these rows of the history."""
    rows = selling_history().rounds.iloc[places].to_dict("records")
    return [
        Candidate(
            row["company_id"], service, ClientPursuit(row["pursuit_id"], row["service"], WON), NOBODY, again
        )
        for row in rows
    ]


def asked(some: list[Candidate], of_rounds: tuple[str, ...] = ()) -> pd.DataFrame:
    history = replace(selling_history(), of_rounds=of_rounds)
    return new_features(some, newest_rounds(history.rounds), history, as_of=MOMENT)


def test_a_new_round_has_its_company_and_owner_and_nothing_else() -> None:
    history = selling_history()
    row = history.rounds.iloc[5]
    [told] = asked(wanted([5])).to_dict("records")
    assert (told["service"], told["industry"], told["prop:Fleet"]) == (
        "Payroll",
        row["industry"],
        row["prop:Fleet"],
    )
    assert told["employees"] == pytest.approx(np.log2(row["employees"]))
    assert (told["state"], told["cycle"], told["days_since_entry"]) == ("Sales Target", 1, 1)
    assert (told["earlier_wins"], told["earlier_losses"], told["touches_90d"]) == (0, 0, 0)
    assert pd.isna(told["source"])
    assert np.isnan(told["days_since_touch"])
    owners = history.closed[history.closed["owner"] == row["owner"]]
    assert told["owner_win_rate"] == pytest.approx((owners["outcome"] == "won").mean(), abs=0.01)


def test_one_that_was_lost_begins_again_with_its_own_past() -> None:
    rounds = selling_history().rounds
    lost = rounds[(rounds["outcome"] == "lost") & (rounds["service"] == "Payroll")].iloc[0]
    again = ClientPursuit(int(lost["pursuit_id"]), "Payroll", LOST, cycle=1)
    first, second = asked([*wanted([5], again=again), *wanted([6])]).to_dict("records")
    assert (first["earlier_losses"], first["cycle"]) == (1, 2)
    assert (second["earlier_losses"], second["cycle"]) == (0, 1)


def test_what_only_a_round_tells_is_not_known_yet() -> None:
    [told] = asked(wanted([5]), of_rounds=("prop:Fleet",)).to_dict("records")
    assert np.isnan(told["prop:Fleet"])


def test_a_client_without_a_round_is_asked_all_the_same() -> None:
    [told] = asked([Candidate(9, "Payroll", ClientPursuit(999_999, "Rostering", WON), NOBODY)]).to_dict(
        "records"
    )
    assert (told["service"], told["state"]) == ("Payroll", "Sales Target")
    assert np.isnan(told["employees"])


def test_the_planted_cause_ranks_and_is_named() -> None:
    model, _ = selling_models()
    features = asked(wanted(list(range(200))))
    win, told = chances_of(model, features, MOMENT, again=[False] * len(features))
    large = (features["prop:Fleet"] >= LARGE).to_numpy(bool)
    assert np.median(win[large]) > np.median(win[~large]) + 0.1
    best = told[int(np.argmax(win))]
    fleet = round(features["prop:Fleet"].iloc[int(np.argmax(win))])
    assert best[0].startswith(f"speaks for it: Fleet: {fleet} (+")
    assert told[int(np.argmin(win))][-1].startswith("speaks against it: Fleet: ")
    assert not [
        words for some in told for words in some if "service" in words or "owner" in words or "touch" in words
    ]


def test_without_a_signal_every_chance_is_the_base_rate() -> None:
    model = WinModel(ScoreLevel.NO_SIGNAL, 30, 70)
    win, told = chances_of(model, asked(wanted([1, 2])), MOMENT, again=[False, False])
    assert (win.tolist(), told) == ([0.3, 0.3], [[], []])


def test_a_column_that_is_gone_is_named() -> None:
    model, _ = selling_models()
    with pytest.raises(ForeignModel, match="learned from “Fleet”"):
        chances_of(model, asked(wanted([1])).drop(columns="prop:Fleet"), MOMENT, again=[False])


def rounds_of(*told: tuple[int, str, int, int | None, str | None]) -> pd.DataFrame:
    """Rounds by company, service, day of entry and of close, outcome; one pursuit for each company and service."""
    rounds = selling_history().rounds.iloc[: len(told)].copy()
    names = {(company, service): place for place, (company, service, *_) in enumerate(told, 1)}
    day = [pd.Timestamp(2026, 1, 1) + pd.Timedelta(days=entered) for _, _, entered, _, _ in told]
    end = [
        None if closed is None else pd.Timestamp(2026, 1, 1) + pd.Timedelta(days=closed)
        for *_, closed, _ in told
    ]
    return rounds.assign(
        round_id=range(1, len(told) + 1),
        pursuit_id=[names[company, service] for company, service, *_ in told],
        company_id=[company for company, *_ in told],
        service=[service for _, service, *_ in told],
        entered_at=pd.Series(day, index=rounds.index, dtype="datetime64[us]"),
        closed_at=pd.Series(end, index=rounds.index, dtype="datetime64[us]"),
        outcome=pd.array([outcome for *_, outcome in told], dtype="str"),
    )


def test_past_offers_are_first_rounds_of_another_service_after_the_first_was_bought() -> None:
    rounds = rounds_of(
        (1, "Rostering", 0, 10, "won"),
        (1, "Payroll", 20, 30, "lost"),  # 2: one
        (1, "Payroll", 40, 50, "won"),  # a second try
        (2, "Rostering", 0, 10, "lost"),
        (2, "Payroll", 20, 30, "won"),  # no client before
        (3, "Rostering", 0, 30, "won"),
        (3, "Payroll", 20, 40, "won"),  # begun before the first was bought
        (4, "Rostering", 0, 10, "won"),
        (4, "Payroll", 20, None, None),  # open
        (5, "Rostering", 0, 10, "won"),
        (5, "Payroll", 20, 20, "won"),  # over on its first day
        (6, "Rostering", 0, 10, "won"),
        (6, "Payroll", 10, 15, "won"),  # 13: another, but known early
    )
    assert past_offers(rounds, after=0)["round_id"].tolist() == [13, 2]
    late = pd.Timestamp(2026, 1, 17).timestamp()
    assert past_offers(rounds, after=late)["round_id"].tolist() == [2]


def test_past_offers_that_the_model_had_not_learned_from_are_ranked() -> None:
    _, judged = selling_models()
    history = selling_history()
    past = check_on_past(judged, history)
    assert past is not None
    assert past.auc is not None
    assert past.low is not None
    assert past.auc > 0.8
    assert past.low > 0.5
    offers = past_offers(history.rounds, after=judged.cut)
    assert past.won + past.lost == len(offers)
    assert (offers["closed_at"] > pd.Timestamp(judged.cut, unit="s")).all()


def test_outcomes_dealt_out_anew_are_not_ranked() -> None:
    """Of ten deals at most one is told apart by chance: the interval is one of 95 %."""
    _, judged = selling_models()
    history = selling_history()
    late = history.rounds["closed_at"] > pd.Timestamp(judged.cut, unit="s")
    of_payroll = late & (history.rounds["service"] == "Payroll")
    sure = 0
    for seed in range(10):
        rounds = history.rounds.copy()
        outcome = rounds.loc[of_payroll, "outcome"].to_numpy()
        rounds.loc[of_payroll, "outcome"] = np.random.default_rng(seed).permutation(outcome)
        past = check_on_past(judged, replace(history, rounds=rounds))
        assert past is not None
        assert past.low is not None
        sure += past.low > 0.5
    assert sure <= 1


def test_too_few_past_offers_are_counted_only() -> None:
    _, judged = selling_models()
    history = selling_history()
    few = replace(history, rounds=history.rounds.iloc[:60])
    past = check_on_past(replace(judged, cut=0.0), few)
    assert past is not None
    assert 0 < past.won + past.lost < 40
    assert past == PastOffers(past.won, past.lost)
    assert (
        check_on_past(replace(judged, cut=0.0), replace(history, rounds=history.rounds.iloc[:0]))
        == PastOffers()
    )


def test_a_training_without_members_is_not_checked() -> None:
    assert check_on_past(JudgedFit(0.0, 0.5), selling_history()) is None
