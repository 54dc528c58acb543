#!/bin/sh
# Django's checks under production settings, each warning an error, and models without a migration.
set -eu

export READ_DOTENV=off DEBUG=off PLAIN_HTTP=off ALLOWED_HOSTS=streamcms.example DATABASE_URL=sqlite://:memory:
SECRET_KEY=$(.venv/bin/python -c "import secrets; print(secrets.token_urlsafe(50))")
export SECRET_KEY
.venv/bin/python manage.py check --deploy --fail-level WARNING
.venv/bin/python manage.py makemigrations --check --dry-run
