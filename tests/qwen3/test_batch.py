"""Many lines at once: each says what it would say alone, whoever comes, goes, waits or runs out of memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
import torch
from torch import Tensor

from engine.backends.qwen3.batch import int8
from engine.backends.qwen3.batch.batch import LEAD, Batch
from engine.backends.qwen3.batch.frame import FrameModel
from engine.backends.qwen3.batch.fused import fuse
from engine.backends.qwen3.batch.row import End, Piece, Priority, Row
from engine.backends.qwen3.batch.ways import PIECE, SideBySide
from engine.backends.qwen3.model.generate import generate
from engine.backends.qwen3.model.language import LanguageModel
from engine.backends.qwen3.model.prompt import Prompt
from engine.backends.qwen3.model.sampling import RowNoise, SamplingSettings
from engine.backends.qwen3.model.stack import Dense
from engine.errors import EngineError
from tests.qwen3.cases import CASES, Case, Checkpoints, Line, prompts

GREEDY = [case for case in CASES if case.name.endswith(", greedy")]
SAMPLED = [case for case in CASES if case not in GREEDY]
ENDING = next(case for case in CASES if case.narrow and case.name.endswith("sampled"))
FIXED = pytest.mark.parametrize("fixed", [False, True], ids=["ragged", "graph twin"])
STREAMED = Case(
    "mixed",
    "custom_voice",
    tuple(Line(text, "English", "Ryan") for text in ("Hi.", "A longer line, with a second part.", "Two words.")),
    streamed=True,
)


def finish(batch: Batch, frames: int = 1) -> list[Piece]:
    pieces = []
    while batch.rows or batch.waiting:
        pieces += batch.step(frames)
    return pieces


def spoken(row: Row) -> Tensor:
    return torch.stack(row.frames) if row.frames else torch.empty(0, 16, dtype=torch.int64)


def together(
    model: FrameModel,
    lines: Sequence[Prompt],
    settings: SamplingSettings,
    rows: int,
    longest: int,
    frames: int = 1,
    **kind: bool,
) -> list[Tensor]:
    batch = Batch(model, rows, fixed_shapes=kind.get("fixed", False))
    added = [batch.add(line, settings, seed=10 + n, max_frames=longest) for n, line in enumerate(lines)]
    finish(batch, frames)
    return [spoken(row) for row in added]


def alone(model: FrameModel, lines: Sequence[Prompt], settings: SamplingSettings, longest: int) -> list[Tensor]:
    said = []
    for n, line in enumerate(lines):
        batch = Batch(model, 1)
        row = batch.add(line, settings, seed=10 + n, max_frames=longest)
        finish(batch)
        said.append(spoken(row))
    return said


def same(one: Sequence[Tensor], other: Sequence[Tensor]) -> bool:
    return all(torch.equal(a, b) for a, b in zip(one, other, strict=True))


@pytest.fixture(scope="module")
def ending(checkpoints: Checkpoints) -> tuple[FrameModel, list[Prompt]]:
    """A model whose lines end early, and nine prompts of different lengths."""
    model = checkpoints.model(ENDING)
    return FrameModel(model.talker), [*prompts(model, ENDING) * 2, *prompts(model, replace(ENDING, streamed=True))]


@pytest.fixture(scope="module")
def mixed(checkpoints: Checkpoints) -> tuple[FrameModel, list[Prompt]]:
    model = checkpoints.model(STREAMED)
    return FrameModel(model.talker), prompts(model, STREAMED)


@FIXED
@pytest.mark.parametrize("case", GREEDY, ids=lambda case: case.name)
def test_the_likeliest_codes_are_those_of_the_plain_loop(checkpoints: Checkpoints, case: Case, fixed: bool) -> None:
    """The plain loop equals the official package in every mode; here its lines share a batch, two rows at a time."""
    model = checkpoints.model(case)
    lines = prompts(model, case)
    reference = [generate(model.talker, [line], [case.sampling], RowNoise([0]), case.max_frames)[0] for line in lines]
    assert same(together(FrameModel(model.talker), lines, case.sampling, 2, case.max_frames, 3, fixed=fixed), reference)


@FIXED
@pytest.mark.parametrize("case", SAMPLED, ids=lambda case: case.name)
def test_a_row_of_any_batch_equals_its_single_run(checkpoints: Checkpoints, case: Case, fixed: bool) -> None:
    model = checkpoints.model(case)
    lines = prompts(model, case)
    frames = FrameModel(model.talker)
    single = alone(frames, lines, case.sampling, case.max_frames)
    rows, at_once = (5, 4) if fixed else (2, 1)
    assert same(together(frames, lines, case.sampling, rows, case.max_frames, at_once, fixed=fixed), single)


@FIXED
def test_rows_are_used_again_as_lines_end(ending: tuple[FrameModel, list[Prompt]], fixed: bool) -> None:
    model, lines = ending
    single = alone(model, lines, ENDING.sampling, 40)
    assert len({len(codes) for codes in single}) > 2, "the lines are to end at different frames"
    batch = Batch(model, 2, fixed_shapes=fixed)
    rows = [batch.add(line, ENDING.sampling, seed=10 + n, max_frames=40) for n, line in enumerate(lines)]
    pieces = finish(batch, 3)
    assert same([spoken(row) for row in rows], single)
    for row, codes in zip(rows, single, strict=True):
        own = [piece for piece in pieces if piece.row is row]
        assert torch.equal(torch.cat([piece.codes for piece in own]), codes)
        assert [piece.end for piece in own[:-1]] == [None] * (len(own) - 1)
        assert own[-1].end is (End.LONGEST if len(codes) == 40 else End.SPOKEN)


@pytest.mark.skipif(not int8.supported(), reason="this build of torch has no int8 kernels for this machine")
def test_in_int8_a_row_is_the_same_to_the_bit(checkpoints: Checkpoints) -> None:
    case = next(case for case in SAMPLED if case.name.startswith("clones in context, padded"))
    language = LanguageModel.load(checkpoints.folder(case), linear=int8.Int8Linear)
    lines = prompts(language, case)
    model = FrameModel(language.talker)

    def hidden(rows: int, keep: int) -> Tensor:
        batch = Batch(model, rows)
        for n, line in enumerate(lines):
            if rows > 1 or n == keep:
                batch.add(line, case.sampling, seed=n, max_frames=40, expected=-n)
        for _ in range(20):
            batch.step()
        return batch._state.hidden[keep if rows > 1 else 0]

    for keep in range(len(lines)):
        assert torch.equal(hidden(3, keep), hidden(1, keep))


def test_int8_says_nearly_what_float_says(checkpoints: Checkpoints) -> None:
    """Free-running codes part at the first tie, so what is compared are the logits after the same prompts."""
    case = next(case for case in GREEDY if case.name.startswith("custom voices, padded, dialects"))
    folder = checkpoints.folder(case)
    real, rounded = (LanguageModel.load(folder, linear=linear) for linear in (Dense, int8.Int8Linear))
    lines = padded(prompts(real, case))
    one, other = (
        model.talker.logits(model.talker.prefill(*lines, model.talker.stack.cache(3, 200))) for model in (real, rounded)
    )
    assert torch.nn.functional.cosine_similarity(one, other).min() > 0.99


def padded(lines: Sequence[Prompt]) -> tuple[Tensor, Tensor]:
    rows = torch.nn.utils.rnn.pad_sequence([line.rows for line in lines], batch_first=True)
    return rows, torch.tensor([len(line.rows) for line in lines])


@FIXED
def test_who_comes_late_or_leaves_changes_nobody(mixed: tuple[FrameModel, list[Prompt]], fixed: bool) -> None:
    model, lines = mixed
    single = alone(model, lines, SamplingSettings(), 20)
    batch = Batch(model, 3, fixed_shapes=fixed)
    first = batch.add(lines[0], SamplingSettings(), seed=10, max_frames=20)
    leaver = batch.add(lines[1], SamplingSettings(), seed=11, max_frames=20)
    batch.step(4)
    said = len(leaver.frames)
    batch.remove(leaver)
    assert batch.rows == 1
    late = batch.add(lines[2], SamplingSettings(), seed=12, max_frames=20)
    pieces = finish(batch, 2)
    assert same([spoken(first), spoken(late)], [single[0], single[2]])
    assert all(piece.row is not leaver for piece in pieces)
    assert torch.equal(spoken(leaver), single[1][:said])


def test_a_line_that_waits_can_be_removed(mixed: tuple[FrameModel, list[Prompt]]) -> None:
    model, lines = mixed
    batch = Batch(model, 1)
    batch.add(lines[0], SamplingSettings(), seed=1, max_frames=3)
    waits = batch.add(lines[1], SamplingSettings(), seed=2, max_frames=3)
    batch.step()
    batch.remove(waits)
    assert all(piece.row is not waits for piece in finish(batch))
    assert waits.frames == []


@FIXED
def test_text_that_comes_in_pieces_is_spoken_as_text_that_was_there(
    mixed: tuple[FrameModel, list[Prompt]], fixed: bool
) -> None:
    model, lines = mixed
    whole = lines[1]
    single = alone(model, lines, SamplingSettings(), 60)[1]
    batch = Batch(model, 2, fixed_shapes=fixed)
    row = batch.add(
        replace(whole, trailing=whole.trailing[:3]), SamplingSettings(), seed=11, max_frames=60, closed=False
    )
    batch.step(8)
    assert len(row.frames) == 3, "a line pauses where it has no text"
    assert batch.step(8) == []
    batch.extend(row, whole.trailing[3:9], last=False)
    batch.step(4)
    batch.extend(row, whole.trailing[9:], last=True)
    finish(batch, 8)
    assert torch.equal(spoken(row), single)
    with pytest.raises(ValueError, match="complete"):
        batch.extend(row, whole.trailing, last=True)


def test_a_line_that_is_waited_for_speaks_first(mixed: tuple[FrameModel, list[Prompt]]) -> None:
    """All rows are taken: one line is put aside, later taken up again, and says what it would have said."""
    model, lines = mixed
    single = alone(model, lines, SamplingSettings(), 30)
    batch = Batch(model, 2)
    rows = [batch.add(line, SamplingSettings(), seed=10 + n, max_frames=30) for n, line in enumerate(lines[:2])]
    batch.step(5)
    urgent = batch.add(lines[2], SamplingSettings(), seed=12, max_frames=30, priority=Priority.URGENT)
    pieces = batch.step(1)
    assert [piece.row for piece in pieces] == [urgent], "its first frame comes with the next step, and it alone"
    while len(urgent.frames) < LEAD:
        assert {id(piece.row) for piece in batch.step(1)} == {id(urgent)}
    assert any(piece.row is not urgent for piece in batch.step(1)), "a second ahead, it shares"
    finish(batch, 2)
    assert same([spoken(row) for row in (*rows, urgent)], single)


def test_longer_lines_begin_earlier(mixed: tuple[FrameModel, list[Prompt]]) -> None:
    model, lines = mixed
    batch = Batch(model, 1)
    rows = [batch.add(lines[0], SamplingSettings(), seed=n, max_frames=2, expected=n) for n in (5, 50, 20)]
    order = [piece.row for piece in finish(batch) if piece.end]
    assert order == [rows[1], rows[2], rows[0]]


def test_a_long_prompt_is_read_between_frames(checkpoints: Checkpoints) -> None:
    """A reference of 20 s is 250 tokens: nobody waits for all of them."""
    case = Case("long", "base", (Line("One.", reference=0), Line("Two.", reference=4 * PIECE)))
    model = checkpoints.model(case)
    short, long = prompts(model, case)
    batch = Batch(FrameModel(model.talker), 2)
    speaking = batch.add(short, SamplingSettings(), seed=1, max_frames=40)
    batch.step()
    waiting = batch.add(long, SamplingSettings(), seed=2, max_frames=40)
    before = len(speaking.frames)
    steps = -(-len(long.rows) // PIECE)
    for _ in range(steps - 1):
        batch.step()
    assert len(speaking.frames) == before + steps - 1
    assert not waiting.frames
    batch.step()
    assert len(waiting.frames) == 1


@FIXED
@pytest.mark.parametrize("share", [0.5, 0.7])
def test_out_of_memory_halves_the_batch_and_loses_no_line(
    ending: tuple[FrameModel, list[Prompt]], fixed: bool, share: float
) -> None:
    model, lines = ending
    single = alone(model, lines, ENDING.sampling, 40)
    roomy = Batch(model, 4, fixed_shapes=fixed)
    for n, line in enumerate(lines):
        roomy.add(line, ENDING.sampling, seed=10 + n, max_frames=40)
    most = 0
    while roomy.rows or roomy.waiting:
        roomy.step()
        most = max(most, roomy.cache_bytes)
    tight = Batch(model, 4, fixed_shapes=fixed, cache_limit=round(most * share))
    rows = [tight.add(line, ENDING.sampling, seed=10 + n, max_frames=40) for n, line in enumerate(lines)]
    least = 4
    while tight.rows or tight.waiting:
        pieces = tight.step(2)
        least = min(least, tight.usable)
        assert all(piece.end is not End.MEMORY for piece in pieces)
        assert tight.cache_bytes <= most * share
    assert least < 4
    assert same([spoken(row) for row in rows], single)


def test_a_line_that_does_not_fit_alone_is_given_up_and_the_others_go_on(
    mixed: tuple[FrameModel, list[Prompt]],
) -> None:
    model, lines = mixed
    probe = Batch(model, 1)
    probe.add(lines[0], SamplingSettings(), seed=1, max_frames=2)
    probe.step()
    batch = Batch(model, 2, cache_limit=probe.cache_bytes)
    small = batch.add(lines[0], SamplingSettings(), seed=10, max_frames=10)
    endless = batch.add(lines[2], SamplingSettings(), seed=12, max_frames=500)
    ends = {id(piece.row): piece.end for piece in finish(batch, 8) if piece.end}
    assert ends == {id(small): End.LONGEST, id(endless): End.MEMORY}
    assert len(small.frames) == 10


def test_caches_are_as_large_as_the_lines_need(mixed: tuple[FrameModel, list[Prompt]]) -> None:
    model, lines = mixed
    stack = model.talker.stack
    token = 2 * len(stack.layers) * stack.key_heads * stack.head_dim * 4
    batch = Batch(model, 3)
    row = batch.add(lines[0], SamplingSettings(), seed=1, max_frames=2000)
    batch.step()
    assert batch.cache_bytes == 64 * token, "one row, the smallest bucket, however long the line may become"
    batch.remove(row)
    assert batch.cache_bytes == 0


@FIXED
@pytest.mark.parametrize("spare", [0, 1, 2])
def test_a_line_may_fill_its_cache_to_the_last_slot(
    mixed: tuple[FrameModel, list[Prompt]], fixed: bool, spare: int
) -> None:
    """A row that has ended is carried along in a graph, and a capture does frames of its own: none may write beyond."""
    model, lines = mixed
    longest = 64 - len(lines[0].rows) - spare
    single = alone(model, lines[:1], SamplingSettings(), longest)
    batch = Batch(model, 2, fixed_shapes=fixed)
    rows = [batch.add(lines[0], SamplingSettings(), seed=10, max_frames=count) for count in (longest, longest - 3)]
    finish(batch, 8)
    assert [len(row.frames) for row in rows] == [longest, longest - 3]
    assert torch.equal(spoken(rows[0]), single[0])
    assert torch.equal(spoken(rows[1]), single[0][:-3])


def test_a_step_that_is_left_half_way_goes_on_with_the_next(ending: tuple[FrameModel, list[Prompt]]) -> None:
    model, lines = ending
    single = alone(model, lines, ENDING.sampling, 40)
    batch = Batch(model, 3)
    rows = [batch.add(line, ENDING.sampling, seed=10 + n, max_frames=40) for n, line in enumerate(lines)]
    empty = 0
    while batch.rows or batch.waiting:
        empty += not batch.step(1, lambda: True)
    assert empty > 40 * 3, "most of these steps do not get as far as a frame"
    assert same([spoken(row) for row in rows], single)


@pytest.mark.parametrize("parts", [1, 5, 11, 22])
def test_who_leaves_or_is_urgent_in_the_middle_of_a_frame_changes_nobody(
    mixed: tuple[FrameModel, list[Prompt]], parts: int
) -> None:
    model, lines = mixed
    single = alone(model, lines, SamplingSettings(), 20)
    batch = Batch(model, 3)
    first = batch.add(lines[0], SamplingSettings(), seed=10, max_frames=20)
    leaver = batch.add(lines[1], SamplingSettings(), seed=11, max_frames=20)
    batch.step(3)
    for _ in range(parts):
        batch.step(1, lambda: True)
    batch.remove(leaver)
    for _ in range(parts):
        batch.step(1, lambda: True)
    urgent = batch.add(lines[2], SamplingSettings(), seed=12, max_frames=20, priority=Priority.URGENT)
    finish(batch)
    assert same([spoken(first), spoken(urgent)], [single[0], single[2]])
    assert torch.equal(spoken(leaver), single[1][: len(leaver.frames)])


def test_prompts_are_read_side_by_side_on_a_graph(ending: tuple[FrameModel, list[Prompt]]) -> None:
    """Of all lengths in one padded call, and one beside those that speak already: each as if it were alone."""
    model, lines = ending
    single = alone(model, lines[:5], ENDING.sampling, 12)
    batch = Batch(model, 5, fixed_shapes=True)
    rows = [batch.add(line, ENDING.sampling, seed=10 + n, max_frames=12) for n, line in enumerate(lines[:4])]
    batch.step(1)
    assert not any(row.reading for row in rows), "after one step all have read"
    rows.append(batch.add(lines[4], ENDING.sampling, seed=14, max_frames=12))
    finish(batch, 4)
    assert same([spoken(row) for row in rows], single)


def test_compiled_functions_say_what_plain_ones_say(checkpoints: Checkpoints) -> None:
    """Traced in one piece, which is what a compiler on a GPU needs; what it makes of them there is checked there."""
    language = LanguageModel.load(checkpoints.folder(STREAMED))
    lines = prompts(language, STREAMED)
    plain = together(FrameModel(language.talker), lines, SamplingSettings(), 3, 6, fixed=True)
    model = FrameModel(language.talker)
    fuse(model, "aot_eager")
    assert same(together(model, lines, SamplingSettings(), 3, 6, fixed=True), plain)


def test_few_graphs_serve_a_whole_script(ending: tuple[FrameModel, list[Prompt]]) -> None:
    model, lines = ending
    batch = Batch(model, 4, fixed_shapes=True)
    for n, line in enumerate(lines):
        batch.add(line, ENDING.sampling, seed=n, max_frames=40)
    most = 0
    while batch.rows or batch.waiting:
        batch.step(4)
        assert isinstance(batch._way, SideBySide)
        most = max(most, len(batch._way.graphs))
    assert most <= 6


def test_a_line_longer_than_the_model_is_refused(mixed: tuple[FrameModel, list[Prompt]]) -> None:
    model, lines = mixed
    with pytest.raises(EngineError, match="too long"):
        Batch(model, 1).add(lines[0], SamplingSettings(), seed=1, max_frames=9000)
