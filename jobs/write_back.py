"""Send to the CRM what people confirmed in Slack, once each, and tell them how it went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

from integrations.errors import DailyLimit, Garbled, MaybeWritten
from integrations.store.exclusive import alone
from integrations.store.writebacks import REPEATABLE, Writeback, WriteKind
from integrations.systems import Crm, Links
from ml.errors import Refused, Unavailable

if TYPE_CHECKING:
    from integrations.store import Store
    from jobs.notifier import Teller
    from jobs.rules import Rules

# The admin's switch for each kind.
SWITCHES: Mapping[WriteKind, str] = {"note": "notes", "task": "tasks", "stage": "stages"}
AT_ONCE = 50
# What could not be sent for so long may be wrong by now.
PATIENCE = timedelta(days=1)
_SWITCHED_OFF = {
    "note": "Your admin switched off notes to HubSpot meanwhile, so nothing was sent.",
    "task": "Your admin switched off tasks in HubSpot meanwhile, so nothing was sent.",
    "stage": "Your admin switched off moving deals in HubSpot meanwhile, so nothing was sent.",
}


@dataclass(frozen=True)
class Sending:
    """One record as the CRM is given it: its kind, its properties, and what it is linked to."""

    kind: str
    properties: Mapping[str, str]
    links: Links = field(default_factory=dict)


def write_back(
    store: Store,
    crm: Crm,
    *,
    now: datetime,
    rules: Rules,
    notifier: Teller | None = None,
    go_on: Callable[[], object] = lambda: None,
) -> str:
    """Send what waits, the oldest first, and say in a few words what came of it.

    What the CRM refuses is told to whoever asked, and never sent again; so is what it left open whether it took
    it. While it does not answer at all, the rest waits for the next run. `go_on` is called before each and may
    raise to stop.

    Raises
    ------
    DailyLimit
        When the CRM takes nothing more today.
    Taken
        When another process sends at the moment.
    """
    run = _Run(store, crm, now, rules, notifier)
    with alone(store.engine, "write-back"):
        run.settle_crashed()
        for one in store.writebacks.waiting(AT_ONCE):
            go_on()
            if problem := run.attend(one):
                return f"{run.summary}; the rest waits: {problem}"
    return run.summary


@dataclass
class _Run:
    store: Store
    crm: Crm
    now: datetime
    rules: Rules
    notifier: Teller | None
    counts: Counter[str] = field(default_factory=Counter)
    account_checked: bool = False

    @property
    def summary(self) -> str:
        """What was done so far."""
        return ", ".join(f"{count} {what}" for what, count in self.counts.items()) or "nothing to send"

    def settle_crashed(self) -> None:
        """What a crash left half sent may be there or not."""
        for one in self.store.writebacks.settle_crashed(self.now):
            self._leave_open(one)

    def attend(self, one: Writeback) -> str:
        """Send one, or refuse it; gives '' or why the CRM can be sent nothing now, unless that is for today."""
        if words := self._forbidden(one):
            self._refuse(one, words)
            return ""
        try:
            sending = self._prepared(one)
        except DailyLimit:
            raise
        except Unavailable as error:
            return str(error)
        except Refused as error:
            self._refuse(one, _not_taken(one, error))
            return ""
        given = {**one.payload, "sent": asdict(sending)}
        if self.store.writebacks.begin(one.id, self.now, payload=given):
            return self._send(one, sending)
        return ""

    def _forbidden(self, one: Writeback) -> str:
        if SWITCHES[one.kind] not in self.rules.writes:
            return _SWITCHED_OFF[one.kind]
        if self.now - one.asked_at > PATIENCE:
            return f"HubSpot did not answer for a day, so {_thing(one)} was not sent. Please ask again."
        return ""

    def _send(self, one: Writeback, sending: Sending) -> str:
        try:
            record_id = self._written(one, sending)
        except Refused as error:
            self._refuse(one, _not_taken(one, error))
        except Unavailable as error:
            left_open = isinstance(error, MaybeWritten | Garbled) and one.kind not in REPEATABLE
            if not left_open:
                self.store.writebacks.wait_again(one.id)
                if isinstance(error, DailyLimit):
                    raise
                return str(error)
            self.store.writebacks.unknown(one.id, self.now)
            self._leave_open(one)
        else:
            self._take(one, record_id, sending)
        return ""

    def _written(self, one: Writeback, sending: Sending) -> str:
        """Its id in the CRM."""
        if one.kind == "stage":
            self.crm.write_properties(sending.kind, {one.deal_id: sending.properties})
            return one.deal_id
        return self.crm.create(sending.kind, sending.properties, sending.links)

    # --- what becomes of it

    def _take(self, one: Writeback, record_id: str, sending: Sending) -> None:
        self.store.writebacks.sent(one.id, record_id, self.now)
        if one.kind == "stage":
            self.store.hints.add("hubspot", "deals", [one.deal_id], now=self.now)
        self._tell(one, "sent", _sent_words(one, sending))

    def _refuse(self, one: Writeback, words: str) -> None:
        self.store.writebacks.refused(one.id, words, self.now)
        self._tell(one, "refused", words)

    def _leave_open(self, one: Writeback) -> None:
        words = f"HubSpot did not say whether it took {_thing(one)}. I won't send it twice: please look there first."
        self._tell(one, "left open", words)

    def _tell(self, one: Writeback, outcome: str, sentence: str) -> None:
        self.counts[outcome] += 1
        if self.notifier:
            self.notifier.tell(one.person_id, sentence)

    # --- what the CRM is given

    def _prepared(self, one: Writeback) -> Sending:
        told = one.payload
        self._check_account()
        if one.kind == "stage":
            return Sending("deals", {"dealstage": str(told["stage"])})
        owner = self._owner_of(one.person_id)
        owned = {"hubspot_owner_id": owner} if owner else {}
        make = _task if one.kind == "task" else _note
        return Sending(f"{one.kind}s", {**make(told, one.asked_at), **owned}, _links(one))

    def _check_account(self) -> None:
        """Ids of one account name other records in another."""
        from jobs.own_account import refuse_other_account

        if not self.account_checked:
            refuse_other_account(self.store, self.crm)
            self.account_checked = True

    def _owner_of(self, person_id: int) -> str:
        """The CRM's id of a person, by their e-mail; '' where it knows no such owner."""
        person = self.store.people.by_id(person_id)
        return self._owners.get(person.email.casefold(), "") if person else ""

    @cached_property
    def _owners(self) -> dict[str, str]:
        return {owner.email.casefold(): owner.id for owner in self.crm.owners()}


