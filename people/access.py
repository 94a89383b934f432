"""Who may what with accounts, persons, bodies and rounds."""


def may_keep_people(user: object) -> bool:
    return getattr(user, "writes_records", False)


def may_administer(user: object) -> bool:
    return getattr(user, "is_active", False) and getattr(user, "is_administrator", False)
