"""A button in the bar under a form, besides Django's own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SaveButton:
    """Sends the form with `name` in it: to the form's own address, or to `action`, shown in `target` ("_blank").

    `state`: the state that it gives the thing; its words then follow the window that is being typed.
    """

    name: str
    words: str
    is_main: bool = False
    action: str = ""
    target: str = ""
    value: str = "1"
    state: str = ""
