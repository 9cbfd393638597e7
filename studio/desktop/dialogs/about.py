"""About: what this is, what it is made of and under which licences, in a form that can be put into a bug report."""

from __future__ import annotations

import importlib.metadata
import platform

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine import catalogue
from studio import VERSION
from studio.desktop.below import shown, word

# What the program is built on; those of them that are installed are listed.
PARTS = (
    "hibari-tts", "onnxruntime", "onnx", "numpy", "soundfile", "soxr", "pydub", "msgspec", "filelock", "typer", "rich",
    "PySide6-Essentials", "shiboken6", "pyqtgraph", "miniaudio", "mido", "pyaaf2", "python-calamine", "XlsxWriter",
    "torch", "safetensors", "tokenizers",
)  # fmt: skip
_LONGEST = 200  # a licence that is longer is a whole text, not a name


def parts() -> list[tuple[str, str, str]]:
    """Name, version and licence of each part that is here."""
    found = []
    for name in PARTS:
        try:
            about = importlib.metadata.metadata(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        found.append((about["Name"] or name, about["Version"] or "", _licence(about)))
    return found


def _licence(about: importlib.metadata.PackageMetadata) -> str:
    for key in ("License-Expression", "License"):
        said = (about[key] or "").strip() if key in about else ""
        if said and len(said) <= _LONGEST and "\n" not in said:
            return said
    named = [c.rpartition(" :: ")[2] for c in about.get_all("Classifier") or () if c.startswith("License ::")]
    return ", ".join(n for n in named if n != "OSI Approved")


def report() -> str:
    """Everything that a bug report wants to know of this installation."""
    screen = QGuiApplication.primaryScreen()
    size = f"{screen.size().width()} x {screen.size().height()} at {screen.devicePixelRatio():g}" if screen else ""
    rows = [
        f"Lineread {VERSION}",
        f"Python {platform.python_version()}, Qt {qVersion()} ({QGuiApplication.platformName()})",
        f"{platform.platform()}, screen {size}",
        *(f"engine {e.id} {e.version}{f' ({e.missing})' if e.missing else ''}" for e in catalogue.engines()),
        *(f"{name} {version}" for name, version, _ in parts()),
    ]
    return "\n".join(rows)


class AboutBox(QDialog):
    """Version, engines, parts with their licences; Copy takes it all along."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About Lineread"))
        title = QLabel("Lineread")
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.8)
        font.setWeight(font.Weight.DemiBold)
        title.setFont(font)
        said = self.tr("Version {version}. A script is the document, speech is derived from it.").format(
            version=VERSION
        )
        under = self.tr("Lineread is free software under the Apache License 2.0. It works offline and sends nothing.")
        self.parts = QTreeWidget()
        self.parts.setAccessibleName(self.tr("Parts and their licences"))
        self.parts.setHeaderLabels([self.tr("Made with"), self.tr("Version"), self.tr("Licence")])
        self.parts.setRootIsDecorated(False)
        self.parts.setUniformRowHeights(True)
        for engine in catalogue.engines():
            if engine.id != "fake":
                state = shown(engine.missing) if engine.missing else self.tr("ready")
                name = self.tr("Engine: {name}").format(name=word(engine.label))
                self.parts.addTopLevelItem(QTreeWidgetItem([name, engine.version, state]))
        for row in parts():
            self.parts.addTopLevelItem(QTreeWidgetItem(list(row)))
        header = self.parts.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy = self.buttons.addButton(self.tr("Copy for a report"), QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.clicked.connect(self._copy)
        self.buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 14)
        layout.addWidget(title)
        for text in (said, under):
            label = QLabel(text)
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addSpacing(8)
        layout.addWidget(self.parts, 1)
        layout.addWidget(self.buttons)
        self.resize(640, 520)
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(report())
        self.copy.setText(self.tr("Copied"))


__all__ = ["AboutBox", "parts", "report"]
