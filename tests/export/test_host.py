"""Plug-ins are found without being run; a bad one is listed and hurts nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.errors import LinereadError
from studio.export import host
from studio.export.manifest import PluginInfo, api_fits
from studio.export.options import checked, parse_assignments

MANIFEST = """
api = "{api}"
[[plugin]]
id = "{id}"
kind = "{kind}"
suffixes = [".thing"]
python_name = "{package}.code:Thing"
{more}
"""
CODE = """
class Thing:
    def plan(self, timeline, project, options): ...
    def write(self, plan, project, dest, progress, cancelled): ...
    def read(self, path, options): ...
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(host.PATH_VARIABLE, str(tmp_path))
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        if name.startswith("plug_"):
            del sys.modules[name]


def package(
    home: Path,
    name: str,
    *,
    id: str = "",
    kind: str = "exporter",
    api: str = ">=1,<2",
    code: str = CODE,
    more: str = "",
) -> None:
    folder = home / name
    folder.mkdir()
    text = MANIFEST.format(api=api, id=id or name.replace("_", "-"), kind=kind, package=name, more=more)
    (folder / "plugin.toml").write_text(text)
    (folder / "code.py").write_text(code)


def found(identity: str) -> list[PluginInfo]:
    return [p for p in host.plugins() if p.id == identity]


def test_the_built_in_plug_ins_are_there() -> None:
    assert {"stems", "srt", "vtt", "ass"} <= {p.id for p in host.plugins() if not p.error}
    assert all(p.origin == "built-in" for p in host.plugins())


def test_a_plug_in_on_the_path_is_found_and_not_imported_before_use(home: Path) -> None:
    package(home, "plug_one")
    info = host.exporter("plug-one")
    assert "plug_one" not in sys.modules
    assert type(info.load_exporter()).__name__ == "Thing"
    assert "plug_one.code" in sys.modules
    assert str(home) not in sys.path


def test_the_path_may_name_the_plug_ins_own_folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package(home, "plug_own")
    monkeypatch.setenv(host.PATH_VARIABLE, str(home / "plug_own"))
    assert host.exporter("plug-own").load_exporter() is not None


def test_the_switch_leaves_only_the_built_in_ones(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package(home, "plug_off")
    monkeypatch.setenv(host.OFF_VARIABLE, "1")
    assert not found("plug-off")
    assert found("stems")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("this is not toml", "not valid TOML"),
        ("[[plugin]]", "which api"),
        ('api = ">=1"', "announces no"),
        ('api = ">=1"\n[[plugin]]\nid = "x"', "has no kind"),
        (MANIFEST.format(api=">=2", id="x", kind="exporter", package="plug_bad", more=""), "made for api >=2"),
        (MANIFEST.format(api="soon", id="x", kind="exporter", package="plug_bad", more=""), "made for api soon"),
        (MANIFEST.format(api=">=1", id="Has Space", kind="exporter", package="plug_bad", more=""), "not a word"),
        (MANIFEST.format(api=">=1", id="x", kind="dancer", package="plug_bad", more=""), "neither exporter"),
        (MANIFEST.format(api=">=1", id="x", kind="exporter", package="os", more=""), "not plug_bad.module:Class"),
        (MANIFEST.format(api=">=1", id="x", kind="exporter", package="plug_bad", more="color = 1"), "'color'"),
        (
            MANIFEST.format(
                api=">=1", id="x", kind="exporter", package="plug_bad", more="[plugin.options.a]\ntype='b'"
            ),
            "the type 'b'",
        ),
        (
            MANIFEST.format(
                api=">=1", id="x", kind="exporter", package="plug_bad",
                more="[plugin.options.a]\ntype='integer'\ndefault='many'",
            ),
            "a whole number",
        ),
    ],
)  # fmt: skip
def test_a_broken_manifest_is_listed_with_its_error(text: str, said: str, home: Path) -> None:
    (home / "plug_bad").mkdir()
    (home / "plug_bad" / "plugin.toml").write_text(text)
    package(home, "plug_good")
    errors = [p.error for p in host.plugins() if p.error]
    assert len(errors) == 1
    assert said in errors[0]
    assert host.exporter("plug-good").load_exporter() is not None


@pytest.mark.parametrize(
    ("code", "said"),
    [("import no_such_module", "No module named 'no_such_module'"), ("import sys; sys.exit(3)", "SystemExit: 3")],
)
def test_what_cannot_be_started_is_known_to_who_asks_for_it_and_ends_nothing(code: str, said: str, home: Path) -> None:
    package(home, "plug_dead", code=code)
    package(home, "plug_good")
    errors = {p.id: p.error for p in (info.tried() for info in host.plugins()) if p.error}
    assert list(errors) == ["plug-dead"]
    assert said in errors["plug-dead"]
    with pytest.raises(LinereadError, match="cannot be started"):
        host.exporter("plug-dead").load_exporter()


GROUPS = """
[options.mine.color]
type = "string"
default = "red"
help = "of mine"
"""


