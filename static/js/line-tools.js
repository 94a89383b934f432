/* The line at the caret: what it is marked as, what it is tied to, and, of a decision, who carries it out and until when. */

import { attach as attachDate } from "./date-field.js";
import { asked, dialog } from "./dialogs.js";
import { markerEnd } from "./outline-grammar.js";
import { apply, rowOf, stateOf } from "./pen.js";
import { attach as attachPicker } from "./person-picker.js";
import { attach as attachFinder } from "./tie-finder.js";

const MARKS = ["", "proposal", "expectation", "intention", "decision"]; // by the digit that is pressed with Alt

/** The words of a line without its marker. */
const bare = (line) => line.slice(Math.max(markerEnd(line), 0)).trim();

/** The tools of a line in `bar` ([data-line-tools]); `writing` is the page. */
export class LineTools {
  constructor(bar, field, writing) {
    Object.assign(this, { bar, field, writing });
    this.row = 0;
    this.ties = bar.querySelector("[data-ties]");
    this.text = bar.querySelector("[data-line-text]");
    this.marks = [...bar.querySelectorAll("[data-mark]")];
    bar.addEventListener("click", (event) => {
      const { mark, lineStep } = event.target.closest("button")?.dataset ?? {};
      if (mark !== undefined) this.mark(mark);
      else if (lineStep === "tie") this.beginTie();
      else if (lineStep === "decision") this.decision();
    });
    bar.addEventListener("pointerdown", (event) => event.target.closest("button") && event.preventDefault());
    field.addEventListener("pen-mark", (event) => this.mark(MARKS[event.detail]));
    this.finder = attachFinder(field, document.querySelector("[data-targets]"), {
      address: `${writing.base}targets/`,
      told: writing.ear,
      picked: (target, from, to) => this.tie(target, from, to),
    });
  }

  get known() {
    return this.writing.ties?.at(this.row);
  }

  /** Shows the tools of a row of `value`, that of the caret. */
  follow(row, value) {
    this.row = row;
    const known = this.known;
    const text = value.split("\n")[row] ?? "";
    const words = bare(text);
    if (this.text.textContent !== words) this.text.textContent = words;
    this.showMarks(!text.trim(), known?.mark ?? "");
    const sign = JSON.stringify(known?.mentions ?? []);
    if (sign === this.tiesShown) return;
    this.tiesShown = sign;
    this.ties.replaceChildren(...(known?.mentions ?? []).map((mention) => this.tieChip(mention)));
  }

  /** Shows how the line is marked; touches nothing when that is shown already. */
  showMarks(isBlank, mark) {
    if (this.marked === mark && this.blank === isBlank) return;
    [this.marked, this.blank] = [mark, isBlank];
    for (const button of this.marks) {
      if (button.dataset.mark) button.setAttribute("aria-pressed", String(!isBlank && button.dataset.mark === mark));
      else button.hidden = isBlank || !mark;
      button.disabled = isBlank;
    }
    this.bar.querySelector('[data-line-step="decision"]').hidden = mark !== "decision";
  }

