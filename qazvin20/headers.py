"""The headers that every response carries, and who may keep a copy of it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# Features of browsers that no page of ours uses: neither it nor anything that gets into it may ask for them.
REFUSED = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
# Django's and django-csp's middleware write these too; here they reach a response that came from further out.
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in REFUSED),
}


class Headers:
    """Outermost middleware, so that static files, redirects, errors and downloads are covered.

    A view or WhiteNoise that sets Cache-Control itself is left alone. Otherwise nothing of a session is ever stored,
    and what a visitor got may be kept by his browser alone, which asks again each time.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if not response.has_header("Cache-Control"):
            cookie = settings.SESSION_COOKIE_NAME
            in_session = cookie in request.COOKIES or cookie in response.cookies
            response.headers["Cache-Control"] = "private, no-store" if in_session else "private, no-cache"
        return response
