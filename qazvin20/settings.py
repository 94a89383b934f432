"""Settings of the portal, all of them, read from the environment. README names the variables."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from qazvin20.database import database_from
from qazvin20.keys import key

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("QAZVIN20_DATA") or BASE_DIR / "var").resolve()
SITE_URL = os.environ.get("QAZVIN20_SITE_URL", "").rstrip("/")
HTTPS = urlsplit(SITE_URL).scheme == "https"

DEBUG = False
SECRET_KEY = key(DATA_DIR, "django")
CHAIN_KEY = key(DATA_DIR, "chain")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
if urlsplit(SITE_URL).hostname:
    ALLOWED_HOSTS.append(str(urlsplit(SITE_URL).hostname))

INSTALLED_APPS = [
    "qazvin20",
    "commitments",
    "statements",
    "guilds",
    "meetings",
    "projects",
    "people",
    "records",
    "persian",
    "crispy_forms",
    "crispy_bootstrap5",
    "allauth",
    "allauth.account",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "qazvin20.urls"
WSGI_APPLICATION = "qazvin20.wsgi.application"
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
            ],
            "builtins": ["persian.templatetags.persian"],
        },
    }
]

DATABASES = {"default": database_from(os.environ.get("DATABASE_URL", ""), DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

LANGUAGE_CODE = "fa"
TIME_ZONE = "Asia/Tehran"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
FILES_DIR = DATA_DIR / "files"

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
