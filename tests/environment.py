"""The settings that tests run under; loaded before Django's by `-p tests.environment` in pyproject.toml."""

import atexit
import os
import shutil
import tempfile

_scratch = tempfile.mkdtemp(prefix="streamcms-tests-")
atexit.register(shutil.rmtree, _scratch, ignore_errors=True)
os.mkdir(os.path.join(_scratch, "static"))  # WhiteNoise warns where there is none

os.environ.update(
    SECRET_KEY="tests-only-" + "k" * 50,
    READ_DOTENV="off",
    DEBUG="off",
    PLAIN_HTTP="on",
    STATIC_MANIFEST="off",
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    DATA_ROOT=_scratch,
    PASSWORD_HASHERS="django.contrib.auth.hashers.MD5PasswordHasher",
)
for name in ("TMDB_TOKEN", "TMDB_API_URL", "SITE_URL"):
    os.environ.pop(name, None)
os.environ.setdefault("DATABASE_URL", f"sqlite:///{_scratch}/tests.sqlite3")
