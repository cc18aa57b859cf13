"""The small sales team with HubSpot connected: Acme and its deal are from there, the portal and its stages known."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, update

from bot.app import SlackAccess, make_app
from bot.exchange import CrmDesk, Desk
from bot.sandbox.slack_standin import SlackStandIn
from integrations.store import Store
from integrations.store.schema import companies, rounds
from integrations.systems import CrmRecord
from jobs.rules import WRITE_KINDS
from tests.bot.slack_team import NOW, PEOPLE, Json, Talk, Team, fill

COMPANY, DEAL, PORTAL = "901", "501", "7654321"
PIPELINES = [
    {
        "id": "default",
        "label": "Sales <!channel>",
        "stages": [
            {"id": "lead", "label": "Lead"},
            {"id": "demo", "label": "Demo & quote"},
            {"id": "won", "label": "Won"},
        ],
    },
    {"id": "other", "label": "Renewals", "stages": [{"id": "renew", "label": "Renewal"}]},
]


def everything() -> CrmDesk:
    """HubSpot connected, every kind switched on."""
    return CrmDesk(connected=True, writes=frozenset(WRITE_KINDS))


def connect(store: Store) -> None:
    """What a sync leaves of a HubSpot account that has Acme and one deal of theirs."""
    store.facts.put("crm_portal", {"id": PORTAL, "time_zone": "Asia/Singapore"})
    store.facts.put("crm_pipelines", PIPELINES)
    with store.engine.writing() as connection:
        connection.execute(update(companies).where(companies.c.id == 1).values(key=f"id:{COMPANY}"))
        connection.execute(insert(rounds), [{"key": DEAL, "pursuit_id": 1, "properties": {}}])
    store.landing.take("companies", [CrmRecord("companies", COMPANY, {"name": "Acme"}, NOW)], now=NOW)
    stand_at(store, "lead")


def stand_at(store: Store, stage: str) -> None:
    """The deal stands there, as the next sync tells."""
    properties = {"dealstage": stage, "pipeline": "default"}
    store.landing.take("deals", [CrmRecord("deals", DEAL, properties, NOW, {}, ())], now=NOW)


def connected_team(store: Store, standin: SlackStandIn, access: SlackAccess, crm: CrmDesk) -> Team:
    """Fill an empty store, connect HubSpot, and talk to the bot."""
    fill(store)
    connect(store)
    desk = Desk(store, lambda: NOW, crm=crm)
    app = make_app(desk, access)
    ada, ben, mia = (Talk(app, standin, str(person.slack_id)) for person in PEOPLE)
    return Team(app, standin, store, desk, ada, ben, mia)


def left_alone(view: Json) -> Json:
    """The state values of a modal that is sent as it was opened."""
    return {
        block["block_id"]: {block["element"]["action_id"]: _initial(block["element"])}
        for block in view["blocks"]
        if block["type"] == "input"
    }


def filled(view: Json, **said: Any) -> Json:
    """The same with other text, dates (`selected_date`) and choices in the named fields."""
    values = left_alone(view)
    for name, value in said.items():
        [part] = values[name].values()
        key = next(key for key in part if key != "type")
        part[key] = {"value": value} if key == "selected_option" else value
    return values


def _initial(element: Json) -> Json:
    match element["type"]:
        case "datepicker":
            return {"type": "datepicker", "selected_date": element.get("initial_date")}
        case "static_select":
            return {"type": "static_select", "selected_option": element.get("initial_option")}
        case kind:
            return {"type": kind, "value": element.get("initial_value")}
