"""The export dialog, made from the plug-ins' manifests: what will be written, what will be lost, then do it."""

from __future__ import annotations

import logging
import threading
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from plugins.api import ExportCancelled, safe_name
from studio.atomic import writing_failed
from studio.desktop.below import shown
from studio.desktop.dialogs.export_preview import ExportPreview
from studio.desktop.dialogs.options import OptionForm, align
from studio.desktop.dialogs.presets import PresetRow
from studio.desktop.sound import calling
from studio.desktop.workbench import Workbench
from studio.errors import LinereadError
from studio.export.delta import Past, past_options, plan_delta, read_delivery
from studio.export.host import plugins
from studio.export.presets import ExportPreset
from studio.export.report import REPORT, Delivery, DeliveryPlan
from studio.export.runner import plan_exports, run_exports
from studio.session.kept_takes import with_kept_takes

log = logging.getLogger("lineread.desktop")
_USUAL = ("stems", "srt")


def _unforeseen(error: Exception, dest: Path) -> LinereadError:
    if isinstance(error, OSError):
        return writing_failed(Path(error.filename or dest), error)
    translate = QCoreApplication.translate
    said = translate("ExportDialog", "The export stopped: {reason}.").format(reason=f"{type(error).__name__}: {error}")
    return LinereadError(said, translate("ExportDialog", "This is a defect; the log has the details."))


