"""What an editor typed beside what is there by now and what was there when the form was opened, field by field."""

from dataclasses import dataclass, field

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from streamcms.publishing.admin_site.opened import plain, posted, spelled_picture, writable
from streamcms.publishing.admin_site.picture_input import FOCUS, KEPT, PICK, TEXT
from streamcms.publishing.admin_site.picture_words import cell_words
from streamcms.publishing.admin_site.pictures import PictureField
from streamcms.publishing.history.words import word_diff
from streamcms.publishing.images import CENTRE

MINE, THEIRS = "mine", "theirs"


@dataclass
class Difference:
    """One line of the page. `pick` is chosen beforehand: theirs where the editor typed nothing, "" where both did."""

    key: str
    label: str
    opened: str | None
    theirs: str
    mine: str
    pick: str = ""

    def __post_init__(self):
        self.theirs_words, self.mine_words = word_diff(self.theirs, self.mine)


@dataclass
class Comparison:
    """`differences` are to be chosen from; `only_mine` is what nobody else touched; `added` are rows of others."""

    differences: list = field(default_factory=list)
    only_mine: list = field(default_factory=list)
    added: list = field(default_factory=list)
    gone: dict = field(default_factory=dict)  # prefix -> indexes of rows that others removed and the editor left alone

    @property
    def conflicts(self):
        return [difference for difference in self.differences if not difference.pick]


def compare(opened, now, form, formsets, data, files):
    """The Comparison of a posted form with what is `now` there; `form` and `formsets` show that."""
    comparison = Comparison()
    for name in writable(form) if form else ():
        held, before = now.fields[name], opened.fields.get(name)
        if isinstance(form.fields[name], PictureField):
            _compare_picture(comparison, form[name], name, before, held, data, files)
        else:
            _note(comparison, form[name], name, "", before, held, posted(data, held))
    for formset in formsets:
        _compare_rows(comparison, opened.rows.get(formset.prefix), now.rows[formset.prefix], formset, data)
    return comparison


def _compare_picture(comparison, bound_field, name, before, held, data, files):
    """A picture that the editor left alone is theirs by itself: of it nothing is posted but its description."""
    upload, picked = files.get(name), data.get(f"{name}-{PICK}")
    shown = held if before is None else before
    told = {key: _sent(data, key, values) for key, values in shown.items() if key != name}
    if upload or data.get(f"{name}-{KEPT}"):
        words = _("a new picture: %s") % upload.name if upload else _("a new picture")
        _note(comparison, bound_field, name, "", before, held, {name: ["+"], **told}, words)
    elif data.get(f"{name}-clear"):
        _note(comparison, bound_field, name, "", before, held, spelled_picture(name, None))
    elif picked or told != {key: values for key, values in shown.items() if key != name}:
        _note(comparison, bound_field, name, "", before, held, {name: [picked] if picked else shown[name], **told})


def _sent(data, key, values):
    return [plain(value) for value in data.getlist(key)] if key in data else values


def _note(comparison, bound_field, key, prefix, opened, held, mine, words=""):
    """File what the editor sent of one field under what must be said of it."""
    if mine == held:
        return
    texts = [None if opened is None else say(bound_field.field, opened), say(bound_field.field, held)]
    texts.append(words or say(bound_field.field, mine))
    difference = Difference(key, f"{prefix}{capfirst(bound_field.label)}", *texts)
    if opened == held:
        comparison.only_mine.append(difference)
    else:
        difference.pick = THEIRS if mine == opened else ""
        comparison.differences.append(difference)


