"""The page "Paste many" beside a page of credits: lines become rows, after a look at what each would be."""

from django import forms
from django.contrib.admin.models import ADDITION, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from catalog.admin.pasted_rows import LEFT_OUT, make_credits, make_people, read_rows
from catalog.models import Department
from catalog.sources.pasted_credits import MOST_LINES
from streamcms.publishing.revision import hold_catalogue

_LINES_HELP = gettext_lazy(
    "One credit on each line: “Name | Character”, with a tab in the bar’s place, or “Name as Character”. "
    "Outside of the cast the second part is the job."
)


class PasteForm(forms.Form):
    department = forms.ChoiceField(label=gettext_lazy("Department"), choices=Department.choices)
    job = forms.CharField(
        label=gettext_lazy("Job"), max_length=100, required=False, help_text=gettext_lazy("Of lines that name none.")
    )
    text = forms.CharField(
        label=gettext_lazy("Lines"),
        max_length=200_000,
        strip=False,  # a line keeps its number
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_LINES_HELP,
    )

    def clean_text(self):
        text = self.cleaned_data["text"]
        count = sum(bool(line.strip()) for line in text.splitlines())
        if not count:
            raise forms.ValidationError(_("There are no lines."))
        if count > MOST_LINES:
            many = {"count": count, "most": MOST_LINES}
            raise forms.ValidationError(_("These are %(count)d lines; at most %(most)d are taken at once.") % many)
        return text

    def clean(self):
        values = super().clean()
        if values.get("department") == Department.ACTING and not values.get("job"):
            values["job"] = "Actor"
        return values


class PastesCredits:
    """For a RowsPage of credits."""

    def urls(self):
        view = self.site.admin_view(require_http_methods(["GET", "HEAD", "POST"])(self.paste_view))
        return [*super().urls(), path(f"<int:pk>/{self.name}/paste/", view, name=f"{self.url_name}_paste")]

    def tools(self, request, owner):
        if not self._may_paste(request, owner):
            return super().tools(request, owner)
        address = reverse(f"admin:{self.url_name}_paste", args=[owner.pk])
        return [*super().tools(request, owner), (address, _("Paste many"))]

    def _may_paste(self, request, owner):
        return self.may_change(request, owner) and self._allowed(request, "add")

    def paste_view(self, request, pk):
        """A form of lines; "preview" shows what they would be, "save" writes it once no line has an error."""
        owner = self.admin.get_object(request, str(pk))
        if owner is None:
            raise Http404
        if not self._may_paste(request, owner):
            raise PermissionDenied
        form = PasteForm(request.POST or None, initial={"department": Department.ACTING, "job": "Actor"})
        rows, mark = [], ""
        if form.is_valid():
            mark = _mark(form.cleaned_data)
            is_previewed = request.POST.get("previewed") == mark  # else the numbers of lines mean others
            with transaction.atomic():
                if is_previewed:
                    hold_catalogue()
                rows = self._pasted_rows(request, owner, form.cleaned_data, request.POST if is_previewed else None)
                if is_previewed and "_save" in request.POST and not any(row.error for row in rows):
                    self._save_pasted(request, owner, rows, form.cleaned_data["department"])
                    return HttpResponseRedirect(reverse(f"admin:{self.url_name}", args=[owner.pk]))
        return TemplateResponse(request, "admin/credits_paste.html", self._paste_page(request, owner, form, rows, mark))

    def _pasted_rows(self, request, owner, values, choices):
        held = self.rows(owner).order_by().values_list("person", "department", "job", "character")
        return read_rows(
            values["text"],
            values["department"],
            values["job"],
            held=held,
            may_make_people=request.user.has_perm("people.add_person"),
            choices=choices,
        )

    def _save_pasted(self, request, owner, rows, department):
        self.admin.remember(request, owner)
        made = make_people(rows)
        if made:
            LogEntry.objects.log_actions(
                user_id=request.user.pk,
                queryset=list(made.values()),
                action_flag=ADDITION,
                change_message=_("Made for the credits of %s.") % owner,
            )
        last = self.rows(owner).aggregate(last=Max(self.order_field))["last"] or 0
        credits = make_credits(rows, department, made, after=last, fixed=self.fixed(owner))
        self._note(request, owner, (len(credits), 0, 0), was_moved=False)

    def _paste_page(self, request, owner, form, rows, mark):
        errors = sum(bool(row.error) for row in rows)
        added = sum(not row.error and not row.is_there and row.choice not in ("", LEFT_OUT) for row in rows)
        return {
            **self.site.each_context(request),
            "title": str(owner),
            "opts": self.admin.opts,
            "owner": owner,
            "owner_url": self.admin.address(owner),
            "rows_url": reverse(f"admin:{self.url_name}", args=[owner.pk]),
            "parts": self.admin.part_links(request, owner, self),
            "page": self,
            "form": form,
            "rows": rows,
            "mark": mark,
            "errors": errors,
            "saves": ngettext("Add %d credit", "Add %d credits", added) % added if added else _("Add these credits"),
            "was_refused": errors and "_save" in request.POST,
            "is_cast": form.is_bound and form.data.get("department") == Department.ACTING,
            "may_make_people": request.user.has_perm("people.add_person"),
        }


def _mark(values):
    """What tells whether the lines are those that were previewed."""
    return salted_hmac("pasted credits", "\0".join([values["text"], values["department"], values["job"]])).hexdigest()
