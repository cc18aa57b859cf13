"""The kinds of a CRM's records refer only to kinds that come before them."""

from __future__ import annotations

from integrations.systems import CRM_KINDS, LINKED_KINDS


def test_records_refer_to_what_was_read_before_them() -> None:
    for place, kind in enumerate(CRM_KINDS):
        assert set(LINKED_KINDS[kind]) <= set(CRM_KINDS[:place])
