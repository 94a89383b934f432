/* What is written in a turn, as it will be read, beside the pen. Only the lines that changed are made anew, so that a turn of
   hundreds of lines stays fluid. Everything goes in as text, never as HTML. */

import { withoutEmptyBullets } from "./outline-lines.js";
import { readBody } from "./outline.js";

const KINDS = { lead: "lead", paragraph: "text", subheading: "sub", bullet: "bullet" };

/** `told(row)` gives what the server knows of a row; `pick(row)` is called when a line is pressed. */
export class Preview {
  constructor(list, { told, pick }) {
    this.list = list;
    this.told = told;
    this.shown = []; // {sign, row} of each element in the list
    this.here = null;
    list.addEventListener("click", (event) => {
      const line = event.target.closest("li");
      if (!line || event.target.closest("a") || String(getSelection())) return;
      pick(this.shown[[...list.children].indexOf(line)].row);
    });
  }

  /** Shows a text; returns how many lines it has. */
  show(text) {
    const next = readBody(withoutEmptyBullets(text)).blocks.map((block) => {
      const told = this.told(block.line - 1);
      const ties = told ? [told.mark_label, ...told.mentions.map((mention) => mention.label)].join("\n") : "";
      return { sign: `${block.kind}${block.level}\n${block.text}\n${ties}`, row: block.line - 1, block, told };
    });
    const old = this.shown;
    const most = Math.min(next.length, old.length);
    let head = 0;
    while (head < most && next[head].sign === old[head].sign) head += 1;
    let tail = 0;
    while (tail < most - head && next[next.length - 1 - tail].sign === old[old.length - 1 - tail].sign) tail += 1;
    for (let count = old.length - tail - head; count > 0; count -= 1) this.list.children[head].remove();
    const fresh = next.slice(head, next.length - tail).map(lineOf);
    const before = this.list.children[head] ?? null;
    for (const line of fresh) this.list.insertBefore(line, before);
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

function lineOf({ block, told }) {
  const line = document.createElement("li");
  line.className = `preview__${KINDS[block.kind]}`;
  if (block.level) line.dataset.level = block.level;
  const text = document.createElement("span");
  text.className = "txt";
  text.dir = "auto";
  text.textContent = block.text;
  line.append(text);
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
