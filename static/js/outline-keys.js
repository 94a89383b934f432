/* What the keys of the pen do to a text in outline form. Each takes {value, start, end} (the text and the selection in it)
   and returns the edit {from, to, text, start, end}: put `text` in place of from–to, then select start–end. null: nothing
   to do here, the browser's own way is right. Pure, so that they are tested without a page. */

import { markerStart, spacesEnd } from "./outline-grammar.js";
import { Lines, isEmptyBullet, reach } from "./outline-lines.js";
import { BULLET, unnest } from "./outline-nesting.js";

export { nest, toggleBullets, unnest } from "./outline-nesting.js";

const ZEROS = ["0", "۰", "٠"];
const WORDY = /[\p{L}\p{Nd}]/u;

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

/** Backspace right after a marker does what Shift+Tab does. */
export function backspace(state) {
  if (state.start !== state.end) return null;
  const lines = new Lines(state);
  const [row] = lines.span;
  return lines.textStart(row) === state.start - lines.offsets[row] ? unnest(state) : null;
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
