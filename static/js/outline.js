/* Text to turns and blocks, and back: what meetings/outline.py and meetings/outline_writing.py do, by the same grammar,
   which is told there. Both are tested on tests/meetings/outline_examples.json. */

import {
  MARKS,
  SPACES,
  boldLine,
  codePoints,
  headingText,
  indentWidth,
  isForeign,
  isMarked,
  joinLabel,
  markerEnd,
  markerStart,
  mayBeSubheading,
  needsEscape,
  needsInnerEscape,
  spacesEnd,
  splitLabel,
  withoutBackslashes,
} from "./outline-grammar.js";

export const MAX_BLOCK = 20000; // code points of a block
export const MAX_LEVEL = 9;
const PROBLEM_EXCERPT = 200;

/** {turns: [{speaker, post, blocks, line}], problems: [{line, kind, text}]} of a text; a block is {kind, level, text, line}. */
export const read = (text) => new Reader(linesOf(text)).outline();

/** {blocks, problems} of what stands below a speaker's label. */
export const readBody = (text) => new BodyReader(linesOf(text)).body();

export const linesOf = (text) =>
  (text.startsWith("\ufeff") ? text.slice(1) : text).replaceAll("\r\n", "\n").replaceAll("\r", "\n").split("\n");

/** One pass over the lines; knows the open turn and, as a stack of indentations, the open list. */
class Reader {
  constructor(lines) {
    this.lines = lines;
    this.turns = [];
    this.problems = [];
    this.speaker = null;
    this.blocks = [];
    this.indents = [];
    this.lastIndent = 0;
    this.list = 0; // which list a bullet is in, for the keys that nest
  }

  outline() {
    this.lines.forEach((line, at) => {
      const from = spacesEnd(line);
      if (from < line.length) this.take(at + 1, line, line.slice(from));
    });
    this.closeTurn();
    return { turns: this.turns, problems: this.problems };
  }

  take(number, line, content) {
    const end = markerEnd(line);
    if (end >= 0) {
      this.add(number, "bullet", withoutInnerEscape(line.slice(end)), this.level(line));
      return;
    }
    if (!(this.indents.length && indentWidth(line.slice(0, line.length - content.length)) > this.indents[0])) {
      this.indents = [];
      this.list += 1;
      const label = splitLabel(content);
      if (label !== null) {
        this.openTurn(number, ...label);
        return;
      }
    }
    if (content[0] === "\\" && needsEscape(withoutBackslashes(content))) {
      this.add(number, "paragraph", content.slice(1));
      return;
    }
    const heading = headingText(content);
    const bold = heading === null ? boldLine(content) : null;
    if (heading !== null) this.add(number, "subheading", withoutInnerEscape(heading));
    else if (bold !== null) this.add(number, "subheading", bold);
    else if (isForeign(content)) {
      this.add(number, "paragraph", content);
      this.doubt(number, "not_understood", content);
    } else {
      const leadsList = mayBeSubheading(content) && this.bulletFollows(number);
      this.add(number, leadsList ? "subheading" : "paragraph", content);
    }
  }

  /** The level of a bullet, from its indentation and the open bullets; remembers it as open. */
  level(line) {
    const indent = indentWidth(line.slice(0, markerStart(line)));
    const open = this.indents;
    if (!open.length || (indent > this.lastIndent && open.length < MAX_LEVEL)) open.push(indent);
    while (open.length > 1 && open.at(-1) > indent) open.pop();
    open[0] = Math.min(open[0], indent);
    this.lastIndent = indent;
    return open.length;
  }

  bulletFollows(number) {
    for (let at = number; at < this.lines.length; at += 1) {
      if (spacesEnd(this.lines[at]) < this.lines[at].length) return markerEnd(this.lines[at]) >= 0;
    }
    return false;
  }

  openTurn(number, speaker, post, lead) {
    this.closeTurn();
    this.speaker = { speaker, post, line: number };
    if (!speaker) this.doubt(number, "not_understood", this.lines[number - 1]);
    if (lead) this.add(number, "lead", withoutInnerEscape(lead));
  }

  closeTurn() {
    if (this.speaker) this.turns.push({ ...this.speaker, blocks: this.blocks });
    else if (this.blocks.length) this.turns.push({ speaker: "", post: "", line: this.blocks[0].line, blocks: this.blocks });
    this.blocks = [];
    this.indents = [];
  }

  add(number, kind, text, level = 0) {
    this.blocks.push({ kind, level, text, line: number, list: this.list });
    if (!this.speaker) this.doubt(number, "before_first_speaker", text);
    if (text.length > MAX_BLOCK && codePoints(text) > MAX_BLOCK) this.doubt(number, "too_long", text);
    else if (!text) this.doubt(number, "not_understood", text);
  }

