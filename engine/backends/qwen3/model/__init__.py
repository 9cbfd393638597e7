"""Qwen3-TTS itself: configuration, weights, text, language model, codec. Imports torch; nothing above it needs to."""
