"""Subtitles in: SRT, WebVTT and ASS become lines with speakers, each held at its own time."""
