"""The field through which an editor replaces a picture, or describes it anew.

Rows of pictures are never written to: another text or focal point, too, makes a new row when the form is saved. So a
draft moves a pointer, a restored version has the words of its time, and others that show the old row keep it.
"""

from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey
from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from streamcms.publishing.admin_site.earlier_pictures import EarlierPictures
from streamcms.publishing.admin_site.picture_input import FOCUS, KEPT, TEXT, Held, PictureInput, Sent, sign_kept
from streamcms.publishing.admin_site.picture_words import warnings
from streamcms.publishing.artwork import ladder
from streamcms.publishing.artwork.originals import Prepared, prepare
from streamcms.publishing.image_files import copy_image, store_prepared
from streamcms.publishing.images import CENTRE, FOCAL_GRID, Image

MAX_BYTES = 40 * 1024 * 1024
_MOST_TEXT = Image._meta.get_field("alternative_text").max_length


@dataclass(frozen=True, slots=True)
class NewPicture:
    """An upload that can be used, not stored yet."""

    prepared: Prepared
    role: str
    text: str = ""
    cell: int = CENTRE

    def store(self):
        return store_prepared(self.prepared, self.role, alternative_text=self.text, focal_point=self.cell)


@dataclass(frozen=True, slots=True)
class Redescribed:
    """A picture that is there, with another text or focal point."""

    image: Image
    text: str
    cell: int

    def store(self):
        return copy_image(self.image, alternative_text=self.text, focal_point=self.cell)


def prepared_upload(upload, role):
    """What image_files.prepare makes of an uploaded file, made once. Raises ValidationError with the reason."""
    if not hasattr(upload, "outcome"):
        upload.outcome, upload.role = _outcome(upload, role), role
    if isinstance(upload.outcome, ValidationError):
        raise upload.outcome
    return upload.outcome


def _outcome(upload, role):
    if upload.size > MAX_BYTES:
        sizes = {"size": filesizeformat(upload.size), "limit": filesizeformat(MAX_BYTES)}
        return ValidationError(_("The file has %(size)s; the limit is %(limit)s."), params=sizes)
    try:
        return prepare(upload.read(), role)
    except ladder.ImageRejected as rejected:
        return ValidationError(str(rejected))


def prepare_uploads(files, roles):
    """Make the renditions of uploads before a transaction begins: it takes seconds. `roles`: field name -> role."""
    for name, upload in files.items():
        if roles.get(name):
            with suppress(ValidationError):  # the form asks again, and says so beside the field
                prepared_upload(upload, roles[name])


class PictureField(forms.FileField):
    """Cleans to an Image that is there, a NewPicture, a Redescribed, or None (removed). Initially an Image or None."""

    widget = PictureInput

    def __init__(self, *, role, **options):
        self.role = role
        super().__init__(**{"required": False} | options)
        self.widget.role = role
        self.error_messages["contradiction"] = _("Choose a new picture or tick “remove”, not both.")
        self.error_messages["empty"] = _("The file is empty.")

    def clean(self, data, initial=None):
        sent = data if isinstance(data, Sent) else Sent(data)
        image = sent.kept or (self._picked(sent.picked) if sent.picked and sent.file is None else None)
        if image is None:
            found = super().clean(sent.file, initial)
            if found and not isinstance(found, Image):
                prepared = prepared_upload(found, self.role)
                return NewPicture(prepared, self.role, _text(sent.text or ""), _cell(sent.cell))
            image = found or None
        return self._described(image, sent, initial)

    def _described(self, image, sent, initial):
        """What is typed of the picture that was there says nothing of one that is picked in its place."""
        if image is None or not sent.describes_otherwise(image):
            return image
        if initial and image != initial and sent.picked and not sent.describes_otherwise(initial):
            return image
        text = image.alternative_text if sent.text is None else _text(sent.text)
        return Redescribed(image, text, image.focal_point if sent.cell is None else _cell(sent.cell))

    def _picked(self, key):
        found = next((image for image in self.widget._others() if str(image.pk) == key), None)
        if found is None:
            raise ValidationError(_("This picture cannot be chosen here."))
        return found

    def bound_data(self, data, initial):
        return Held(data.kept or initial, data) if isinstance(data, Sent) else initial

    def has_changed(self, initial, data):
        sent = data if isinstance(data, Sent) else Sent(data)
        if sent.file is not None:
            return bool(sent.file) or initial is not None
        if chosen := str(sent.kept.pk) if sent.kept else sent.picked:
            return not initial or chosen != str(initial.pk)
        return bool(initial) and sent.describes_otherwise(initial)


