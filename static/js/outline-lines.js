/* The lines of an outline that is being written, with the selection in it: what the keys of the pen look at. */

import { bareMarkerEnd, indentWidth, markerStart, spacesEnd } from "./outline-grammar.js";
import { readBody } from "./outline.js";

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
export class Lines {
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

/** The rows that are not blank under the selection; the row of the caret in any case. */
export function touched(lines) {
  const [first, last] = lines.span;
  const rows = [];
  for (let row = first; row <= last; row += 1) if (first === last || !lines.isBlank(row)) rows.push(row);
  return rows;
}

/** First and last row under the selection, with what hangs below. */
export function reach(lines) {
  const [first, last] = lines.span;
  let end = last;
  for (let row = first; row <= last; row += 1) end = Math.max(end, lines.lastBelow(row));
  return [first, end];
}
