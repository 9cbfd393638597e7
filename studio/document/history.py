"""Undo and redo: a row of finished projects with the name of the edit that made each.

Projects share what they have in common, so keeping hundreds of them costs little. Typing comes as many
small edits; those that name the same ``key`` one after the other are one step.
"""

from __future__ import annotations

from dataclasses import dataclass

from studio.document.model import Project

LIMIT = 500


@dataclass(frozen=True, slots=True)
class Step:
    label: str  # what the edit did, for the menu: "Change text"
    project: Project  # as it was after the edit
    key: str = ""


class History:
    """Where the document is, and how it came there."""

    def __init__(self, project: Project, limit: int = LIMIT) -> None:
        self._limit = max(1, limit)
        self._steps: list[Step] = [Step("", project)]
        self._at = 0
        self._sealed = True
        self._saved: Project | None = project

    @property
    def project(self) -> Project:
        return self._steps[self._at].project

    def push(self, label: str, project: Project, key: str = "") -> None:
        """The document after an edit. What had been undone is forgotten. An edit that changed nothing is no step."""
        if project is self.project:
            return
        del self._steps[self._at + 1 :]
        last = self._steps[self._at]
        if key and key == last.key and not self._sealed and self._at:
            self._steps[self._at] = Step(label, project, key)
        else:
            self._steps.append(Step(label, project, key))
            if len(self._steps) > self._limit + 1:
                del self._steps[0]
            self._at = len(self._steps) - 1
        self._sealed = False

    def seal(self) -> None:
        """The next edit is a new step, whatever its key: the editor was left, or a second has passed."""
        self._sealed = True

    def replace(self, project: Project) -> None:
        """Change the present without a step, for what must not be undone, such as a finished take."""
        step = self._steps[self._at]
        self._steps[self._at] = Step(step.label, project, step.key)

    def undo(self) -> Project:
        """Back by one step; the same project when there is none."""
        self._sealed = True
        self._at = max(0, self._at - 1)
        return self.project

    def redo(self) -> Project:
        """Forward by one step; the same project when there is none."""
        self._sealed = True
        self._at = min(len(self._steps) - 1, self._at + 1)
        return self.project

    @property
    def undo_label(self) -> str:
        """What undo would take back; "" when there is nothing."""
        return self._steps[self._at].label if self._at else ""

    @property
    def redo_label(self) -> str:
        return self._steps[self._at + 1].label if self._at + 1 < len(self._steps) else ""

    def projects(self) -> tuple[Project, ...]:
        """Every state that undo and redo can lead to."""
        return tuple(step.project for step in self._steps)

    def labels(self) -> tuple[tuple[str, bool], ...]:
        """Every step from the oldest, and whether it is in force."""
        return tuple((step.label, index <= self._at) for index, step in enumerate(self._steps) if index)

    def saved(self) -> None:
        """The present project is what is on disk."""
        self._saved = self.project
        self._sealed = True

    @property
    def changed(self) -> bool:
        """Whether the project differs from what is on disk."""
        return self.project is not self._saved