def test_a_manifest_takes_options_from_groups(home: Path) -> None:
    package(
        home, "plug_groups", more='use = ["mine", "sound"]\n[plugin.options.own]\ntype = "boolean"\ndefault = true\n'
        '[plugin.options.depth]\nuse = "sound"\nchoices = ["16"]\ndefault = "16"\n' + GROUPS,
    )  # fmt: skip
    options = {option.name: option for option in host.exporter("plug-groups").options}
    assert list(options) == ["own", "depth", "color", "rate", "loudness", "ceiling", "balance"]
    assert (options["color"].default, options["color"].help) == ("red", "of mine")
    assert (options["depth"].choices, options["depth"].label) == (("16",), "Bit depth")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('use = ["soundd"]', "no group of options 'soundd'. There are: handles, session, sound, takes."),
        ('use = "sound"', "use is not a list"),
        ("use = [1]", "no group of options 1"),
        ('[plugin.options.x]\nuse = "sound"', "The group sound has no option x"),
        ("options = 1", "options is not a table"),
    ],
)
def test_a_group_that_is_not_there_is_told(more: str, said: str, home: Path) -> None:
    package(home, "plug_bad", more=more)
    assert said in found("plug-bad")[0].error


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("raise RuntimeError('no licence')", "RuntimeError: no licence"),
        ("import a_module_that_is_not_there", "ModuleNotFoundError"),
        ("class Other: pass", "AttributeError"),
        ("class Thing: pass", "has no plan"),
        ("class Thing:\n    def __init__(self): 1 / 0", "ZeroDivisionError"),
        ("def", "SyntaxError"),
    ],
)
def test_code_that_does_not_start_is_an_error_when_it_is_used(code: str, said: str, home: Path) -> None:
    package(home, "plug_code", code=code)
    info = host.exporter("plug-code")
    with pytest.raises(LinereadError, match=said):
        info.load_exporter()


def test_of_two_with_one_id_the_first_wins_and_the_other_is_reported(home: Path) -> None:
    package(home, "plug_a", id="same")
    package(home, "plug_b", id="same")
    package(home, "plug_c", id="stems")
    package(home, "plug_d", id="same", kind="importer")  # another door
    first, second, _ = found("same")
    assert (first.package, first.error) == ("plug_a", "")
    assert "already taken by plug_a" in second.error
    assert host.exporter("stems").origin == "built-in"
    assert "already taken by plugins.stems" in found("stems")[1].error
    assert host.importer("same").package == "plug_d"


def test_an_installed_plug_in_is_found_by_its_entry_point_without_importing_it(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What pip leaves behind: a package, and a dist-info with its entry point and its list of files."""
    site = home / "site"
    site.mkdir()
    package(site, "plug_inst")
    (site / "plug_inst" / "__init__.py").write_text("raise RuntimeError('imported while listing')")
    info = site / "plug_inst-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: plug-inst\nVersion: 1.2\n")
    (info / "entry_points.txt").write_text(
        "[lineread.plugins]\nplug = plug_inst\nlost = plug_lost\nstems = plugins.stems\n"
    )
    (info / "RECORD").write_text("plug_inst/plugin.toml,,\nplug_inst/__init__.py,,\n")
    monkeypatch.setenv(host.PATH_VARIABLE, "")
    monkeypatch.syspath_prepend(str(site))
    assert host.exporter("plug-inst").origin == "plug-inst 1.2"
    assert "has no plugin.toml" in found("plug_lost")[0].error
    assert len(found("stems")) == 1
    (info / "RECORD").write_text("plug_inst-1.2.dist-info/METADATA,,\n")  # as an editable installation
    assert host.exporter("plug-inst").origin == "plug-inst 1.2"
    with pytest.raises(LinereadError, match="imported while listing"):
        host.exporter("plug-inst").load_exporter()


def test_a_path_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(host.PATH_VARIABLE, "/nowhere/at/all")
    assert any("/nowhere/at/all" in p.error for p in host.plugins())


def test_an_unknown_exporter_gets_a_suggestion() -> None:
    with pytest.raises(LinereadError, match="Did you mean stems"):
        host.exporter("stem")


def test_an_importer_is_chosen_by_suffix_and_by_how_a_file_begins(home: Path) -> None:
    package(home, "plug_plain", kind="importer")
    package(home, "plug_head", kind="importer", more="heads = ['^MAGIC']")
    plain, magic, other = (home / n for n in ("a.thing", "b.thing", "c.other"))
    plain.write_text("hello")
    magic.write_text("first\nMAGIC", encoding="utf-16")
    other.write_text("hello")
    assert host.importer_for(plain).id == "plug-plain"
    assert host.importer_for(magic).id == "plug-head"
    assert host.importer_for(other, "MAGIC").id == "plug-head"
    with pytest.raises(LinereadError, match=r"No importer reads c\.other"):
        host.importer_for(other)


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [(">=1,<2", True), ("1", True), ("==1.0", True), (">=2", False), ("<1", False), ("", False), ("~=1", False)],
)
def test_api_ranges(wanted: str, fits: bool) -> None:
    assert api_fits(wanted) is fits


def test_options_are_converted_and_completed() -> None:
    info = host.exporter("stems")
    made = checked(info, parse_assignments(["format=FLAC", "loudness=none", "rate=44100", "lines=yes", "template=a=b"]))
    assert (made["format"], made["loudness"], made["rate"], made["lines"]) == ("flac", None, 44_100, True)
    assert made["template"] == "a=b"
    assert made["depth"] == "24"


@pytest.mark.parametrize(
    ("assignment", "said"),
    [
        ("formt=wav", "Did you mean format"),
        ("format=flaac", "Did you mean flac"),
        ("rate=fast", "a whole number or none"),
        ("rate=44100.5", "a whole number"),
        ("rate=1", "at least 8000"),
        ("ceiling=nan", "a number"),
        ("ceiling=0", "at most -0.1"),
        ("lines=perhaps", "true or false"),
        ("format", "key=value"),
    ],
)
def test_a_wrong_option_says_what_is_right(assignment: str, said: str) -> None:
    with pytest.raises(LinereadError, match=said):
        checked(host.exporter("stems"), parse_assignments([assignment]))
