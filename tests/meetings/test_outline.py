import json
import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.outline import MAX_BLOCK, PROBLEM_EXCERPT, Block, Turn, read, read_body, write, write_body
from meetings.outline_grammar import MARKS, SPACES

EVERY = json.loads(Path(__file__).with_name("outline_examples.json").read_text("utf-8"))
EXAMPLES = [example for example in EVERY if "text" in example]
BODIES = [example for example in EVERY if "body" in example]
BOUNDED = settings(max_examples=100, deadline=None, derandomize=True, database=None)


def grown(value):
    if isinstance(value, str):
        return value
    return "".join(part if isinstance(part, str) else part["repeat"][0] * part["repeat"][1] for part in value)


def plain(turns):
    return [(t.speaker, t.post, [(b.kind, b.level, b.text) for b in t.blocks]) for t in turns]


def expected(example):
    return [
        (grown(t["speaker"]), grown(t["post"]), [(kind, level, grown(text)) for kind, level, text in t["blocks"]])
        for t in example["turns"]
    ]


@pytest.mark.parametrize("example", EXAMPLES, ids=[e["name"] for e in EXAMPLES])
def test_an_example_is_read_as_it_says(example):
    outline = read(grown(example["text"]))

    assert plain(outline.turns) == expected(example)
    assert [[p.line, p.kind] for p in outline.problems] == example["problems"]


@pytest.mark.parametrize("example", EXAMPLES, ids=[e["name"] for e in EXAMPLES])
def test_an_example_written_and_read_again_is_the_same(example):
    turns = read(grown(example["text"])).turns
    written = write(turns)

    assert plain(read(written).turns) == plain(turns)
    assert write(read(written).turns) == written
    assert written == example.get("written", written)


def test_the_examples_have_names_of_their_own():
    names = [e["name"] for e in EVERY]

    assert len(set(names)) == len(names)
    assert len(EXAMPLES) + len(BODIES) == len(EVERY)


def plain_blocks(blocks):
    return [(block.kind, block.level, block.text) for block in blocks]


@pytest.mark.parametrize("example", BODIES, ids=[e["name"] for e in BODIES])
def test_a_body_is_read_as_its_example_says(example):
    body = read_body(grown(example["body"]))

    assert plain_blocks(body.blocks) == [(kind, level, grown(text)) for kind, level, text in example["blocks"]]
    assert [[p.line, p.kind] for p in body.problems] == example["problems"]


@pytest.mark.parametrize("example", BODIES, ids=[e["name"] for e in BODIES])
def test_a_body_written_and_read_again_is_the_same(example):
    blocks = read_body(grown(example["body"])).blocks
    written = write_body(blocks)

    assert plain_blocks(read_body(written).blocks) == plain_blocks(blocks)
    assert write_body(read_body(written).blocks) == written
    assert written == example.get("written", written)


def test_the_blocks_of_a_body_know_their_lines():
    assert [block.line for block in read_body("سلام\r\n\r\n- یک\r\r  - دو").blocks] == [1, 3, 5]


@pytest.mark.parametrize("block", [Block("bullet", 1, "یک\n- دو"), Block("lead", 0, "یک\r"), Block("table", 0, "یک")])
def test_what_no_line_of_a_body_can_say_is_refused(block):
    with pytest.raises(ValueError, match=r"line end|no kind"):
        write_body([block])


def test_turns_and_blocks_know_their_lines():
    outline = read("متن\n\n**آقای الف:** سلام\r\n\r\n- یک\r\r  - دو\n")

    assert [(t.line, [b.line for b in t.blocks]) for t in outline.turns] == [(1, [1]), (3, [3, 5, 7])]


def test_a_problem_shows_the_beginning_of_its_line():
    outline = read("**آقای الف:**\n" + "ب" * (MAX_BLOCK + 1))

    assert [p.text for p in outline.problems] == ["ب" * PROBLEM_EXCERPT]


def test_bullets_that_skip_a_level_are_written_with_the_next_one():
    turns = [Turn("آقای الف", "", (Block("bullet", 3, "یک"), Block("bullet", 9, "دو")))]

    assert [b.level for b in read(write(turns)).turns[0].blocks] == [1, 2]


@pytest.mark.parametrize(
    "turn",
    [
        Turn("آقای\nالف", "", ()),
        Turn("آقای الف", "دبیر\r", ()),
        Turn("آقای الف", "", (Block("bullet", 1, "یک\n- دو"),)),
        Turn("ا" * 201, "", ()),
        Turn("آقای الف", "*" * 201, ()),
        Turn("آقای الف", "", (Block("table", 0, "یک"),)),
    ],
)
def test_what_no_line_can_say_is_refused(turn):
    with pytest.raises(ValueError, match=r"line end|longer than|no kind"):
        write([turn])


def test_the_longest_name_and_post_come_back_whatever_they_hold():
    turns = (Turn("*" * 200, ")" * 200, ()), Turn("\\" * 200, "", ()))

    assert plain(read(write(turns)).turns) == plain(turns)