def crm_moment(at: datetime) -> str:
    """A moment as HubSpot reads it.

    >>> crm_moment(datetime(2026, 11, 26, 1, tzinfo=UTC))
    '2026-11-26T01:00:00.000Z'
    """
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def crm_html(text: str) -> str:
    r"""Plain text as HubSpot shows it in notes and tasks: every sign stands for itself.

    >>> crm_html("R&D <b>\nnext: call")
    'R&amp;D &lt;b&gt;<br>next: call'
    """
    return escape(text, quote=False).replace("\n", "<br>")


def _note(told: Mapping[str, Any], asked_at: datetime) -> dict[str, str]:
    return {"hs_timestamp": crm_moment(asked_at), "hs_note_body": crm_html(told["text"])}


def _task(told: Mapping[str, Any], _asked_at: datetime) -> dict[str, str]:
    return {
        "hs_task_subject": told["subject"],
        "hs_task_body": crm_html(told["details"]),
        "hs_timestamp": crm_moment(datetime.fromisoformat(told["due_at"])),
        "hs_task_status": "NOT_STARTED",
        "hs_task_type": told["type"],
    }


def _links(one: Writeback) -> dict[str, list[str]]:
    ids = {"companies": one.payload["company_id"], "deals": one.deal_id}
    return {kind: [id_] for kind, id_ in ids.items() if id_}


def _thing(one: Writeback) -> str:
    """What was asked for, in the middle of a sentence."""
    told = one.payload
    match one.kind:
        case "task":
            return f"the task “{told['subject']}” for {told['company']}"
        case "note":
            return f"the note on {told['company']}"
        case _:
            return f"the move of {told['company']} to “{told['label']}”"


def _sent_words(one: Writeback, sending: Sending) -> str:
    thing = _thing(one)
    if one.kind == "stage":
        return f"Done: {thing} is in HubSpot."
    due = f", due {_day(one.payload['due_on'])}" if one.kind == "task" else ""
    owner = (
        ""
        if "hubspot_owner_id" in sending.properties
        else ". It has no owner: HubSpot does not know your e-mail"
    )
    return f"Done: {thing} is in HubSpot{due}{owner}."


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%b %Y}"


def _not_taken(one: Writeback, error: Refused) -> str:
    thing = _thing(one)
    return f"{thing[0].upper()}{thing[1:]} is not in HubSpot. {str(error).rstrip('.')}."
