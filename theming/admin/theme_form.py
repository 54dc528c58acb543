"""The form of a theme: what is chosen, every token by hand, and what of it can be read on what."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from streamcms.publishing.admin_site.office_form import PlainForm
from theming.palette import LONGEST_SHADOW, SHADOWS, TOKENS, check, derive, failures
from theming.theme import read_token
from theming.theme_sheet import CARDS, DENSITIES, RADII, TYPE_SCALES, Look, declarations

_TOKEN = "token-"
_TOKENS = (*TOKENS, *SHADOWS)
_CHOSEN = ("base", "accent", "type_scale", "radius", "density", "card_style")
_KNOWN = {"type_scale": TYPE_SCALES, "radius": RADII, "density": DENSITIES, "card_style": CARDS}


class ThemeForm(PlainForm):
    """A field for each token, empty where it is derived."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for token in _TOKENS:
            longest = LONGEST_SHADOW if token in SHADOWS else 80
            self.fields[_TOKEN + token] = forms.CharField(
                label=token, required=False, max_length=longest, initial=self.instance.overrides.get(token, "")
            )
        if look := look_of(self):
            derived = {token: colour.hex for token, colour in derive(look.recipe()).items()} | look.shadows()
            for token, text in derived.items():
                self.fields[_TOKEN + token].widget.attrs["placeholder"] = text

    def slug_is_free(self, slug):
        return not self._holder(slug)

    def clean(self):
        cleaned = super().clean()
        overrides = {}
        for token in _TOKENS:
            if text := self.cleaned_data.get(_TOKEN + token):
                try:
                    read_token(token, text)
                    overrides[token] = text
                except ValueError as error:
                    self.add_error(_TOKEN + token, ValidationError(str(error)))
        self.instance.overrides = overrides
        return cleaned


def token_fields():
    return [_TOKEN + token for token in _TOKENS]


def look_of(form):
    """The Look that the form shows now, typed or stored; None while its colours cannot be read."""
    values = {name: form[name].value() for name in (*_CHOSEN, "scheme", "is_high_contrast") if name in form.fields}
    if len(values) < len(_CHOSEN) + 2:
        return None  # somebody who may only look gets no fields
    overrides = ((token, form[_TOKEN + token].value() or "") for token in _TOKENS)
    look = Look(
        is_dark=values["scheme"] == "dark",
        overrides=tuple(sorted((token, colour) for token, colour in overrides if colour)),
        is_high_contrast=values["is_high_contrast"] in (True, "on", "true", "1"),
        **{name: values[name] or "" for name in _CHOSEN},
    )
    try:
        look.shadows()
    except ValueError:
        return None
    return look if all(getattr(look, name) in known for name, known in _KNOWN.items()) else None


@dataclass(frozen=True)
class ContrastTable:
    """What the editor sees beside the form. `take` is what the button sends that takes the nearest colours."""

    checks: list
    failures: list

    @classmethod
    def of(cls, look):
        checks = sorted(check(look.recipe()), key=lambda checked: checked.share)
        return cls(checks, failures(look.recipe()) if not checks[0].passes else [])

    @property
    def lowest(self):
        return self.checks[0]

    @property
    def take(self):
        mended = [failure for failure in self.failures if failure.nearest]
        if len(mended) < len(self.failures):
            return ""
        return " ".join(f"{failure.place}={failure.nearest.hex}" for failure in mended)


def taken(post):
    """The posted form with the colours that its button "take" names in their fields, to be saved and shown again."""
    post = post.copy()
    for word in post.pop("take")[-1].split():
        place, _equals, colour = word.partition("=")
        name = place if place in ("base", "accent") else _TOKEN + place
        if name in post:
            post[name] = colour
    post["_continue"] = "1"
    return post


def preview_sheet(look):
    """Puts a look on a page, whatever else it wears: in no layer, it is above all of them."""
    return f":root:root {{ {declarations(look)} }}"


TOKENS_HELP = _("Empty: derived from base and accent. What is set here is what the rest is derived from.")
