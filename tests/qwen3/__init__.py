"""Qwen3-TTS: our engine against the official package where it is installed, else against stored codes."""
