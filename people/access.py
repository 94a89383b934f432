"""Who may what with accounts, persons, bodies and rounds."""


def may_keep_people(user: object) -> bool:
    return getattr(user, "writes_records", False)


def may_administer(user: object) -> bool:
    return getattr(user, "is_active", False) and getattr(user, "is_administrator", False)


def may_make_link_for(user: object, other: object) -> bool:
    """A link opens an account, so it is made for open accounts alone."""
    return may_administer(user) and getattr(other, "is_active", False)
