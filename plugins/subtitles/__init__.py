"""Subtitles: SRT, WebVTT and ASS from the exact times of the words."""
