"""The portal over the database of the tests, for a server that may be killed: `tests.browser.killable:application`.

Styles and scripts are served as they lie in the project.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qazvin20.settings")

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application

settings.DATABASES["default"]["NAME"] = os.environ["KILLABLE_DATABASE"]
settings.ALLOWED_HOSTS = ["127.0.0.1"]
plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
application = StaticFilesHandler(get_wsgi_application())
