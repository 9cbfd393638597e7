"""What a designed voice says, three times over, so that one of the three becomes the reference it is cloned from."""

from __future__ import annotations

from engine import catalogue
from engine.protocol import Controls, SpeechRequest, Text, VoiceSpec

AUDITIONS = 3  # to choose from

# About eight seconds: a statement, a question, an exclamation.
TEXTS = {
    "en": "The boat came home before the storm, and nobody was hurt. Did you see the light on the hill? "
    "Wonderful! Then we can begin tomorrow, as we always wanted.",
    "zh": "船在暴风雨之前回到了港口，大家都平安无事。你看见山上的灯光了吗？太好了！那么我们明天就可以开始了。",
    "ja": "船は嵐の前に港へ戻り、みんな無事でした。丘の上の明かりを見ましたか。よかった！では明日から始めましょう。",
    "ko": "배는 폭풍이 오기 전에 항구로 돌아왔고 모두 무사했습니다. 언덕 위의 불빛을 보셨나요? "
    "좋아요! 내일 시작합시다.",
    "de": "Das Boot kam vor dem Sturm nach Hause, und niemand wurde verletzt. Hast du das Licht auf dem Hügel gesehen? "
    "Wunderbar! Dann fangen wir morgen an.",
    "fr": "Le bateau est rentré avant la tempête et personne n'a été blessé. As-tu vu la lumière sur la colline ? "
    "Magnifique ! Alors nous commençons demain.",
    "ru": "Лодка вернулась домой до бури, и никто не пострадал. Ты видел свет на холме? Прекрасно! "
    "Тогда начнём завтра.",
    "pt": "O barco voltou antes da tempestade e ninguém se feriu. Você viu a luz na colina? "
    "Ótimo! Então começamos amanhã.",
    "es": "El barco volvió antes de la tormenta y nadie resultó herido. ¿Viste la luz en la colina? ¡Estupendo! "
    "Entonces empezamos mañana.",
    "it": "La barca è tornata prima della tempesta e nessuno si è fatto male. Hai visto la luce sulla collina? "
    "Magnifico! Allora cominciamo domani.",
}


def calibration(spec: VoiceSpec, language: str, seed: int, manner: Controls | None = None) -> SpeechRequest:
    """What a designed voice says to become its own reference: about eight seconds in ``language``."""
    short = language.lower().replace("_", "-").split("-")[0]
    known = catalogue.capabilities(spec).languages
    if short not in TEXTS or (short not in known and "*" not in known):
        short = next((code for code in TEXTS if code in known), "en")
    text = Text(text=TEXTS[short], controls=manner or Controls())
    return SpeechRequest(segments=(text,), voice=spec, language=short, seed=seed)


def auditions(spec: VoiceSpec, language: str, seed: int = 0) -> tuple[SpeechRequest, ...]:
    """The same words three times, each with another seed: ``seed``, ``seed + 1``, ..."""
    return tuple(calibration(spec, language, seed + number) for number in range(AUDITIONS))
