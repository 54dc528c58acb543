"""A form with a state and a window: what is wrong with them is said beside the field, and no button breaks its word."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from streamcms.publishing.admin_site.publishing_rights import PUBLISHED
from streamcms.publishing.admin_site.save_words import promise_of, words_of
from streamcms.publishing.moments import spoken
from streamcms.publishing.outcome import Showing, outcome
from streamcms.publishing.publishable import Publishable

TO = "_to_"  # a button that gives another state: _to_published
BUTTONS = ("_save", "_continue", "_addanother", *(TO + state for state in Publishable.State.values))
_COLUMNS = {"state": "state", "publish_at": "opens", "unpublish_at": "closes"}


def scheduled(form_class, model_admin, request):
    """The form class with these rules; what was typed is left on the request for the words of the buttons."""

    class Scheduled(form_class):
        outcome = None

        def clean(self):
            cleaned = super().clean()
            before = Showing.of(self.instance) if self.instance.pk else Showing()
            values = {name: self.cleaned_data.get(field, getattr(before, name)) for field, name in _COLUMNS.items()}
            after = Showing(**values)
            request.stored_showing, request.typed_showing = before, after
            self._window_is_open(after)
            if not self.errors.keys() & _COLUMNS.keys():
                self.outcome = outcome(before, after, request.viewpoint.at)
                self._promise_is_kept()
                self._nothing_hinders(before, after)
            return cleaned

        def _window_is_open(self, after):
            if "unpublish_at" in self.fields and after.opens and after.closes and after.closes <= after.opens:
                begins = spoken(after.opens, request.viewpoint.at)
                self.add_error("unpublish_at", _("This is not after %s, when it is shown.") % begins)

        def _promise_is_kept(self):
            """A button without words of ours, from a script say, promised nothing."""
            said = next((request.POST[name] for name in BUTTONS if name in request.POST), "")
            if "|" in said and said != promise_of(self.outcome):
                does = words_of(self.outcome, request.viewpoint.at)
                self.add_error(
                    None, _("Nothing was saved: with these times the button means “%s”. Press again.") % does
                )

        def _nothing_hinders(self, before, after):
            if after.state != PUBLISHED or before.state == PUBLISHED or not self.instance.pk:
                return
            for words in model_admin.publishing_obstacles(request, [self.instance]).get(self.instance.pk, []):
                self.add_error("state" if "state" in self.fields else None, ValidationError(str(words)))

    Scheduled.__name__ = form_class.__name__
    return Scheduled
