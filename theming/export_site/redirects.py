"""What a static server cannot answer itself: a page at a former address that leads to the present one."""

from django.utils.html import escape

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{to}</title>
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={to}">
<link rel="canonical" href="{full}">
</head>
<body><p><a href="{to}">{to}</a></p></body>
</html>
"""


def redirect_page(path, base, here):
    return _PAGE.format(to=escape(base.link(path, here)), full=escape(base.full(path, here)))