class ExportDialog(QDialog):
    """Left: which exporters. Middle: their options. Right: the real file names and what will be lost."""

    _progressed = Signal(float, str)
    _ended = Signal(object)  # Delivery, LinereadError or None when it was cancelled

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Export"))
        self.resize(1120, 680)
        self._workbench = workbench
        found = [p for p in plugins() if p.kind in ("exporter", "")]  # of a broken manifest nobody knows the kind
        self._infos = {p.id: p for p in found if not p.error}
        self._values: dict[str, Any] = {}
        self._plan: DeliveryPlan | None = None
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()
        self._delivered: Path | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(150)
        self._soon.timeout.connect(self.preview)
        self._spoken = QTimer(self)  # many lines, now and then a look
        self._spoken.setSingleShot(True)
        self._spoken.setInterval(600)
        self._spoken.timeout.connect(self.preview)

        self.exporters = QListWidget()
        self.exporters.setAccessibleName(self.tr("Exporters"))
        self.exporters.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.exporters.setSpacing(3)
        for info in sorted(self._infos.values(), key=lambda one: (one.id not in _USUAL, shown(one.label).casefold())):
            item = QListWidgetItem(shown(info.label))
            item.setData(Qt.ItemDataRole.UserRole, info.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if info.id in _USUAL else Qt.CheckState.Unchecked)
            self.exporters.addItem(item)
        for info in found:
            if info.error:
                item = QListWidgetItem(f"{info.label or info.id}: {info.error}")
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                item.setToolTip(info.error)
                self.exporters.addItem(item)
        self.options = QScrollArea()
        self.options.setAccessibleName(self.tr("Options of the chosen exporters"))
        self.options.setWidgetResizable(True)
        self.options.setFrameShape(QScrollArea.Shape.NoFrame)
        self.shows = ExportPreview({info.id: info.label for info in self._infos.values()})
        self.shows.render_asked.connect(workbench.render_stale)
        self.files, self.summary = self.shows.files, self.shows.summary
        split = QSplitter()
        for widget in (self.exporters, self.options, self.shows):
            split.addWidget(widget)
        split.setSizes([310, 370, 420])

        home = safe_name(self.tr("{name} delivery").format(name=workbench.project.name))
        above = workbench.preferences.options.export_folder or workbench.session.folder.path.parent
        self.folder = QLineEdit(str(Path(above) / home))
        self.folder.setAccessibleName(self.tr("Folder of the delivery"))
        browse = QPushButton(self.tr("Choose…"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        place = QHBoxLayout()
        place.addWidget(QLabel(self.tr("Folder")))
        place.addWidget(self.folder)
        place.addWidget(browse)
        self.folder.textChanged.connect(self._place_changed)
        self.since = QCheckBox(self.tr("Only what changed since the last delivery"))
        self.since.setToolTip(self.tr("Files of unchanged lines stay as they are; CHANGES.csv lists the others."))
        self.since.toggled.connect(lambda: self._soon.start())
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(True)
        self.bar.hide()
        self.buttons = QDialogButtonBox()
        self.start = self.buttons.addButton(self.tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.show_folder = self.buttons.addButton(self.tr("Show in folder"), QDialogButtonBox.ButtonRole.ActionRole)
        self.cancel = self.buttons.addButton(QDialogButtonBox.StandardButton.Close)
        self.show_folder.hide()
        self.start.setEnabled(False)  # until there is a plan
        self.presets = PresetRow(workbench.preferences, workbench.session.folder.path)
        self.presets.chosen.connect(self._use)
        self.presets.wanted.connect(self._keep)
        self.presets.failed.connect(workbench.complain)
        layout = QVBoxLayout(self)
        layout.addWidget(self.presets)
        layout.addWidget(split, 1)
        layout.addLayout(place)
        layout.addWidget(self.since)
        layout.addWidget(self.bar)
        layout.addWidget(self.buttons)

        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # none takes its place, wherever the keyboard has been
        self.start.setDefault(True)  # Return exports, from the list and from the options
        self.exporters.itemChanged.connect(self._choose)
        self.start.clicked.connect(self.run)
        self.cancel.clicked.connect(self._cancel)
        self.show_folder.clicked.connect(self._show)
        self._progressed.connect(self._progress)
        self._ended.connect(self._end)
        workbench.states_changed.connect(self._states_changed)
        self._place_changed()
        self._choose()
        self.exporters.setCurrentRow(0)
        self.exporters.setFocus()

    def chosen(self) -> list[str]:
        """Ids of the exporters that are ticked."""
        rows = (self.exporters.item(i) for i in range(self.exporters.count()))
        chosen = (item for item in rows if item.checkState() == Qt.CheckState.Checked and item.flags())
        return [str(item.data(Qt.ItemDataRole.UserRole)) for item in chosen]

    def _use(self, preset: ExportPreset) -> None:
        """A preset's exporters and options; what is not installed here is said and left out."""
        self._values = dict(preset.options)
        self.exporters.blockSignals(True)
        for row in range(self.exporters.count()):
            item = self.exporters.item(row)
            on = item.data(Qt.ItemDataRole.UserRole) in preset.exporters
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.exporters.blockSignals(False)
        self._choose()
        missing = [name for name in preset.exporters if name not in self._infos]
        if missing:
            said = self.tr("The preset wants exporters that are not here: {names}.").format(names=", ".join(missing))
            self._workbench.say(said, level="warning")

    def _keep(self) -> None:
        ids = self.chosen()
        self.presets.keep(ids, {key: value for key, value in self._values.items() if key.split(".")[0] in ids})

    def preview(self) -> None:
        """The real file names, collisions, stale lines and losses."""
        if self._thread is not None:
            return
        self._plan = None
        ids = self.chosen()
        self.start.setEnabled(False)
        if not ids:
            self.shows.say(self.tr("Choose what to export."))
            return
        values = {key: value for key, value in self._values.items() if key.split(".")[0] in ids}
        dest, changes = Path(self.folder.text()), ""
        try:
            bench, past = self._workbench, self._past()
            if past is not None:
                values = past_options(past, ids, values)
            timeline = with_kept_takes(bench.session, bench.timeline)
            plan = plan_exports(ids, timeline, bench.project, values, bench.session.folder.path)
            if past is not None:
                plan, found = plan_delta(plan, past)
                changes = self.tr("Since the last delivery: {changes}.").format(changes=shown(found.summary))
        except LinereadError as error:
            self.shows.say(f"{shown(error.message)} {shown(error.hint)}", wrong=True)
            return
        self._plan = plan
        self.shows.show_plan(plan, dest, changes)
        self.start.setEnabled(not plan.collisions)

    def _past(self) -> Past | None:
        """The delivery that lies in the folder, when only what changed is wanted. Raises LinereadError."""
        wanted = self.since.isChecked() and self.since.isEnabled()
        return read_delivery(Path(self.folder.text())) if wanted else None

    def _place_changed(self) -> None:
        self.since.setEnabled((Path(self.folder.text()) / REPORT).is_file())
        self._soon.start()

    def _states_changed(self) -> None:
        """Lines that are spoken while the dialog is open count at once; what was written stays on show."""
        if self._thread is None and self._delivered is None and not self._spoken.isActive():
            self._spoken.start()

    def run(self) -> None:
        """Write the delivery in a thread; the window stays alive."""
        if self._plan is None or self._thread is not None:
            return
        plan, dest = self._plan, Path(self.folder.text())
        self._soon.stop()  # what is written then is what is shown
        self._spoken.stop()
        self._stop.clear()
        self.bar.show()
        self.start.setEnabled(False)
        self.cancel.setText(self.tr("Cancel"))

        ended, progressed, stop = calling(self, "_ended"), calling(self, "_progressed"), self._stop.is_set

        def work() -> None:
            try:
                result: object = run_exports(plan, dest, progressed, stop)
            except ExportCancelled:
                result = None
            except LinereadError as error:
                result = error
            except Exception as error:
                log.exception("the export ended")
                result = _unforeseen(error, dest)
            ended(result)

        self._thread = threading.Thread(target=work, name="export", daemon=True)
        self._thread.start()

    def reject(self) -> None:
        """Esc is the button that says Cancel: while files are being written it ends that, and not the dialog."""
        if self._thread is not None:
            self._stop.set()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._thread is not None:
            self._stop.set()
            self._thread.join()
            self._thread = None
        super().closeEvent(event)

    def _progress(self, fraction: float, what: str) -> None:
        self.bar.setValue(round(fraction * 1000))
        self.bar.setFormat(what)

    def _end(self, result: object) -> None:
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self.bar.hide()
        self.cancel.setText(self.tr("Close"))
        self.start.setEnabled(True)
        if isinstance(result, Delivery):
            self._delivered = result.dest
            self._workbench.say(self.shows.show_delivery(result))
            self.show_folder.show()
            self.since.setEnabled(True)
        elif isinstance(result, LinereadError):
            self.shows.show_error(result)
            self._workbench.complain(result)
        elif self._plan is not None:
            said = self.tr("Cancelled; the folder is as it was.")
            self.shows.show_plan(self._plan, Path(self.folder.text()), said)

    def _cancel(self) -> None:
        self.reject()

    def _show(self) -> None:
        from studio.desktop.files import show_in_folder

        if self._delivered is not None:
            show_in_folder(self._delivered)

    def _browse(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Folder of the delivery"), self.folder.text())
        if folder:
            self.folder.setText(folder)

    def _choose(self) -> None:
        home = QWidget()
        column = QVBoxLayout(home)
        for identity in self.chosen():
            info = self._infos[identity]
            if not info.options:
                continue
            title = QLabel(shown(info.label))
            font = title.font()
            font.setBold(True)
            title.setFont(font)
            column.addWidget(title)
            own = {o.name: self._values[key] for o in info.options if (key := f"{identity}.{o.name}") in self._values}
            form = OptionForm(info, own)
            form.changed.connect(partial(self._put, identity))
            column.addWidget(form)
        column.addStretch()
        align(home.findChildren(OptionForm))
        self.options.setWidget(home)
        self._delivered = None
        self._soon.start()

    def _put(self, identity: str, name: str, value: object) -> None:
        self._values[f"{identity}.{name}"] = value
        self._delivered = None
        self._soon.start()
