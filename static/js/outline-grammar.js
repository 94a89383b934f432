/* How one line of the minutes is understood, without its neighbours: the patterns of meetings/outline_grammar.py, one by
   one and under the same names. Lengths are code points, as in Python. */

const range = (from, to) => Array.from({ length: to - from }, (_, at) => String.fromCharCode(from + at)).join("");

// White space (it makes the indentation) and the characters of no width that may stand before a marker.
export const SPACES = " \t\v\f\u00a0\u1680" + range(0x2000, 0x200b) + "\u202f\u205f\u3000";
export const MARKS = range(0x200b, 0x2010) + "\u061c" + range(0x202a, 0x202f) + range(0x2060, 0x206a) + "\ufeff";
export const MAX_NAME = 200; // code points of a speaker's name, and of a post
const COLONS = ":\uff1a";
const TAB_STOP = 4;
const MAX_LABEL = 4 * MAX_NAME + 10;
const MAX_SUBHEADING = 80;

const DASHES = "\\-\u2010\u2011\u2013\u2014\u2212";
const TATWEEL = "\u0640";
const DOTS =
  "\u2022\u25aa\u25ab\u25cf\u25cb\u25e6\u2023\u25a0\u25a1\u25c6\u25c7\u25ba\u27a2\u27a4\u2713\u2714\u2756" +
  "\u2043\u2219\uf0b7\uf0a7\uf0d8\uf076\uf0fc";
const DIGIT = "[0-9\u06f0-\u06f9\u0660-\u0669]";
const LETTER = "[\u0621-\u063a\u0641-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc]";
const ALEF = "\u0627\u0644\u0641";
const GAP = `[${MARKS}]*(?:[${SPACES}]+|$)`;

const MARKER = new RegExp(
  `[${DOTS}][${MARKS}]*[${SPACES}]*` +
    `|[${DASHES}*\u00b7${TATWEEL}]${GAP}` +
    `|[o\u00a7]\t[${SPACES}]*` +
    `|${DIGIT}{1,2}(?:[${DASHES}${TATWEEL}.)]${GAP}|[${DASHES}${TATWEEL})](?=${LETTER}))` +
    `|(?:${ALEF}|${LETTER}${TATWEEL}?)[${DASHES})]${GAP}`,
  "y",
);
const HEADING = new RegExp(`[${MARKS}]*#{1,6}[${SPACES}]+`, "y");
const LABEL_START = new RegExp(`[${MARKS}]*\\*\\*(?![*${SPACES}])`, "y");
const NO_SIGN = new RegExp(`[^${SPACES}${MARKS}${DASHES}${TATWEEL}${DOTS}*\u00b7_=~#]`);
const FOREIGN = new RegExp(`[${MARKS}]*(?:\\||>|\`\`\`|!\\[|<[A-Za-z/!])`, "y");
const ESCAPED_IN_LABEL = /\\([\\*()\uff08\uff09])/g;
const PARENTHESES = "()\uff08\uff09";
const CLOSING = ")\uff09";

const NO_SPACE = new RegExp(`[^${SPACES}]`);
const NO_SPACE_OR_MARK = new RegExp(`[^${SPACES}${MARKS}]`);

/** How many code points a text has. */
export function codePoints(text) {
  let count = text.length;
  for (const _ of text.match(/[\ud800-\udbff][\udc00-\udfff]/g) ?? []) count -= 1;
  return count;
}

/** Where the white space at the start ends. */
export function spacesEnd(text) {
  const at = text.search(NO_SPACE);
  return at < 0 ? text.length : at;
}

export const stripStart = (text) => text.slice(spacesEnd(text));

/** A text without the white space at its end. */
export function stripEnd(text) {
  let end = text.length;
  while (end && SPACES.includes(text[end - 1])) end -= 1;
  return text.slice(0, end);
}

export const strip = (text) => stripStart(stripEnd(text));

/** A text without the backslashes at its start. */
export function withoutBackslashes(text) {
  let at = 0;
  while (text[at] === "\\") at += 1;
  return text.slice(at);
}

const endsWithColon = (text) => text !== "" && COLONS.includes(text.at(-1));

