"""What must be readable on what, whether it is, and the nearest colour with which it would be."""

from dataclasses import dataclass, replace
from types import MappingProxyType

from theming.palette.contrast import ratio
from theming.palette.derive import GROUNDS, derive

_STEP, _STRIDE = 0.004, 5  # of lightness, between the colours that are tried; so many at a time while none passes


@dataclass(frozen=True)
class Pair:
    """`front` is read on `layer` (translucent, may be empty) on `ground`; `kind` is "text" or "control"."""

    front: str
    ground: str
    layer: str = ""
    kind: str = "text"

    @property
    def tokens(self):
        return {self.front, self.ground, self.layer} - {""}

    def wanted(self, recipe):
        return recipe.text_ratio if self.kind == "text" else recipe.control_ratio

    def colours(self, tokens):
        """(front, ground) as they are seen."""
        ground = tokens[self.ground].over(tokens["page"])
        if self.layer:
            ground = tokens[self.layer].over(ground)
        return tokens[self.front].over(ground), ground


def _pairs():
    for ground in GROUNDS:
        yield Pair("text", ground)
        yield Pair("text-muted", ground)
        yield Pair("accent", ground)
        yield Pair("focus", ground, kind="control")
    for ground in GROUNDS[:3]:
        yield Pair("control", ground, kind="control")
        yield Pair("text", ground, "accent-wash")
        yield Pair("accent", ground, "accent-wash", kind="control")
    yield Pair("on-accent", "accent")
    yield Pair("on-action", "action")
    yield Pair("action", "page", kind="control")
    yield Pair("on-image", "scrim")
    yield Pair("on-image-muted", "scrim")
    yield Pair("accent-on-image", "scrim")
    yield Pair("scrim", "on-image")


PAIRS = tuple(_pairs())


@dataclass(frozen=True)
class Checked:
    pair: Pair
    front: object
    ground: object
    ratio: float
    wanted: float

    @property
    def passes(self):
        return self.ratio >= self.wanted

    @property
    def share(self):
        return self.ratio / self.wanted

    @property
    def shown(self):
        """The ratio for people: cut, not rounded, since 4.499 is not 4.5."""
        return f"{int(self.ratio * 100) / 100:.2f}"


@dataclass(frozen=True)
class Failure:
    """`place` is what has to change: "base", "accent" or a token that was set by hand; `nearest` is the Colour with
    which all that depends on it can be read, once the places before it have changed, or None."""

    checked: Checked
    place: str
    nearest: object


def check(recipe):
    """A Checked for every pair."""
    tokens = derive(recipe)
    checks = []
    for pair in PAIRS:
        front, ground = pair.colours(tokens)
        checks.append(Checked(pair, front, ground, ratio(front, ground), pair.wanted(recipe)))
    return checks


def failures(recipe):
    """A Failure for each place that has to change, in the order to change them; none: the theme can be read."""
    at_first, current, found = _worst(recipe), recipe, []
    while wrong := _worst(current).keys() - {failure.place for failure in found}:
        place = min(wrong, key=_order)
        nearest = nearest_passing(current, place)
        found.append(Failure(at_first.get(place) or _worst(current)[place], place, nearest))
        if nearest is None:
            break
        current = with_colour(current, place, nearest)
    return found


def _worst(recipe):
    """Place -> the Checked that fails most."""
    worst = {}
    for checked in check(recipe):
        place = _place(checked.pair, recipe)
        if not checked.passes and (place not in worst or checked.share < worst[place].share):
            worst[place] = checked
    return worst


def _order(place):
    """Grounds before what is read on them."""
    return (0 if place == "base" else 1 if place in GROUNDS else 2 if place == "accent" else 3), place


def _place(pair, recipe):
    """Front first: a colour that is read is easier to change than all that it is read on."""
    for token in (pair.front, pair.layer, pair.ground):
        if token in recipe.overrides:
            return token
    return "accent" if pair.tokens & {"accent", "focus", "on-accent", "accent-wash"} else "base"


def chosen(recipe, place):
    """The Colour that stands at a place."""
    return recipe.overrides[place] if place in recipe.overrides else getattr(recipe, place)


def with_colour(recipe, place, colour):
    if place in recipe.overrides:
        return replace(recipe, overrides=MappingProxyType({**recipe.overrides, place: colour}))
    return replace(recipe, **{place: colour})


def nearest_passing(recipe, place):
    """The colour nearest to the one at a place, of its hue, with which each pair that it answers for passes.

    Lightness is what contrast is made of, so lightness alone is searched, near ones first; None when no lightness does.
    """
    now = chosen(recipe, place)

    def passing(steps):
        """Those that pass of the colours so many steps lighter or darker."""
        for lightness in (now.lightness - steps * _STEP, now.lightness + steps * _STEP):
            if -_STEP < lightness < 1 + _STEP:
                colour = _as_shown(now.but(lightness=lightness))
                if all(each.passes for each in _answered_by(with_colour(recipe, place, colour), place)):
                    yield colour

    for stride in range(_STRIDE, round(1 / _STEP) + _STRIDE, _STRIDE):
        if any(passing(stride)):
            near = range(stride - _STRIDE + 1, stride + 1)
            return min((colour for steps in near for colour in passing(steps)), key=now.distance)
    return None


def _as_shown(colour):
    """The colour of the eight bits that a screen gets, which is what the editor will be given."""
    return type(colour).from_rgb(*(channel / 255 for channel in colour.rgb), colour.alpha)


def _answered_by(recipe, place):
    return [checked for checked in check(recipe) if _place(checked.pair, recipe) == place]
