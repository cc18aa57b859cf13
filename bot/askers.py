"""Who is asking: the person of the team behind a Slack user, by what is known, else by the e-mail that Slack knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from integrations.store import Store
from ml.errors import NotAllowed, Unavailable
from ml.records import Person

# How long a change of role or a removal may take to be noticed.
REMEMBERED = timedelta(seconds=30)


class Askers:
    """Slack users as people of the team; each is remembered for half a minute.

    Parameters
    ----------
    store
        Where the people are.
    now
        The clock.
    introduced
        People known by Slack ids that are not to be remembered in the store.
    """

    def __init__(
        self, store: Store, now: Callable[[], datetime], introduced: Mapping[str, Person] | None = None
    ) -> None:
        self._people = store.people
        self._now = now
        self._introduced_here = dict(introduced or {})
        self._remembered: dict[str, tuple[Person, datetime]] = {}

    def person(self, slack_id: str, client: WebClient) -> Person:
        """The person who is this Slack user; for somebody never seen, Slack is asked once for the e-mail.

        Raises
        ------
        NotAllowed
            When it is nobody of the team.
        Unavailable
            When Slack did not say who it is.
        """
        if slack_id in self._introduced_here:
            return self._introduced_here[slack_id]
        person, at = self._remembered.get(slack_id, (None, self._now()))
        if person and abs(self._now() - at) < REMEMBERED:
            return person
        person = self._people.by_slack_id(slack_id) or self._introduced(slack_id, client)
        self._remembered[slack_id] = (person, self._now())
        return person

    def forget(self) -> None:
        """Look everybody up again: people were changed in this process."""
        self._remembered.clear()

    def _introduced(self, slack_id: str, client: WebClient) -> Person:
        email = _email_of(slack_id, client)
        if not email or self._people.by_email(email) is None:
            raise NotAllowed(
                "I don't know you yet: ask your admin to add you with the e-mail address of your Slack profile."
            )
        self._remembered.clear()  # the link may have moved from another Slack user
        return self._people.link_slack(email, slack_id)


def _email_of(slack_id: str, client: WebClient) -> str:
    """The e-mail address in the Slack profile; '' for bots, guests of other workspaces and the deactivated."""
    try:
        user = client.users_info(user=slack_id).get("user") or {}
    except (SlackClientError, OSError, HTTPException) as error:
        raise Unavailable(
            "Slack did not tell me who you are just now; please try again in a minute."
        ) from error
    if user.get("deleted") or user.get("is_bot") or user.get("is_stranger"):
        return ""
    return str(user.get("profile", {}).get("email") or "")
