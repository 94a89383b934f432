/* What the keys of the pen do to a text in outline form. Each takes {value, start, end} (the text and the selection in it)
   and returns the edit {from, to, text, start, end}: put `text` in place of from–to, then select start–end. null: nothing
   to do here, the browser's own way is right. Pure, so that they are tested without a page. */

import { bareMarkerEnd, indentWidth, markerStart, spacesEnd } from "./outline-grammar.js";
import { MAX_LEVEL, readBody } from "./outline.js";

export const INDENT = "\t";
const BULLET = "- ";
const ZEROS = ["0", "۰", "٠"];
const WORDY = /[\p{L}\p{Nd}]/u;

/** Whether a line is a bullet whose text is still to come: what Enter puts there. */
export function isEmptyBullet(line) {
  const end = bareMarkerEnd(line);
  if (end < 0 || spacesEnd(line.slice(end)) < line.length - end) return false;
  return !WORDY.test(line) || /\s$/u.test(line);
}

/** The text without the bullets that are still empty, in as many lines: what is worth sending and showing. */
export const withoutEmptyBullets = (text) =>
  text.includes("\n")
    ? text.split("\n").map((line, at) => (at && /\s$/u.test(line) && isEmptyBullet(line) ? "" : line)).join("\n")
    : text;

/** The lines of a text with where they begin, and what each is; `span` are the first and last that the selection touches. */
class Lines {
  constructor({ value, start, end }) {
    this.value = value;
    this.rows = value.split("\n");
    this.offsets = [];
    let offset = 0;
    for (const row of this.rows) {
      this.offsets.push(offset);
      offset += row.length + 1;
    }
    const last = end > start && value[end - 1] === "\n" ? end - 1 : end;
    this.span = [this.rowAt(start), this.rowAt(last)];
    const read = this.rows.map((row) => (isEmptyBullet(row) ? `${row} x` : row)).join("\n");
    this.blocks = new Map(readBody(read).blocks.map((block) => [block.line - 1, block]));
  }