def _text(text):
    text = text.strip()
    if len(text) > _MOST_TEXT:
        raise ValidationError(
            _("The alternative text has %(is)d characters; at most %(most)d fit."),
            params={"is": len(text), "most": _MOST_TEXT},
        )
    return text


def _cell(text):
    if text is None:
        return CENTRE
    if not (text.isascii() and text.isdigit() and int(text) < FOCAL_GRID**2):
        raise ValidationError(_("The focal point is no cell of the grid."))
    return int(text)


def keep_uploads(files, data):
    """Store the pictures of a form that is refused for another reason than them: [(key, value)] to post instead."""
    kept = []
    for name, upload in files.items():
        if isinstance(getattr(upload, "outcome", None), Prepared):
            picture = NewPicture(upload.outcome, upload.role, *_said(name, data))
            kept.append((f"{name}-{KEPT}", sign_kept(picture.store())))
    return kept


def _said(name, data):
    """Text and focal point as far as they can be stored: the form complains of them itself."""
    with suppress(ValidationError):
        return _text(data.get(f"{name}-{TEXT}", "")), _cell(data.get(f"{name}-{FOCUS}"))
    return "", CENTRE


def picture_role(db_field):
    """The role of the pictures that a foreign key points to; None for every other field."""
    if isinstance(db_field, ForeignKey) and db_field.remote_field.model is Image:
        return db_field.get_limit_choices_to()["role"]
    return None


def picture_field(db_field):
    return PictureField(role=picture_role(db_field), label=capfirst(db_field.verbose_name))


class Pictures:
    """For a ModelForm with PictureFields: stores what is new once the form is valid and saved."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.new_pictures, self.stored_pictures = {}, {}
        fields = {name: field for name, field in self.fields.items() if isinstance(field, PictureField)}
        earlier = EarlierPictures(
            self.instance, {name: field.role for name, field in fields.items()}, self.kindred_pictures
        )
        for name, field in fields.items():
            self.initial[name] = getattr(self.instance, name)
            field.widget.others = partial(earlier.of, field.role)

    def kindred_pictures(self):
        """Querysets of keys of pictures, besides its own earlier ones, that may be chosen for this thing."""
        return []

    def clean(self):
        cleaned = super().clean()
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, NewPicture | Redescribed):
                self.new_pictures[name] = self.cleaned_data.pop(name)
        return cleaned

    def save(self, commit=True):
        for name, picture in self.new_pictures.items():
            self.stored_pictures[name] = picture.store()
            setattr(self.instance, name, self.stored_pictures[name])
        self.new_pictures = {}
        return super().save(commit)

    def keep_pictures(self):
        """Store the uploads of a form that is shown again, so that nobody need choose a file twice."""
        uploads = {name: each for name, each in self.new_pictures.items() if isinstance(each, NewPicture)}
        kept = {name: picture.store() for name, picture in uploads.items()}
        for name, image in (kept | self.stored_pictures).items():
            self.fields[name].widget.kept = image

    def picture_warnings(self):
        """Sentences about what was stored."""
        for name, image in self.stored_pictures.items():
            for sentence in warnings(image.role, image.width, image.height):
                yield f"{self.fields[name].label}: {sentence}"
