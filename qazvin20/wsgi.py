"""What the server calls."""

import os
from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters

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
application = Application()
