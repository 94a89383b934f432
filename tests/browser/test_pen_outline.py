"""The browser understands the outline as Python does: on every example, and on texts that nobody thought of."""

import json
import random
from itertools import product

import pytest

from meetings.outline import Block, Turn, read, read_body, write, write_body
from meetings.outline_grammar import MARKS, SPACES
from tests.browser.modules import open_modules
from tests.meetings.test_outline import EVERY, SIGNS, WORDS

READ = """async (texts) => {
  const { read, write, readBody, writeBody } = await import("/static/js/outline.js");
  const rows = (blocks) => blocks.map((b) => [b.kind, b.level, b.text, b.line]);
  const doubts = (problems) => problems.map((p) => [p.line, p.kind, p.text]);
  return texts.map((text) => {
    const outline = read(text), body = readBody(text);
    return {
      turns: outline.turns.map((t) => [t.speaker, t.post, t.line, rows(t.blocks)]),
      problems: doubts(outline.problems),
      written: write(outline.turns),
      body: rows(body.blocks),
      doubts: doubts(body.problems),
      body_written: writeBody(body.blocks),
    };
  });
}"""
EXAMPLES_HOLD = """async (examples) => {
  const { read, write, readBody, writeBody } = await import("/static/js/outline.js");
  const grown = (value) => typeof value === "string" ? value
    : value.map((part) => typeof part === "string" ? part : part.repeat[0].repeat(part.repeat[1])).join("");
  const rows = (blocks) => JSON.stringify(blocks.map((b) => [b.kind, b.level, b.text]));
  const told = (blocks) => JSON.stringify(blocks.map(([kind, level, text]) => [kind, level, grown(text)]));
  const doubts = (problems) => JSON.stringify(problems.map((p) => [p.line, p.kind]));
  const wrong = [];
  for (const example of examples) {
    const hold = (is) => is || wrong.push(example.name);
    if ("body" in example) {
      const { blocks, problems } = readBody(grown(example.body));
      const written = writeBody(blocks);
      hold(rows(blocks) === told(example.blocks) && doubts(problems) === JSON.stringify(example.problems));
      hold(rows(readBody(written).blocks) === rows(blocks) && written === grown(example.written ?? written));
    } else {
      const { turns, problems } = read(grown(example.text));
      const written = write(turns);
      const names = (turn) => [turn.speaker, turn.post];
      hold(doubts(problems) === JSON.stringify(example.problems) && turns.length === example.turns.length);
      turns.forEach((turn, at) => {
        const expected = example.turns[at];
        hold(names(turn).join() === [grown(expected.speaker), grown(expected.post)].join());
        hold(rows(turn.blocks) === told(expected.blocks));
      });
      hold(written === grown(example.written ?? written) && write(read(written).turns) === written);
    }
  }
  return wrong;
}"""
WRITE = """async (turns) => {
  const { write, writeBody } = await import("/static/js/outline.js");
  const block = ([kind, level, text]) => ({ kind, level, text });
  return turns.map(([speaker, post, blocks]) => {
    const given = blocks.map(block);
    return [write([{ speaker, post, blocks: given }]), writeBody(given)];
  });
}"""


def rows(blocks):
    return [[b.kind, b.level, b.text, b.line] for b in blocks]


def doubts(problems):
    return [[p.line, p.kind, p.text] for p in problems]


def as_python_reads(text):
    outline, body = read(text), read_body(text)
    return {
        "turns": [[t.speaker, t.post, t.line, rows(t.blocks)] for t in outline.turns],
        "problems": doubts(outline.problems),
        "written": write(outline.turns),
        "body": rows(body.blocks),
        "doubts": doubts(body.problems),
        "body_written": write_body(body.blocks),
    }


@pytest.fixture
def asked(page):
    open_modules(page)
    return lambda texts: page.evaluate(READ, texts)


def test_every_example_holds_in_the_browser(page):
    open_modules(page)
    wrong = page.evaluate(EXAMPLES_HOLD, EVERY)
    assert wrong == []


def random_texts(seed: int, count: int) -> list[str]:
    """Texts of the pieces that mean something to the grammar, and of any characters; the same for the same seed."""
    chance = random.Random(seed)
    pieces = [*SIGNS, *WORDS, *SPACES, *MARKS, "𐎠", "\U0001f54c", "\r", "##", "1)", "۲.", "•", "o\t", "§\t", "\uf0b7"]

    def line():
        made = "".join(chance.choices(pieces, k=chance.randrange(9)))
        return made + "".join(
            chr(chance.choice([*range(1, 0x250), *range(0x600, 0x700)])) for _ in range(chance.randrange(4))
        )

    return [
        chance.choice(["\n", "\r\n", "\r", "\n\n"]).join(line() for _ in range(chance.randrange(9)))
        for _ in range(count)
    ]


def test_random_texts_are_read_and_written_as_python_does(asked):
    texts = random_texts(1404, 1500)
    # Labels at the bounds of their length, in characters that are one code point and two units.
    texts += [f"**{sign * n} ({sign * m}):** x" for sign, n, m in product("ا𐎠*", (199, 200, 201), (1, 200, 201))]
    texts += [f"{sign * n}:\n- x" for sign, n in product("ا𐎠", (79, 80))]
    texts += ["- " + "𐎠" * 20_000, "- " + "𐎠" * 20_001]
    for text, said in zip(texts, asked(texts), strict=True):
        assert said == as_python_reads(text), json.dumps(text)


def test_random_blocks_are_written_as_python_does(page):
    chance = random.Random(20)
    texts = [text.replace("\r", "").replace("\n", "") for text in random_texts(20, 3000)]
    turns = []
    while texts:
        blocks = []
        for _ in range(min(chance.randrange(5), len(texts))):
            kind = chance.choice(
                ["paragraph", "subheading", "bullet", "bullet"] if blocks else ["lead", "paragraph", "bullet"]
            )
            blocks.append([kind, chance.randrange(1, 10) if kind == "bullet" else 0, texts.pop()])
        turns.append([texts.pop()[:200] if texts else "", "", blocks])
    open_modules(page)
    for turn, said in zip(turns, page.evaluate(WRITE, turns), strict=True):
        blocks = tuple(Block(kind, level, text) for kind, level, text in turn[2])
        assert said == [write([Turn(turn[0], turn[1], blocks)]), write_body(blocks)], json.dumps(turn)
