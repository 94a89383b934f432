/* Bullets go deeper and out again, and plain lines become bullets: edits as outline-keys.js tells of them. */

import { indentWidth, markerStart, spacesEnd } from "./outline-grammar.js";
import { Lines, reach, touched } from "./outline-lines.js";
import { MAX_LEVEL } from "./outline.js";

const INDENT = "\t";
export const BULLET = "- ";

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

/** The button «بند»: plain lines become bullets; where all are bullets already, plain lines. */
export function toggleBullets(state) {
  const lines = new Lines(state);
  const rows = touched(lines);
  return rows.length && rows.every((row) => lines.textStart(row) >= 0) ? withoutMarkers(lines, state) : makeBullets(lines, state);
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
