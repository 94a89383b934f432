"""What the server calls."""

import os
from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.db import connections
from django.utils.http import parse_header_parameters

from records import sample

UNREADABLE = "unreadable"


class Request(WSGIRequest):
    """A request that is read as UTF-8 whatever it says of itself; `hygiene.CleanRequests` refuses what says otherwise.

    Django would decode the query with the named encoding at once, before anything of ours is asked, and fall over
    those («rot13») that decode no text.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        try:
            self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except ValueError:
            self.content_type, self.content_params = "", {"charset": UNREADABLE}


class Application(WSGIHandler):
    request_class = Request


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qazvin20.settings")
django.setup(set_prefix=False)
sample.is_sample()  # asked once, so that even an error page of a sample says what it is
connections.close_all()  # a connection is no good in the workers that are forked from here
application = Application()
