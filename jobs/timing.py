"""What is known of when to call whom: the trained timing model, or one made on the spot, and the best times."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from jobs.clean_tables import clean_tables
from ml.errors import ForeignModel, NotEnoughData

if TYPE_CHECKING:
    from datetime import datetime

    from integrations.model_files import ModelFiles
    from integrations.store import Store
    from ml.data_preparation import Tables
    from ml.retargeting import TimingModel
    from ml.timing_slots import BestTouches

_log = logging.getLogger(__name__)

QUESTION = "retargeting"
# Of a store that is larger, the newest pursuits tell enough.
MOST_PURSUITS = 20_000


def load_timing(store: Store, files: ModelFiles, *, now: datetime, seed: int = 0) -> TimingModel:
    """The current timing model; one made on the spot where none was trained, or its file cannot be trusted."""
    from jobs.current_models import current_content
    from ml.retargeting import TimingModel, fit_timing
    from ml.timing_periods import periods

    try:
        return TimingModel.from_content(current_content(store, files, QUESTION))
    except NotEnoughData:
        _log.debug("no timing model is trained yet")
    except ForeignModel as error:
        _log.warning("the timing model is made on the spot: %s", error)
    return fit_timing(periods(newest_tables(store), as_of=now), seed=seed)


def newest_tables(store: Store) -> Tables:
    """Clean tables of the newest pursuits."""
    last = max((end for _, end in store.frames.pursuit_chunks(MOST_PURSUITS)), default=0)
    return clean_tables(store, (last - MOST_PURSUITS + 1, last))


def find_best_touches(tables: Tables, *, now: datetime) -> BestTouches:
    """The best times to call, by company, by service and over the whole team."""
    from ml.timing_periods import periods
    from ml.timing_slots import best_touches

    rows = periods(tables, as_of=now)
    of_pursuit = tables.rounds.drop_duplicates("pursuit_id").set_index("pursuit_id")
    company, service = (
        of_pursuit[name].reindex(rows.pursuit).to_numpy() for name in ("company_id", "service")
    )
    return best_touches(rows, company, service)


def as_fact(best: BestTouches) -> Mapping[str, Any]:
    """The best times, JSON-ready."""
    return {
        "team": asdict(best.team),
        "services": {name: asdict(one) for name, one in best.services.items()},
        "companies": {str(id_): asdict(one) for id_, one in best.companies.items()},
    }
