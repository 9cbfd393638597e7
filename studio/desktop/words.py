"""The words for what can be directed, in the language of the window: one place for every panel."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from engine.protocol import Method


class Words:
    """The words for controls, emotions, methods and languages in the language of the window."""

    @staticmethod
    def control(name: str) -> str:
        words = {
            "voice": QCoreApplication.translate("Control", "Voice"),
            "emotion": QCoreApplication.translate("Control", "Emotion"),
            "intensity": QCoreApplication.translate("Control", "Intensity"),
            "speed": QCoreApplication.translate("Control", "Speed"),
            "pitch": QCoreApplication.translate("Control", "Pitch"),
            "pitch_range": QCoreApplication.translate("Control", "Intonation"),
            "volume": QCoreApplication.translate("Control", "Volume"),
            "breath": QCoreApplication.translate("Control", "Breath"),
            "whisper": QCoreApplication.translate("Control", "Whisper"),
            "emphasis": QCoreApplication.translate("Control", "Emphasis"),
            "direction": QCoreApplication.translate("Control", "Direction"),
            "pause": QCoreApplication.translate("Control", "Pause"),
            "pause_before": QCoreApplication.translate("Control", "Pause before"),
            "pause_after": QCoreApplication.translate("Control", "Pause after"),
            "gain": QCoreApplication.translate("Control", "Clip gain"),
            "seed": QCoreApplication.translate("Control", "Seed"),
            "language": QCoreApplication.translate("Control", "Language"),
            "status": QCoreApplication.translate("Control", "Status"),
            "note": QCoreApplication.translate("Control", "Note"),
            "sound": QCoreApplication.translate("Control", "Sound"),
            "pronunciation": QCoreApplication.translate("Control", "Said as"),
        }
        return words.get(name, name)

    @staticmethod
    def emotion(name: str) -> str:
        words = {
            "neutral": QCoreApplication.translate("Emotion", "Neutral"),
            "happy": QCoreApplication.translate("Emotion", "Happy"),
            "excited": QCoreApplication.translate("Emotion", "Excited"),
            "sad": QCoreApplication.translate("Emotion", "Sad"),
            "angry": QCoreApplication.translate("Emotion", "Angry"),
            "afraid": QCoreApplication.translate("Emotion", "Afraid"),
            "tender": QCoreApplication.translate("Emotion", "Tender"),
            "calm": QCoreApplication.translate("Emotion", "Calm"),
            "serious": QCoreApplication.translate("Emotion", "Serious"),
            "sarcastic": QCoreApplication.translate("Emotion", "Sarcastic"),
            "tired": QCoreApplication.translate("Emotion", "Tired"),
            "surprised": QCoreApplication.translate("Emotion", "Surprised"),
            "bored": QCoreApplication.translate("Emotion", "Bored"),
            "disgusted": QCoreApplication.translate("Emotion", "Disgusted"),
            "proud": QCoreApplication.translate("Emotion", "Proud"),
        }
        return words.get(name, name)

    @staticmethod
    def method(method: Method) -> str:
        """How a voice carries a control out, in a word or two."""
        words = {
            Method.NATIVE: QCoreApplication.translate("Method", "by the model"),
            Method.PARAMETRIC: QCoreApplication.translate("Method", "in the voice"),
            Method.INSTRUCTION: QCoreApplication.translate("Method", "in words"),
            Method.SPLIT: QCoreApplication.translate("Method", "in pieces"),
            Method.STRETCH: QCoreApplication.translate("Method", "stretched"),
            Method.GAIN: QCoreApplication.translate("Method", "level"),
            Method.RESPELL: QCoreApplication.translate("Method", "respelled"),
            Method.CANNOT: QCoreApplication.translate("Method", "cannot"),
        }
        return words[method]

    @staticmethod
    def language(code: str) -> str:
        words = {
            "en": QCoreApplication.translate("Language", "English"),
            "zh": QCoreApplication.translate("Language", "Chinese"),
            "ja": QCoreApplication.translate("Language", "Japanese"),
            "ko": QCoreApplication.translate("Language", "Korean"),
            "de": QCoreApplication.translate("Language", "German"),
            "fr": QCoreApplication.translate("Language", "French"),
            "ru": QCoreApplication.translate("Language", "Russian"),
            "pt": QCoreApplication.translate("Language", "Portuguese"),
            "es": QCoreApplication.translate("Language", "Spanish"),
            "it": QCoreApplication.translate("Language", "Italian"),
        }
        return words.get(code, code)

    @staticmethod
    def setting(name: str) -> str:
        """A setting of a designed voice."""
        words = {
            "pitch": QCoreApplication.translate("Setting", "Pitch"),
            "pitch_range": QCoreApplication.translate("Setting", "Intonation"),
            "formant": QCoreApplication.translate("Setting", "Head size"),
            "formant_high": QCoreApplication.translate("Setting", "Mouth"),
            "tilt": QCoreApplication.translate("Setting", "Brightness"),
            "breath": QCoreApplication.translate("Setting", "Breath"),
            "roughness": QCoreApplication.translate("Setting", "Hoarseness"),
            "tremor": QCoreApplication.translate("Setting", "Tremor"),
            "rate": QCoreApplication.translate("Setting", "Pace"),
            "pause": QCoreApplication.translate("Setting", "Pauses"),
            "effort": QCoreApplication.translate("Setting", "Effort"),
            "whisper": QCoreApplication.translate("Setting", "Whisper"),
            "robot": QCoreApplication.translate("Setting", "Robot"),
            "volume": QCoreApplication.translate("Setting", "Volume"),
            "hertz": QCoreApplication.translate("Setting", "Frequency"),
        }
        if name.startswith("eq_") and name[3:].isdigit():
            return QCoreApplication.translate("Setting", "%1 Hz").replace("%1", name[3:])
        return words.get(name, name)
