"""The field through which an editor replaces a picture: a new picture is a new row, made when the form is saved."""

from contextlib import suppress
from dataclasses import dataclass

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from streamcms.publishing.artwork import ladder
from streamcms.publishing.artwork.originals import Prepared, prepare
from streamcms.publishing.image_files import store_prepared
from streamcms.publishing.images import Image

MAX_BYTES = 40 * 1024 * 1024
_SALT = "streamcms.kept-picture"


@dataclass(frozen=True, slots=True)
class NewPicture:
    """An upload that can be used, not stored yet."""

    prepared: Prepared
    role: str


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


class PictureInput(forms.ClearableFileInput):
    """The picture as it is, a file input for another one, and a box that removes it."""

    template_name = "admin/widgets/picture.html"

    def __init__(self, attrs=None):
        super().__init__({"accept": "image/*"} | (attrs or {}))

    def render(self, name, value, attrs=None, renderer=None):
        """From the project's templates: those of form renderers lie elsewhere."""
        return render_to_string(self.template_name, self.get_context(name, value, attrs))

    def value_from_datadict(self, data, files, name):
        """An upload that was kept while its form was refused comes back as the key of its row."""
        upload = super().value_from_datadict(data, files, name)
        if upload is None and data.get(f"{name}-kept"):
            return _kept_picture(data[f"{name}-kept"])
        return upload

    def is_initial(self, value):
        return isinstance(value, Image)

    def format_value(self, value):
        return value if self.is_initial(value) else None


class PictureField(forms.FileField):
    """Cleans to an Image (as it was), a NewPicture, or None (removed). The initial value is an Image or None."""

    widget = PictureInput

    def __init__(self, *, role, **options):
        self.role = role
        super().__init__(**{"required": False} | options)
        self.error_messages["contradiction"] = _("Choose a new picture or tick “remove”, not both.")
        self.error_messages["empty"] = _("The file is empty.")

    def clean(self, data, initial=None):
        if isinstance(data, Image):
            return data
        upload = super().clean(data, initial)
        if isinstance(upload, Image):
            return upload
        return NewPicture(prepared_upload(upload, self.role), self.role) if upload else None

    def bound_data(self, data, initial):
        return initial

    def has_changed(self, initial, data):
        if isinstance(data, Image):
            return data != initial
        return data is not None and (bool(data) or initial is not None)


def keep_uploads(files):
    """Store the pictures of a form that is refused for another reason than them: [(key, value)] to post instead."""
    kept = []
    for name, upload in files.items():
        if isinstance(getattr(upload, "outcome", None), Prepared):
            role = upload.role
            image = store_prepared(upload.outcome, role)
            kept.append((f"{name}-kept", signing.dumps(image.pk, salt=_SALT)))
    return kept


def _kept_picture(text):
    try:
        pk = signing.loads(text, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    return Image.objects.filter(pk=pk).first()


def picture_role(db_field):
    """The role of the pictures that a foreign key points to; None for every other field."""
    if isinstance(db_field, ForeignKey) and db_field.remote_field.model is Image:
        return db_field.get_limit_choices_to()["role"]
    return None


def picture_field(db_field):
    return PictureField(role=picture_role(db_field), label=capfirst(db_field.verbose_name))


class Pictures:
    """For a ModelForm with PictureFields: stores what was uploaded once the form is valid and saved."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.new_pictures = {}
        for name, field in self.fields.items():
            if isinstance(field, PictureField):
                self.initial[name] = getattr(self.instance, name)

    def clean(self):
        cleaned = super().clean()
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, NewPicture):
                self.new_pictures[name] = self.cleaned_data.pop(name)
        return cleaned

    def save(self, commit=True):
        for name, picture in self.new_pictures.items():
            setattr(self.instance, name, store_prepared(picture.prepared, picture.role))
        self.new_pictures = {}
        return super().save(commit)
