"""What differs between two versions: found by keys where they are known, by the words where they are not."""

from hypothesis import given
from hypothesis import strategies as st

from meetings.history.comparison import MOST_WORDS, Change, compare, words_of
from meetings.history.version import BlockText, TurnText, Version

A, B, C, D = "در دور سوم نوزده جلسه برگزار شد", "از همراهی بازار سپاسگزاری کرد", "گام بعدی", "گزارش هر فصل منتشر شود"


def version(*turns: str, keys: bool = True) -> Version:
    """Turns such as «نمونه: الف | ب»; the key of a line is its text unless it is told as «key=text»."""
    made = []
    for told in turns:
        speaker, _, lines = told.partition(": ")
        blocks = []
        for line in filter(None, lines.split(" | ")):
            key, _, text = line.rpartition("=")
            blocks.append(BlockText("bullet", 1, text, (key or text) if keys else "", "", {}))
        made.append(TurnText(speaker, speaker, "", tuple(blocks)))
    return Version(tuple(made))


def told(before: Version, after: Version) -> list[list[str]]:
    """Each turn that differs as words: speaker, then «added ب» and so on."""
    found = []
    for turn in compare(before, after):
        if not turn.is_same:
            head = (turn.after or turn.before).speaker + ("~" if turn.is_moved else "")
            lines = [
                f"{line.change.value}{'~' if line.is_moved else ''} {(line.after or line.before).text}"
                for line in turn.lines
                if line.change != Change.SAME
            ]
            found.append([head, *lines])
    return found


def test_the_same_is_the_same():
    assert told(version(f"نمونه: {A} | {B}"), version(f"نمونه: {A} | {B}")) == []
    assert told(Version(), Version()) == []


def test_added_and_removed_lines_stand_where_they_stood():
    assert told(version(f"نمونه: {A} | {B} | {C}"), version(f"نمونه: {A} | {D} | {C}")) == [
        ["نمونه", f"added {D}", f"removed {B}"]
    ]


def test_a_changed_line_is_known_by_its_key_however_much_was_changed():
    assert told(version(f"نمونه: k={A}"), version(f"نمونه: k={D}")) == [["نمونه", f"changed {D}"]]


def test_without_keys_a_line_is_known_by_its_words():
    near = A.replace("نوزده", "بیست")
    assert told(version(f"نمونه: {A} | {B}"), version(f"نمونه: {near} | {B}", keys=False)) == [
        ["نمونه", f"changed {near}"]
    ]


def test_of_lines_that_changed_places_the_fewest_are_called_moved():
    before, after = version(f"نمونه: {A} | {B} | {C} | {D}"), version(f"نمونه: {D} | {A} | {B} | {C}")
    assert told(before, after) == [["نمونه", f"moved~ {D}"]]


def test_a_line_that_went_to_another_turn_is_moved_and_not_lost():
    before, after = version(f"نمونه: {A} | {B}", f"مثال: {C}"), version(f"نمونه: {A}", f"مثال: {C} | {B}")
    assert told(before, after) == [["مثال", f"moved~ {B}"]]


def test_turns_that_are_new_gone_or_moved():
    before = version(f"الف: {A}", f"ب: {B}", f"پ: {C}")
    assert told(before, version(f"الف: {A}", f"پ: {C}")) == [["ب", f"removed {B}"]]
    assert told(before, version(f"پ: {C}", f"الف: {A}", f"ب: {B}")) == [["پ~"]]
    assert told(before, version(f"الف: {A}", f"ب: {B}", f"پ: {C}", f"ت: {D}")) == [["ت", f"added {D}"]]


def test_numbers_are_those_of_the_whole_text():
    turns = compare(version(f"الف: {A}", f"ب: {B} | {C}"), version(f"ب: {B} | {C}"))
    gone, stays = turns
    assert (gone.before.speaker, gone.lines[0].number_before) == ("الف", 1)
    assert [(line.number_before, line.number_after) for line in stays.lines] == [(2, 1), (3, 2)]


def test_marks_that_were_not_kept_are_not_compared():
    marked = Version((TurnText("الف", "الف", "", (BlockText("bullet", 1, A, "k", "proposal", {}),)),))
    plain = Version((TurnText("الف", "الف", "", (BlockText("bullet", 1, A),)),))
    assert told(marked, plain) == []
    assert told(marked, version(f"الف: k={A}")) == [["الف", f"changed {A}"]]


def test_the_words_that_differ_are_told():
    assert [(piece.kind, piece.text) for piece in words_of("یک دو سه", "یک چهار سه پنج")] == [
        ("same", "یک "),
        ("gone", "دو"),
        ("new", "چهار"),
        ("same", " سه"),
        ("new", " پنج"),
    ]


def test_a_very_long_line_is_told_as_replaced_as_a_whole():
    long, other = "کلمه " * MOST_WORDS, "واژه " * MOST_WORDS
    assert [piece.kind for piece in words_of(long, other)] == ["gone", "new"]


WORDS = st.lists(st.sampled_from(["یک", "دو", "سه", " ", "‌", "<b>"]), max_size=12).map("".join)
LINES = st.lists(WORDS.filter(str.strip), max_size=6)


@given(WORDS, WORDS)
def test_the_pieces_give_both_texts_again(before, after):
    pieces = words_of(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after


@given(LINES, LINES, LINES, st.booleans())
def test_every_line_of_both_is_told_once(first, second, third, keys):
    def made(*turns):
        return Version(
            tuple(
                TurnText(
                    str(at),
                    f"سخنران {at}",
                    "",
                    tuple(BlockText("bullet", 1, text, f"{text}{n}" if keys else "") for n, text in enumerate(lines)),
                )
                for at, lines in enumerate(turns)
            )
        )

    before, after = made(first, second), made(second, third, first)
    lines = [line for turn in compare(before, after) for line in turn.lines]
    assert sorted(line.number_before for line in lines if line.before) == list(range(1, len(before.lines) + 1))
    assert [line.number_after for line in lines if line.after] == list(range(1, len(after.lines) + 1))
