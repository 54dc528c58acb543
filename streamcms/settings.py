"""All settings, read from the environment and from `.env`. Secure unless told otherwise.

`.env.example` names every variable with its default and its reason.
"""

import os
from pathlib import Path

from environs import Env

from streamcms import sqlite_engine

sqlite_engine.install()  # before anything imports sqlite3

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
if os.environ.get("READ_DOTENV", "on") != "off":
    env.read_env(str(BASE_DIR / ".env"), recurse=False)

DEBUG = env.bool("DEBUG", False)
SAMPLE_SECRET_KEY = "replace-me"
SECRET_KEY = env.str("SECRET_KEY", "")
if not SECRET_KEY or SECRET_KEY.startswith(SAMPLE_SECRET_KEY):
    raise SystemExit(
        "streamcms: SECRET_KEY is missing or still the sample. Run `make run`, which writes a .env with a fresh one, "
        'or set SECRET_KEY to what `python -c "import secrets; print(secrets.token_urlsafe(50))"` prints.'
    )

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [])
SITE_URL = env.str("SITE_URL", "").rstrip("/")

INSTALLED_APPS = [
    "streamcms.publishing",
    "people",
    "catalog",
    "theming",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "csp",
    "reversion",
]

MIDDLEWARE = [
    # First: what it stores of a page is what all below made of it, redirects to https and their headers included.
    "streamcms.publishing.page_cache.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "streamcms.publishing.middleware.PublicGZipMiddleware",
    "csp.middleware.CSPMiddleware",
    # Sessions, messages and authentication run under /admin/ alone: public pages never see a cookie.
    "streamcms.publishing.middleware.AdminSessionMiddleware",
    "streamcms.publishing.middleware.AdminAuthenticationMiddleware",
    "streamcms.publishing.middleware.EditorTimeZoneMiddleware",
    "streamcms.publishing.middleware.ViewpointMiddleware",
    "streamcms.publishing.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "streamcms.publishing.admin_site.signed_out.SignedOutMiddleware",
    "streamcms.publishing.middleware.AdminMessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "catalog.health.middleware.HealthMiddleware",
]

ROOT_URLCONF = "streamcms.urls"
WSGI_APPLICATION = "streamcms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "theming.context_processors.site",
            ],
        },
    }
]

# Data: everything that the software writes lies in one folder, so that one folder is backed up.
DATA_ROOT = Path(env.str("DATA_ROOT", str(BASE_DIR / "var")))
DATA_ROOT.mkdir(parents=True, exist_ok=True)
MEDIA_ROOT = DATA_ROOT / "media"
MEDIA_URL = "/media/"
STATIC_ROOT = DATA_ROOT / "static"
STATIC_URL = "/static/"  # begins with a slash: a relative one would take the preview's prefix

DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{DATA_ROOT}/db.sqlite3")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"] |= sqlite_engine.database_settings()
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Compiling a query costs more than any of ours takes.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_MANIFEST = env.bool("STATIC_MANIFEST", not DEBUG)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Originals are kept apart from what is served.
    "originals": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA_ROOT / "originals"), "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "streamcms.static_files.HashedStaticFilesStorage"
        if STATIC_MANIFEST
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not STATIC_MANIFEST
WHITENOISE_MAX_AGE = 3600

# Security. PLAIN_HTTP is for one's own machine: no redirect to https, cookies over http.
PLAIN_HTTP = env.bool("PLAIN_HTTP", DEBUG)
SECURE_SSL_REDIRECT = not PLAIN_HTTP
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 0 if PLAIN_HTTP else env.int("SECURE_HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = not PLAIN_HTTP
SECURE_HSTS_PRELOAD = not PLAIN_HTTP
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
if env.bool("BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not PLAIN_HTTP
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "streamcms.publishing.admin_site.signed_out.csrf_failure"
X_FRAME_OPTIONS = "DENY"  # previews alone may be framed, by ourselves (publishing/middleware.py)

_self = ["'self'"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "base-uri": ["'none'"],
        "connect-src": _self,
        "font-src": _self,
        "form-action": _self,
        "frame-ancestors": ["'none'"],
        "frame-src": [*_self, "https://www.youtube-nocookie.com", "https://player.vimeo.com"],
        "img-src": _self,
        "manifest-src": _self,
        "media-src": env.list("MEDIA_SOURCES", ["'self'"]),
        "object-src": ["'none'"],
        "script-src": _self,
        "style-src": _self,
        "worker-src": _self,
    }
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
if hashers := env.list("PASSWORD_HASHERS", []):
    PASSWORD_HASHERS = hashers
LOGIN_URL = "admin:login"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ar", "العربية")]  # all but the first are a prefix: /ar/...
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "streamcms.formats"
TIME_ZONE = env.str("TIME_ZONE", "UTC")
USE_I18N = True
USE_TZ = True

# Rendered pages: so much in memory for each worker, and as much again in files under DATA_ROOT for all. 0: none.
PAGE_CACHE_MB = env.int("PAGE_CACHE_MB", 64)
# A CDN in front keeps a page for CDN_MAX_AGE seconds; with CDN_PURGE_URL it is told at once when something changed.
CDN_PURGE_URL = env.str("CDN_PURGE_URL", "")
CDN_PURGE_HEADER = env.str("CDN_PURGE_HEADER", "Fastly-Key")
CDN_PURGE_TOKEN = env.str("CDN_PURGE_TOKEN", "")
CDN_MAX_AGE = env.int("CDN_MAX_AGE", 3600 if CDN_PURGE_URL else 60)

CERTIFICATION_COUNTRY = env.str("CERTIFICATION_COUNTRY", "US").upper()

# History keeps everything of the last `days`, older than that the last of each month, and always the `last` of a thing.
HISTORY_KEEP = {"days": env.int("HISTORY_KEEP_DAYS", 90), "last": env.int("HISTORY_KEEP_LAST", 10)}

# Titles up to which browsers get the library's whole index and filter it themselves; above, they ask the server.
LIBRARY_CLIENT_LIMIT = env.int("LIBRARY_CLIENT_LIMIT", 200_000)

# TMDB lets nobody make something else of its pictures, unless agreed.
BACKDROPS_FROM_TMDB = env.bool("BACKDROPS_FROM_TMDB", False)
TMDB_API_URL = env.str("TMDB_API_URL", "https://api.themoviedb.org/3").rstrip("/")
TMDB_TOKEN = env.str("TMDB_TOKEN", "")

DEMO_EDITOR_PASSWORD = env.str("DEMO_EDITOR_PASSWORD", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
    "loggers": {"httpx2": {"level": "WARNING"}, "stamina": {"level": "ERROR"}, "httpcore2": {"level": "WARNING"}},
}
