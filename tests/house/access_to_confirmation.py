"""Who may confirm, correct, compare and restore: the rows of the table of access."""

from tests.house.answers import (
    CLOSED,
    FOR_CONFIRMERS,
    FOR_KEEPERS,
    FOR_WRITERS,
    IN_REVIEW,
    NOT_THERE,
    NOTHING_YET,
    OPEN,
    READ_ONLY,
)

TABLE: dict[tuple[str, str], tuple[str, str]] = {
    ("minutes_send", ""): (CLOSED, "302 404 404 302 302 302"),
    ("minutes_send", "published"): (CLOSED, "302 404 404 302 302 302"),  # told so on the page
    ("minutes_return", ""): FOR_KEEPERS,
    ("minutes_confirm", ""): (FOR_CONFIRMERS, "302 404 404 404 409 409"),  # two requests wait
    ("minutes_publish", ""): (FOR_CONFIRMERS, "302 404 404 404 422 422"),
    ("minutes_publish", "draft"): ("302 404 404 404 302 302", "302 404 404 404 422 422"),
    ("correction_abandon", ""): FOR_KEEPERS,
    ("correction_new", ""): ("302 404 404 404 404 404", "302 422 404 422 422 422"),  # no line is named
    ("corrections", ""): (IN_REVIEW, CLOSED),
    ("correction", ""): (IN_REVIEW, CLOSED),
    ("correction", "of another"): (FOR_WRITERS, CLOSED),
    ("correction_accept", ""): (CLOSED, "302 404 404 422 422 422"),
    ("correction_decline", ""): (CLOSED, "302 404 404 422 422 422"),
    ("correction_start", ""): FOR_KEEPERS,
    ("correction_start", "draft"): (NOTHING_YET, NOTHING_YET),
    ("edition_withdraw", ""): (FOR_CONFIRMERS, "302 404 404 404 422 422"),
    ("edition_give_back", ""): (FOR_CONFIRMERS, "302 404 404 404 422 422"),
    ("edition_changes", ""): (OPEN, READ_ONLY),
    ("edition_changes", "first"): (NOT_THERE, READ_ONLY),
    ("attachment_new", ""): FOR_KEEPERS,
    ("attachment_replace", ""): FOR_KEEPERS,
    ("attachment_replace", "of another meeting"): (NOTHING_YET, NOTHING_YET),
    ("history", ""): (FOR_WRITERS, CLOSED),
    ("history_compare", ""): ("302 404 404 302 302 302", CLOSED),  # no versions are named
    ("history_version", ""): (FOR_WRITERS, CLOSED),
    ("history_restore", ""): (CLOSED, "302 404 404 302 302 302"),
    ("history_file", ""): (FOR_WRITERS, CLOSED),
    ("history_turn", ""): (FOR_WRITERS, CLOSED),
    ("revision", ""): (FOR_WRITERS, CLOSED),
    ("revision_restore", ""): (CLOSED, "302 404 404 302 302 302"),
}
