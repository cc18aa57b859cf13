"""Many scores at once as rows: from columns to the JSON that `score_json` reads, without an object for each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from integrations.store.engine import compact_json
from ml.records import EVERYTHING_ELSE

if TYPE_CHECKING:
    from integrations.store.score_json import EncodedScore
    from ml.predict import Scores

_CODES = 128  # more than there are actions, or points
_OF_THE_ROW = ("pursuit_id", "as_of", "model_version", "level", "win")


def encode_scores(scores: Scores) -> Iterator[EncodedScore]:
    """The same rows as `score_json.encode` makes of `scores.leads()`, several times faster."""
    once = scores.once
    own = (once["as_of"], once["model_version"], once["level"].value)
    shared = {name: value for name, value in once.items() if name not in _OF_THE_ROW}
    head = compact_json(shared)[:-1]
    columns = {name: values for name, values in scores.columns.items() if name not in _OF_THE_ROW}
    numbers = zip(*(_json_values(values) for values in columns.values()), strict=True)
    template = "".join(f',"{name}":%s' for name in columns)
    ids_and_wins = zip(scores.columns["pursuit_id"], scores.columns["win"], strict=True)
    for (pursuit_id, win), row, reasons, raised, alike in zip(
        ids_and_wins, numbers, _reasons(scores), _raises(scores), _alike(scores), strict=True
    ):
        details = (
            f'{head}{template % row},"reasons":[{reasons}],"raise_most":{raised},"won_alike":[{alike}]}}'
        )
        yield (pursuit_id, *own, win, details)


def _json_values(values: list[Any]) -> Iterator[str]:
    """Each value as JSON; numbers, the bulk, as Python writes them."""
    known: dict[Any, str] = {}
    for value in values:
        if value.__class__ is float:
            yield repr(value)
        else:
            yield known.get(value) or known.setdefault(value, compact_json(value))


def _reasons(scores: Scores) -> Iterator[str]:
    """Each pursuit's reasons as the inside of a JSON list; each text is quoted once."""
    if scores.reasons is None:
        yield from ("" for _ in range(len(scores)))
        return
    named, quoted, last = scores.reasons, _Quoted(), compact_json(EVERYTHING_ELSE)
    for points, words, rest in zip(
        named.points.tolist(), named.words.tolist(), named.rest.tolist(), strict=True
    ):
        told = "".join(
            [f"[{size},{quoted[text]}]," for size, text in zip(points, words, strict=True) if size]
        )
        yield f"{told}[{rest},{last}]"


def _raises(scores: Scores) -> Iterator[str]:
    """The best change, and the others behind it: what is alike in these is written once."""
    import numpy as np

    from ml.reasons import ACTIONS

    texts = [compact_json(action.text) for action in ACTIONS]
    actions, points = scores.raises.actions, scores.raises.points
    others, sizes = actions[:, 1:], np.where(actions[:, 1:] >= 0, points[:, 1:], 0).astype(int)
    code = np.zeros(len(actions), int)
    for column in (*others.T, *sizes.T):
        code = code * _CODES + column + 1
    _, first, which = np.unique(code, return_index=True, return_inverse=True)
    kinds = zip(others[first].tolist(), sizes[first].tolist(), strict=True)
    tails = [f'],"raise_too":[{_others(kind, texts)}]' for kind in kinds]
    for best, by, kind in zip(
        actions[:, 0].tolist(), points[:, 0].tolist(), which.ravel().tolist(), strict=True
    ):
        yield f"[{by},{texts[best]}{tails[kind]}" if best >= 0 else "null"


def _others(kind: tuple[list[int], list[int]], texts: list[str]) -> str:
    """Further actions and their whole points, as the inside of a JSON list."""
    return ",".join([f"[{by},{texts[action]}]" for action, by in zip(*kind, strict=True) if action >= 0])


def _alike(scores: Scores) -> Iterator[str]:
    """The won pursuits that each is like, as the inside of a JSON list; each is written once."""
    told = [
        compact_json([one.pursuit_id, one.company, one.service, one.owner_id, one.days]) if one else ""
        for one in scores.won
    ]
    for places in scores.places():
        yield ",".join([told[place] for place in places if place >= 0 and told[place]])


class _Quoted(dict[str, str]):
    """Texts as JSON, remembered."""

    def __missing__(self, text: str) -> str:
        self[text] = quoted = compact_json(text)
        return quoted
