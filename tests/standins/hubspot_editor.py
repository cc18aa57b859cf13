"""People who go on working in the portal while somebody reads it, by seeded chance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from tests.standins.http import Request
from tests.standins.hubspot_portal import HubSpotPortal
from tests.standins.hubspot_records import ACTIVITIES, KINDS, iso

NAMED = {"companies": "name", "contacts": "lastname", "deals": "dealname", "notes": "hs_note_body"}
TITLED = {"calls": "hs_call_title", "meetings": "hs_meeting_title", "emails": "hs_email_subject"}
WORDS = NAMED | TITLED | {"tasks": "hs_task_subject"}


class Editor:
    """Edits a portal before each request; pass it as `before_request`, and `stop` it before comparing.

    Parameters
    ----------
    chance
        How probable an edit is at each request; at a hit up to `most` are made.
    kinds
        Of which kinds records are edited.

    Attributes
    ----------
    edits
        What was done, one line each: to find out why a seed fails.
    """

    def __init__(
        self,
        portal: HubSpotPortal,
        random: Random,
        *,
        chance: float = 0.5,
        most: int = 3,
        kinds: Sequence[str] = KINDS,
    ) -> None:
        self.portal, self.random, self.chance, self.most, self.kinds = portal, random, chance, most, kinds
        self.edits: list[str] = []
        self.active = True

    def stop(self) -> None:
        """Edit no more."""
        self.active = False

    def __call__(self, request: Request | None = None) -> None:
        """Perhaps edit."""
        if self.active and self.random.random() < self.chance:
            for _ in range(self.random.randint(1, self.most)):
                self.edit()

    def edit(self) -> None:
        """One edit of any sort."""
        ways: dict[Callable[[str], str], int] = {
            self._change: 8, self._create: 3, self._delete: 2, self._link: 2, self._unlink: 2, self._merge: 1
        }  # fmt: skip
        [way] = self.random.choices(list(ways), weights=list(ways.values()))
        kind = self.random.choice(self.kinds)
        if len(self.portal.ids(kind)) > 1:
            self.edits.append(f"{way.__name__.strip('_')} {kind} {way(kind)}")

    def _change(self, kind: str) -> str:
        id_ = self._any(kind)
        values = {WORDS[kind]: f"edited {len(self.edits)}"}
        if kind == "deals" and self.random.random() < 0.7:
            values["dealstage"] = self.random.choice(list(self.portal.stages()))
        self.portal.update(kind, id_, values)
        return id_

    def _create(self, kind: str) -> str:
        values = {WORDS[kind]: f"new {len(self.edits)}"}
        if kind == "deals":
            values |= {"pipeline": "default", "dealstage": next(iter(self.portal.stages()))}
        if kind in ACTIVITIES:
            values["hs_timestamp"] = iso(self.portal.now())
        links = {to: [self._any(to)] for to in _reached_from(kind) if self.portal.ids(to)}
        return self.portal.create(kind, values, links)

    def _delete(self, kind: str) -> str:
        id_ = self._any(kind)
        self.portal.delete(kind, id_)
        return id_

    def _link(self, kind: str) -> str:
        reached = [to for to in _reached_from(kind) if self.portal.ids(to)]
        if not reached:
            return "none: nothing to associate with"
        id_, to = self._any(kind), self.random.choice(reached)
        other = self._any(to)
        self.portal.associate(kind, id_, to, other)
        return f"{id_} and {to} {other}"

    def _unlink(self, kind: str) -> str:
        id_ = self._any(kind)
        linked = list(self.portal.links.everything(kind, id_))
        if linked:
            self.portal.dissociate(kind, id_, *self.random.choice(linked))
        return f"{id_} of {len(linked)}"

    def _merge(self, kind: str) -> str:
        if kind in ACTIVITIES:
            return "none: activities are not merged"
        winner, loser = self.random.sample(self.portal.ids(kind), 2)
        self.portal.merge(kind, winner, loser)
        return f"{winner} and {loser}"

    def _any(self, kind: str) -> str:
        return self.random.choice(self.portal.ids(kind))


def _reached_from(kind: str) -> Sequence[str]:
    """The kinds that a kind is associated with: those that stand before it, of companies, contacts and deals."""
    return KINDS[: min(KINDS.index(kind), 3)]
