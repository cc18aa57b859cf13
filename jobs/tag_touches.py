"""Read what was said in calls and notes: the four moves, whether there is any substance, what was agreed and by when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from integrations.store.calls import WORDS_READ, TouchTags, UntaggedTouch
from ml.call_metrics import talk_figures
from ml.cuss import MOVES, Move, Tag, coverage
from ml.ending import ending_of
from ml.quotes import telling_quote
from ml.spoken_text import Utterance
from ml.substance import SUBSTANTIAL, CallFacts, substance_of, substance_of_note

if TYPE_CHECKING:
    from integrations.store import Store
    from ml.cuss_tagger import CussTagger

    Progress = Callable[[str, int, int | None], None]

BATCH = 500
WHAT = "Reading calls and notes"
WRITTEN = frozenset({"email", "message"})
# How a move is kept in `move_order`: its first letter, but for setting, which sharing would be taken for.
LETTERS = {Move.CONNECTING: "c", Move.UNDERSTANDING: "u", Move.SHARING: "s", Move.SETTING: "t"}


def tag_touches(store: Store, tagger: CussTagger, *, progress: Progress | None = None) -> int:
    """Tag every touch with words in it that was not read yet; says how many.

    Parameters
    ----------
    store
        Where the touches are; what was read is kept there, batch by batch, so a stop loses one batch at most.
    tagger
        Who reads the four moves.
    progress
        Told after each batch: what, how many so far, None.
    """
    done = 0
    for batch in _untagged(store):
        said = [_said(touch) for touch in batch]
        read = zip(batch, said, tagger.tag_talks(said), strict=True)
        done += store.calls.save_tags(read_touch(*one, tagger.name) for one in read)
        if progress:
            progress(WHAT, done, None)
    if done:
        store.facts.put(WORDS_READ, store.facts.get(WORDS_READ, 0) + done)
    return done


def _untagged(store: Store) -> Iterator[list[UntaggedTouch]]:
    after = 0
    while batch := store.calls.untagged(BATCH, after=after):
        yield batch
        after = batch[-1].touch_id


def _said(touch: UntaggedTouch) -> list[Utterance]:
    """The transcript, or where there is none the text."""
    return [Utterance.of(row) for row in touch.utterances or ({"text": touch.text},)]


def read_touch(touch: UntaggedTouch, said: Sequence[Utterance], tags: Sequence[Tag], name: str) -> TouchTags:
    """What is read in one touch whose sentences are tagged.

    The four moves are measured where people talk: on transcripts and on notes of a conversation. Of an
    e-mail or message only the next step is read.
    """
    found = coverage(tags, touch.at.date())
    substance = _substance(touch, said, tags)
    spoken = substance == SUBSTANTIAL and touch.channel not in WRITTEN
    talk = talk_figures(said, touch.duration_s) if spoken and touch.utterances else None
    return TouchTags(
        touch.touch_id,
        name,
        substance,
        connecting=found.connecting if spoken else None,
        understanding=found.understanding if spoken else None,
        sharing=found.sharing if spoken else None,
        setting=found.setting if spoken else None,
        dated_next_step=found.dated_next_step,
        next_step=found.next_step or None,
        next_step_due=found.next_step_due,
        quote=(telling_quote(tags) or None) if spoken else None,
        ended=ending_of(said, tags).value if spoken else None,
        move_order="".join(LETTERS[move] for move in found.order if move in MOVES) if spoken else None,
        rep_share=talk.rep_share if talk else None,
        monologue_s=talk.longest_monologue_s if talk else None,
        questions=talk.questions if talk else None,
        tags=tuple((tag.move.value, round(tag.confidence, 2)) for tag in tags),
    )


def _substance(touch: UntaggedTouch, said: Sequence[Utterance], tags: Sequence[Tag]) -> str:
    if touch.utterances is None:
        return substance_of_note(tags)
    return substance_of(said, tags, CallFacts(touch.status, touch.duration_s))