  rowAt(offset) {
    let [low, high] = [0, this.rows.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.offsets[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  isBlank(row) {
    return spacesEnd(this.rows[row]) === this.rows[row].length;
  }

  /** The level of a bullet, also of one that has no text yet; 0 for every other line. */
  level(row) {
    return this.blocks.get(row)?.level ?? 0;
  }

  /** Where the text of a bullet's line begins, also without a text; -1 where there is no marker. */
  textStart(row) {
    return this.blocks.get(row)?.kind === "bullet" ? bareMarkerEnd(this.rows[row]) : -1;
  }

  /** The last row of what hangs below a bullet: deeper bullets, and lines inside the list between them. */
  lastBelow(row) {
    const own = this.blocks.get(row);
    let last = row;
    if (own?.kind !== "bullet") return last;
    for (let at = row + 1; at < this.rows.length; at += 1) {
      const block = this.blocks.get(at);
      if (!block) continue;
      if (block.list !== own.list || (block.kind === "bullet" && block.level <= own.level)) break;
      if (block.kind === "bullet" || indentWidth(this.indent(at)) > indentWidth(this.indent(row))) last = at;
    }
    return last;
  }

  indent(row) {
    return this.rows[row].slice(0, markerStart(this.rows[row]));
  }

  /** The bullet before a row in the same list; -1 for none. */
  bulletBefore(row) {
    const list = this.blocks.get(row)?.list;
    for (let at = row - 1; at >= 0; at -= 1) {
      const block = this.blocks.get(at);
      if (block && block.list !== list) return -1;
      if (block?.kind === "bullet") return at;
    }
    return -1;
  }

  /** The edit that puts other rows in place of first–last, with the selection moved by as much as its own row grew. */
  replaced(first, last, rows, { start, end }) {
    const from = this.offsets[first];
    const to = this.offsets[last] + this.rows[last].length;
    const text = rows.join("\n");
    const moved = (offset) => {
      if (offset < from) return offset;
      if (offset > to) return offset + text.length - (to - from);
      const row = this.rowAt(offset);
      const grown = rows.slice(0, row - first).reduce((sum, line) => sum + line.length + 1, 0);
      const inRow = offset - this.offsets[row] + rows[row - first].length - this.rows[row].length;
      return from + grown + Math.min(Math.max(inRow, 0), rows[row - first].length);
    };
    return this.value.slice(from, to) === text ? null : { from, to, text, start: moved(start), end: moved(end) };
  }
}

/** Enter: a bullet begets a bullet of the same level; on an empty bullet it goes out, one level or out of the list. */
export function enter(state) {
  const lines = new Lines(state);
  const [row, lastRow] = lines.span;
  const line = lines.rows[row];
  const at = state.start - lines.offsets[row];
  const markerEnd = lines.textStart(row);
  const put = (text) => ({ from: state.start, to: state.end, text, start: state.start + text.length, end: state.start + text.length });
  if (markerEnd < 0) {
    const inside = line.slice(0, spacesEnd(line));
    return inside && at >= inside.length && inside.length < line.length ? put(`\n${inside}`) : null;
  }
  if (row === lastRow && isEmptyBullet(line)) return unnest(state);
  return at < markerEnd ? null : put(`\n${nextMarker(line.slice(0, markerEnd))}`);
}

/** The marker of the bullet after one with this marker: a number goes on, a letter gives way to a dash. */
function nextMarker(prefix) {
  const indent = prefix.slice(0, markerStart(prefix));
  const marker = prefix.slice(indent.length);
  const spaced = (text) => (/\s$/u.test(text) ? text : `${text} `);
  const [digits] = /^\p{Nd}*/u.exec(marker);
  if (digits) {
    const zero = Math.max(...ZEROS.map((sign) => sign.charCodeAt(0)).filter((code) => code <= digits.charCodeAt(0)));
    const number = Number(Array.from(digits, (digit) => digit.charCodeAt(0) - zero).join("")) + 1;
    if (number > 99) return indent + BULLET;
    const next = Array.from(String(number), (digit) => String.fromCharCode(zero + Number(digit))).join("");
    return indent + spaced(next + marker.slice(digits.length));
  }
  return WORDY.test(marker) && !/^[o§]\t/u.test(marker) ? indent + BULLET : spaced(prefix);
}

/** Tab: a bullet and what hangs below it go one level deeper, as deep as the bullet before it allows; a plain line becomes a bullet. */
export function nest(state) {
  const lines = new Lines(state);
  const [first, last] = reach(lines);
  const rows = lines.rows.slice(first, last + 1);
  if (!touched(lines).some((row) => lines.textStart(row) >= 0)) return makeBullets(lines, state);
  const top = topBullet(lines, first, last);
  const before = top < 0 ? -1 : lines.bulletBefore(top);
  const level = lines.level(top);
  if (before < 0 || lines.level(before) < level || level === MAX_LEVEL) return null;
  const wanted = lines.level(before) === level ? lines.indent(before) + INDENT : lines.indent(openBullet(lines, before, level + 1));
  return lines.replaced(first, last, reindented(lines, rows, first, lines.indent(top), wanted), state);
}

/** Shift+Tab: a bullet and what hangs below it go one level out; a bullet of the first level becomes a plain line. */
export function unnest(state) {
  const lines = new Lines(state);
  const [first, last] = reach(lines);
  const top = topBullet(lines, first, last);
  if (top < 0) return withoutMarkers(lines, state);
  const before = lines.bulletBefore(top);
  if (lines.level(top) <= 1 || before < 0) return withoutMarkers(lines, state);
  const wanted = lines.indent(openBullet(lines, before, lines.level(top) - 1));
  const rows = lines.rows.slice(first, last + 1);
  return lines.replaced(first, last, reindented(lines, rows, first, lines.indent(top), wanted), state);
}

/** Backspace right after a marker does what Shift+Tab does. */
export function backspace(state) {
  if (state.start !== state.end) return null;
  const lines = new Lines(state);
  const [row] = lines.span;
  return lines.textStart(row) === state.start - lines.offsets[row] ? unnest(state) : null;
}

/** The button «بند»: plain lines become bullets; where all are bullets already, plain lines. */
export function toggleBullets(state) {
  const lines = new Lines(state);
  const rows = touched(lines);
  return rows.length && rows.every((row) => lines.textStart(row) >= 0) ? withoutMarkers(lines, state) : makeBullets(lines, state);
}

/** Alt+↑ and Alt+↓ (`by` -1 and 1): lines change places with what stands before or after them; children come along. */
export function move(state, by) {
  const lines = new Lines(state);
  const [first, last] = reach(lines);
  const level = lines.level(first);
  let [from, to] = [first, last]; // the rows that change places, ours and the others
  if (by < 0) {
    from = first - 1;
    while (from >= 0 && lines.isBlank(from)) from -= 1;
    if (from < 0) return null;
    if (level) while (from > 0 && (lines.level(from) > level || !lines.blocks.has(from))) from -= 1;
  } else {
    to = last + 1;
    while (to < lines.rows.length && lines.isBlank(to)) to += 1;
    if (to >= lines.rows.length) return null;
    if (lines.level(to) && lines.level(to) >= level) to = lines.lastBelow(to);
  }
  const others = by < 0 ? [from, first - 1] : [last + 1, to];
  let part = lines.rows.slice(others[0], others[1] + 1);
  const isBlank = (line) => spacesEnd(line) === line.length;
  const gap = []; // blank rows between the two stay between them
  while (part.length && isBlank(by < 0 ? part.at(-1) : part[0])) by < 0 ? gap.unshift(part.pop()) : gap.push(part.shift());
  const mine = lines.rows.slice(first, last + 1);
  const rows = by < 0 ? [...mine, ...gap, ...part] : [...part, ...gap, ...mine];
  const shift = by < 0 ? -joined([...part, ...gap]) : joined([...part, ...gap]);
  return {
    from: lines.offsets[from],
    to: lines.offsets[to] + lines.rows[to].length,
    text: rows.join("\n"),
    start: state.start + shift,
    end: state.end + shift,
  };
}

const joined = (rows) => rows.reduce((sum, row) => sum + row.length + 1, 0);

/** The rows that are not blank under the selection; the row of the caret in any case. */
function touched(lines) {
  const [first, last] = lines.span;
  const rows = [];
  for (let row = first; row <= last; row += 1) if (first === last || !lines.isBlank(row)) rows.push(row);
  return rows;
}

/** First and last row under the selection, with what hangs below. */
function reach(lines) {
  const [first, last] = lines.span;
  let end = last;
  for (let row = first; row <= last; row += 1) end = Math.max(end, lines.lastBelow(row));
  return [first, end];
}

/** The first of the outermost bullets of some rows; -1 for none. */
function topBullet(lines, first, last) {
  let top = -1;
  for (let row = first; row <= last; row += 1) {
    if (lines.level(row) && (top < 0 || lines.level(row) < lines.level(top))) top = row;
  }
  return top;
}

/** The last bullet of a level that is still open at `row`. */
function openBullet(lines, row, level) {
  let at = row;
  while (at >= 0 && lines.level(at) > level) at = lines.bulletBefore(at);
  return at < 0 ? row : at;
}

/** Rows with the indentation of the top one changed from `old` to `wanted`, and all others by as much. */
function reindented(lines, rows, first, old, wanted) {
  return rows.map((line, at) => {
    if (lines.isBlank(first + at)) return line;
    if (line.startsWith(old)) return wanted + line.slice(old.length);
    const indent = line.slice(0, markerStart(line));
    const width = Math.max(indentWidth(wanted) + indentWidth(indent) - indentWidth(old), 0);
    return " ".repeat(width) + line.slice(indent.length);
  });
}

function makeBullets(lines, state) {
  const [first, last] = lines.span;
  const chosen = new Set(touched(lines));
  let indent = "";
  const before = lines.bulletBefore(first);
  if (before >= 0 && lines.blocks.get(first)) indent = lines.indent(before); // a line inside a list goes on that list
  const rows = lines.rows.slice(first, last + 1).map((line, at) => {
    if (!chosen.has(first + at) || lines.textStart(first + at) >= 0) return line;
    return indent + BULLET + line.slice(spacesEnd(line));
  });
  return lines.replaced(first, last, rows, state);
}

function withoutMarkers(lines, state) {
  const [first, last] = lines.span;
  const rows = lines.rows.slice(first, last + 1).map((line, at) => {
    const end = lines.textStart(first + at);
    return end < 0 ? line.slice(spacesEnd(line)) : line.slice(end);
  });
  return lines.replaced(first, last, rows, state);
}

/** The edit that puts pasted outline text at the caret: on lines of its own, at the level of an empty bullet that waits there. */
export function paste(state, pasted) {
  const lines = new Lines(state);
  const [row] = lines.span;
  const line = lines.rows[row];
  const after = state.value.slice(state.end).split("\n", 1)[0];
  const before = line.slice(0, state.start - lines.offsets[row]);
  const isBlank = (text) => spacesEnd(text) === text.length;
  let [from, text] = [state.start, pasted.replace(/\n+$/, "")];
  if (isBlank(before) || (isEmptyBullet(before) && isBlank(after))) {
    from = lines.offsets[row];
    const indent = isEmptyBullet(before) ? lines.indent(row) : "";
    if (indent) text = text.split("\n").map((each) => (each ? indent + each : each)).join("\n");
  } else text = `\n${text}`;
  if (!isBlank(after)) text += "\n";
  const end = from + text.length;
  return { from, to: state.end, text, start: end, end };
}
