"""The other readings of each line that were kept, for hand-offs that can carry them.

They are looked up when something goes out, not with every layout: nobody hears them in the programme, and a script of
5,000 lines is laid out after each edit. What was found for a line is remembered while its takes are the same, because
the export dialog asks with each option that is changed.
"""

from __future__ import annotations

from dataclasses import replace
from weakref import WeakKeyDictionary

from studio.render.comparing import differences
from studio.render.takes import Take, TakeStore
from studio.session.session import Session
from studio.timeline.types import Clip, KeptTake, Timeline

_Asked = tuple[tuple[str, ...], str, str]  # the line's takes, the one that plays, what the line asks for now
_found: WeakKeyDictionary[Session, dict[str, tuple[_Asked, tuple[KeptTake, ...]]]] = WeakKeyDictionary()


def with_kept_takes(session: Session, timeline: Timeline) -> Timeline:
    """``timeline`` with the takes of every line that has more than the one that plays.

    Only those that say the words which the line plays now: another wording is another line to whoever receives it.
    """
    tracks = []
    for track in timeline.tracks:
        clips = tuple(_with_takes(session, clip) for clip in track.clips)
        same = all(a is b for a, b in zip(clips, track.clips, strict=True))
        tracks.append(track if same else replace(track, clips=clips))
    return replace(timeline, tracks=tuple(tracks))


def _with_takes(session: Session, clip: Clip) -> Clip:
    keys = session.store.history(clip.line_id)
    if clip.take is None or not set(keys) - {clip.take}:
        return clip
    if clip.take not in keys:
        keys = (*keys, clip.take)
    state = session.states().get(clip.line_id)
    asked = (keys, clip.take, state.order.text_key if state is not None and state.order is not None else "")
    found = _found.setdefault(session, {})
    known = found.get(clip.line_id)
    if known is None or known[0] != asked:
        known = found[clip.line_id] = (asked, _kept(session.store, *asked))
    return replace(clip, takes=known[1]) if len(known[1]) > 1 else clip


def _kept(store: TakeStore, keys: tuple[str, ...], plays: str, wanted: str) -> tuple[KeptTake, ...]:
    """The takes with these keys that say the same as the one that plays. ``wanted``: the key of what the line asks."""
    takes = [take for key in keys if store.has(key) and (take := store.get(key)) is not None]
    playing = next((take for take in takes if take.key == plays), None)
    if playing is None:
        return ()
    return tuple(
        KeptTake(
            key=take.key, number=number, path=store.path(take.key), rate=take.rate, length=take.samples,
            about=_about(take, playing), suits=take.text_key == wanted,
        )
        for number, take in enumerate(takes, 1)
        if take.text_key == playing.text_key or take.request.shown == playing.request.shown
    )  # fmt: skip


def _about(take: Take, playing: Take) -> str:
    """What a take has otherwise: "emotion sad, speed 1.2"; "" for another reading of the same."""
    if take.text_key == playing.text_key:
        return ""
    told = [d for d in differences(take.request, playing.request) if d.what not in ("seed", "text")]
    return ", ".join(f"{d.what.replace('_', ' ')} {d.value or 'none'}" for d in told)
