"""Settings of the portal, all of them, read from the environment. README names the variables."""

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from qazvin20 import environment
from qazvin20.database import database_from
from qazvin20.keys import key

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = environment.folder("QAZVIN20_DATA", BASE_DIR / "var")
SITE_URL = environment.site_url("QAZVIN20_SITE_URL")
HTTPS = SITE_URL.startswith("https://")
PROXIES = environment.number("QAZVIN20_PROXIES", default=0, least=0, most=5)

DEBUG = False
SECRET_KEY = key(DATA_DIR, "django")
CHAIN_KEY = key(DATA_DIR, "chain")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
if SITE_URL:
    ALLOWED_HOSTS.append(environment.host_of(SITE_URL))

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
    "allauth.mfa",
    "csp",
    "qazvin20.back_door.BackDoorConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # What stands above WhiteNoise puts its headers on static files, redirects and errors as well.
    "qazvin20.headers.Headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "qazvin20.compression.CompressedPages",
    "qazvin20.errors.ErrorPages",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "qazvin20.hygiene.CleanRequests",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "qazvin20.hygiene.BodySize",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "qazvin20.sign_in_first.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "qazvin20.second_factor.SecondFactorFirst",
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
                "qazvin20.context.site",
            ],
            "builtins": ["persian.templatetags.persian"],
        },
    }
]

# Data

try:
    DATABASES = {"default": database_from(os.environ.get("DATABASE_URL", ""), DATA_DIR)}
except ValueError as problem:
    raise ImproperlyConfigured(f"DATABASE_URL must be postgres://USER:PASSWORD@HOST:PORT/NAME: {problem}") from None
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# All server processes count tries together, and a restart forgets none; local memory would do neither.
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # with the usual 300, many made-up names would push out what was counted
    }
}
FILES_DIR = DATA_DIR / "files"
READY_FREE_BYTES = 100 * 2**20  # below that /readyz says no

# Language and time

LANGUAGE_CODE = "fa"
LANGUAGES = [("fa", "فارسی")]
TIME_ZONE = "Asia/Tehran"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

# Accounts

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "people.passwords.UnlikeTheAccount",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {"NAME": "people.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "people.passwords.Uncommon"},
    {"NAME": "people.passwords.NotOnlyDigits"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "qazvin20.accounts.Accounts"
ACCOUNT_FORMS = {
    "login": "qazvin20.account_forms.SignInForm",
    "change_password": "qazvin20.account_forms.ChangePasswordForm",
    "reauthenticate": "qazvin20.account_forms.ConfirmPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/5m/ip,5/5m/key",
    "change_password": "5/m/user",
    "signup": "20/m/ip",
}
MFA_ADAPTER = "qazvin20.second_factor.SecondFactors"
# Browsers make passkeys for https alone.
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"] if HTTPS else ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "qazvin20.second_factor_forms.CodeForm",
    "activate_totp": "qazvin20.second_factor_forms.FirstCodeForm",
    "add_webauthn": "qazvin20.second_factor_forms.NewPasskeyForm",
    "authenticate_webauthn": "qazvin20.second_factor_forms.PasskeyForm",
}
MFA_TOTP_TOLERANCE = 1  # half a minute early or late: telephones and servers without a time server
SECOND_FACTOR_FOR_STAFF = HTTPS
# How many proxies of ours write X-Forwarded-For; with none the header is a visitor's own invention and is not read.
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES

# Mail, where there is any: the address to sign in with is shown to the administrator otherwise.

_mail = environment.mail("QAZVIN20_SMTP")
SENDS_MAIL = bool(_mail.host)
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.security == "tls", _mail.security == "starttls"
EMAIL_TIMEOUT = 10  # seconds; whoever waits for the page waits for the mail
DEFAULT_FROM_EMAIL = environment.mail_address("QAZVIN20_MAIL_FROM", default=f"portal@{_mail.host or 'localhost'}")

# Cookies and sessions. Browsers refuse a name with __Host- unless the cookie is Secure, of this host and for «/».

SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "qazvin20.errors.csrf_failed"
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL else []
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie of its own

# What browsers are told

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked on the machine itself, over plain http
# nginx must set this header on every request that it passes on, so that nobody else's value gets through.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# How much one request may bring. A view that takes more is named here; every other one takes what ORDINARY_BODY says.

ORDINARY_BODY = 2_621_440  # bytes; Django's own default
LARGE_BODIES = {  # by the name of the address
    "import": 12 * 2**20,
    "verify_code": 24 * 2**20,
    "settings": 6 * 2**20,
    "attachment_new": 26 * 2**20,  # a scan of 25 MB, and the rest of its form
    "attachment_replace": 26 * 2**20,
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 2**20  # a pasted document of 5 MB, and the rest of its form
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # the review of an import has a box for each mention that it offers
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440  # larger files wait on the disk
FILE_UPLOAD_PERMISSIONS = 0o640

# Static files

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # files of the record go through records.files
    "staticfiles": {"BACKEND": "qazvin20.static_files.CollectedFiles"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False

# The paper

# Until the settings in the browser say otherwise.
LETTERHEAD_ORDER = environment.order("QAZVIN20_LETTERHEAD_ORDER", ("number", "date", "attachment"))
PDF_SECONDS = environment.number("QAZVIN20_PDF_SECONDS", default=60, least=5, most=600)
PDF_MEMORY = environment.number("QAZVIN20_PDF_MEGABYTES", default=1500, least=300, most=16_000) * 1_000_000

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "qazvin20.logs.UtcFormatter", "format": "{asctime} {levelname} {name}: {message}", "style": "{"}
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        # Django's own handlers mail to administrators and print only while DEBUG is on.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # WeasyPrint and fontTools tell of every glyph and rule that they pass over.
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
    },
}
