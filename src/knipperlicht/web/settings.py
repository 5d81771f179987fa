"""Django's settings, from the environment (`environment.py`). No setting is edited in this file by an operator."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from knipperlicht.web.environment import Environment, secret_key
from knipperlicht.web.installed import own_apps
from knipperlicht.web.mail import mail_settings

HERE = Path(__file__).parent
ENVIRONMENT = Environment.read(os.environ)
DATA = ENVIRONMENT.data.resolve()
DEMO = ENVIRONMENT.demo
FLAGS_ONLY = ENVIRONMENT.flags_only
SCHEDULE = ENVIRONMENT.schedule
SCANNER = ENVIRONMENT.scanner

DEBUG = False
SECRET_KEY = secret_key(ENVIRONMENT.secret_key, DATA)
ALLOWED_HOSTS = ENVIRONMENT.hosts
ROOT_URLCONF = "knipperlicht.web.urls"
WSGI_APPLICATION = "knipperlicht.web.wsgi.application"

INSTALLED_APPS = [
    *own_apps(),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "knipperlicht.web.account.sessions.session_rules",
    "knipperlicht.web.middleware.who",
    "knipperlicht.web.middleware.no_nul",
    "knipperlicht.web.account.second_factor.second_factor_first",
    "knipperlicht.web.middleware.plain_errors",
    "knipperlicht.web.middleware.one_snapshot",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "knipperlicht.web.context.page",
            ],
            "builtins": ["knipperlicht.web.tags"],
        },
    },
]

DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{DATA / 'site.sqlite3'}", conn_max_age=600
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Who may come in
AUTH_USER_MODEL = "organisations.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.https
CSRF_FAILURE_VIEW = "knipperlicht.web.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ENVIRONMENT.hosts] if ENVIRONMENT.https else []

# What a browser may do with our pages
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = ENVIRONMENT.https
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.proxy else None
X_FRAME_OPTIONS = "DENY"
TILES = ENVIRONMENT.tiles
_TILE_HOST = ["/".join(TILES.split("/", 3)[:3])] if TILES else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *_TILE_HOST],
        "font-src": [SELF],
        "connect-src": [SELF, *_TILE_HOST],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# Language and time
USE_I18N = USE_TZ = True
LANGUAGE_CODE = ENVIRONMENT.language
LANGUAGES = [("nl", "Nederlands"), ("fr", "Français"), ("en", "English")]
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Europe/Brussels"
LOCALE_PATHS = [HERE / "locale"]
FORMAT_MODULE_PATH = ["knipperlicht.web.formats"]

# Files
STATIC_URL = "static/"
STATICFILES_DIRS = [HERE / "static"]
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20

# Work in the background
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

# Mail: to the console until an address is set
globals().update(mail_settings(ENVIRONMENT.mail_url))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.mail_from

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

from knipperlicht.web.account_settings import *  # noqa: E402, F403
