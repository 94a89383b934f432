"""Who may what with accounts, the second factor and the settings: rows of the table of access."""

from tests.house.answers import (
    ALL_ON,
    CLOSED,
    FOR_ADMINISTRATORS,
    NOT_THERE,
    NOTHING_YET,
    OPEN,
    READ_ONLY,
    SIGNED_IN,
)

TABLE: dict[tuple[str, str], tuple[str, str]] = {
    ("account_login", ""): ("200 302 302 302 302 302", "200 302 302 302 302 302"),
    ("account_logout", ""): ("302 200 200 200 200 200", "302 302 302 302 302 302"),
    ("account_inactive", ""): (OPEN, READ_ONLY),
    ("account_signup", ""): ("200 302 302 302 302 302", "200 302 302 302 302 302"),
    ("account_change_password", ""): (SIGNED_IN, SIGNED_IN),
    ("account_reauthenticate", ""): (SIGNED_IN, SIGNED_IN),
    ("account", ""): (SIGNED_IN, "302 422 422 422 422 422"),
    ("end_session", ""): (CLOSED, "302 302 404 404 404 404"),  # one's own alone
    ("end_other_sessions", ""): (CLOSED, ALL_ON),
    ("enter", ""): (OPEN, OPEN),
    ("enter", "unknown"): (NOT_THERE, NOT_THERE),
    ("mfa_index", ""): (SIGNED_IN, CLOSED),
    ("mfa_authenticate", ""): (ALL_ON, ALL_ON),  # nobody has given his password just now
    ("mfa_activate_totp", ""): (ALL_ON, ALL_ON),  # the password first
    ("mfa_deactivate_totp", ""): (NOTHING_YET, NOTHING_YET),
    ("mfa_view_recovery_codes", ""): (NOTHING_YET, CLOSED),
    ("mfa_download_recovery_codes", ""): (NOTHING_YET, NOTHING_YET),
    ("mfa_generate_recovery_codes", ""): (ALL_ON, ALL_ON),
    ("mfa_add_webauthn", ""): (NOTHING_YET, NOTHING_YET),  # https alone
    ("mfa_remove_webauthn", ""): (NOTHING_YET, NOTHING_YET),
    ("users", ""): (FOR_ADMINISTRATORS, CLOSED),
    ("sign_ins", ""): (FOR_ADMINISTRATORS, CLOSED),
    ("new_user", ""): (FOR_ADMINISTRATORS, "302 404 404 404 404 422"),
    ("user", ""): (FOR_ADMINISTRATORS, CLOSED),
    ("user", "missing"): (NOTHING_YET, CLOSED),
    ("edit_user", ""): (FOR_ADMINISTRATORS, "302 404 404 404 404 422"),
    ("edit_user", "missing"): (NOTHING_YET, NOTHING_YET),
    ("make_link", ""): (CLOSED, FOR_ADMINISTRATORS),
    ("make_link", "missing"): (CLOSED, NOTHING_YET),
    ("close_user", ""): (CLOSED, "302 404 404 404 404 302"),
    ("close_user", "missing"): (CLOSED, NOTHING_YET),
    ("open_user", ""): (CLOSED, "302 404 404 404 404 302"),
    ("open_user", "missing"): (CLOSED, NOTHING_YET),
    ("drop_second_factor", ""): (CLOSED, "302 404 404 404 404 302"),
    ("drop_second_factor", "missing"): (CLOSED, NOTHING_YET),
    ("settings", ""): (FOR_ADMINISTRATORS, "302 404 404 404 404 422"),
    ("emblem", ""): (NOT_THERE, READ_ONLY),
}
