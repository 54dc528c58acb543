"""What a browser posts from a page: the fields of its form as they stand, with changes."""

from html.parser import HTMLParser

TIME_ZONE = "/admin/time-zone/"


def form_of(response, **changes):
    """The fields of the page's largest form as {name: [values]}, buttons left out; a change to None leaves one out.
    What every page offers, a time zone, is no form of the page's own."""
    parser = _Forms()
    parser.feed(response.content.decode())
    fields = max(parser.forms, key=len)
    data = {}
    for name, value in fields:
        data.setdefault(name, []).append(value)
    data |= {name: value if isinstance(value, list) else [value] for name, value in changes.items()}
    return {name: values for name, values in data.items() if values != [None]}


class _Forms(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms, self._fields, self._select, self._area = [], None, None, None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self._fields = []
            if attrs.get("action") != TIME_ZONE:
                self.forms.append(self._fields)
        elif self._fields is None or "disabled" in attrs:
            return
        elif tag == "input":
            self._input(attrs)
        elif tag == "select":
            self._select, self._options = attrs, []
        elif tag == "option" and self._select is not None:
            self._options.append((attrs.get("value", ""), "selected" in attrs))
        elif tag == "textarea":
            self._area, self._text = attrs, ""

    def _input(self, attrs):
        kind, name = attrs.get("type", "text"), attrs.get("name")
        if not name or kind in ("submit", "button", "file", "image"):
            return
        if kind in ("checkbox", "radio") and "checked" not in attrs:
            return
        self._fields.append((name, attrs.get("value", "on" if kind == "checkbox" else "")))

    def handle_data(self, data):
        if self._area is not None:
            self._text += data

    def handle_endtag(self, tag):
        if tag == "form":
            self._fields = None
        elif tag == "select" and self._select is not None and self._fields is not None:
            chosen = [value for value, is_chosen in self._options if is_chosen]
            if not chosen and "multiple" not in self._select and self._options:
                chosen = [self._options[0][0]]
            self._fields += [(self._select["name"], value) for value in chosen]
            self._select = None
        elif tag == "textarea" and self._area is not None:
            self._fields.append((self._area["name"], self._text.removeprefix("\n").replace("\n", "\r\n")))
            self._area = None
