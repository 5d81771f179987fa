"""Settings of the test runs: the site's own, with a throw-away data directory and quick passwords."""

import os
import tempfile
from pathlib import Path

for name in [n for n in os.environ if n.startswith("KNIPPERLICHT_") and n != "KNIPPERLICHT_MEMORY"]:
    del os.environ[name]
os.environ["KNIPPERLICHT_DATA"] = tempfile.mkdtemp(prefix="knipperlicht-tests-")
os.environ["KNIPPERLICHT_SECRET_KEY"] = "a key for tests only"

from knipperlicht.web.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SECOND_FACTOR_ROLES = ()
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
if not os.environ.get("DATABASE_URL"):
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": Path(os.environ["KNIPPERLICHT_DATA"]) / "test.sqlite3",
            "TEST": {"NAME": ":memory:"},
            "OPTIONS": {"transaction_mode": "IMMEDIATE"},
        }
    }

Path(os.environ["KNIPPERLICHT_DATA"], "static").mkdir()
