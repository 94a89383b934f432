/* What is written in a turn, as it will be read, beside the pen. Only the lines that changed are made anew, so that a turn of
   hundreds of lines stays fluid. Everything goes in as text, never as HTML. */

import { withoutEmptyBullets } from "./outline-lines.js";
import { readBody } from "./outline.js";

const KINDS = { lead: "lead", paragraph: "text", subheading: "sub", bullet: "bullet" };

export class Preview {
  /** `pick(row)` is called when a line is pressed. */
  constructor(list, pick) {
    this.list = list;
    this.shown = []; // {sign, row} of each element in the list
    this.here = null;
    list.addEventListener("click", (event) => {
      const line = event.target.closest("li");
      if (!line || event.target.closest("a") || String(getSelection())) return;
      pick(this.shown[[...list.children].indexOf(line)].row);
    });
  }

  /** Shows a text, of whose rows `at` tells what the server knows; returns how many lines it has. */
  show(text, at) {
    const next = readBody(withoutEmptyBullets(text)).blocks.map((block) => {
      const told = at(block.line - 1);
      const ties = told ? [told.mark_label, ...told.mentions.map((mention) => mention.label)].join("\n") : "";
      return { sign: `${block.kind}${block.level}\n${block.text}\n${ties}`, row: block.line - 1, block, told };
    });
    const old = this.shown;
    const most = Math.min(next.length, old.length);
    let head = 0;
    while (head < most && next[head].sign === old[head].sign) head += 1;
    let tail = 0;
    while (tail < most - head && next[next.length - 1 - tail].sign === old[old.length - 1 - tail].sign) tail += 1;
    const [gone, come] = [old.length - tail - head, next.length - tail - head];
    for (let count = gone; count > come; count -= 1) this.list.children[head].remove();
    const before = this.list.children[head + Math.min(gone, come)] ?? null;
    // Lines that only say something else stay where they are, so that nothing moves on account of them.
    for (let line = head; line < head + Math.min(gone, come); line += 1) fill(this.list.children[line], next[line]);
    for (const line of next.slice(head + Math.min(gone, come), next.length - tail)) {
      this.list.insertBefore(fill(document.createElement("li"), line), before);
    }
    this.shown = next.map(({ sign, row }) => ({ sign, row }));
    return next.length;
  }

  /** Marks the line of a row as the one being written, and brings it into view where the preview scrolls by itself. */
  point(row) {
    let at = this.shown.findIndex((line) => line.row >= row);
    if (at < 0 || this.shown[at].row !== row) at = -1;
    const line = at < 0 ? null : this.list.children[at];
    if (line === this.here) return;
    this.here?.classList.remove("is-here");
    line?.classList.add("is-here");
    this.here = line;
    if (!line || this.list.scrollHeight <= this.list.clientHeight) return;
    const [from, to] = [line.offsetTop, line.offsetTop + line.offsetHeight];
    if (from < this.list.scrollTop) this.list.scrollTop = from;
    else if (to > this.list.scrollTop + this.list.clientHeight) this.list.scrollTop = to - this.list.clientHeight;
  }
}

/** The element of a line, new or that of another one; whether it is the one being written stays as it is. */
function fill(line, { block, told }) {
  const isHere = line.classList.contains("is-here");
  line.className = `preview__${KINDS[block.kind]}${isHere ? " is-here" : ""}`;
  if (block.level) line.dataset.level = block.level;
  else delete line.dataset.level;
  const text = line.firstElementChild ?? document.createElement("span");
  text.className = "txt";
  text.dir = "auto";
  text.textContent = block.text;
  line.replaceChildren(text);
  if (told?.mark_label) line.append(chip("b", "preview__mark", told.mark_label));
  for (const mention of told?.mentions ?? []) {
    const link = chip("a", "preview__tie", mention.label);
    link.href = mention.href;
    link.target = "_blank";
    line.append(link);
  }
  return line;
}

function chip(name, className, text) {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}
