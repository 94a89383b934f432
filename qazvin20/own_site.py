from typing import Any


class OurSite:
    """Takes allauth's `site` out of a page's context: it would hide our own from the frame of the page."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        context.pop("site", None)
        return context
