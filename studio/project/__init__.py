"""A project on disk: one folder, readable by a person and by version control, that cannot be lost."""

from studio.project.folder import CopyCancelled, ProjectFolder
from studio.project.migrations import DamagedProject

__all__ = ["CopyCancelled", "DamagedProject", "ProjectFolder"]