@pytest.mark.parametrize(
    "text",
    ["- متن بند\n" * 250_000, "جمله‌ای کوتاه\n" * 200_000, "عنوان:\n\n- بند\n" * 130_000, "\n" * 5_000_000],
    ids=["bullets", "sentences", "sub-headings", "blank lines"],
)
def test_some_megabytes_of_short_lines_are_read_in_time(text):
    begun = time.process_time()
    read(text)

    assert time.process_time() - begun < 4


@pytest.mark.parametrize(
    "line",
    ["- x", " x", "\u200fx", "**(", "\\", "**آقای الف:** x", "۱"],
    ids=["bullet", "spaces", "marks", "label", "backslashes", "lead", "digits"],
)
def test_a_line_of_megabytes_is_read_in_well_under_a_second(line):
    line = line[:-1] + line[-1] * 4_000_000 if line[0] not in " \u200f" else line[0] * 4_000_000 + line[1]
    begun = time.process_time()
    read(line)

    assert time.process_time() - begun < 0.8


SIGNS = "-–•*\\:：()（）#۱.ـ_|`><o§x…ب \t\u00a0\u3000\u200c\u200f\ufeff\u2028\x00\x0c"
WORDS = ["**", "###", "۱۳۸۸", "الف", "هـ", "متن", "آقای", "نکته:", "**آقای الف:**", "- ", "۱- ", ": ", "  "]
pieces = st.sampled_from([*SIGNS, *WORDS])
a_text = st.lists(pieces, max_size=7).map("".join) | st.text(st.characters(exclude_characters="\r\n"), max_size=12)
a_name = a_text.map(lambda text: text.strip(SPACES))
a_plain_block = st.tuples(st.sampled_from(["paragraph", "subheading"]), st.just(0), a_text)
a_bullet = st.tuples(st.just("bullet"), st.integers(1, 9), a_text)


@st.composite
def a_turn(draw):
    blocks, level = [], 0
    if draw(st.booleans()):
        blocks.append(Block("lead", 0, draw(a_text)))
    for kind, wanted, text in draw(st.lists(a_plain_block | a_bullet, max_size=7)):
        level = min(wanted, level + 1) if kind == "bullet" else level
        blocks.append(Block(kind, level if kind == "bullet" else 0, text))
    return Turn(draw(a_name), draw(a_name), tuple(blocks))


@BOUNDED
@given(st.lists(a_turn(), max_size=3))
def test_any_turns_come_back_from_their_text(turns):
    assert plain(read(write(turns)).turns) == plain(turns)


@BOUNDED
@given(a_turn())
def test_any_blocks_come_back_from_the_text_of_their_body(turn):
    assert plain_blocks(read_body(write_body(turn.blocks)).blocks) == plain_blocks(turn.blocks)


a_document = st.lists(a_text, max_size=8).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\r", "\n\n"]).map(lambda end: end.join(lines))
)
MARKER = re.compile(r"(?:[^\w\s]|_|ـ|[o§]|[\d]{1,2}[^\w\s]|\d{1,2}ـ|(?:الف|[^\W\d_]ـ?)[^\w\s.]|#{1,6})?\\?|\*\*|\\")


def letters_and_signs(text):
    return re.sub(f"[*:：()（）\\\\{SPACES}{MARKS}]", "", text)


@BOUNDED
@given(a_document)
def test_every_line_is_found_again_without_the_loss_of_a_character(document):
    lines = re.split(r"\r\n|\n|\r", document.removeprefix("\ufeff"))
    outline = read(document)
    heads = {t.line: t for t in outline.turns if t.speaker or t.post or not t.blocks or t.blocks[0].kind == "lead"}
    blocks = {b.line: b for t in outline.turns for b in t.blocks}

    assert sorted(heads.keys() | blocks.keys()) == [n for n, line in enumerate(lines, 1) if line.strip(SPACES)]
    for number in heads.keys() | blocks.keys():
        line, block = lines[number - 1], blocks.get(number)
        if number in heads and (block is None or block.kind == "lead"):
            told = heads[number].speaker + heads[number].post + (block.text if block else "")
            assert letters_and_signs(told) == letters_and_signs(line)
            continue
        if not line.endswith(block.text):
            line = line.rstrip(SPACES).removesuffix("**")
        assert line.endswith(block.text)
        assert MARKER.fullmatch(line.removesuffix(block.text).translate(dict.fromkeys(map(ord, SPACES + MARKS))))


@BOUNDED
@given(a_document)
def test_what_was_read_comes_back_from_its_canonical_text(document):
    turns = read(document).turns
    levels = [[0, *(b.level for b in t.blocks if b.kind == "bullet")] for t in turns]

    assert plain(read(write(turns)).turns) == plain(turns)
    assert all(after <= before + 1 for row in levels for before, after in pairwise(row))


@BOUNDED
@given(a_document)
def test_what_was_read_of_a_body_comes_back_from_its_canonical_text(document):
    blocks = read_body(document).blocks

    assert plain_blocks(read_body(write_body(blocks)).blocks) == plain_blocks(blocks)


@BOUNDED
@given(a_document)
def test_a_body_has_a_block_for_every_line_that_is_not_blank(document):
    lines = re.split(r"\r\n|\n|\r", document.removeprefix("\ufeff"))

    assert [b.line for b in read_body(document).blocks] == [n for n, line in enumerate(lines, 1) if line.strip(SPACES)]
