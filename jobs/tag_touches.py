"""Read what was said in calls and notes: the four moves, whether there is any substance, the next step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from integrations.store.calls import TouchTags, UntaggedTouch
from ml.cuss import MOVES, TAGGER, Tag, coverage, tag_utterances
from ml.quotes import telling_quote
from ml.spoken_text import Utterance
from ml.substance import SUBSTANTIAL, CallFacts, substance_of, substance_of_note

if TYPE_CHECKING:
    from integrations.store import Store

    Progress = Callable[[str, int, int | None], None]

BATCH = 500
WHAT = "Reading calls and notes"
WRITTEN = frozenset({"email", "message"})


def tag_touches(store: Store, *, progress: Progress | None = None) -> int:
    """Tag every touch with words in it that was not read yet; says how many.

    Parameters
    ----------
    store
        Where the touches are; what was read is kept there, batch by batch, so a stop loses one batch at most.
    progress
        Told after each batch: what, how many so far, None.
    """
    done = 0
    for batch in _untagged(store):
        done += store.calls.save_tags(map(read_touch, batch))
        if progress:
            progress(WHAT, done, None)
    return done


def _untagged(store: Store) -> Iterator[list[UntaggedTouch]]:
    after = 0
    while batch := store.calls.untagged(BATCH, after=after):
        yield batch
        after = batch[-1].touch_id


def read_touch(touch: UntaggedTouch) -> TouchTags:
    """What the tagger reads in one touch: in its transcript, or where there is none in its text.

    The four moves are measured where people talk: on transcripts and on notes of a conversation. Of an
    e-mail or message only the next step is read.
    """
    said = [Utterance.of(row) for row in touch.utterances or ({"text": touch.text},)]
    tags = tag_utterances(said)
    found = coverage(tags, touch.at.date())
    substance = _substance(touch, said, tags)
    spoken = substance == SUBSTANTIAL and touch.channel not in WRITTEN
    shares = {move.value: getattr(found, move.value) if spoken else None for move in MOVES}
    return TouchTags(
        touch.touch_id,
        TAGGER,
        substance,
        **shares,
        dated_next_step=found.dated_next_step,
        next_step=found.next_step or None,
        next_step_due=found.next_step_due,
        quote=(telling_quote(tags) or None) if spoken else None,
    )


def _substance(touch: UntaggedTouch, said: list[Utterance], tags: list[Tag]) -> str:
    if touch.utterances is None:
        return substance_of_note(tags)
    return substance_of(said, tags, CallFacts(touch.status, touch.duration_s))
