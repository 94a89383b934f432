/* What a page shows of the text of the open turn while it is typed: the preview, the tools of its line, its entry in the list. */

import { LineTools } from "./line-tools.js";
import { goToRow, rowOf } from "./pen.js";
import { Preview } from "./preview.js";

export class TurnDrawing {
  constructor(writing, find) {
    this.writing = writing;
    this.preview = new Preview(find("preview-lines"), {
      told: (row) => writing.ties?.at(row),
      pick: (row) => goToRow(writing.field, row),
    });
    this.tools = new LineTools(find("line-tools"), writing.field, writing);
    this.speaker = find("preview-speaker");
    this.empty = find("preview-empty");
    this.waiting = 0;
  }

  /** Draws with the next frame, so that keys come first. */
  soon() {
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      this.now();
    });
  }

  now() {
    const { field, fields, list, record, ties } = this.writing;
    if (this.drawnText !== field.value || this.drawnTies !== ties) ties.follow(field.value);
    const count = this.preview.show(field.value);
    [this.drawnText, this.drawnTies] = [field.value, ties];
    this.preview.point(rowOf(field));
    this.tools.follow();
    list.type(fields.speaker.value, count);
    if (this.speaker.textContent !== fields.label) this.speaker.textContent = fields.label;
    this.empty.hidden = count > 0;
    fields.showErrors(record.blocked?.kind === "errors" ? record.blocked.told : {});
  }
}
