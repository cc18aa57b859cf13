"""The job “fold feedback”: current votes into the training store, and what they say of reminders."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from integrations.store import Store
    from jobs.job import Workplace

EVERY, AT_LEAST = timedelta(minutes=5), timedelta(days=1)
FOLDED = "folded_event"
# A person's own share of reminders put down counts in full only beside so many words of theirs.
_SHRINKAGE = 20
# The team's share before anybody said anything: one in ten.
_USUAL = 0.1
LEAST_NUISANCE, MOST_NUISANCE = 0.02, 0.5


def is_due(place: Workplace, last: datetime | None) -> bool:
    """When there are newer votes, every few minutes; daily in any case, since outcomes and reasons come later."""
    if last is None or place.now - last >= AT_LEAST:
        return True
    newer = place.now - last >= EVERY
    return newer and place.store.rated.newest() > place.store.facts.get(FOLDED, 0)


def run(place: Workplace) -> str:
    """Fold all votes; those given meanwhile are folded next time. Again changes nothing."""
    newest = place.store.rated.newest()
    votes, settled = place.store.rated.fold(), place.store.doubts.settle_corrected()
    place.store.facts.put(FOLDED, newest)
    return f"{votes} votes folded, {settled} doubts about the CRM settled"


def nuisance_of(store: Store, person_id: int) -> float:
    """How much reminders bother a person: the share that they put down, drawn to the team's; from 0.02 to 0.5.

    Put down is a thumb down on the message, or “not relevant” on a pursuit; of all thumbs and answers. A share of
    a rep with n words counts n / (n + 20), the team's the rest.
    """
    words = store.rated.bothered()
    bad, all_ = words.get(person_id, (0, 0))
    team_bad, team_all = (sum(one[k] for one in words.values()) for k in (0, 1))
    team = (team_bad + _USUAL * _SHRINKAGE) / (team_all + _SHRINKAGE)
    share = (bad + team * _SHRINKAGE) / (all_ + _SHRINKAGE)
    return min(max(share, LEAST_NUISANCE), MOST_NUISANCE)
