"""Colours and measures, dark and light: the one place that knows them.

A line's state has one colour, one icon and one word everywhere: in the script, on the timeline, in the
status bar. Text keeps a contrast of 4.5 or better on every ground it stands on, also on selected rows, and the edges
of fields one of 3, in both themes (WCAG 2.1, 1.4.3 and 1.4.11).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from studio.desktop.marks import mark
from studio.render.states import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    name: str
    ground: str  # behind everything
    panel: str  # docks, bars
    raised: str  # fields, buttons
    line: str  # between parts, grid
    edge: str  # round what is written into
    text: str
    quiet: str  # secondary text
    accent: str
    accent_text: str
    selection: str  # behind selected rows
    playhead: str
    warning: str
    error: str
    states: Mapping[State, str]


DARK = Theme(
    name="dark",
    ground="#17191d",
    panel="#1f2227",
    raised="#2a2e35",
    line="#383d46",
    edge="#6f7783",
    text="#e6e8eb",
    quiet="#9aa2ad",
    accent="#5aa9e6",
    accent_text="#0b1118",
    selection="#24384a",
    playhead="#ff6b57",
    warning="#e8b84b",
    error="#ff7a70",
    states={
        State.EMPTY: "#9aa2ad",
        State.UNVOICED: "#ff7a70",
        State.QUEUED: "#7fb2e5",
        State.RENDERING: "#5aa9e6",
        State.CURRENT: "#5fbf7f",
        State.STALE: "#e8b84b",
        State.SUSPECT: "#c98be0",
        State.LOCKED: "#57c2c7",
        State.FAILED: "#ff7a70",
    },
)

LIGHT = Theme(
    name="light",
    ground="#ffffff",
    panel="#f3f4f6",
    raised="#ffffff",
    line="#d3d7de",
    edge="#868e9a",
    text="#1b1f24",
    quiet="#5b6470",
    accent="#1667a8",
    accent_text="#ffffff",
    selection="#d5e6f5",
    playhead="#d1341f",
    warning="#8a5c00",
    error="#b3261e",
    states={
        State.EMPTY: "#5b6470",
        State.UNVOICED: "#b3261e",
        State.QUEUED: "#27629a",
        State.RENDERING: "#1667a8",
        State.CURRENT: "#176f3a",
        State.STALE: "#8a5c00",
        State.SUSPECT: "#8038a0",
        State.LOCKED: "#0f6d75",
        State.FAILED: "#b3261e",
    },
)

ICONS: Mapping[State, str] = {
    State.EMPTY: "·",
    State.UNVOICED: "∅",
    State.QUEUED: "…",
    State.RENDERING: "▶",
    State.CURRENT: "●",
    State.STALE: "◌",
    State.SUSPECT: "?",
    State.LOCKED: "■",
    State.FAILED: "✗",
}


def state_word(state: State) -> str:
    """The state's name in the language of the window."""
    words = {
        State.EMPTY: QCoreApplication.translate("State", "empty"),
        State.UNVOICED: QCoreApplication.translate("State", "unvoiced"),
        State.QUEUED: QCoreApplication.translate("State", "queued"),
        State.RENDERING: QCoreApplication.translate("State", "rendering"),
        State.CURRENT: QCoreApplication.translate("State", "current"),
        State.STALE: QCoreApplication.translate("State", "stale"),
        State.SUSPECT: QCoreApplication.translate("State", "suspect"),
        State.LOCKED: QCoreApplication.translate("State", "locked"),
        State.FAILED: QCoreApplication.translate("State", "failed"),
    }
    return words[state]


_theme = DARK
_SIMPLIFIED = ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Micro Hei")
_usual_family = ""  # of the system's font, before anybody changed it
_usual_size = 0.0  # of the system's font in points, before anybody changed it


def theme() -> Theme:
    """The theme in force."""
    return _theme


