"""Between a directed line and a model that reads plain text: what it is told, in which pieces, and what is done after.

For engines whose only inputs are a text, a voice and perhaps an instruction in words: the local Qwen3-TTS models and
remote speech servers. ``spans`` cuts a line into calls, ``instruct`` writes the instruction of each, ``post`` does on
the finished waveform what the model cannot. What is done how is read from the engine's own ``Capabilities``, so that
it is what the delivery plan says.
"""