def _compare_rows(comparison, opened, held, formset, data):
    heading = capfirst(formset.model._meta.verbose_name)
    places = posted_rows(data, formset)
    forms_of = {str(form.instance.pk): form for form in formset.initial_forms}
    for pk, index in places.items():
        before = None if opened is None else opened.get(pk)
        mine = {name: posted_row_field(data, formset, index, keys) for name, keys in (before or {}).items()}
        if pk not in held:
            _row_is_gone(comparison, formset, index, before, mine, heading, data)
        elif opened is None or before != held[pk]:
            _row_differs(comparison, forms_of[pk], formset, index, before, held[pk], heading, data)
    comparison.added += [
        f"{heading}: {forms_of[pk].instance}" for pk in held if pk not in places and pk not in (opened or {})
    ]


def _row_differs(comparison, form, formset, index, before, held, heading, data):
    prefix = f"{heading} {form.instance}: "
    removal = f"{formset.prefix}-{index}-DELETE"
    if data.get(removal):
        texts = (None, " · ".join(_words(form, held)), _("removed"))
        comparison.differences.append(Difference(removal, f"{heading} {form.instance}", *texts))
        return
    for name, keys in held.items():
        mine = posted_row_field(data, formset, index, keys)
        opened = None if before is None else before.get(name)
        if opened != keys:
            _note(comparison, form[name], f"{formset.prefix}-{index}-{name}", prefix, opened, keys, mine)


def _row_is_gone(comparison, formset, index, before, mine, heading, data):
    is_left_alone = mine == before or data.get(f"{formset.prefix}-{index}-DELETE")
    if is_left_alone:
        comparison.gone.setdefault(formset.prefix, []).append(index)
        return
    form = formset.empty_form
    texts = (" · ".join(_words(form, before)), _("removed"), " · ".join(_words(form, mine)))
    comparison.differences.append(Difference(f"{formset.prefix}-{index}-{GONE}", heading, *texts))


GONE = "GONE"  # stands for a field's name in the key of a row that others removed


def _words(form, fields):
    return filter(None, (say(form.fields[name], keys) for name, keys in fields.items() if name in form.fields))


def posted_rows(data, formset):
    """{primary key: index} of the rows that were there when the form was opened."""
    name = formset.model._meta.pk.name
    total = data.get(f"{formset.prefix}-TOTAL_FORMS", "")
    found = range(min(int(total), formset.absolute_max)) if total.isdigit() else ()
    keys = ((data.get(f"{formset.prefix}-{index}-{name}", ""), index) for index in found)
    return {key: index for key, index in keys if key}


def posted_row_field(data, formset, index, keys):
    """What was posted of one field of a row, spelled without the row's prefix."""
    prefix = f"{formset.prefix}-{index}-"
    values = posted(data, {prefix + key: held for key, held in keys.items()})
    return {key.removeprefix(prefix): value for key, value in values.items()}


def _say_picture(spelled):
    """Its key, its text where it has one, its focal point where that is not the centre."""
    (name, key), *told = spelled.items()
    if not key:
        return ""
    told = {each.removeprefix(f"{name}-"): values[0] for each, values in told if values}
    words = [_("picture %s") % key[0]]
    if told.get(TEXT):
        words.append(f"“{told[TEXT]}”")
    if told.get(FOCUS, str(CENTRE)) != str(CENTRE) and told[FOCUS].isdigit():
        words.append(_("focal point in %s") % cell_words(told[FOCUS]).lower())
    return ", ".join(words)


def say(form_field, spelled):
    """What was posted of a field, in words."""
    values = [value for each in spelled.values() for value in each if value != ""]
    if isinstance(form_field, PictureField):
        return _say_picture(spelled)
    if isinstance(form_field, forms.BooleanField):
        return _("yes") if values else _("no")
    if isinstance(form_field, forms.ModelChoiceField):
        known = [value for value in values if value.isascii() and value.isdigit()]
        return ", ".join(sorted(map(str, form_field.queryset.model._base_manager.filter(pk__in=known))))
    if isinstance(form_field, forms.ChoiceField):
        labels = {str(value): str(label) for value, label in form_field.choices}
        return ", ".join(labels.get(value, value) for value in values)
    return " ".join(values)
