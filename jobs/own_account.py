"""Nothing is read from, or written to, another account of the CRM than the one whose data the store holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.errors import OtherPortal
from jobs.crm_stages import PORTAL

if TYPE_CHECKING:
    from integrations.store import Store
    from integrations.systems import Crm


def refuse_other_account(store: Store, crm: Crm) -> None:
    """Refuse to go on where the key belongs to another account than the one that was synced.

    Raises
    ------
    OtherPortal
        Naming both.
    """
    known, portal = store.facts.get(PORTAL, None), crm.portal()
    if known and portal and known["id"] != portal.id:
        raise OtherPortal(
            f"HUBSPOT_TOKEN is of the HubSpot account {portal.id}, but this store holds the data of "
            f"{known['id']}, so nothing was read or written there."
        )
