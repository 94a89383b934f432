/* What was copied elsewhere, as outline: lists of Word (desktop and web), LibreOffice, Google Docs and web pages keep their
   nesting, a bold «name:» opens a turn, and what has no place in minutes (tables, pictures) is named, not dropped in silence. */

import { codePoints, headingText, indentWidth, isForeign, joinLabel, markerEnd, markerStart, splitLabel, splitPost, strip } from "./outline-grammar.js";
import { MAX_LEVEL, linesOf, read, writeBody } from "./outline.js";

const MAX_HTML = 8_000_000; // characters; more is read as plain text
const MAX_NAME = 200;
const TELLS_MORE = /<(?:ul|ol|li|table|img|svg|canvas|h[1-6]|b|strong)\b|mso-list|data-aria-level|font-weight|v:imagedata/i;
const HAS_LISTS = /<(?:ul|ol|li|table|h[1-6])\b|mso-list/i;
const KEEPS_SPACES = /white-space(?:-collapse)?:(?:pre|break-spaces)/;
const EMOJI_DOT = /^([ \t\u00a0]*[▪▫•●◾◼])\ufe0f/gmu; // a bullet that asks to be shown as a picture
const BLOCKS = new Set(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CENTER DD DIV DL DT FIGURE FIGCAPTION FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION UL".split(" "),
);
const SILENT = new Set("HEAD META LINK STYLE SCRIPT TITLE TEMPLATE NOSCRIPT O:P COL COLGROUP XML".split(" "));
const PICTURES = new Set("IMG SVG CANVAS VIDEO AUDIO OBJECT EMBED IFRAME PICTURE V:IMAGEDATA".split(" "));

/**
 * {head, turns: [{speaker, post, text}], lost: [{kind, text}]} of what a clipboard holds as HTML and as plain text: `head`
 * is outline text that belongs where the caret is, each turn opens a new one. null: it is one plain line, or nothing.
 */
export function readClipboard(html, plain) {
  const told = html && html.length <= MAX_HTML && TELLS_MORE.test(html) ? readHtml(html) : null;
  const merged = told && plain && !HAS_LISTS.test(html) ? withSigns(plain, told.signs) : null;
  if (merged !== null) return addLost(readPlain(merged), told.lost);
  if (told && (told.head || told.turns.length || told.lost.length)) {
    const isLine = !told.turns.length && !told.lost.length && !told.head.includes("\n") && !told.isStructured;
    return isLine ? null : told;
  }
  return plain ? readPlain(plain) : null;
}

/** A plain text with the bold lines marked that its HTML form knows of; null where the two do not match. */
function withSigns(plain, signs) {
  const lines = linesOf(plain);
  let at = 0;
  for (const { said, written } of signs) {
    while (at < lines.length && strip(lines[at]).replace(/[ \u00a0]{2,}/g, " ") !== said) at += 1;
    if (at === lines.length) return null;
    lines[at] = written;
    at += 1;
  }
  return lines.join("\n");
}

function addLost(told, lost) {
  if (!lost.length) return told;
  return { ...(told ?? { head: "", turns: [] }), lost };
}

function readPlain(plain) {
  const text = linesOf(plain).join("\n").replace(EMOJI_DOT, "$1");
  if (!text.includes("\n") && splitLabel(strip(text)) === null) return null;
  const { turns } = read(text);
  const first = turns.find((turn) => splitLabel(strip(linesOf(text)[turn.line - 1] ?? "")) !== null);
  if (!first) return { head: text, turns: [], lost: [] };
  const from = turns.indexOf(first);
  return {
    head: linesOf(text).slice(0, first.line - 1).join("\n").replace(/\n+$/, ""),
    turns: turns.slice(from).map(({ speaker, post, blocks }) => ({ speaker, post, text: writeBody(blocks) })),
    lost: [],
  };
}

function readHtml(html) {
  const page = new DOMParser().parseFromString(quieted(html), "text/html");
  const collector = new Collector();
  collector.walk(page.body, { level: 0, bold: false, pre: false });
  collector.endLine();
  return collector.told();
}

