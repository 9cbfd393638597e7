"""The pages of ``docs``, read in the window: what people look up is there without a browser and without a network."""

from __future__ import annotations

import importlib.metadata
import re
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QTextDocument
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QSplitter, QTextBrowser, QVBoxLayout, QWidget

# What people do comes before what they look up, and that before how the house is built; others follow by name.
_ORDER = ("studio.md", "script.md", "formats.md", "qwen3.md", "remote.md", "install.md")
_LAST = ("write-an-exporter.md", "architecture.md")
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)


def docs() -> Path:
    """Where the pages are: in the source tree, or where pip put them."""
    source = Path(__file__).parents[3] / "docs"
    if source.is_dir():
        return source
    try:
        files = importlib.metadata.files("lineread") or []
    except importlib.metadata.PackageNotFoundError:
        files = []
    first = next((file for file in files if file.parts[-2:] == ("docs", _ORDER[0])), None)
    return Path(str(first.locate())).resolve().parent if first is not None else source


def pages(folder: Path) -> list[tuple[str, Path]]:
    """Title and file of every page; none where the program was installed without them."""
    found = {file.name: file for file in sorted(folder.glob("*.md"))}
    names = [*_ORDER, *(name for name in found if name not in (*_ORDER, *_LAST)), *_LAST]
    files = [found[name] for name in names if name in found]
    return [(_title(file), file) for file in files]


def _title(file: Path) -> str:
    try:
        found = _TITLE.search(file.read_text(encoding="utf-8"))
    except OSError:
        found = None
    return found[1].strip() if found is not None else file.stem


class HelpWindow(QDialog):
    """Pages at the left, the page at the right. Links lead on in here; those to the network open the browser."""

    def __init__(self, parent: QWidget, folder: Path | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Documentation"))
        self.resize(1000, 700)
        self.contents = QListWidget()
        self.contents.setAccessibleName(self.tr("Pages"))
        self.contents.setSpacing(3)
        for title, file in pages(folder or docs()):
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, str(file))
            self.contents.addItem(item)
        self.page = QTextBrowser()
        self.page.setAccessibleName(self.tr("The page"))
        self.page.setOpenLinks(False)
        self.page.anchorClicked.connect(self.follow)
        self.page.document().setDocumentMargin(18)
        split = QSplitter()
        split.addWidget(self.contents)
        split.addWidget(self.page)
        split.setSizes([290, 710])
        split.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        self.contents.currentItemChanged.connect(self._choose)
        if self.contents.count():
            self.contents.setCurrentRow(0)
        else:
            self.page.setPlainText(self.tr("The program was installed without its documentation."))
        self.contents.setFocus()

    def follow(self, link: QUrl) -> None:
        """Where a link leads: a page or a place in one, here; anything else, outside."""
        target = self.page.source().resolved(link)
        if not target.isLocalFile():
            QDesktopServices.openUrl(target)
            return
        if Path(target.toLocalFile()).suffix == ".md":
            self._show(target)
        elif not link.path():
            self.page.scrollToAnchor(link.fragment())

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._show(QUrl.fromLocalFile(str(item.data(Qt.ItemDataRole.UserRole))))

    def _show(self, source: QUrl) -> None:
        self.page.setSource(source, QTextDocument.ResourceType.MarkdownResource)
        for row in range(self.contents.count()):
            if self.contents.item(row).data(Qt.ItemDataRole.UserRole) == source.toLocalFile():
                self.contents.blockSignals(True)
                self.contents.setCurrentRow(row)
                self.contents.blockSignals(False)


__all__ = ["HelpWindow", "docs", "pages"]
