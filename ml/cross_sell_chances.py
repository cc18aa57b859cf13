"""The win model's chance for a pursuit that is not there yet, why, and how well it ranked such pursuits in the past."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ml.cross_selling import FEWEST_PAST, Candidate, PastOffers
from ml.data_preparation import Tables, prepare
from ml.data_preprocessing import GRID_DAYS, scoring_moment
from ml.errors import ForeignModel
from ml.feature_catalogue import Family, feature_of
from ml.feature_engineering import features as features_of
from ml.figures import auc
from ml.reasons import name_reasons
from ml.records import EVERYTHING_ELSE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime

    from ml.champion import JudgedFit
    from ml.records import Reason
    from ml.timeline import Floats
    from ml.win import WinModel

# The model has seen pursuits from a day after their entry on: a new one is looked at as if it began a day ago.
FIRST_LOOK = pd.Timedelta(days=GRID_DAYS[0])
# Nobody knows yet where a new pursuit comes from; the service and how often its owner wins say nothing of the company.
_NOT_OF_THE_COMPANY = ("source", "service", "owner_win_rate")
_OF_NEW = frozenset({Family.COMPANY})
_OF_AGAIN = frozenset({Family.COMPANY, Family.EVENT, Family.CUSS})
_MOST_PAST = 5_000


@dataclass(frozen=True)
class History:
    """What was before the rounds that are not there yet.

    Parameters
    ----------
    rounds
        All rounds as the store has them.
    moves, touches
        Stage changes and touches of the pursuits that begin again; may be empty.
    of_rounds
        The columns that tell of a round rather than of its company: nobody knows them of a new one.
    """

    rounds: pd.DataFrame
    moves: pd.DataFrame
    touches: pd.DataFrame
    of_rounds: Collection[str] = ()

    @property
    def closed(self) -> pd.DataFrame:
        """The rounds that owners' win rates count."""
        return self.rounds.loc[self.rounds["outcome"].notna(), ["owner", "closed_at", "outcome"]]


def moment_of(newest: datetime, now: datetime) -> pd.Timestamp:
    """The moment that scores look back from, as the tables have it (naive UTC)."""
    return pd.Timestamp(scoring_moment(newest, now)).tz_convert(None).as_unit("us")


def newest_rounds(rounds: pd.DataFrame) -> pd.DataFrame:
    """The latest round of each pursuit, by the pursuit's id."""
    by_entry = rounds.sort_values(["entered_at", "round_id"], na_position="first")
    return by_entry.drop_duplicates("pursuit_id", keep="last").set_index("pursuit_id", drop=False)


def new_features(
    wanted: Sequence[Candidate], newest: pd.DataFrame, history: History, *, as_of: pd.Timestamp
) -> pd.DataFrame:
    """The features of a new round for each candidate, in their order.

    It has its company's columns and the owner of the client's own pursuit. A pursuit that was lost before goes on
    with its own past.

    Parameters
    ----------
    wanted
        The candidates.
    newest
        As `newest_rounds` gives them.
    history
        What was before.
    as_of
        The moment to look back from (naive UTC).
    """
    rounds = _new_rounds(wanted, newest, history, as_of)
    again = rounds.loc[rounds["pursuit_id"] > 0, "pursuit_id"]
    before = history.rounds[history.rounds["pursuit_id"].isin(again)]
    raw = Tables(pd.concat([before, rounds], ignore_index=True), history.moves, history.touches)
    return _features(raw, rounds.assign(as_of=as_of), history.closed)


def _new_rounds(
    wanted: Sequence[Candidate], newest: pd.DataFrame, history: History, as_of: pd.Timestamp
) -> pd.DataFrame:
    like = newest.reindex([one.client.id for one in wanted]).reset_index(drop=True)
    own = range(-1, -1 - len(wanted), -1)
    pursuits = [one.again.id if one.again else id_ for one, id_ in zip(wanted, own, strict=True)]
    known: dict[str, Any] = {
        "round_id": np.array(own, np.int64),
        "pursuit_id": np.array(pursuits, np.int64),
        "company_id": np.array([one.company_id for one in wanted], np.int64),
        "service": pd.array([one.service for one in wanted], dtype="str"),
        "cycle": np.array([one.again.cycle + 1 if one.again else 1 for one in wanted], np.float64),
        "entered_at": as_of - FIRST_LOOK,
    }
    return _begun(like.assign(**known), history.of_rounds)


def _begun(rounds: pd.DataFrame, of_rounds: Collection[str]) -> pd.DataFrame:
    """The same rounds on their first day: open, and without what only the round itself would tell."""
    nothing = pd.array([None] * len(rounds), dtype="str")
    unknown: dict[str, Any] = {
        name: np.nan if pd.api.types.is_numeric_dtype(rounds[name]) else nothing
        for name in ("source", *of_rounds)
        if name in rounds
    }
    open_: dict[str, Any] = {"outcome": nothing, "closed_at": np.datetime64("NaT", "us")}
    return rounds.assign(**unknown, **open_).astype({"entered_at": "datetime64[us]"})


