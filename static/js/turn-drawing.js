/* What a page shows of the text of the open turn while it is typed: the preview, the tools of its line, its entry in the list.
   Keys come first: what a key changed is drawn when the keys rest, a caret that goes to another line with the next frame. */

import { LineTools } from "./line-tools.js";
import { goToRow, rowOf } from "./pen.js";
import { Preview } from "./preview.js";

const REST = 120; // milliseconds from the last key
const AT_LATEST = 360; // from the first

export class TurnDrawing {
  constructor(writing, find) {
    this.writing = writing;
    this.preview = new Preview(find("preview-lines"), (row) => goToRow(writing.field, row));
    this.tools = new LineTools(find("line-tools"), writing.field, writing);
    this.speaker = find("preview-speaker");
    this.empty = find("preview-empty");
    this.frame = 0;
    this.timer = 0;
    this.typedSince = 0;
    this.row = -1;
  }

  /** Something was typed. */
  typed() {
    const now = performance.now();
    this.typedSince ||= now;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), Math.max(0, Math.min(REST, this.typedSince + AT_LATEST - now)));
  }

  /** The caret may have gone to another line. */
  moved() {
    if (!this.timer && rowOf(this.writing.field) !== this.row) this.soon();
  }

  /** Draws with the next frame. */
  soon() {
    this.frame ||= requestAnimationFrame(() => this.now());
  }

  /** Draws what still waits: before another turn is opened. */
  settle() {
    if (this.timer || this.frame) this.now();
  }

  now() {
    clearTimeout(this.timer);
    cancelAnimationFrame(this.frame);
    [this.timer, this.frame, this.typedSince] = [0, 0, 0];
    const { field, fields, list, record, ties } = this.writing;
    if (!record) return; // one turn is gone, the next not there yet
    const text = field.value;
    const count = this.preview.show(text, (row) => ties.at(row));
    this.row = rowOf(field);
    this.preview.point(this.row);
    this.tools.follow(this.row, text);
    list.type(fields.speaker.value, count);
    if (this.speaker.textContent !== fields.label) this.speaker.textContent = fields.label;
    this.empty.hidden = count > 0;
    fields.showErrors(record.blocked?.kind === "errors" ? record.blocked.told : {});
  }
}
