"""A panel comes to the front, whatever holds it: the window alone knows docks, and panels do not know the window."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def bring_forward(panel: QWidget) -> None:
    """Show ``panel`` and everything it lies in, in front of what lies there too."""
    holder: QWidget | None = panel
    while holder is not None and not holder.isWindow():
        holder.show()
        holder.raise_()
        holder = holder.parentWidget()
