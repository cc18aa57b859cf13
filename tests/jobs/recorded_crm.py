"""A CRM that takes what it is given, keeps it in a list, and fails where a test says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from integrations.systems import (
    CrmOwner,
    CrmPage,
    CrmProperty,
    CrmRecord,
    Links,
    Pipeline,
    Portal,
    StageVisit,
)


class RecordedCrm:
    """As `integrations.systems.Crm`; only what writes is made for use."""

    requests = 0

    def __init__(self) -> None:
        self.created: list[tuple[str, dict[str, str], dict[str, list[str]]]] = []
        self.written: list[tuple[str, dict[str, dict[str, str]]]] = []
        self.prepared = 0
        self.account = ""
        self.known_owners = [CrmOwner("71", "ada@example.com", "Ada Tan")]
        self.trouble: Callable[[str, Any], Exception | None] = lambda _what, _given: None

    def _maybe_fail(self, what: str, given: Any = None) -> None:
        if error := self.trouble(what, given):
            raise error

    def want(self, names: Mapping[str, Sequence[str]]) -> None:
        """Nothing is asked for."""

    def owners(self, *, left: bool = False) -> list[CrmOwner]:
        self._maybe_fail("owners")
        return self.known_owners

    def prepare_scores(self) -> None:
        self._maybe_fail("prepare")
        self.prepared += 1

    def write_properties(self, kind: str, values: Mapping[str, Mapping[str, str]]) -> None:
        self._maybe_fail("write", values)
        self.written.append((kind, {id_: dict(one) for id_, one in values.items()}))

    def create(self, kind: str, properties: Mapping[str, str], links: Links) -> str:
        self._maybe_fail("create", properties)
        self.created.append((kind, dict(properties), {name: list(ids) for name, ids in links.items()}))
        return str(9000 + len(self.created))

    # --- what only reads

    def portal(self) -> Portal | None:
        self._maybe_fail("portal")
        return Portal(self.account, "UTC") if self.account else None

    def pipelines(self) -> list[Pipeline]:
        raise NotImplementedError

    def properties(self, kind: str) -> list[CrmProperty]:
        raise NotImplementedError

    def page(self, kind: str, after: str | None) -> CrmPage:
        raise NotImplementedError

    def archived_page(self, kind: str, after: str | None) -> CrmPage:
        raise NotImplementedError

    def newest(self, kind: str, since: datetime) -> CrmPage:
        raise NotImplementedError

    def oldest(self, kind: str, since: datetime, *, tied_after: str | None = None) -> CrmPage:
        raise NotImplementedError

    def read(self, kind: str, ids: Sequence[str]) -> tuple[CrmRecord, ...]:
        raise NotImplementedError

    def links(self, kind: str, to: str, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        raise NotImplementedError

    def history(self, ids: Sequence[str]) -> dict[str, tuple[StageVisit, ...]]:
        raise NotImplementedError
