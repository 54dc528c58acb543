"""The widget of a picture: the picture as it is, and all that an editor may do to it, with and without JavaScript."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.template.loader import render_to_string

from streamcms.publishing.admin_site import picture_words
from streamcms.publishing.artwork.fitness import WANTED
from streamcms.publishing.images import CENTRE, Image

TEXT, FOCUS, PICK, KEPT = "alt", "focus", "pick", "kept"  # what follows the field's name and a hyphen
INSTEAD = (PICK, KEPT, "clear")  # of the picture that is there
_SALT = "streamcms.kept-picture"


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form sends of one picture. `file`: an upload, False to remove it, None for neither. `kept`: the Image of
    an upload whose form was refused. `text` and `cell` (of the focal point) are None where a script left them out."""

    file: Any = None
    kept: Image | None = None
    picked: str = ""
    text: str | None = None
    cell: str | None = None

    def describes_otherwise(self, image):
        """Whether text or focal point are not those of an Image."""
        is_told = self.text is not None and self.text.strip() != image.alternative_text
        return is_told or (self.cell is not None and self.cell != str(image.focal_point))


@dataclass(frozen=True, slots=True)
class Held:
    """What the widget shows: an Image or None, and what was typed of it in a form that is shown again."""

    image: Image | None
    sent: Sent | None = None


def sign_kept(image):
    return signing.dumps(image.pk, salt=_SALT)


def kept_picture(text):
    """The Image that a form kept; None where nobody here signed it."""
    try:
        pk = signing.loads(text, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    return Image.objects.filter(pk=pk).first()


class PictureInput(forms.ClearableFileInput):
    template_name = "admin/widgets/picture.html"
    role = ""
    kept = None  # the Image of an upload of this very request
    others = ()  # Images to choose instead, or what gives them when asked

    def __init__(self, attrs=None):
        super().__init__({"accept": "image/*"} | (attrs or {}))

    def render(self, name, value, attrs=None, renderer=None):
        """From the project's templates: those of form renderers lie elsewhere."""
        return render_to_string(self.template_name, self.get_context(name, value, attrs))

    def value_from_datadict(self, data, files, name):
        file = super().value_from_datadict(data, files, name)
        kept = kept_picture(data[f"{name}-{KEPT}"]) if file is None and data.get(f"{name}-{KEPT}") else None
        picked, text, cell = (data.get(f"{name}-{extra}") for extra in (PICK, TEXT, FOCUS))
        return Sent(file, kept, picked or "", text, cell)

    def value_omitted_from_data(self, data, files, name):
        return name not in files and not any(f"{name}-{extra}" in data for extra in (TEXT, FOCUS, *INSTEAD))

    def is_initial(self, value):
        return isinstance(value, Image)

    def format_value(self, value):
        return value.image if isinstance(value, Held) else value if self.is_initial(value) else None

    def get_context(self, name, value, attrs):
        sent = value.sent if isinstance(value, Held) else None
        context = super().get_context(name, self.format_value(value), attrs)
        kept = self.kept or (sent and sent.kept)
        image = kept or self.format_value(value)
        text = sent.text if sent and sent.text is not None else image.alternative_text if image else ""
        cell = sent.cell if sent and sent.cell is not None else str(image.focal_point if image else CENTRE)
        wanted = WANTED[self.role]
        context["picture"] = {
            "image": image,
            "kept": sign_kept(kept) if kept else "",
            "text": text,
            "cell": cell,
            "rows": picture_words.focal_choices() if wanted.uses else [],
            "uses": [(picture_words.shape_words(use.shape), picture_words.USES[use.name]) for use in wanted.uses],
            "warnings": picture_words.warnings(self.role, image.width, image.height) if image else [],
            "role": self.role,
            "role_words": picture_words.role_words(self.role),
            "wanted": wanted,
            "shape": picture_words.shape_words(wanted.shape),
            "small": picture_words.SMALL,
            "wrong_shape": picture_words.shape_sentence(self.role),
            "others": [other for other in self._others() if not image or other.pk != image.pk],
            "picked": sent.picked if sent else "",
        }
        return context

    def _others(self):
        return self.others() if callable(self.others) else self.others
