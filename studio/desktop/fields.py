"""The fields of the window, for every panel and dialog: one behaviour for what is inherited, overridden or mixed."""

from __future__ import annotations

from studio.desktop.inspector.choice_fields import Choice, ChoiceField, ColorField, SwitchField, TextField
from studio.desktop.inspector.field import Field, FieldState
from studio.desktop.inspector.number_field import NumberField, NumberRange

__all__ = [
    "Choice",
    "ChoiceField",
    "ColorField",
    "Field",
    "FieldState",
    "NumberField",
    "NumberRange",
    "SwitchField",
    "TextField",
]