def apply_theme(name: str) -> Theme:
    """Put "dark", "light" or "system" in force for the whole program."""
    global _theme
    if name not in ("dark", "light"):
        name = "light" if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Light else "dark"
    _theme = LIGHT if name == "light" else DARK
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.setStyle("Fusion")
    application.setPalette(_palette(_theme))
    application.setStyleSheet(_sheet(_theme))
    return _theme


def apply_text_size(percent: int) -> None:
    """Write everything smaller or larger, in percent of what the system asks for."""
    global _usual_size
    font = QApplication.font()
    _usual_size = _usual_size or font.pointSizeF()
    size = _usual_size * percent / 100
    if _usual_size > 0 and abs(font.pointSizeF() - size) > 0.05:
        font.setPointSizeF(size)
        QApplication.setFont(font)


def apply_script(language: str) -> None:
    """Whose Chinese characters are written: a system in another language may choose the Japanese forms, or take every
    other character from another font. Systems in Japanese, Korean or traditional Chinese know better."""
    global _usual_family
    font = QApplication.font()
    first = [_usual_family or QFontInfo(font).family()]  # "Sans Serif" may be a name for it, and no font
    _usual_family = first[0]
    own = language.replace("-", "_").startswith(("ja", "ko", "zh_TW", "zh_HK", "zh_Hant"))
    simplified = [] if own else [f for f in _SIMPLIFIED if f in QFontDatabase.families()]
    if font.families() != [*first, *simplified]:
        font.setFamilies([*first, *simplified])
        QApplication.setFont(font)


def _palette(t: Theme) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: t.panel,
        QPalette.ColorRole.WindowText: t.text,
        QPalette.ColorRole.Base: t.ground,
        QPalette.ColorRole.AlternateBase: t.panel,
        QPalette.ColorRole.Text: t.text,
        QPalette.ColorRole.Button: t.raised,
        QPalette.ColorRole.ButtonText: t.text,
        QPalette.ColorRole.ToolTipBase: t.raised,
        QPalette.ColorRole.ToolTipText: t.text,
        QPalette.ColorRole.PlaceholderText: t.quiet,
        QPalette.ColorRole.Highlight: t.accent,
        QPalette.ColorRole.HighlightedText: t.accent_text,
        QPalette.ColorRole.Link: t.accent,
        QPalette.ColorRole.Mid: t.line,
        QPalette.ColorRole.Dark: t.line,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(t.quiet))
    return palette


