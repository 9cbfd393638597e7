"""How the command shows a recording that was examined and a voice that was made, for people and as JSON."""

from __future__ import annotations

from typing import Any

import msgspec

from engine.assets import VoiceAsset
from studio.audio.reference import Examined, Finding
from studio.cli import console
from studio.document.model import Project
from studio.session.voices import Owned


def taken_out(taken: Examined) -> None:
    whole = "" if taken.seconds > taken.length - 0.3 else f" of {taken.length:.1f} s"
    console.say(
        console.escape(
            f"{taken.path.name}: {taken.seconds:.1f} s{whole}, {taken.rate} Hz, voice {taken.noise:.0f} dB above the "
            f"noise, up to {taken.bandwidth / 1000:.1f} kHz."
        )
    )


def findings_out(findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        console.remark(f"{finding.message} {finding.hint}".rstrip(), "red" if finding.wrong else "yellow")


def made_out(one: Owned) -> None:
    asset = one.asset
    moods = f", {', '.join(asset.moods)}" if asset else ""
    console.say(console.escape(f"{one.voice.name}: {one.kind} voice for {one.voice.engine}{moods}."))
    if one.problem:
        console.remark(f"It does not speak yet: {one.problem} {one.hint}".rstrip(), "yellow")


def finding_json(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code, "message": finding.message, "hint": finding.hint, "value": finding.value,
        "wrong": finding.wrong,
    }  # fmt: skip


def taken_json(taken: Examined) -> dict[str, Any]:
    return {
        "file": str(taken.path), "sha256": taken.sha256, "length": round(taken.length, 3),
        "from": round(taken.start, 3), "to": round(taken.end, 3), "seconds": round(taken.seconds, 3),
        "noise_db": round(taken.noise, 1), "bandwidth": round(taken.bandwidth),
    }  # fmt: skip


def owned_json(project: Project, one: Owned) -> dict[str, Any]:
    asset: VoiceAsset | None = one.asset
    voice = one.voice
    return {
        "id": voice.id, "name": voice.name, "kind": one.kind, "engine": voice.engine, "model": voice.model,
        "preset": voice.preset, "description": voice.description, "asset": voice.asset,
        "characters": [c.name for c in project.characters if c.voice == voice.id],
        "moods": list(asset.moods) if asset else [],
        "consent": msgspec.to_builtins(asset.consent) if asset else None,
        "origin": msgspec.to_builtins(asset.origin) if asset else None,
        "speaks": not one.problem, "problem": one.problem,
    }  # fmt: skip
