"""The pictures of `projects.pictures` as template tags: `{% star 70 %}`, `{% squares kinds %}`."""

from django import template
from django.utils.safestring import SafeString

from projects import pictures

register = template.Library()

register.simple_tag(pictures.star, name="star")
register.simple_tag(pictures.star_shape, name="star_shape")
register.simple_tag(pictures.squares, name="squares")


@register.simple_tag
def square(kind: str) -> SafeString:
    """One square, as it stands beside a word."""
    return pictures.squares([kind])
