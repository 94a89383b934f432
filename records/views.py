"""Is this document genuine?"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from records.verification import read_code
from records.verification_of import verify_page


@login_not_required
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    typed = request.GET.get("code", "")[:60].strip()
    code = read_code(typed)
    if code:
        return redirect("verify_code", code=code)
    page = verify_page(typed, request.user)
    status = 404 if typed else 200
    return render(request, "records/verify.html", {"page": page, "section": "verify"}, status=status)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    asked = request.method == "POST"
    page = verify_page(code, request.user, compares=asked, compared=request.FILES.get("pdf") if asked else None)
    status = 200 if page.edition else 404
    return render(request, "records/verify.html", {"page": page, "section": "verify"}, status=status)