def _sheet(t: Theme) -> str:
    tick = mark("tick", t.accent_text)
    return f"""
    QMainWindow::separator {{ background: {t.line}; width: 1px; height: 1px; }}
    QMainWindow::separator:hover {{ background: {t.accent}; }}
    QDockWidget {{ titlebar-close-icon: none; titlebar-normal-icon: none; font-weight: 600; }}
    QDockWidget::title {{ background: {t.panel}; padding: 6px 8px 2px 8px; border-bottom: 1px solid {t.line}; }}
    QToolBar {{ background: {t.panel}; border: 0; border-bottom: 1px solid {t.line}; spacing: 4px; padding: 4px 8px; }}
    QStatusBar {{ background: {t.panel}; border-top: 1px solid {t.line}; }}
    QStatusBar::item {{ border: 0; }}
    QMenuBar {{ background: {t.panel}; }}
    QMenu {{ background: {t.raised}; border: 1px solid {t.line}; padding: 4px; }}
    QMenu::item {{ padding: 5px 24px 5px 20px; border-radius: 3px; }}
    QMenu::item:selected {{ background: {t.selection}; color: {t.text}; }}
    QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 8px; }}
    QToolTip {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.line}; padding: 4px; }}
    QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QComboBox {{
        background: {t.raised}; border: 1px solid {t.edge}; border-radius: 4px; padding: 3px 6px; min-height: 18px;
        selection-background-color: {t.accent}; selection-color: {t.accent_text}; }}
    QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus {{
        border: 1px solid {t.accent}; }}
    QPushButton {{ background: {t.raised}; border: 1px solid {t.line}; border-radius: 4px; padding: 5px 14px; }}
    QPushButton:hover {{ border-color: {t.accent}; }}
    QPushButton:default {{ background: {t.accent}; color: {t.accent_text}; border-color: {t.accent}; }}
    QPushButton:disabled {{ color: {t.quiet}; border-color: {t.line}; background: {t.panel}; }}
    QToolButton {{ border: 1px solid transparent; border-radius: 4px; padding: 4px 8px; }}
    QToolButton:hover {{ background: {t.raised}; border-color: {t.line}; }}
    QToolButton:checked {{ background: {t.selection}; border-color: {t.accent}; }}
    QToolButton:focus, QPushButton:focus, QCheckBox:focus {{ border-color: {t.accent}; outline: 0; }}
    QPushButton:default:focus, QToolButton:checked:focus {{ border: 1px solid {t.text}; }}
    QHeaderView::section {{ background: {t.panel}; color: {t.quiet}; border: 0; border-bottom: 1px solid {t.line};
        padding: 4px 6px; }}
    QTableView, QListView, QTreeView {{ background: {t.ground}; border: 1px solid {t.ground}; outline: 0;
        gridline-color: {t.line}; }}
    QTableView:focus, QListView:focus, QTreeView:focus, QScrollArea:focus {{ border: 1px solid {t.accent}; }}
    ScriptView, ScriptView:focus {{ border: 0; }}
    QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
    QScrollBar::handle {{ background: {t.line}; border-radius: 4px; min-height: 28px; min-width: 28px; margin: 2px; }}
    QScrollBar::handle:hover {{ background: {t.quiet}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QTabBar::tab {{ padding: 6px 12px; border: 0; border-bottom: 2px solid transparent; color: {t.quiet}; }}
    QTabBar::tab:selected {{ color: {t.text}; border-bottom-color: {t.accent}; }}
    QTabBar::tab:selected:focus {{ background: {t.selection}; }}
    QGroupBox {{ border: 0; margin-top: 18px; font-weight: 600; }}
    QGroupBox::title {{ subcontrol-origin: margin; left: 0; color: {t.quiet}; }}
    QDialogButtonBox, QMessageBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QListView::item {{ padding: 4px 6px; }}
    QTableView::item {{ padding: 0 4px; }}
    QListView::item:selected, QTableView::item:selected, QTreeView::item:selected {{
        background: {t.selection}; color: {t.text}; }}
    QListView::indicator, QTreeView::indicator {{ width: 14px; height: 14px; border: 1px solid {t.quiet};
        background: {t.raised}; border-radius: 3px; }}
    QListView::indicator:checked, QTreeView::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; }}
    QTreeView::item {{ padding: 3px 4px; }}
    QTreeView::item:selected {{ background: {t.selection}; color: {t.text}; }}
    QListView::indicator:checked, QTreeView::indicator:checked, QCheckBox::indicator:checked {{
        image: url({tick}); }}
    QCheckBox::indicator:indeterminate {{ image: url({mark("dash", t.text)}); }}
    QRadioButton::indicator:checked {{ image: url({mark("dot", t.accent_text)}); }}
    QComboBox::drop-down {{ border: 0; width: 22px; }}
    QComboBox::down-arrow {{ image: url({mark("arrow", t.quiet)}); width: 14px; height: 14px; }}
    QCheckBox::indicator, QRadioButton::indicator {{ width: 14px; height: 14px; border: 1px solid {t.quiet};
        background: {t.raised}; border-radius: 3px; }}
    QRadioButton::indicator {{ border-radius: 8px; }}
    QCheckBox::indicator:checked, QRadioButton::indicator:checked {{ background: {t.accent};
        border-color: {t.accent}; }}
    QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border: 2px solid {t.text}; width: 12px;
        height: 12px; }}
    QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {t.line}; background: {t.panel}; }}
    QProgressBar {{ background: {t.raised}; border: 1px solid {t.line}; border-radius: 4px; text-align: center; }}
    QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
    """
