"""The shapes of Slack's blocks, elements and composition objects: their properties and published limits.

Read as a table: a shape names the properties a thing may have; `required` those it must have. The source is Slack's
Block Kit reference; anything else in a block is refused as an additional property, as Slack does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Text:
    """A bare string: at least, at most so many characters, or one of a few words."""

    most: int = 3000
    least: int = 1
    among: frozenset[str] = frozenset()


@dataclass(frozen=True)
class One:
    """An object of one of these kinds; `most` limits the characters of its own `text`."""

    kinds: tuple[str, ...]
    most: int = 0


@dataclass(frozen=True)
class Many:
    """A list of so many."""

    of: Rule
    most: int
    least: int = 1


Rule = Text | One | Many | type


@dataclass(frozen=True)
class Shape:
    """The properties of one thing. An untyped shape is known by where it stands, not by a `type`."""

    required: frozenset[str]
    rules: Mapping[str, Rule] = field(default_factory=dict)
    typed: bool = True


def shape(required: str = "", /, **rules: Rule) -> Shape:
    """A shape from the names it must have, separated by spaces, and all its rules."""
    return Shape(frozenset(required.split()), rules)


def untyped(required: str = "", /, **rules: Rule) -> Shape:
    """The same for a thing without a ``type`` of its own."""
    return Shape(frozenset(required.split()), rules, typed=False)


def plain(most: int) -> One:
    """A plain text object of at most so many characters."""
    return One(("plain_text",), most)


def text(most: int) -> One:
    """A text object, plain or mrkdwn, of at most so many characters."""
    return One(("plain_text", "mrkdwn"), most)


ID = Text(255)
OPTION = One(("option",))
CONFIRM = One(("confirm",))
FOCUS: dict[str, Rule] = {"action_id": ID, "focus_on_load": bool}
SELECT: dict[str, Rule] = {**FOCUS, "placeholder": plain(150), "confirm": CONFIRM}
LISTED: dict[str, Rule] = {"options": Many(OPTION, 100), "option_groups": Many(One(("option_group",)), 100)}
CHOICE: dict[str, Rule] = {**FOCUS, "options": Many(OPTION, 10), "confirm": CONFIRM}
PERSON_OR_PLACE = ("users", "conversations", "channels")
SELECTS = tuple(
    f"{many}{kind}_select" for many in ("", "multi_") for kind in ("static", "external", *PERSON_OR_PLACE)
)
PICKERS = ("datepicker", "timepicker", "datetimepicker")
CLICKED = ("button", "overflow", "radio_buttons", "checkboxes", "workflow_button", *PICKERS, *SELECTS)
TYPED_IN = ("plain_text_input", "number_input", "email_text_input", "url_text_input", "rich_text_input")
INPUTS = ("radio_buttons", "checkboxes", "file_input", *PICKERS, *SELECTS, *TYPED_IN)
RICH_PARTS = ("text", "link", "emoji", "user", "usergroup", "channel", "broadcast", "date", "color")
RICH_ELEMENTS = ("rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted")

BLOCKS: dict[str, Shape] = {
    "section": shape(
        block_id=ID,
        text=text(3000),
        fields=Many(text(2000), 10),
        accessory=One(("image", *CLICKED)),
        expand=bool,
    ),
    "header": shape("text", block_id=ID, text=plain(150)),
    "divider": shape(block_id=ID),
    "context": shape("elements", block_id=ID, elements=Many(One(("plain_text", "mrkdwn", "image")), 10)),
    "actions": shape("elements", block_id=ID, elements=Many(One((*CLICKED,)), 25)),
    "context_actions": shape(
        "elements", block_id=ID, elements=Many(One(("feedback_buttons", "icon_button")), 5)
    ),
    "image": shape(
        "alt_text", block_id=ID, image_url=Text(), slack_file=dict, alt_text=Text(2000), title=plain(2000)
    ),
    "input": shape(
        "label element",
        block_id=ID,
        label=plain(2000),
        element=One(INPUTS),
        hint=plain(2000),
        optional=bool,
        dispatch_action=bool,
    ),
    "markdown": shape("text", block_id=ID, text=Text(12_000)),
    "rich_text": shape("elements", block_id=ID, elements=Many(One(RICH_ELEMENTS), 100)),
    "data_visualization": shape(
        "title chart", block_id=ID, title=Text(50), chart=One(("pie", "bar", "area", "line"))
    ),
    "table": shape(
        "rows",
        block_id=ID,
        rows=Many(Many(One(("raw_text", "raw_number", "rich_text")), 20), 100),
        column_settings=Many(One(("column_setting",)), 20),
    ),
}

OBJECTS: dict[str, Shape] = {
    "plain_text": shape("text", text=Text(12_000), emoji=bool),
    "mrkdwn": shape("text", text=Text(12_000), verbatim=bool),
    "raw_text": shape("text", text=Text(10_000)),
    "raw_number": shape("value", value=object, text=Text(10_000)),
    "column_setting": untyped(align=Text(among=frozenset({"left", "center", "right"})), is_wrapped=bool),
    "option": untyped("text value", text=text(75), value=Text(150), description=text(75), url=Text(3000)),
    "option_group": untyped("label options", label=plain(75), options=Many(OPTION, 100)),
    "confirm": untyped(
        "title text confirm deny",
        title=plain(100),
        text=text(300),
        confirm=plain(30),
        deny=plain(30),
        style=Text(among=frozenset({"primary", "danger"})),
    ),
    "feedback_choice": untyped("text value", text=plain(75), value=Text(2000), accessibility_label=Text(75)),
    # --- charts
    "pie": shape("segments", segments=Many(One(("chart_point",)), 6)),
    **{
        kind: shape(
            "series axis_config", series=Many(One(("chart_series",)), 6), axis_config=One(("chart_axes",))
        )
        for kind in ("bar", "area", "line")
    },
    "chart_series": untyped("name data", name=Text(20), data=Many(One(("chart_point",)), 20)),
    "chart_point": untyped("label value", label=Text(20), value=object),
    "chart_axes": untyped("categories", categories=Many(Text(20), 20), x_label=Text(50), y_label=Text(50)),
    # --- elements
    "image": shape("alt_text", image_url=Text(), slack_file=dict, alt_text=Text(2000)),
    "button": shape(
        "text",
        action_id=ID,
        text=plain(75),
        value=Text(2000),
        url=Text(3000),
        style=Text(among=frozenset({"primary", "danger"})),
        confirm=CONFIRM,
        accessibility_label=Text(75),
        visible_to_user_ids=Many(ID, 10),
        agent_prompt=Text(4000),
        agent_prompt_display=Text(4000),
    ),
    "icon_button": shape(
        "icon text",
        action_id=ID,
        icon=Text(255),
        text=plain(75),
        value=Text(2000),
        confirm=CONFIRM,
        accessibility_label=Text(75),
        visible_to_user_ids=Many(Text(255), 10),
    ),
    "feedback_buttons": shape(
        "positive_button negative_button",
        action_id=ID,
        positive_button=One(("feedback_choice",)),
        negative_button=One(("feedback_choice",)),
    ),
    "overflow": shape("options", action_id=ID, options=Many(OPTION, 5), confirm=CONFIRM),
    "radio_buttons": shape("options", **CHOICE, initial_option=OPTION),
    "checkboxes": shape("options", **CHOICE, initial_options=Many(OPTION, 10)),
    "datepicker": shape(**SELECT, initial_date=Text(10)),
    "timepicker": shape(**SELECT, initial_time=Text(5), timezone=Text(255)),
    "datetimepicker": shape(**FOCUS, initial_date_time=int, confirm=CONFIRM),
    "static_select": shape(**SELECT, **LISTED, initial_option=OPTION),
    "external_select": shape(**SELECT, initial_option=OPTION, min_query_length=int),
    "multi_static_select": shape(
        **SELECT, **LISTED, initial_options=Many(OPTION, 100), max_selected_items=int
    ),
    "multi_external_select": shape(
        **SELECT, initial_options=Many(OPTION, 100), min_query_length=int, max_selected_items=int
    ),
    "plain_text_input": shape(
        **FOCUS,
        placeholder=plain(150),
        initial_value=Text(3000, 0),
        multiline=bool,
        min_length=int,
        max_length=int,
        dispatch_action_config=dict,
    ),
    "number_input": shape(
        "is_decimal_allowed",
        **FOCUS,
        is_decimal_allowed=bool,
        initial_value=Text(3000),
        min_value=Text(3000),
        max_value=Text(3000),
        placeholder=plain(150),
        dispatch_action_config=dict,
    ),
    "email_text_input": shape(
        **FOCUS, initial_value=Text(3000), placeholder=plain(150), dispatch_action_config=dict
    ),
    "url_text_input": shape(
        **FOCUS, initial_value=Text(3000), placeholder=plain(150), dispatch_action_config=dict
    ),
    "rich_text_input": shape(
        **FOCUS, initial_value=dict, placeholder=plain(150), dispatch_action_config=dict
    ),
    "file_input": shape(action_id=ID, filetypes=list, max_files=int),
    "workflow_button": shape("text workflow", action_id=ID, text=plain(75), workflow=dict),
    **{
        f"{kind}_select": shape(
            **SELECT, **{f"initial_{kind[:-1]}": ID}, filter=dict, response_url_enabled=bool
        )
        for kind in PERSON_OR_PLACE
    },
    **{
        f"multi_{kind}_select": shape(
            **SELECT, **{f"initial_{kind}": Many(ID, 100)}, filter=dict, max_selected_items=int
        )
        for kind in PERSON_OR_PLACE
    },
    # --- rich text
    "rich_text": BLOCKS["rich_text"],
    "rich_text_section": shape("elements", elements=Many(One(RICH_PARTS), 1000, 0)),
    "rich_text_quote": shape("elements", elements=Many(One(RICH_PARTS), 1000, 0), border=int),
    "rich_text_preformatted": shape(
        "elements", elements=Many(One(("text", "link")), 1000, 0), border=int, language=Text(50)
    ),
    "rich_text_list": shape(
        "elements style",
        elements=Many(One(("rich_text_section",)), 1000, 0),
        style=Text(among=frozenset({"bullet", "ordered"})),
        indent=int,
        offset=int,
        border=int,
    ),
    "text": shape("text", text=Text(12_000), style=dict),
    "link": shape("url", url=Text(3000), text=Text(3000, 0), unsafe=bool, style=dict),
    "emoji": shape(
        "name", name=Text(255), unicode=Text(255), skin_tone=int, style=dict, display_team_id=Text(255)
    ),
    "user": shape("user_id", user_id=ID, style=dict),
    "usergroup": shape("usergroup_id", usergroup_id=ID, style=dict),
    "channel": shape("channel_id", channel_id=ID, style=dict),
    "broadcast": shape("range", range=Text(among=frozenset({"here", "channel", "everyone"})), style=dict),
    "date": shape(
        "timestamp format", timestamp=int, format=Text(255), url=Text(3000), fallback=Text(3000), style=dict
    ),
    "color": shape("value", value=Text(7), style=dict),
    # --- views
    "modal": shape(
        "title blocks",
        title=plain(24),
        submit=plain(24),
        close=plain(24),
        blocks=list,
        private_metadata=Text(3000, 0),
        callback_id=Text(255, 0),
        external_id=Text(255, 0),
        clear_on_close=bool,
        notify_on_close=bool,
        submit_disabled=bool,
    ),
    "home": shape(
        "blocks",
        blocks=list,
        private_metadata=Text(3000, 0),
        callback_id=Text(255, 0),
        external_id=Text(255, 0),
    ),
}
