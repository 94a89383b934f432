"""In words, the browser that calls itself «Mozilla/5.0 (X11; Linux x86_64) … Chrome/141.0 Safari/537.36»."""

# The first that is found counts: most browsers carry the names of those before them.
BROWSERS = (
    ("Edg", "اج"),
    ("OPR/", "اپرا"),
    ("SamsungBrowser", "مرورگر سامسونگ"),
    ("Firefox", "فایرفاکس"),
    ("FxiOS", "فایرفاکس"),
    ("CriOS", "کروم"),
    ("Chrome", "کروم"),
    ("Safari", "سافاری"),
)
SYSTEMS = (
    ("Android", "اندروید"),
    ("iPhone", "آیفون"),
    ("iPad", "آیپد"),
    ("Windows", "ویندوز"),
    ("Mac OS", "مک"),
    ("CrOS", "کروم‌اواس"),
    ("Linux", "لینوکس"),
)


def named(agent: str) -> str:
    """«فایرفاکس در ویندوز», as far as the User-Agent header tells; «مرورگر ناشناخته» where it does not."""
    browser = next((name for sign, name in BROWSERS if sign in agent), "")
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    if browser and system:
        return f"{browser} در {system}"
    return browser or (f"مرورگری در {system}" if system else "مرورگر ناشناخته")
