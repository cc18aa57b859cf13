"""The properties of one HubSpot record, asked for by name; each reader refuses what cannot be its value."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from integrations.csv_cells import property_value
from integrations.csv_values import EARLIEST, LATEST
from integrations.html_text import plain_text
from integrations.intake_rows import Company, Contact, Owner
from integrations.store.landing import Landed
from integrations.systems import CrmOwner

# HubSpot's own limit of a note, a call's or a meeting's text, and of other texts.
LONGEST_BODY = 65_536
_LONGEST_LINE, _LONGEST_NAME, _LONGEST_EMAIL, _LONGEST_PHONE = 2_000, 300, 254, 80
_HALF_LETTERS = re.compile("[\ud800-\udfff\x00]")
_EPOCH = re.compile(r"-?\d{9,15}")
# What tells of the record itself, or what the product wrote there itself.
_OWN, _UNTOLD = "sa_", ("hs_object_id", "hs_merged_object_ids", "hs_lastmodifieddate", "lastmodifieddate")


class RecordFault(ValueError):
    """Why a record cannot be used, in words; few enough different ones to be counted."""


def clean(text: str) -> str:
    """The text without what a database cannot hold: NUL, and halves of letters."""
    return _HALF_LETTERS.sub("", text)


@dataclass
class Said:
    """What a record says.

    Parameters
    ----------
    record
        As it landed; of its links those whose records are known.
    owners
        By their ids.
    """

    record: Landed
    owners: Mapping[str, CrmOwner]

    def text(self, name: str, *, longest: int = LONGEST_BODY) -> str:
        """A property's text; '' where it is missing or null.

        Raises
        ------
        RecordFault
            When it is no text, or longer than HubSpot lets one be.
        """
        value = self.record.properties.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise RecordFault(f"the property “{name}” is no text")
        if len(value) > longest:
            raise RecordFault(f"the property “{name}” is longer than {longest:,} characters")
        return clean(value).strip()

    def line(self, name: str) -> str:
        """A text in one line."""
        return " ".join(self.text(name).split())[:_LONGEST_LINE]

    def body(self, name: str) -> str:
        """The words of a text that may be HTML."""
        return plain_text(self.text(name))

    def number(self, name: str) -> float | None:
        """A number; None where it is not said."""
        text = self.text(name)
        if not text:
            return None
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise RecordFault(f"the property “{name}” is no number")
        return number

    def moment(self, name: str) -> datetime | None:
        """A moment (UTC), written in ISO 8601 or in milliseconds since 1970; None where it is not said."""
        text = self.text(name)
        if not text:
            return None
        try:
            read = _since_1970(text) if _EPOCH.fullmatch(text) else datetime.fromisoformat(text)
            moment = (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError, OSError):
            raise RecordFault(f"the property “{name}” is no moment") from None
        if not EARLIEST <= moment.year < LATEST:
            raise RecordFault(f"the property “{name}” lies outside of {EARLIEST} to {LATEST}")
        return moment

    def needed_moment(self, name: str) -> datetime:
        """A moment that has to be said."""
        moment = self.moment(name)
        if moment is None:
            raise RecordFault(f"the property “{name}” is missing")
        return moment

    def choice(self, name: str, known: Collection[str]) -> str:
        """One of the values that HubSpot documents, in upper case; '' where it is not said."""
        value = self.line(name).upper()
        if value and value not in known:
            raise RecordFault(f"the property “{name}” has a value that HubSpot does not document")
        return value

    # --- what it belongs to -------------------------------------------------------------------------------------

    def linked(self, kind: str) -> str:
        """The first associated record of a kind; '' where none is."""
        return next(iter(self.record.links.get(kind, ())), "")

    def company(self) -> Company:
        """The company it is associated with."""
        return Company(id=self.linked("companies"))

    def contact(self) -> Contact:
        """The contact it is associated with."""
        return Contact(id=self.linked("contacts"))

    def owner(self) -> Owner:
        """Whose it is; nobody's where the owner is not known."""
        known = self.owners.get(self.line("hubspot_owner_id"))
        return (
            Owner(clean(known.name)[:_LONGEST_NAME], clean(known.email)[:_LONGEST_NAME]) if known else Owner()
        )

    # --- the rest -----------------------------------------------------------------------------------------------

    def name(self, *properties: str) -> str:
        """A name out of its parts."""
        return " ".join(filter(None, map(self.line, properties)))[:_LONGEST_NAME].strip()

    def email(self, name: str) -> str:
        """An e-mail address."""
        return self.text(name, longest=_LONGEST_EMAIL)

    def phone(self, name: str) -> str:
        """A number as somebody typed it; what is far too long is none."""
        text = self.line(name)
        return text if len(text) <= _LONGEST_PHONE else ""

    def others(self, used: Iterable[str], *, numbers: bool = True) -> dict[str, str | float | bool | None]:
        """The properties that are no field, where they say something.

        With `numbers`, plain numbers are numbers.
        """
        left_out = {*used, *_UNTOLD}
        kept = dict[str, str | float | bool | None]()
        for name, value in sorted(self.record.properties.items()):
            if name in left_out or name.startswith(_OWN) or value is None:
                continue
            if isinstance(value, bool | int | float):
                kept[clean(name)] = value if math.isfinite(value) else None
            elif text := self.text(name):
                kept[clean(name)] = property_value(text) if numbers else text
        return kept


def _since_1970(milliseconds: str) -> datetime:
    return datetime.fromtimestamp(int(milliseconds) / 1000, UTC)
