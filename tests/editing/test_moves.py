"""What a drag on the timeline does to the document."""

from __future__ import annotations

import pytest

from studio.document import edits
from studio.editing.moves import fit
from studio.script import parse_script
from studio.timeline.layout import layout


@pytest.mark.parametrize(
    ("own", "factor", "hurried"),
    [(None, 1.2, False), (None, 1.3, True), (1.2, 1.1, True), (0.8, 1.3, False)],
)
def test_a_clip_is_hurried_by_the_measure_that_lines_of_subtitles_have(
    own: float | None, factor: float, hurried: bool
) -> None:
    """Beside what the character is used to, not beside what the line was pulled to before."""
    project, _ = parse_script("ANN: Somebody has to hurry.")
    line = next(project.lines())
    project = edits.set_delivery(project, [line.id], speed=own)
    (clip,) = layout(project, {}, {}).clips()
    found = fit(project, clip, round(clip.length / factor))
    assert found.factor == pytest.approx(factor, abs=0.01)
    assert found.hurried is hurried