def _features(raw: Tables, asked: pd.DataFrame, closed: pd.DataFrame) -> pd.DataFrame:
    snapshots = asked[["round_id", "pursuit_id", "as_of"]].reset_index(drop=True)
    snapshots["as_of"] = snapshots["as_of"].astype("datetime64[s]")
    return features_of(prepare(raw, undated=True).tables, snapshots, closed_rounds=closed)


def chances_of(
    model: WinModel, features: pd.DataFrame, as_of: pd.Timestamp, *, again: Sequence[bool]
) -> tuple[Floats, list[list[str]]]:
    """The chance of each row, and what speaks most for and against it.

    Parameters
    ----------
    model, features, as_of
        Who is asked, about what, as of when.
    again
        Which rows were pursued before: of these the touches and what was said count and are told, too; of a new one
        only its company is known.

    Raises
    ------
    ForeignModel
        When a column that the model learned from is not in the data any more.
    """
    silent: list[list[str]] = [[] for _ in range(len(features))]
    if model.ensemble is None or not len(features):
        return model.chances(features), silent
    names = model.ensemble.features
    gone = next((name for name in names if name not in features), None)
    if gone is not None:
        raise ForeignModel(
            f"The models learned from “{feature_of(gone).label}”, which the data no longer has: "
            "run `sales-assistant train`."
        )
    win, points = model.explain(features)
    told = silent
    for families, rows in ((_OF_NEW, ~np.array(again)), (_OF_AGAIN, np.array(again))):
        telling = [place for place, name in enumerate(names) if _tells(name, families)]
        places = np.flatnonzero(rows)
        if not telling or not len(places):
            continue
        known = features[[names[place] for place in telling]].iloc[places]
        total = 100 * (win[places] - model.base_rate)
        named = name_reasons(known, points[places][:, telling], total, as_of=as_of)
        for place, reasons in zip(places, named.of_rows(), strict=True):
            told[place] = list(_strongest(reasons))
    return win, told


def _tells(name: str, families: Collection[Family]) -> bool:
    return feature_of(name).family in families and name not in _NOT_OF_THE_COMPANY


def _strongest(reasons: Sequence[Reason]) -> Iterator[str]:
    """The one that speaks most for it, and the one that speaks most against it."""
    told = [reason for reason in reasons if reason.text != EVERYTHING_ELSE]
    up = max(told, key=lambda reason: reason.points, default=None)
    down = min(told, key=lambda reason: reason.points, default=None)
    if up and up.points >= 1:
        yield f"speaks for it: {up.text} ({_points(up)})"
    if down and down.points <= -1:
        yield f"speaks against it: {down.text} ({_points(down)})"


def _points(reason: Reason) -> str:
    whole = round(reason.points)
    return f"{'+' if whole > 0 else '−'}{abs(whole)} point{'' if abs(whole) == 1 else 's'}"


def past_offers(rounds: pd.DataFrame, *, after: float) -> pd.DataFrame:
    """First rounds of a further service with companies that had bought another one before they began.

    Those that ended after a moment (seconds), the newest 5,000.
    """
    by_entry = rounds.sort_values(["entered_at", "round_id"])
    first = by_entry[~by_entry["pursuit_id"].duplicated()]
    lasted = first["closed_at"] > first["entered_at"] + FIRST_LOOK
    ended = first[first["outcome"].notna() & lasted & (first["closed_at"] > pd.Timestamp(after, unit="s"))]
    won = rounds.loc[rounds["outcome"] == "won", ["company_id", "service", "closed_at"]]
    both = ended[["round_id", "company_id", "service", "entered_at"]].merge(won, on="company_id")
    later = (both["service_x"] != both["service_y"]) & (both["closed_at"] <= both["entered_at"])
    found = ended[ended["round_id"].isin(both.loc[later, "round_id"])]
    return found.sort_values(["closed_at", "round_id"]).tail(_MOST_PAST)


def check_on_past(judged: JudgedFit, history: History) -> PastOffers | None:
    """How well past offers to clients are ranked by what is known of a client on the first day.

    The model is the judged one of the last training (`ml.champion`): the same members, fitted on the older rows alone.
    It is asked about offers that ended after the last outcome it learned from; without their touches and their source,
    as a new pursuit is asked. None where that training has no such model.
    """
    if not judged.members:
        return None
    offers = past_offers(history.rounds, after=judged.cut)
    won = np.asarray(offers["outcome"] == "won", np.float64)
    counts = PastOffers(int(won.sum()), int((1 - won).sum()))
    if min(counts.won, counts.lost) < FEWEST_PAST:
        return counts
    begun = _begun(offers, history.of_rounds)
    raw = Tables(begun, history.moves.iloc[:0], history.touches.iloc[:0])
    features = _features(raw, begun.assign(as_of=begun["entered_at"] + FIRST_LOOK), history.closed)
    area = auc(won, judged.chances(features), offers["company_id"].to_numpy(np.int64))
    return PastOffers(counts.won, counts.lost, area.value, area.low, area.high) if area else counts
