"""The pages of guilds and of their demands."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guilds import demand_page_of, guild_page_of
from guilds.models import Demand, Guild
from persian.addresses import read_small
from persian.jalali import tehran_today


def _page(request: HttpRequest) -> int:
    return read_small(request.GET.get("page", "")) or 1


@login_not_required
@require_safe
def guilds(request: HttpRequest) -> HttpResponse:
    page = guild_page_of.guilds_page(request.user, request.GET, _page(request))
    return render(request, "guilds/guilds.html", {"page": page, "section": "guilds"})


@login_not_required
@require_safe
def guild(request: HttpRequest, guild_id: int) -> HttpResponse:
    visible = Guild.objects.visible_to(request.user).select_related("union")
    found = get_object_or_404(visible, pk=guild_id)
    today = tehran_today(timezone.now())
    page = guild_page_of.guild_page(found, request.user, page=_page(request), today=today)
    return render(request, "guilds/guild.html", {"page": page, "section": "guilds"})


@login_not_required
@require_safe
def demands(request: HttpRequest) -> HttpResponse:
    today = tehran_today(timezone.now())
    page = demand_page_of.demands_page(request.user, request.GET, _page(request), today)
    return render(request, "guilds/demands.html", {"page": page, "section": "guilds"})


@login_not_required
@require_safe
def demand(request: HttpRequest, demand_id: int) -> HttpResponse:
    visible = Demand.objects.visible_to(request.user).select_related(
        "visit__guild",
        "visit__meeting__round",
        "block__turn__minutes__edition",
        "block__turn__minutes__meeting__round",
        "invitee__attendance",
    )
    found = get_object_or_404(visible, pk=demand_id)
    page = demand_page_of.demand_page(found, request.user, tehran_today(timezone.now()))
    return render(request, "guilds/demand.html", {"page": page, "section": "guilds"})
