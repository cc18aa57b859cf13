"""Every feature by name: its family and theme, what it measures, and the words for its values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ml.tables import PROPERTY_PREFIX


class Family(StrEnum):
    """The groups in which importances are reported."""

    EVENT = "event"
    FUNNEL = "funnel"
    CYCLE = "cycle"
    CUSS = "cuss"
    COMPANY = "company"


@dataclass(frozen=True)
class Feature:
    """One feature: its column, its family, and its words.

    Parameters
    ----------
    name
        The column.
    family
        The group it is reported in.
    label
        What it measures, unit included.
    many, one, none, missing
        The sentence for a value, where `{}` is the value rounded; `one` and `none` for 1 and 0 where these
        read otherwise; `missing` where the value is not known.
    scale
        Factor from the stored value to the one shown (100 for shares); 0 marks doublings of a head count.
    """

    name: str
    family: Family
    label: str
    many: str
    one: str = ""
    none: str = ""
    missing: str = "not known"
    scale: float = 1.0

    @property
    def theme(self) -> str:
        """What the feature is about; features of one theme make one reason."""
        return _THEME_OF.get(self.name, self.name)


# How busy we are, how they answer, what was agreed, what was talked about, how far it went, what was before.
_THEMES: Mapping[str, tuple[str, ...]] = {
    "activity": (
        "touches_14d",
        "touches_30d",
        "touches_90d",
        "calls_90d",
        "emails_90d",
        "meetings_90d",
        "days_since_touch",
        "call_minutes",
    ),
    "replies": ("replies_90d", "inbound_90d", "answered_share", "unanswered_in_a_row", "days_since_reply"),
    "agreement": (
        "last_result",
        "agreed_90d",
        "disagreed_90d",
        "dated_next_step",
        "dated_next_steps_90d",
    ),
    "conversation": (
        *(
            f"{move}_{when}"
            for move in ("connecting", "understanding", "sharing", "setting")
            for when in ("last", "mean")
        ),
        "moves_made_last",
        "rep_share_last",
        "monologue_s_last",
        "questions_last",
        "asked_first_share",
        "conversations_90d",
        "days_since_conversation",
    ),
    "progress": ("state", "days_in_state", "furthest", "moves_30d", "irregular_moves"),
    "history": ("earlier_wins", "earlier_losses", "cycle"),
}
_THEME_OF = {name: theme for theme, names in _THEMES.items() for name in names}

E, F, C, M, K = Family.EVENT, Family.FUNNEL, Family.CYCLE, Family.CUSS, Family.COMPANY
SILENT = "no conversation on record"


def _touches(days: int) -> Feature:
    when = f"in {days} days"
    return Feature(
        f"touches_{days}d",
        E,
        f"touches {when}",
        f"{{}} touches {when}",
        f"1 touch {when}",
        f"no touch {when}",
    )


def _counted(name: str, one: str, many: str, family: Family = E) -> Feature:
    when = "in 90 days"
    return Feature(
        name, family, f"{many} {when}", f"{{}} {many} {when}", f"1 {one} {when}", f"no {one} {when}"
    )


def _share(move: str, meaning: str) -> tuple[Feature, Feature]:
    last = f"{{}} % of the last conversation was {meaning}"
    usual = f"{{}} % of all conversations was {meaning}"
    return (
        Feature(f"{move}_last", M, f"{meaning}, share of the last conversation", last, "", "", SILENT, 100),
        Feature(f"{move}_mean", M, f"{meaning}, share of all conversations", usual, "", "", SILENT, 100),
    )


FEATURES: tuple[Feature, ...] = (
    _touches(14),
    _touches(30),
    _touches(90),
    _counted("replies_90d", "reply", "replies"),
    _counted("inbound_90d", "message or call from them", "messages or calls from them"),
    _counted("calls_90d", "call", "calls"),
    _counted("emails_90d", "e-mail", "e-mails"),
    _counted("meetings_90d", "meeting", "meetings"),
    Feature(
        "answered_share",
        E,
        "share of touches answered in 90 days",
        "{} % of touches answered in 90 days",
        missing="no touch in 90 days",
        scale=100,
    ),
    Feature(
        "unanswered_in_a_row",
        E,
        "touches since their last reply",
        "{} touches in a row without a reply",
        "1 touch without a reply",
        "the last touch was answered",
        "never touched",
    ),
    Feature(
        "days_since_touch",
        E,
        "days since the last touch",
        "last touch {} days ago",
        "last touch yesterday",
        "touched today",
        "never touched",
    ),
    Feature(
        "days_since_reply",
        E,
        "days since their last reply",
        "no reply for {} days",
        "a reply yesterday",
        "a reply today",
        "never replied",
    ),
    Feature(
        "call_minutes",
        E,
        "mean length of calls and meetings in minutes",
        "calls and meetings of {} min on average",
        none="calls of less than a minute",
        missing="no call with a length",
    ),
    Feature(
        "decision_maker_heard",
        E,
        "whether a decision maker was heard",
        "a decision maker was heard",
        none="decision maker not yet heard",
    ),
    Feature(
        "last_result",
        E,
        "how the last event with a result ended",
        "the last event ended: {}",
        missing="no event with a result yet",
    ),
    _counted("agreed_90d", "event that ended agreed", "events that ended agreed"),
    _counted("disagreed_90d", "event that ended disagreed", "events that ended disagreed"),
    Feature("state", F, "the funnel state", "stands at {}"),
    Feature(
        "days_in_state",
        F,
        "days in this state",
        "in this stage for {} days",
        "in this stage for a day",
        "entered this stage today",
        "time in this stage unknown",
    ),
    Feature(
        "furthest",
        F,
        "steps made along the funnel at best",
        "got {} steps along the funnel",
        "got one step along the funnel",
        "not yet a lead",
    ),
    Feature(
        "moves_30d",
        F,
        "stage changes in 30 days",
        "{} stage changes in 30 days",
        "1 stage change in 30 days",
        "no stage change in 30 days",
    ),
    Feature(
        "irregular_moves",
        F,
        "stage changes against the funnel's rules",
        "{} irregular stage changes",
        "1 irregular stage change",
        "no irregular stage change",
    ),
    Feature(
        "earlier_wins",
        F,
        "earlier rounds won",
        "bought {} times before",
        "bought before",
        "never bought before",
    ),
    Feature(
        "earlier_losses",
        F,
        "earlier rounds lost",
        "said no {} times before",
        "said no once before",
        "never said no before",
    ),
    Feature("cycle", C, "number of the sales cycle", "sales cycle number {}", "first sales cycle"),
    Feature(
        "days_since_entry",
        C,
        "days since the round began",
        "began {} days ago",
        "began yesterday",
        "began today",
        "date of entry unknown",
    ),
    *_share("connecting", "building rapport"),
    *_share("understanding", "learning their needs"),
    *_share("sharing", "explaining the product"),
    *_share("setting", "planning the next step"),
    Feature(
        "moves_made_last",
        M,
        "moves made in the last conversation, of 4",
        "{} of the 4 moves made in the last conversation",
        none="none of the 4 moves made in the last conversation",
        missing=SILENT,
    ),
    Feature(
        "dated_next_step",
        M,
        "whether the last conversation set a next step with a date",
        "next step with a date was set",
        none="no next step with a date was set",
        missing=SILENT,
    ),
    Feature(
        "rep_share_last",
        M,
        "the seller's share of the last conversation",
        "you talked {} % of the last conversation",
        missing="nobody knows who talked how much",
        scale=100,
    ),
    Feature(
        "monologue_s_last",
        M,
        "the seller's longest stretch in the last conversation, in minutes",
        "you talked {} min at a stretch in the last conversation",
        none="no long stretch of yours in the last conversation",
        missing="nobody knows who talked how much",
    ),
    Feature(
        "questions_last",
        M,
        "questions the seller asked in the last conversation",
        "{} questions asked in the last conversation",
        "1 question asked in the last conversation",
        "no question asked in the last conversation",
        "nobody knows who talked how much",
    ),
    Feature(
        "asked_first_share",
        M,
        "share of conversations that asked before they explained",
        "{} % of conversations asked before they explained",
        missing="no conversation that both asked and explained",
        scale=100,
    ),
    _counted("dated_next_steps_90d", "next step with a date", "next steps with a date", M),
    _counted("conversations_90d", "conversation of substance", "conversations of substance", M),
    Feature(
        "days_since_conversation",
        M,
        "days since the last conversation of substance",
        "last conversation {} days ago",
        "last conversation yesterday",
        "a conversation today",
        SILENT,
    ),
    Feature(
        "employees", K, "doublings of the head count", "{} employees", missing="head count unknown", scale=0
    ),
    Feature("industry", K, "the industry", "industry: {}", missing="industry unknown"),
    Feature("country", K, "the country", "country: {}", missing="country unknown"),
    Feature("service", K, "the service offered", "service: {}", missing="service unknown"),
    Feature("source", K, "where the lead came from", "came from: {}", missing="source unknown"),
    Feature(
        "owner_win_rate",
        K,
        "share of the owner's closed rounds won until then",
        "the owner wins {} % of closed rounds",
        scale=100,
    ),
)
BY_NAME: Mapping[str, Feature] = {feature.name: feature for feature in FEATURES}


def feature_of(name: str) -> Feature:
    """The feature of this name; a customer's own column is one of the company family.

    >>> feature_of("prop:Fleet size").many
    'Fleet size: {}'
    """
    own = name.removeprefix(PROPERTY_PREFIX)
    return BY_NAME.get(name) or Feature(name, K, own, f"{own}: {{}}", missing=f"{own} unknown")
