"""The job “cross sell”: clients ranked anew for the services that they do not have, by the model that speaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, tzinfo
from time import perf_counter
from typing import TYPE_CHECKING, Any

from integrations.batches import in_batches
from jobs.current_models import content_of, current_model
from jobs.tally_sales import as_of as made_of
from ml.errors import ForeignModel, NotEnoughData

if TYPE_CHECKING:
    from integrations.store import Store
    from jobs.job import Workplace
    from ml.cross_sell_chances import History
    from ml.cross_selling import Candidate, CrossSellOffer, PastOffers
    from ml.records import ModelRecord
    from ml.win import WinModel

CROSS_SELL = "cross_sell"
_CHUNK = 20_000  # candidates asked at a time: bounds the memory


def is_due(place: Workplace, _last: datetime | None) -> bool:
    """Once data, people, the zone or the model changed, and on each new day; not before a model is trained."""
    record = place.store.models.current("win")
    if record is None or not place.store.facts.get("data_version", 0):
        return False
    told = place.store.facts.get(CROSS_SELL, None) or {}
    return any(told.get(name) != value for name, value in _made_of(place, record).items())


def run(place: Workplace) -> str:
    """Rank all clients anew.

    Raises
    ------
    NotEnoughData
        When no model was trained yet.
    ForeignModel
        When a model file was changed, or does not fit the data.
    """
    from ml.cross_selling import Bought, candidates
    from ml.win import WinModel

    begun, store = perf_counter(), place.store
    record = current_model(store, "win")
    told, model = _made_of(place, record), WinModel.from_content(content_of(place.files, record))
    clients = []
    for part in store.cross_sell_clients.parts():
        clients += part
        place.go_on()
    bought = Bought(clients)
    wanted = list(candidates(clients, bought, place.now.astimezone(place.rules.zone).date()))
    asking = _Asking(store, model, record.version, place.rules.zone, place.now)
    offers, past = _ranked(asking, wanted, record, place)
    changed = store.cross_sell.keep(offers)
    figures = {"level": model.level.value, "base_rate": model.base_rate, "won": model.won, "lost": model.lost}
    about = {"services": bought.services, "past": asdict(past) if past else None, "offers": len(offers)}
    seconds = round(perf_counter() - begun, 3)
    store.facts.put(CROSS_SELL, {**told, **figures, **about, "at": place.now.isoformat(), "seconds": seconds})
    return f"{changed} of {len(offers)} offers to clients changed"


def _made_of(place: Workplace, record: ModelRecord) -> Mapping[str, Any]:
    """What the list depends on."""
    return {**made_of(place.store, place.rules.zone, now=place.now), "model": record.version}


@dataclass(frozen=True)
class _Asking:
    """Who is asked, and as of when."""

    store: Store
    model: WinModel
    version: str
    zone: tzinfo
    now: datetime

    def history(self, wanted: Sequence[Candidate]) -> History:
        """What was before, with the touches of those that begin again."""
        from integrations.store.frames import CREATION_PROPERTIES
        from ml.cross_sell_chances import History
        from ml.tables import PROPERTY_PREFIX

        frames, again = self.store.frames, [one.again.id for one in wanted if one.again]
        names = self.store.facts.get(CREATION_PROPERTIES) or {}
        of_rounds = [f"{PROPERTY_PREFIX}{name}" for name in names.get("rounds", [])]
        return History(frames.rounds(), frames.stage_changes(again), frames.touches(again), of_rounds)

    def offers(
        self, wanted: Sequence[Candidate], history: History, progress: Callable[[], None]
    ) -> Iterator[CrossSellOffer]:
        """The candidates with their chances and what the model says of them, a part at a time."""
        from ml.cross_sell_chances import chances_of, moment_of, new_features, newest_rounds

        data_as_of = self.store.facts.get("data_as_of", None)
        moment = moment_of(datetime.fromisoformat(data_as_of) if data_as_of else self.now, self.now)
        newest = newest_rounds(history.rounds)
        for some in in_batches(wanted, _CHUNK):
            features = new_features(some, newest, history, as_of=moment)
            again = [one.again is not None for one in some]
            win, told = chances_of(self.model, features, moment, again=again)
            yield from map(self._offer, some, win.tolist(), told)
            progress()

    def plain(self, wanted: Sequence[Candidate]) -> Iterator[CrossSellOffer]:
        """The candidates at the base rate, of a model that tells none apart."""
        return (self._offer(one, self.model.base_rate, ()) for one in wanted)

    def _offer(self, one: Candidate, win: float, told: Sequence[str]) -> CrossSellOffer:
        from ml.cross_selling import CrossSellOffer, reasons_of

        client = one.client
        day = client.closed_at.astimezone(self.zone).date() if client.closed_at else None
        return CrossSellOffer(
            company_id=one.company_id,
            service=one.service,
            pursuit_id=client.id,
            owner_id=client.owner_id,
            win=round(win, 4),
            level=self.model.level,
            alike=one.alike.share,
            reasons=reasons_of(one, told, f"{day.day} {day:%b %Y}" if day else ""),
            model_version=self.version,
            as_of=self.now,
        )


def _ranked(
    asking: _Asking, wanted: Sequence[Candidate], record: ModelRecord, place: Workplace
) -> tuple[list[CrossSellOffer], PastOffers | None]:
    """The offers, and how well such offers were ranked in the past; that only where the model ranks at all."""
    if asking.model.ensemble is None or not wanted:
        return list(asking.plain(wanted)), None
    from threadpoolctl import threadpool_limits

    from ml.champion import JudgedFit
    from ml.cross_sell_chances import check_on_past

    with threadpool_limits(limits=1):
        history = asking.history(wanted)
        offers = list(asking.offers(wanted, history, place.go_on))
        try:
            judged = JudgedFit.from_content(content_of(place.files, record, "judged"))
        except (NotEnoughData, ForeignModel):  # its file is gone: the list stands, unchecked
            return offers, None
        return offers, check_on_past(judged, history)
