"""A body is registered or changed, and never becomes a part of itself."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from people import keeping
from people.keeping import Refused
from people.models import Body
from records import chain

COLUMNS = ("name", "kind", "parent")


def keep_body(body: Body, *, version: int, by: chain.Actor) -> None:
    """Save a body, new or changed, with its event. Raises Stale; Refused where it would be a part of itself."""
    try:
        with transaction.atomic():
            if not body.pk:
                keeping.register(body, by=by)
                return
            refuse_circle(body)
            keeping.change(body, COLUMNS, action="body.changed", version=version, by=by)
    except IntegrityError as error:
        raise Refused("همین حالا دستگاهی با این نام ثبت شد. فهرست را ببینید.", "name") from error


def refuse_circle(body: Body) -> None:
    """Raises Refused where the parent of `body` is a part of it, however far down. Locks every body."""
    parents = dict(Body.objects.select_for_update(of=("self",)).order_by("pk").values_list("pk", "parent"))
    above, seen = body.parent_id, set()
    while above is not None and above not in seen:
        if above == body.pk:
            raise Refused(
                f"{body.parent} خود زیرمجموعه همین دستگاه است؛ چیزی تغییر نکرد. دستگاه دیگری را بنویسید.", "parent"
            )
        seen.add(above)
        above = parents.get(above)