/** The end of what a sticky pattern finds at `at`; -1 where it finds nothing. */
function matchEnd(pattern, text, at = 0) {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** The columns of the white space at a line's start: a tab goes to the next multiple of 4, other spaces take one. */
export function indentWidth(spaces) {
  let width = 0;
  for (const sign of spaces) {
    if (sign === "\t") width += TAB_STOP - (width % TAB_STOP);
    else if (!MARKS.includes(sign)) width += 1;
  }
  return width;
}

/** Where the marker of a line begins, if it has one: after white space and marks. */
export function markerStart(line) {
  const at = line.search(NO_SPACE_OR_MARK);
  return at < 0 ? line.length : at;
}

/** Where the text begins after a bullet's marker; -1 for a line that is no bullet, 0 never. */
export function markerEnd(line) {
  const end = matchEnd(MARKER, line, markerStart(line));
  return end < 0 || end === line.length || isOnlySigns(line) ? -1 : end;
}

/** Where a marker ends that may have no text after it: what somebody has who is about to write a bullet; -1 for none. */
export const bareMarkerEnd = (line) => matchEnd(MARKER, line, markerStart(line));

/** Whether a line holds nothing but signs: «---», «* * *», «•», and also nothing at all. */
export const isOnlySigns = (line) => !NO_SIGN.test(line);

/** Whether a line (without indentation) is what the outline has no word for, or is a marker without text. */
export function isForeign(line) {
  return isOnlySigns(line) || matchEnd(FOREIGN, line) >= 0 || matchEnd(MARKER, line, markerStart(line)) === line.length;
}

/** The text after «#» to «######» and a space; null for any other line. `line` is without indentation. */
export function headingText(line) {
  const end = matchEnd(HEADING, line);
  return end < 0 || isOnlySigns(line) ? null : line.slice(end);
}

/** The text of a line that is bold from end to end and is no label; null for any other line. */
export function boldLine(line) {
  const start = matchEnd(LABEL_START, line);
  if (start < 0) return null;
  const inner = stripEnd(line).slice(start);
  if (codePoints(inner) < 3 || inner.indexOf("**") !== inner.length - 2) return null;
  const text = inner.slice(0, -2);
  return SPACES.includes(text.at(-1)) || endsWithColon(text) ? null : text;
}

/** [speaker, post, rest] of a line that begins with a bold label and its colon; null for any other line. */
export function splitLabel(line) {
  const start = matchEnd(LABEL_START, line);
  if (start < 0) return null;
  const close = line.indexOf("**", start);
  if (close < 0 || close - start > 2 * MAX_LABEL || codePoints(line.slice(start, close)) > MAX_LABEL) return null;
  let label = stripEnd(line.slice(start, close));
  let rest = stripStart(line.slice(close + 2));
  if (endsWithColon(label)) label = stripEnd(label.slice(0, -1));
  else if (label && rest && COLONS.includes(rest[0])) rest = stripStart(rest.slice(1));
  else return null;
  const [speaker, post] = splitPost(label).map((part) => part.replace(ESCAPED_IN_LABEL, "$1"));
  return Math.max(codePoints(speaker), codePoints(post)) > MAX_NAME ? null : [speaker, post, rest];
}

/** The label before its last pair of parentheses, and what that pair holds. */
export function splitPost(label) {
  let depth = 0;
  for (let at = label.length - 1; at >= 0; at -= 1) {
    if (PARENTHESES.includes(label[at]) && backslashesBefore(label, at) % 2 === 0) depth += CLOSING.includes(label[at]) ? 1 : -1;
    if (depth <= 0) {
      if (depth < 0 || at === label.length - 1) return [label, ""];
      return [stripEnd(label.slice(0, at)), strip(label.slice(at + 1, -1))];
    }
  }
  return [label, ""];
}

function backslashesBefore(label, at) {
  let from = at;
  while (from && label[from - 1] === "\\") from -= 1;
  return at - from;
}

/** The bold label that `splitLabel` takes apart into this speaker and post; RangeError when one is too long. */
export function joinLabel(givenSpeaker, givenPost) {
  let [speaker, post] = [strip(givenSpeaker), strip(givenPost)];
  if (Math.max(codePoints(speaker), codePoints(post)) > MAX_NAME) throw new RangeError("A name or a post is too long.");
  [speaker, post] = [speaker, post].map((part) => part.replace(/[\\*]/g, "\\$&"));
  if (post) {
    const [before, inside] = splitPost(`(${post})`);
    if (before !== "" || inside !== post) post = post.replace(/[()\uff08\uff09]/g, "\\$&");
    return speaker ? `**${speaker} (${post}):**` : `**(${post}):**`;
  }
  if (speaker && CLOSING.includes(speaker.at(-1))) speaker = `${speaker.slice(0, -1)}\\${speaker.at(-1)}`;
  return `**${speaker}:**`;
}

/** Whether a plain line is short and ends with a colon, so that it is a sub-heading if a bullet follows it. */
export function mayBeSubheading(line) {
  const text = strip(line);
  return endsWithColon(text) && text.length <= 2 * MAX_SUBHEADING && codePoints(text) <= MAX_SUBHEADING && !isForeign(line);
}

/** Whether a line would be read as blank, indented, a bullet, a heading, a bold line or a speaker's line. */
export function isMarked(line) {
  return (
    !line ||
    SPACES.includes(line[0]) ||
    line[0] === "\ufeff" ||
    markerEnd(line) >= 0 ||
    headingText(line) !== null ||
    boldLine(line) !== null ||
    splitLabel(line) !== null
  );
}

/** Whether a line's content might not come back as a paragraph of this text. `core` begins with no backslash. */
export const needsEscape = (core) => isMarked(core) || mayBeSubheading(core);

/** The same for the text after a marker or a label. */
export const needsInnerEscape = (core) => !core || SPACES.includes(core[0]) || isOnlySigns(core);
