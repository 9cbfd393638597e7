"""Qwen3-TTS itself: configuration, weights, text, language model, codec.

``config``, ``layout`` and ``headers`` are light; the rest imports torch.
"""
