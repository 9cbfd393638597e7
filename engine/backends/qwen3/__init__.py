"""The Qwen3-TTS family on our own engine: preset voices, designed voices and clones from local checkpoints.

``info`` and ``checkpoint`` are light; ``model`` is the network, ``batch`` runs many lines through it at once.
"""