  doubt(line, kind, text) {
    this.problems.push({ line, kind, text: Array.from(text.slice(0, 2 * PROBLEM_EXCERPT)).slice(0, PROBLEM_EXCERPT).join("") });
  }
}

/** The same below a speaker's label: the first line may be the lead, and a label opens nothing. */
class BodyReader extends Reader {
  constructor(lines) {
    super(lines);
    this.speaker = { speaker: "", post: "", line: 0 };
  }

  body() {
    const { turns, problems } = this.outline();
    return { blocks: turns[0].blocks, problems };
  }

  take(number, line, content) {
    if (number > 1 || markerEnd(line) >= 0) super.take(number, line, content);
    else if (content[0] === "\\" && isMarked(withoutBackslashes(content))) this.add(number, "lead", content.slice(1));
    else if ([headingText, boldLine, splitLabel].some((sign) => sign(content) !== null)) super.take(number, line, content);
    else {
      this.add(number, "lead", content);
      if (isForeign(content)) this.doubt(number, "not_understood", content);
    }
  }

  openTurn(number) {
    const line = this.lines[number - 1].slice(spacesEnd(this.lines[number - 1]));
    this.add(number, "paragraph", line);
    this.doubt(number, "speaker", line);
  }
}

const withoutInnerEscape = (text) =>
  text.startsWith("\\") && needsInnerEscape(withoutBackslashes(text)) ? text.slice(1) : text;

const withInnerEscape = (text) => (needsInnerEscape(withoutBackslashes(text)) ? `\\${text}` : text);

/** Canonical text of turns; `read` gives the same turns. RangeError for a line end inside a text or a name too long. */
export const write = (turns) => turns.map((turn, at) => writeTurn(turn, at === 0)).join("\n");

/** Canonical text of one turn's blocks, without the label; `readBody` gives the same blocks. */
export function writeBody(blocks) {
  refuseLineEnds(blocks.map((block) => block.text));
  if (!blocks.length) return "";
  const first = [];
  if (blocks[0].kind === "lead") {
    const lead = blocks[0].text;
    first.push(isMarked(withoutBackslashes(lead)) ? `\\${lead}` : lead);
  }
  const written = writeBlocks(blocks.slice(first.length), true);
  return (first.length || blocks[0].kind !== "bullet" ? [...first, ...written] : written.slice(1)).join("\n");
}

function refuseLineEnds(parts) {
  if (parts.some((part) => /[\r\n]/.test(part))) throw new RangeError("A name, a post or a text holds a line end.");
}

function writeTurn(turn, isFirst) {
  refuseLineEnds([turn.speaker, turn.post, ...turn.blocks.map((block) => block.text)]);
  let blocks = turn.blocks;
  const lines = [];
  const hasLead = blocks[0]?.kind === "lead";
  if (!isFirst || turn.speaker || turn.post || !blocks.length || hasLead) {
    let label = joinLabel(turn.speaker, turn.post);
    if (hasLead) {
      label += ` ${withInnerEscape(blocks[0].text)}`;
      blocks = blocks.slice(1);
    }
    lines.push(label);
  }
  return [...lines, ...writeBlocks(blocks, lines.length > 0)].join("\n") + "\n";
}

/** The lines of blocks, with a blank one before each that does not go on a list. */
function writeBlocks(blocks, afterSomething) {
  const lines = [];
  const inside = stayInside(blocks);
  blocks.forEach((block, at) => {
    const inList = block.kind === "bullet" && at > 0 && blocks[at - 1].kind === "bullet";
    if ((lines.length || afterSomething) && !inList) lines.push("");
    lines.push((inside[at] ? "  " : "") + writeBlock(block, blocks[at + 1]));
  });
  return lines;
}

/** For each block whether it must be indented, so that the list stays open for a deeper bullet after it. */
function stayInside(blocks) {
  const inside = blocks.map(() => false);
  let goesOn = false;
  for (let at = blocks.length - 1; at >= 0; at -= 1) {
    if (blocks[at].kind === "bullet") goesOn = blocks[at].level > 1;
    else inside[at] = goesOn;
  }
  return inside;
}

function writeBlock({ kind, level, text }, after) {
  const core = withoutBackslashes(text);
  const listFollows = after?.kind === "bullet";
  if (kind === "bullet") return "  ".repeat(Math.min(Math.max(level, 1), MAX_LEVEL) - 1) + `- ${withInnerEscape(text)}`;
  if (kind === "subheading") {
    const isPlain = listFollows && core === text && mayBeSubheading(core) && !isMarked(core);
    return isPlain ? text : `### ${withInnerEscape(text)}`;
  }
  if (kind !== "paragraph" && kind !== "lead") throw new RangeError(`${kind} is no kind of block.`);
  const staysPlain = core === text && !listFollows && !isMarked(core);
  return needsEscape(core) && !staysPlain ? `\\${text}` : text;
}

export { MARKS, SPACES };
