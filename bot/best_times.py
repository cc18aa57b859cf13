"""When it is best to touch a company, as the worker found it last: read every few minutes, not for each answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from integrations.store import Store
from jobs.day_lists import BEST_TOUCHES, best_of
from ml.records import LeadCard
from ml.reminding import BestTouch

_REMEMBERED = timedelta(minutes=5)


@dataclass
class BestTimes:
    """The best next touch of every company; remembered for a few minutes."""

    _told: Mapping[str, Any] = field(default_factory=dict, init=False)
    _read_at: datetime | None = field(default=None, init=False)

    def of(self, card: LeadCard, store: Store, now: datetime) -> BestTouch:
        """That of a pursuit's company, or of its service or the team; with the counts where nothing can be claimed."""
        if self._read_at is None or abs(now - self._read_at) > _REMEMBERED:
            self._told, self._read_at = store.facts.get(BEST_TOUCHES, None) or {}, now
        return best_of(self._told, card.company_id, card.service)
