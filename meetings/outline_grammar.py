"""How one line of the minutes is understood, without its neighbours; the grammar itself is told in meetings/outline.py.

Every pattern here is anchored at the start of the line and never repeats a group, so that a line of some megabytes is
read in one go. Written to be copied: the browser's preview follows the same patterns.
"""

import re

# White space (it makes the indentation) and the characters of no width that may stand before a marker.
SPACES = " \t\v\f\u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"
MARKS = "".join(map(chr, [*range(0x200B, 0x2010), 0x061C, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF]))
COLONS = (":", "\uff1a")
TAB_STOP = 4
MAX_NAME = 200  # characters of a speaker's name, and of a post; a longer bold line is a paragraph, no speaker's label
_MAX_LABEL = 4 * MAX_NAME + 10  # both with a backslash before every character
MAX_SUBHEADING = 80
MAX_LEVEL = 9  # of bullets

_DASHES = "\\-\u2010\u2011\u2013\u2014\u2212"  # hyphens, en and em dash, minus
_TATWEEL = "\u0640"  # «ـ», typed as a dash
# Signs that are nothing but bullets; the last five are what a word processor's symbol font leaves behind.
_DOTS = "\u2022\u25aa\u25ab\u25cf\u25cb\u25e6\u2023\u25a0\u25a1\u25c6\u25c7\u25ba\u27a2\u27a4\u2713\u2714\u2756"
_DOTS += "\u2043\u2219\uf0b7\uf0a7\uf0d8\uf076\uf0fc"
_DIGIT = "[0-9\u06f0-\u06f9\u0660-\u0669]"
_LETTER = "[\u0621-\u063a\u0641-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc]"
_ALEF = "\u0627\u0644\u0641"  # «الف»
_GAP = f"[{MARKS}]*(?:[{SPACES}]+|$)"

_MARKER = re.compile(
    f"[{_DOTS}][{MARKS}]*[{SPACES}]*"
    f"|[{_DASHES}*\u00b7{_TATWEEL}]{_GAP}"
    f"|[o\u00a7]\t[{SPACES}]*"
    f"|{_DIGIT}{{1,2}}(?:[{_DASHES}{_TATWEEL}.)]{_GAP}|[{_DASHES}{_TATWEEL})](?={_LETTER}))"
    f"|(?:{_ALEF}|{_LETTER}{_TATWEEL}?)[{_DASHES})]{_GAP}"
)
_HEADING = re.compile(f"[{MARKS}]*#{{1,6}}[{SPACES}]+")
_LABEL_START = re.compile(f"[{MARKS}]*\\*\\*(?![*{SPACES}])")
# Nothing but signs of bullets, rules and headings: a rule, or a marker without text.
_SIGNS = re.compile(f"[{SPACES}{MARKS}{_DASHES}{_TATWEEL}{_DOTS}*\u00b7_=~#]*")
_FOREIGN = re.compile(f"[{MARKS}]*(?:\\||>|```|!\\[|<[A-Za-z/!])")
_ESCAPED_IN_LABEL = re.compile(r"\\([\\*()\uff08\uff09])")


def indent_width(spaces: str) -> int:
    """The columns of the white space at a line's start: a tab goes to the next multiple of 4, other spaces take one."""
    if spaces.isascii() and "\t" not in spaces:
        return len(spaces)
    width = 0
    for sign in spaces:
        if sign == "\t":
            width += TAB_STOP - width % TAB_STOP
        elif sign not in MARKS:
            width += 1
    return width


def marker_end(line: str) -> int:
    """Where the text begins after a bullet's marker; -1 for a line that is no bullet, 0 never."""
    found = _match_marker(line)
    if found is None or found.end() == len(line) or is_only_signs(line):
        return -1
    return found.end()


def _match_marker(line: str) -> re.Match[str] | None:
    return _MARKER.match(line, len(line) - len(line.lstrip(SPACES + MARKS)))


def is_only_signs(line: str) -> bool:
    """Whether a line holds nothing but signs: «---», «* * *», «•», and also nothing at all."""
    return _SIGNS.fullmatch(line) is not None


def is_foreign(line: str) -> bool:
    """Whether a line (without indentation) belongs to what the outline has no word for, or is a marker without text."""
    if is_only_signs(line) or _FOREIGN.match(line):
        return True
    found = _match_marker(line)
    return found is not None and found.end() == len(line)