  tieChip(mention) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = mention.href;
    link.target = "_blank";
    link.textContent = mention.label;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn--plain";
    button.textContent = "برداشتن";
    const more = document.createElement("span");
    more.className = "hidden";
    more.textContent = ` ارجاع به ${mention.label}`;
    button.append(more);
    button.addEventListener("click", () => this.step({ step: "untie", mention: mention.id }, "ارجاع برداشته شد."));
    item.append(link, button);
    return item;
  }

  /** The server's line for a row, which must be saved to have one; undefined where that can't be now. */
  async saved(row) {
    const { writing } = this;
    const text = this.field.value.split("\n")[row]?.trim();
    const { key } = writing.record;
    if (!(await writing.keeper.flush()) && !writing.ties.at(row)) {
      writing.say("این سطر هنوز در سرور نیست؛ نشان و ارجاع پس از ذخیره ممکن است. نوشته شما در این دستگاه هست.");
      return undefined;
    }
    if (!writing.ties.at(row)) await writing.fetchTurn(key); // opened just now: its lines are still under way
    if (writing.record.key !== key) return undefined;
    // The text may have gone on meanwhile; the line is where it stands now.
    const rows = this.field.value.split("\n");
    const now = rows[row]?.trim() === text ? row : rows.findIndex((each) => each.trim() === text);
    return writing.ties.at(now) && { row: now, line: writing.ties.at(now) };
  }

  async step(fields, done, row = this.row) {
    const { writing } = this;
    const place = await this.saved(row);
    if (!place) return false;
    const { status, body } = await writing.keeper.server.post(`${writing.base}lines/${place.line.key}/`, fields);
    if (status === 200) {
      writing.ties.put(place.row, body);
      writing.drawing.now();
      writing.hear(done);
      return true;
    }
    if (status === 409 && body.loses && !fields.drop) {
      const element = dialog("losing", { heading: "با تغییر نشان، این‌ها هم از این بند می‌روند" });
      const rows = body.loses.map((lost) => {
        const item = document.createElement("li");
        item.textContent = lost.carries.join("، ");
        return item;
      });
      element.querySelector("[data-rows]").replaceChildren(...rows);
      element.querySelector('[data-answer="drop"]').hidden = false;
      return (await asked(element)) === "drop" ? this.step({ ...fields, drop: "1" }, done, row) : false;
    }
    const said = body.errors ? Object.values(body.errors)[0] : body.gone;
    writing.say(said ?? "نشان یا ارجاع ثبت نشد، چون سرور پاسخ نداد. متن شما سر جای خود است؛ دوباره بکوشید.");
    return false;
  }

  async mark(mark) {
    this.row = rowOf(this.field);
    if (!this.field.value.split("\n")[this.row]?.trim()) return;
    if (mark === "decision" && this.known?.mark === mark) {
      await this.decision();
      return;
    }
    const words = this.marks.find((button) => button.dataset.mark === mark)?.dataset.word;
    const done = await this.step({ step: "mark", mark }, mark ? `این سطر «${words}» شد.` : "نشان این سطر برداشته شد.");
    if (done && mark === "decision") this.writing.hear("این سطر «مصوبه» شد؛ با همین کلید دوباره، مجری و مهلت را بنویسید.");
  }

  beginTie() {
    const { value, end } = stateOf(this.field);
    const at = value.indexOf("\n", end) < 0 ? value.length : value.indexOf("\n", end);
    const sign = at && !/\s$/u.test(value.slice(0, at)) ? " #" : "#";
    apply(this.field, { from: at, to: at, text: sign, start: at + sign.length, end: at + sign.length });
    this.writing.hear("بخشی از نام یا شماره را بنویسید.");
  }

  async tie(target, from, to) {
    const { field } = this;
    const row = rowOf(field);
    const start = field.value[from - 1] === " " ? from - 1 : from;
    apply(field, { from: start, to, text: "", start, end: start });
    await this.step({ step: "tie", target: target.value }, `به «${target.label}» ارجاع شد.`, row);
  }

  /** The server's form for a decision, in a dialogue. */
  async decision() {
    const { writing } = this;
    const place = await this.saved(rowOf(this.field));
    if (!place) return;
    const address = `${writing.base}lines/${place.line.key}/`;
    const page = await fetch(address, { headers: { Accept: "text/html" } }).then((answer) => answer.text(), () => "");
    const form = formOf(page);
    if (!form) {
      writing.say("فرم مصوبه باز نشد، چون سرور پاسخ نداد. متن شما سر جای خود است؛ دوباره بکوشید.");
      return;
    }
    const element = dialog("decision", { text: bare(this.field.value.split("\n")[place.row]) });
    const holder = element.querySelector("[data-form]");
    const put = (fresh) => {
      holder.replaceChildren(fresh);
      dress(fresh);
      fresh.addEventListener("submit", (event) => {
        event.preventDefault();
        this.sendDecision(fresh, address, put, element, place);
      });
    };
    put(form);
    await asked(element, undefined, 0);
  }

  async sendDecision(form, address, put, element, place) {
    const { writing } = this;
    const body = new URLSearchParams(new FormData(form));
    body.set("csrfmiddlewaretoken", writing.keeper.server.csrf);
    let answer = null;
    try {
      answer = await fetch(address, { method: "POST", body, headers: { Accept: "text/html" } });
    } catch {
      answer = null;
    }
    if (answer?.redirected || answer?.status === 200) {
      const { status, body: line } = await writing.keeper.server.ask(address);
      if (status === 200) writing.ties.put(place.row, line);
      writing.drawing.now();
      element.closeWith("done");
      writing.hear("مجری و مهلت ثبت شد.");
      return;
    }
    const again = answer && [409, 422].includes(answer.status) ? formOf(await answer.text()) : null;
    if (again) put(again);
    else element.querySelector("[data-part=said]").textContent = "ثبت نشد، چون سرور پاسخ نداد. آنچه نوشته‌اید سر جای خود است؛ دوباره بکوشید.";
    (element.querySelector("[aria-invalid=true]") ?? element.querySelector("h2")).focus();
  }
}

/** The form of a decision out of the server's page of a line. */
function formOf(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const form = [...page.querySelectorAll("main form")].find((each) => each.elements.step?.value === "decision");
  return form ? document.importNode(form, true) : null;
}

/** Gives fields that came later what they would have had with their page. */
function dress(form) {
  form.querySelectorAll("[data-person-picker]").forEach(attachPicker);
  form.querySelectorAll("[data-date-field]").forEach(attachDate);
  const blank = [...form.querySelectorAll("input:not([type=hidden])")].find((field) => !field.value);
  blank?.setAttribute("data-first", "");
}
