"""A sequencer finds each word on its sample, on the bars that the composer made."""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path

import mido
import pretty_midi
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins import conformance
from plugins.api import Timeline, at_rate, spoken_words, words_text
from plugins.conformance import POSITIONS, PROGRAMMES, _clip, _programme
from plugins.midi.exporter import MidiExporter
from plugins.midi.grid import Change, TempoMap, parse_grid, resolution_of
from studio.errors import LinereadError
from studio.export import host
from studio.export.options import checked
from studio.export.runner import plan_exports, run_exports


def export(tmp_path: Path, programme: str = "odd", rate: int = 48_000, **options: object) -> tuple[Timeline, Path]:
    timeline, project = PROGRAMMES[programme](tmp_path)
    timeline = at_rate(timeline, rate)
    delivery = run_exports(plan_exports(["midi"], timeline, project, options), tmp_path / "out")
    return timeline, tmp_path / "out" / delivery.files[0].path


def absolute(track: mido.MidiTrack) -> list[tuple[int, mido.Message]]:
    at, made = 0, []
    for message in track:
        at += message.time
        made.append((at, message))
    return made


@pytest.mark.parametrize(
    "options", [{}, {"resolution": "sample"}, {"tempo": "1:93.7 7/8, 3:140 3/4", "resolution": "480", "lines": False}]
)
def test_the_exporter_conforms(options: dict[str, object], tmp_path: Path) -> None:
    conformance.run(MidiExporter, tmp_path, checked(host.exporter("midi"), options))


@pytest.mark.parametrize(
    ("rate", "resolution", "tempo"), [(48_000, 24_000, 500_000), (44_100, 22_050, 500_000), (96_000, 24_000, 250_000)]
)
def test_a_tick_is_a_sample(rate: int, resolution: int, tempo: int, tmp_path: Path) -> None:
    timeline, path = export(tmp_path, rate=rate, resolution="sample")
    file = mido.MidiFile(path, charset="utf-8")
    assert (file.type, file.ticks_per_beat, len(file.tracks)) == (1, resolution, 3)
    assert [m.tempo for m in file.tracks[0] if m.type == "set_tempo"] == [tempo]
    for own, track in zip(timeline.tracks, file.tracks[1:], strict=True):
        starts = [at for at, m in absolute(track) if m.type == "note_on"]
        ends = [at for at, m in absolute(track) if m.type == "note_off"]
        assert starts == [w.start for c in own.clips for w in c.words]
        assert ends == [w.end for c in own.clips for w in c.words]
        assert track.name == own.name
        assert absolute(track)[-1][0] == timeline.length
    markers = [(at, m.text) for at, m in absolute(file.tracks[0]) if m.type == "marker"]
    assert (timeline.clips()[0].start, "L-0001 ALICE Hello, world.") in markers
    assert absolute(file.tracks[0])[-1][0] == timeline.length


def test_pretty_midi_finds_words_and_notes_on_the_same_sample(tmp_path: Path) -> None:
    timeline, path = export(tmp_path, resolution="sample")
    read = pretty_midi.PrettyMIDI(str(path))
    assert [i.name for i in read.instruments] == ["ALICE", "BOB"]
    starts = sorted(round(n.start * 48_000) for i in read.instruments for n in i.notes)
    assert starts == sorted(w.start for c in timeline.clips() for w in c.words)
    assert {round(lyric.time * 48_000) for lyric in read.lyrics} == set(starts)
    assert {start for start, _ in POSITIONS} <= set(starts)


def test_hours_of_silence_are_bridged(tmp_path: Path) -> None:
    """Four bytes of seven bits hold 93 minutes at a tick a sample; a character may be silent for longer."""
    starts = (12_345, 90_001 + 3 * 3600 * 48_000, 200_003 + 13 * 3600 * 48_000)
    clips = [_clip(n + 1, "Hello, world.", start, 48_017) for n, start in enumerate(starts)]
    timeline, project = _programme("long", {"ALICE": clips[::2], "BOB": clips[1:2]})
    run_exports(plan_exports(["midi"], timeline, project, {"resolution": "sample"}), tmp_path / "out")
    path = tmp_path / "out" / "long.mid"
    file = mido.MidiFile(path, charset="utf-8")
    assert max(message.time for track in file.tracks for message in track) < 1 << 28
    found = [at for track in file.tracks for at, m in absolute(track) if m.type == "note_on"]
    assert sorted(found) == [word.start for clip in clips for word in clip.words]
    assert {absolute(track)[-1][0] for track in file.tracks} == {timeline.length}


def test_the_usual_resolution_is_within_half_a_tick(tmp_path: Path) -> None:
    timeline, path = export(tmp_path)
    read = pretty_midi.PrettyMIDI(str(path))
    starts = sorted(n.start * 48_000 for i in read.instruments for n in i.notes)
    for found, word in zip(starts, sorted(w.start for c in timeline.clips() for w in c.words), strict=True):
        assert abs(found - word) <= 12.5 + 1e-6
    plan = plan_exports(["midi"], *PROGRAMMES["odd"](tmp_path))
    assert "a tick is 25 samples (0.521 ms)" in next(
        loss.detail for _, loss in plan.losses if loss.what == "times in ticks"
    )
    exact = plan_exports(["midi"], *PROGRAMMES["odd"](tmp_path), {"resolution": "sample"})
    assert "times in ticks" not in [loss.what for _, loss in exact.losses]


