"""Nothing is read from, or written to, another account of the CRM than the one whose data the store holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.errors import OtherPortal
from jobs.crm_stages import PORTAL

if TYPE_CHECKING:
    from integrations.store import Store
    from integrations.systems import Crm, Portal


def refuse_other_account(store: Store, crm: Crm) -> Portal | None:
    """Whose key it is, as far as the CRM tells: the account that was synced, or the first.

    Raises
    ------
    OtherPortal
        When it is another, naming both.
    """
    known, portal = store.facts.get(PORTAL, None), crm.portal()
    if known and portal and known["id"] != portal.id:
        raise OtherPortal(
            f"HUBSPOT_TOKEN is of the HubSpot account {portal.id}, but this store holds the data of "
            f"{known['id']}, so nothing was read or written: use that account's key, or another DATA_DIR for this one."
        )
    return portal