/** The part of an HTML text that was copied, with its styles where neither the browser nor its policy looks at them. */
function quieted(html) {
  const begin = html.indexOf("<!--StartFragment-->");
  const end = html.lastIndexOf("<!--EndFragment-->");
  const part = begin >= 0 && end > begin ? html.slice(begin + 20, end) : html;
  return part
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<style\b[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/([\s"'])(style|src|srcset|href|background|on[a-z]+)(\s*=)/gi, "$1data-$2$3"));
}

const PARAGRAPH = { level: 0, kind: "paragraph" };

/** Walks over what was pasted and keeps lines, as blocks of turns. */
class Collector {
  constructor() {
    this.turns = [{ speaker: null, post: "", blocks: [] }];
    this.lost = [];
    this.levels = []; // the levels of the open list, as the source counts them
    this.runs = [];
    this.line = PARAGRAPH;
    this.isStructured = false;
    this.signs = []; // what was bold: the line as it reads, and as outline
  }

  walk(node, state) {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) this.runs.push({ text: state.pre ? child.data : flat(child.data), bold: state.bold, pre: state.pre });
      else if (child.nodeType === Node.ELEMENT_NODE) this.element(child, state);
    }
  }

  element(element, state) {
    const name = element.tagName.toUpperCase();
    const style = (element.dataset.style ?? "").replace(/\s*([:;])\s*/g, "$1").toLowerCase();
    if (SILENT.has(name) || style.includes("mso-list:ignore") || style.includes("display:none")) return;
    if (name === "IMG" && /^\p{Extended_Pictographic}/u.test(element.alt)) this.runs.push({ text: element.alt, bold: state.bold });
    else if (PICTURES.has(name)) this.lose("picture", element.getAttribute("alt") ?? "");
    else if (name === "TABLE") this.lose("table", [...element.querySelectorAll("td, th")].map((cell) => strip(flat(cell.textContent))).filter(Boolean).join("، "));
    else if (name === "BR") this.break(state);
    else if (BLOCKS.has(name)) this.block(element, name, style, state);
    else this.walk(element, { ...state, bold: isBold(name, style, state.bold), pre: state.pre || KEEPS_SPACES.test(style) });
  }

  /** A line break inside a paragraph ends the line; what follows stays inside the same list. */
  break(state) {
    const wasItem = this.line.level > 0;
    this.endLine();
    this.line = { level: 0, kind: "paragraph", inside: wasItem || state.level > 0 };
  }

  block(element, name, style, state) {
    this.endLine();
    const inner = {
      ...state,
      bold: isBold(name, style, state.bold),
      pre: state.pre || name === "PRE" || KEEPS_SPACES.test(style),
    };
    const word = /mso-list:[^;]*?level(\d+)/.exec(style);
    const heading = /^H[1-6]$/.test(name);
    if (name === "UL" || name === "OL") inner.level = state.level + 1;
    if (word || name === "LI") {
      const told = element.dataset.ariaLevel ?? element.getAttribute("aria-level");
      this.line = { level: Number(word?.[1] ?? told) || Math.max(inner.level, 1), kind: "bullet" };
      this.isStructured = true;
    } else if (heading) this.line = { level: 0, kind: "subheading" };
    else if (state.item && this.line.kind !== "bullet") this.line = { level: 0, kind: "paragraph", inside: true };
    if (word || name === "LI") inner.item = true;
    this.walk(element, inner);
    this.endLine();
    if (word || name === "LI") this.line = PARAGRAPH; // also where it had no text
  }

  lose(kind, text) {
    this.endLine(true);
    this.lost.push({ kind, text: Array.from(strip(flat(text))).slice(0, 120).join("") });
    this.isStructured = true;
  }

  /** Ends the line that is open. A list item whose text did not come yet (`<li><p>…`) waits for it. */
  endLine(waits = false) {
    const runs = this.runs;
    this.runs = [];
    const lines = runs.some((run) => run.pre) ? splitRuns(runs) : [runs];
    let any = false;
    for (const part of lines) {
      if (!strip(part.map((run) => run.text).join(""))) continue;
      this.addLine(part, any && this.line.kind === "bullet" ? { level: 0, kind: "paragraph", inside: true } : this.line);
      any = true;
    }
    if (any || (!waits && this.line.kind !== "bullet")) this.line = PARAGRAPH;
  }

  addLine(runs, line) {
    const text = tidy(runs);
    if (line.kind === "bullet") return this.add("bullet", text, this.depth(line.level));
    if (line.kind === "subheading") {
      this.levels = [];
      return this.add("subheading", text);
    }
    if (!line.inside) {
      const label = labelOf(runs) ?? splitLabel(text);
      if (label) {
        this.signs.push({ said: text, written: [joinLabel(label[0], label[1]), label[2]].join(" ").trimEnd() });
        return this.open(label);
      }
    }
    const raw = runs.map((run) => run.text).join("");
    const end = markerEnd(raw);
    if (end >= 0) return this.add("bullet", strip(raw.slice(end)), this.depth(1 + indentWidth(raw.slice(0, markerStart(raw))) / 4));
    const isHeading = isAllBold(runs) && codePoints(text) <= MAX_NAME && !isForeign(text) && headingText(text) === null;
    if (isHeading) this.signs.push({ said: text, written: `### ${text}` });
    return this.add(isHeading ? "subheading" : "paragraph", text);
  }

  /** The level of an item whose source counts it as `level`: one that skips a level takes the next one. */
  depth(level) {
    while (this.levels.length && this.levels.at(-1) > level) this.levels.pop();
    if (this.levels.at(-1) !== level) this.levels.push(level);
    return Math.min(this.levels.length, MAX_LEVEL);
  }

  open([speaker, post, lead]) {
    this.levels = [];
    this.isStructured = true;
    this.turns.push({ speaker, post, blocks: lead ? [{ kind: "lead", level: 0, text: lead }] : [] });
  }

  add(kind, text, level = 0) {
    this.turns.at(-1).blocks.push({ kind, level, text });
    if (kind === "subheading") this.isStructured = true;
  }

  told() {
    const [head, ...turns] = this.turns;
    return {
      head: writeBody(head.blocks).replace(/^\n+/, ""),
      turns: turns.map(({ speaker, post, blocks }) => ({ speaker, post, text: writeBody(blocks) })),
      lost: this.lost,
      isStructured: this.isStructured,
      signs: this.signs,
    };
  }
}

function isBold(name, style, wasBold) {
  if (/mso-bidi-font-weight:normal/.test(style)) return false; // Word's word for scripts such as ours
  if (/mso-bidi-font-weight:bold/.test(style)) return true;
  const weight = /(?:^|;)font-weight:(\w+)/.exec(style)?.[1];
  const isStrong = name === "B" || name === "STRONG";
  if (weight) return weight === "bold" || weight === "bolder" || Number(weight) >= (isStrong ? 500 : 600);
  return wasBold || isStrong || /^H[1-6]$/.test(name);
}

const isAllBold = (runs) => runs.every((run) => run.bold || !strip(run.text));

/** HTML's white space is one space, a line end among it; no-break spaces in a row are somebody's way to indent. */
const flat = (text) => text.replace(/[ \t\n\r\f]+/g, " ");

const tidy = (runs) => {
  const text = strip(runs.map((run) => run.text).join(""));
  return runs.some((run) => run.pre) ? text : text.replace(/[ \u00a0]{2,}/g, " ");
};

/** The runs of text that keeps its own line ends, cut there. */
function splitRuns(runs) {
  const lines = [[]];
  for (const run of runs) {
    const parts = run.text.split(/\r\n|\r|\n/);
    parts.forEach((text, at) => {
      if (at) lines.push([]);
      lines.at(-1).push({ ...run, text });
    });
  }
  return lines;
}

/** [speaker, post, lead] of a paragraph that begins with a bold name and a colon; null for any other. */
function labelOf(runs) {
  let at = 0;
  while (at < runs.length && (runs[at].bold || !strip(runs[at].text))) at += 1;
  const bold = strip(tidy(runs.slice(0, at)));
  let rest = at < runs.length ? strip(tidy(runs.slice(at))) : "";
  if (!bold) return null;
  let label = bold;
  const post = /^(\([^()]{1,200}\))\s*(?=[:：])/u.exec(rest); // a post that is not bold
  if (/[:：]$/u.test(bold)) label = strip(bold.slice(0, -1));
  else if (/^[:：]/u.test(rest)) rest = strip(rest.slice(1));
  else if (post) {
    label = `${bold} ${post[1]}`;
    rest = strip(rest.slice(post[0].length + 1));
  } else return null;
  if (!label || /[:：]/u.test(label) || markerEnd(label) >= 0) return null;
  const [speaker, held] = splitPost(label);
  return Math.max(codePoints(speaker), codePoints(held)) > MAX_NAME ? null : [speaker, held, rest];
}
