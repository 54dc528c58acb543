"""What a viewer of a library does, as inputs to measure: typing, genres, a range, the order. By the form's names.

The same on our page and on its peers, so that all are measured alike.
"""

import random
import re
from functools import partial

_TYPED = re.compile(r"[a-z ]{4,24}")


def phrases_to_type(names, count, seed=1):
    """Names to type, in part and in whole, one in eight with a slip; short ones, so that many are typed."""
    chance = random.Random(seed)
    plain = sorted({name.lower() for name in names if _TYPED.fullmatch(name.lower())})
    phrases = []
    for name in chance.sample(plain, min(count, len(plain))):
        phrase = name[: chance.randint(4, 9)].strip()
        place = chance.randrange(len(phrase))
        if chance.random() < 0.125:
            phrase = phrase[:place] + chance.choice("aeionrst") + phrase[place + 1 :]
        phrases.append(phrase)
    return phrases


class LibraryInputs:
    """Each method gives a list of functions without arguments, one an input. `within`: where the form's fields are."""

    def __init__(self, page, names, within):
        self.page, self.names, self.within = page, names, page.locator(within)

    def typing(self, phrases=40):
        """Every key of the phrases, then all of it taken away at once."""
        box = self.within.locator("input[name=q]").first
        inputs = []
        for phrase in phrases_to_type(self.names, phrases):
            inputs += [partial(self._press, box, key) for key in phrase]
            inputs.append(partial(self._empty, box))
        return inputs

    def genre(self, count=60):
        """Boxes of genres ticked, and unticked again when two or three are."""
        boxes = self.within.locator("label:has(input[name=genre])")
        chance = random.Random(2)
        inputs, ticked = [], []
        for _ in range(count):
            free = [place for place in range(min(10, boxes.count())) if place not in ticked]
            place = ticked.pop(0) if len(ticked) > chance.choice([1, 2]) else chance.choice(free)
            if place in free:
                ticked.append(place)
            inputs.append(boxes.nth(place).click)
        return inputs + [boxes.nth(place).click for place in ticked]

    def range(self, count=40):
        """The least rating, a step up from one value after another."""
        field = self.within.locator("input[name=rating_min]").first
        chance = random.Random(3)
        return [partial(self._step_from, field, chance.randint(30, 85) / 10) for _ in range(count)]

    def sort(self, times=8):
        """Every order that the page has, in turn."""
        field = self.within.locator("select[name=sort]").first
        values = field.locator("option").evaluate_all("options => options.map(option => option.value)")
        return [partial(field.select_option, value) for value in [*values[1:], values[0]] * times]

    def _press(self, box, key):
        box.focus()
        self.page.keyboard.press("Space" if key == " " else key)

    def _empty(self, box):
        box.select_text()
        self.page.keyboard.press("Delete")

    def _step_from(self, field, value):
        field.evaluate("(field, value) => { field.value = value }", value)
        field.press("ArrowUp")
