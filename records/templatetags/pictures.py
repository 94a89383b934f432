"""The pictures of `records.svg` as template tags: `{% ticks 40 held %}`, `{% emblem %}`."""

from django import template

from records import svg, tracks

register = template.Library()

register.simple_tag(svg.emblem, name="emblem")
register.simple_tag(svg.ticks, name="ticks")
register.simple_tag(svg.leaves, name="leaves")
register.simple_tag(svg.stars, name="stars")
register.simple_tag(svg.bar, name="bar")
register.simple_tag(svg.lozenge, name="lozenge")
register.simple_tag(svg.lozenge_shapes, name="lozenge_shapes")
register.simple_tag(svg.lozenge_use, name="lozenge_use")
register.simple_tag(svg.lozenges, name="lozenges")
register.simple_tag(tracks.track, name="track")
register.simple_tag(tracks.shares, name="shares")
