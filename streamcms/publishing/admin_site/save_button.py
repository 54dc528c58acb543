"""A button in the bar under a form, besides Django's own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SaveButton:
    """Sends the form with `name` in it: to the form's own address, or to `action`, shown in `target` ("_blank")."""

    name: str
    words: str
    is_main: bool = False
    action: str = ""
    target: str = ""
