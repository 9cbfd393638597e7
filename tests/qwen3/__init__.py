"""Qwen3-TTS: our engine against the official package where it is installed, and against stored codes where it is not."""