def test_a_users_bars_are_kept(tmp_path: Path) -> None:
    timeline, path = export(tmp_path, tempo="1:120 4/4, 2:90 3/4, 4:150")
    file = mido.MidiFile(path)
    found = [(at, m.tempo) for at, m in absolute(file.tracks[0]) if m.type == "set_tempo"]
    assert found == [(0, 500_000), (4 * 960, 666_667), (10 * 960, 400_000)]
    signatures = [(at, m.numerator, m.denominator) for at, m in absolute(file.tracks[0]) if m.type == "time_signature"]
    assert signatures == [(0, 4, 4), (4 * 960, 3, 4)]
    read = pretty_midi.PrettyMIDI(str(path))
    starts = sorted(n.start for i in read.instruments for n in i.notes)
    for found_at, word in zip(starts, sorted(w.start for c in timeline.clips() for w in c.words), strict=True):
        assert abs(found_at - word / 48_000) < 0.000_36  # half a tick at 90 bpm


def test_a_tempo_map_from_a_midi_file_is_kept(tmp_path: Path) -> None:
    music = mido.MidiFile(ticks_per_beat=384)
    track = mido.MidiTrack()
    music.tracks.append(track)
    track += [
        mido.MetaMessage("time_signature", numerator=6, denominator=8),
        mido.MetaMessage("set_tempo", tempo=487_013),
    ]
    track.append(mido.MetaMessage("set_tempo", tempo=512_345, time=384 * 3 + 96))
    music.save(tmp_path / "music.mid")
    _, path = export(tmp_path, tempo_file=str(tmp_path / "music.mid"))
    file = mido.MidiFile(path)
    found = [(at, m.tempo) for at, m in absolute(file.tracks[0]) if m.type == "set_tempo"]
    assert found == [(0, 487_013), (3 * 960 + 240, 512_345)]
    assert [(m.numerator, m.denominator) for m in file.tracks[0] if m.type == "time_signature"] == [(6, 8)]
    (tmp_path / "bad.mid").write_bytes(b"MThd")
    for wrong in ("bad.mid", "missing.mid"):
        with pytest.raises(LinereadError, match="MIDI file"):
            export(tmp_path, tempo_file=str(tmp_path / wrong))


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 30), st.integers(4, 999)), min_size=1, max_size=8),
    st.integers(0, 10**9), st.sampled_from([480, 960, 24_000, 30_720]), st.sampled_from([44_100, 48_000, 96_000]),
)  # fmt: skip
def test_a_sample_falls_on_the_nearest_tick_of_any_map(
    steps: list[tuple[int, int]], sample: int, ppq: int, rate: int
) -> None:
    at, changes = Fraction(0), []
    for length, tempo in steps:
        changes.append(Change(at, round(60_000_000 / tempo)))
        at += length
    grid = TempoMap(changes, ppq, rate)
    tick = grid.tick(sample)
    seconds, last, tempo = Fraction(0), 0, 500_000
    for change in grid.changes:
        place = grid.place(change)
        if change.tempo and place <= tick:
            seconds += Fraction((place - last) * tempo, 1_000_000 * ppq) if last or place else 0
            last, tempo = place, change.tempo
    seconds += Fraction((tick - last) * tempo, 1_000_000 * ppq)
    assert abs(seconds - Fraction(sample, rate)) <= grid.coarsest / rate / 2


@pytest.mark.parametrize("text", ["fast", "0", "120 4/3", "3:120, 2:90", "120, 90", "1:", "5000"])
def test_a_tempo_nobody_can_read_is_refused(text: str) -> None:
    with pytest.raises(LinereadError):
        parse_grid(text)


def test_where_no_resolution_fits_it_is_the_finest() -> None:
    assert resolution_of("sample", parse_grid("93.7"), 48_000) == 30_720
    assert resolution_of("sample", parse_grid("1:120, 5:60"), 48_000) == 30_720
    assert resolution_of("sample", parse_grid("100"), 48_000) == 28_800


def test_lyrics_joined_are_the_script_in_any_alphabet(tmp_path: Path) -> None:
    texts = ("Привет, мир!", "你好，世界。", "שלום", "“Well,” she said — no!")
    clips = [_clip(i + 1, text, i * 60_000, 50_000) for i, text in enumerate(texts)]
    timeline, project = _programme("Ж", {"Ж": clips})
    run_exports(plan_exports(["midi"], timeline, project), tmp_path / "out")
    file = mido.MidiFile(tmp_path / "out/Ж.mid", charset="utf-8")
    lyrics = "".join(m.text for m in file.tracks[1] if m.type == "lyrics")
    assert lyrics == " ".join(texts)
    assert file.tracks[1].name == "Ж"
    assert words_text(spoken_words(clips[3])) == texts[3]


@pytest.mark.parametrize("programme", sorted(PROGRAMMES))
def test_notes_of_a_track_never_overlap(programme: str, tmp_path: Path) -> None:
    _, path = export(tmp_path, programme)
    for track in mido.MidiFile(path, charset="utf-8").tracks[1:]:
        sounding = 0
        for message in track:
            sounding += {"note_on": 1, "note_off": -1}.get(message.type, 0)
            assert sounding in (0, 1)
        assert sounding == 0


def test_without_mido_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mido", None)
    with pytest.raises(LinereadError, match="mido") as error:
        plan_exports(["midi"], *PROGRAMMES["odd"](tmp_path))
    assert "lineread[handoff]" in error.value.hint
