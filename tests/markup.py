"""Is a page sound HTML? For tests of any room."""

import html5lib


def parse_errors(html: str | bytes) -> list[str]:
    """What a strict HTML parser objects to in a whole page, one line for each objection; empty for a sound page."""
    text = html.decode("utf-8") if isinstance(html, bytes) else html
    parser = html5lib.HTMLParser()
    parser.parse(text)
    lines = text.splitlines() or [""]
    return [
        f"line {line}: {kind} {details}: {lines[min(line, len(lines)) - 1].strip()[:120]}"
        for (line, _), kind, details in parser.errors
    ]
