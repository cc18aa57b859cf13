"""What cards say on a terminal."""

from __future__ import annotations

from typing import Any

from bot.sandbox.plain_words import text_of, words_of

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def test_every_kind_of_block_has_words() -> None:
    section: Json = {
        "type": "rich_text_section",
        "elements": [{"type": "text", "text": "Won"}, {"type": "link", "url": "u", "text": "deal"}],
    }
    blocks: list[Json] = [
        {"type": "header", "text": plain("Acme")},
        {"type": "divider"},
        {
            "type": "section",
            "text": plain("Hot"),
            "fields": [plain("a"), plain("b")],
            "accessory": {"type": "button", "text": plain("Open")},
        },
        {
            "type": "rich_text",
            "elements": [section, {"type": "rich_text_list", "style": "ordered", "elements": [section]}],
        },
        {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": section["elements"]}]},
        {
            "type": "table",
            "rows": [
                [{"type": "raw_text", "text": "Company"}, {"type": "raw_text", "text": "%"}],
                [{"type": "raw_text", "text": "Acme"}, {"type": "raw_number", "value": 7, "text": "7"}],
            ],
        },
        {
            "type": "actions",
            "elements": [{"type": "static_select", "placeholder": plain("Stage")}, {"type": "overflow"}],
        },
        {
            "type": "context_actions",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "positive_button": {"text": plain("Yes")},
                    "negative_button": {"text": plain("No")},
                }
            ],
        },
        {"type": "context", "elements": [plain("today"), {"type": "image", "alt_text": "chart"}]},
        {"type": "input", "label": plain("Why?")},
        {"type": "markdown", "text": "done"},
        {"type": "video"},
    ]
    assert words_of(blocks).split("\n") == [
        "Acme",
        "",
        "Hot",
        "a",
        "b  [ Open ]",
        "Wondeal",
        "  1. Wondeal",
        "> Wondeal",
        "Company  %",
        "Acme     7",
        "[ Stage ▾ ]  [ … ▾ ]",
        "[ Yes ]  [ No ]",
        "today  chart",
        "Why?: ____",
        "done",
        "(video)",
    ]


def test_mrkdwn_loses_its_marks_and_nothing_else() -> None:
    said = "*Acme* _is_ ~not~ `here`: 2*3*4 &lt;b&gt; <https://x.example> snake_case_word"
    assert (
        text_of({"type": "mrkdwn", "text": said})
        == "Acme is not here: 2*3*4 <b> https://x.example snake_case_word"
    )
    assert text_of(plain("*as it is*")) == "*as it is*"