def heading_text(line: str) -> str | None:
    """The text after «#» to «######» and a space; None for any other line. `line` is without indentation."""
    found = _HEADING.match(line)
    if found is None or is_only_signs(line):
        return None
    return line[found.end() :]


def bold_line(line: str) -> str | None:
    """The text of a line that is bold from end to end and is no label; None for any other line."""
    start = _LABEL_START.match(line)
    if start is None:
        return None
    inner = line.rstrip(SPACES)[start.end() :]
    if len(inner) < 3 or inner.find("**") != len(inner) - 2:
        return None
    inner = inner[:-2]
    return None if inner[-1] in SPACES or inner.endswith(COLONS) else inner


def split_label(line: str) -> tuple[str, str, str] | None:
    """Speaker, post and the rest of a line that begins with a bold label and its colon; None for any other line.

    The colon stands before or after the closing asterisks. Speaker and post come without white space at their ends,
    the rest without white space at its start. `line` is without indentation.
    """
    start = _LABEL_START.match(line)
    if start is None:
        return None
    close = line.find("**", start.end(), start.end() + _MAX_LABEL + 2)
    if close < 0:
        return None
    label, rest = line[start.end() : close].rstrip(SPACES), line[close + 2 :].lstrip(SPACES)
    if label.endswith(COLONS):
        label = label[:-1].rstrip(SPACES)
    elif label and rest.startswith(COLONS):
        rest = rest[1:].lstrip(SPACES)
    else:
        return None
    speaker, post = (_ESCAPED_IN_LABEL.sub(r"\1", part) for part in _split_post(label))
    return None if max(len(speaker), len(post)) > MAX_NAME else (speaker, post, rest)


def _split_post(label: str) -> tuple[str, str]:
    """The label before its last pair of parentheses, and what that pair holds; parentheses may be nested inside it."""
    depth = 0
    for at in range(len(label) - 1, -1, -1):
        if label[at] in "()\uff08\uff09" and _backslashes_before(label, at) % 2 == 0:
            depth += 1 if label[at] in ")\uff09" else -1
        if depth <= 0:
            if depth < 0 or at == len(label) - 1:
                return label, ""
            return label[:at].rstrip(SPACES), label[at + 1 : -1].strip(SPACES)
    return label, ""


def _backslashes_before(label: str, at: int) -> int:
    return at - len(label[:at].rstrip("\\"))


def join_label(speaker: str, post: str) -> str:
    """The bold label that `split_label` takes apart into this speaker and post; ValueError when one is too long."""
    speaker, post = speaker.strip(SPACES), post.strip(SPACES)
    if max(len(speaker), len(post)) > MAX_NAME:
        raise ValueError(f"A speaker's name or post is longer than {MAX_NAME} characters.")
    speaker, post = (re.sub(r"[\\*]", r"\\\g<0>", part) for part in (speaker, post))
    if post:
        if _split_post(f"({post})") != ("", post):
            post = re.sub(r"[()\uff08\uff09]", r"\\\g<0>", post)
        return f"**{speaker} ({post}):**" if speaker else f"**({post}):**"
    if speaker.endswith((")", "\uff09")):
        speaker = f"{speaker[:-1]}\\{speaker[-1]}"
    return f"**{speaker}:**"


def may_be_subheading(line: str) -> bool:
    """Whether a plain line is short and ends with a colon, so that it is a sub-heading if a bullet follows it."""
    text = line.strip(SPACES)
    return len(text) <= MAX_SUBHEADING and text.endswith(COLONS) and not is_foreign(line)


def is_marked(line: str) -> bool:
    """Whether a line would be read as blank, indented, a bullet, a heading, a bold line or a speaker's line."""
    return (
        not line
        or line[0] in SPACES
        or line[0] == "\ufeff"  # would be dropped at the very start
        or marker_end(line) >= 0
        or heading_text(line) is not None
        or bold_line(line) is not None
        or split_label(line) is not None
    )


def needs_escape(core: str) -> bool:
    """Whether a line's content might not come back as a paragraph of this text. `core` begins with no backslash."""
    return is_marked(core) or may_be_subheading(core)


def needs_inner_escape(core: str) -> bool:
    """The same for the text after a marker or a label: it is empty, begins with white space or is only signs."""
    return not core or core[0] in SPACES or is_only_signs(core)
