/* The page on which minutes are written (templates/meetings/write/write.html tells what it finds there). Without this script the
   page works by plain submit; with it, turns are opened, saved, moved, joined and taken out without leaving the page. */

import { Drafts, randomKey } from "./drafts.js";
import { LineTies } from "./line-ties.js";
import { bringBack, lookAround } from "./meanwhile.js";
import { takePasted } from "./pasted-turns.js";
import { attach as attachPen } from "./pen.js";
import { attach as attachPicker } from "./person-picker.js";
import { attach as attachReading } from "./reading-link.js";
import { SaveState } from "./save-state.js";
import { SpeakerChips } from "./speaker-chips.js";
import { isBack } from "./turn-dialogs.js";
import { TurnDrawing } from "./turn-drawing.js";
import { TurnFields } from "./turn-fields.js";
import { TurnKeeper } from "./turn-keeper.js";
import { TurnList } from "./turn-list.js";
import { TurnQuestions } from "./turn-questions.js";
import { TurnSteps } from "./turn-steps.js";

const HERE_EVERY = 10_000; // milliseconds

class Writing {
  constructor(page) {
    const { minutes, user, base } = page.dataset;
    Object.assign(this, { page, base, minutes });
    const find = (name) => page.querySelector(`[data-${name}]`);
    this.form = find("turn");
    this.fields = new TurnFields(this.form);
    this.field = this.fields.text;
    this.ear = find("ear"); // words for those who listen
    this.notice = find("said"); // and for those who look
    this.heading = find("turn-title");
    this.keeper = new TurnKeeper({
      base,
      minutes,
      csrf: this.form.elements.csrfmiddlewaretoken.value,
      drafts: new Drafts(minutes, user),
      tell: (event, record, answer) => this.hearKeeper(event, record, answer),
    });
    this.steps = new TurnSteps(this);
    this.list = new TurnList(find("turns"), { base, open: (key) => this.open(key), step: (key, name) => this.steps.take(name, key) });
    this.questions = new TurnQuestions(this);
    this.saveState = new SaveState(find("save-state"), find("answer-now"));
    this.drawing = new TurnDrawing(this, find);
    this.chips = new SpeakerChips(find("chips"), this.fields.speaker, { address: page.dataset.find, picked: (person) => this.pick(person) });
    attachPen(this.field, find("tools"), this.ear);
    attachPicker(this.fields.speaker);
    attachReading(find("read"), this);
    this.orderVersion = Number(page.dataset.orderVersion);
  }

  begin() {
    const { form, list, fields } = this;
    list.turns = [...list.list.children].map((item) => ({
      key: item.dataset.key,
      speaker: item.querySelector("b").textContent,
      count: Number(latin(item.querySelector(".count").textContent)),
    }));
    const { key, version, after } = form.dataset;
    const stands = fields.given;
    if (Number(version)) this.keeper.load({ key, version: Number(version), ...stands, lines: [] });
    else {
      this.keeper.begin(key, after);
      list.put({ key, speaker: "", count: 0 }, after);
    }
    const record = this.keeper.records.get(key);
    const { person, ...typed } = fields.values;
    if (Object.keys(typed).some((name) => typed[name] !== stands[name])) this.keeper.change(key, typed); // before this script came
    this.put(record);
    this.wire();
    this.page.classList.add("is-written");
    this.page.querySelectorAll("[data-with-script]").forEach((part) => (part.hidden = false));
    this.page.querySelectorAll("[data-without-script]").forEach((part) => part.remove());
    if (Number(version)) this.fetchTurn(key);
    this.showState();
    bringBack(this);
    this.look();
    if (this.page.dataset.focus !== undefined || !Number(version)) fields.speaker.focus({ preventScroll: true });
  }

  wire() {
    const { form, field, fields } = this;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.noValidate = true;
    form.addEventListener("click", (event) => {
      const step = event.target.closest("[data-step]")?.dataset.step;
      if (!step) return;
      event.preventDefault();
      this.steps.take(step, this.record.key);
    });
    this.page.querySelectorAll("[data-new]").forEach((link) => link.addEventListener("click", (event) => {
      event.preventDefault();
      this.next(this.list.turns.at(-1)?.key ?? "");
    }));
    field.addEventListener("input", () => this.changed());
    field.addEventListener("pen-next", () => this.next());
    field.addEventListener("pen-step", (event) => this.steps.take(event.detail, this.record.key));
    field.addEventListener("pen-pasted", (event) => takePasted(this, event.detail));
    document.addEventListener("selectionchange", () => document.activeElement === field && this.drawing.moved());
    for (const input of [fields.speaker, fields.post]) {
      input.addEventListener("input", () => this.changed());
      input.addEventListener("keydown", (event) => this.pressed(event, input));
    }
    fields.speaker.addEventListener("person-picked", (event) => this.pick(event.detail, true));
    this.page.querySelector("[data-answer-now]").addEventListener("click", () => this.questions.ask());
    addEventListener("pagehide", () => this.keeper.leave());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.keeper.leave() : this.look()));
    addEventListener("online", () => this.keeper.schedule(true));
    addEventListener("beforeunload", (event) => this.keeper.state === "unkept" && event.preventDefault());
    setInterval(() => document.hidden || this.look(), HERE_EVERY);
  }

  get record() {
    return this.current;
  }

  /** What the server knows of the lines of the open turn, as they stand now. */
  get ties() {
    this.known?.follow(this.field.value);
    return this.known;
  }

  /** A word to the eye, and to the ear; it stays until the next one. */
  say(words) {
    this.notice.textContent = words;
    this.notice.hidden = !words;
  }

  hear(words) {
    this.ear.textContent = words;
  }

  // The fields and the turn that is open.

  /** Enter in the name or the post goes on to the text; Ctrl+Enter to the next turn. */
  pressed(event, input) {
    if (event.key !== "Enter" || event.isComposing || event.defaultPrevented) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) this.next();
    else this.field.focus();
  }

  pick(person, byPicker = false) {
    if (!byPicker) this.fields.name(person);
    this.fields.person.value = person.id;
    this.changed();
    this.field.focus();
  }

  changed() {
    const { record } = this;
    this.keeper.change(record.key, this.fields.values);
    if (["loses", "held"].includes(record.blocked?.kind) && isBack(record)) {
      record.blocked = null;
      this.keeper.schedule();
    }
    this.drawing.typed();
  }

  /** Opens a turn; one that was not here yet comes from the server. */
  async open(key, focus = this.field) {
    if (!this.keeper.records.get(key) && !(await this.fetchTurn(key))) {
      this.say("این نوبت باز نشد، چون سرور پاسخ نداد. نوبت کنونی سر جای خود است؛ دوباره بکوشید.");
      return false;
    }
    this.leaveTurn(key);
    this.put(this.keeper.records.get(key));
    history.replaceState(null, "", `${this.base}?turn=${key}`);
    focus?.focus({ preventScroll: focus !== this.fields.speaker });
    if (this.record.stored.version) this.fetchTurn(key);
    this.questions.ask(true);
    return true;
  }

  /** A new turn in which nothing was written goes without a word when another one is opened. */
  leaveTurn(next) {
    const old = this.record;
    this.drawing.settle();
    if (old && old.key !== next && this.keeper.isEmptyNew(old)) {
      this.keeper.forget(old.key);
      this.list.remove(old.key);
    } else if (old) this.keeper.schedule(true);
  }

  put(record) {
    this.current = record;
    this.fields.values = record.mine;
    this.known = new LineTies(record.stored.text ?? record.mine.text, record.lines);
    this.list.show(record.key);
    this.showTitle();
    this.drawing.now();
  }

  showTitle() {
    const number = this.list.number(this.record.key);
    this.heading.textContent = `نوبت ${number.toLocaleString("fa-IR")}`;
    this.page.querySelectorAll('[data-step="merge"], [data-step="up"]').forEach((button) => (button.disabled = number < 2));
    this.page.querySelectorAll('[data-step="down"]').forEach((button) => (button.disabled = number === this.list.turns.length));
  }

  /** The next turn: a new one after this one; where this one is new and empty, it is that already. */
  next(after = this.record.key) {
    if (this.keeper.isEmptyNew(this.record)) {
      this.fields.speaker.focus();
      return;
    }
    const record = this.keeper.begin(randomKey(), after);
    this.list.put({ key: record.key, speaker: "", count: 0 }, after);
    this.leaveTurn(record.key);
    this.put(record);
    history.replaceState(null, "", `${this.base}?after=${after}`);
    this.fields.speaker.focus();
    this.chips.fetch();
  }

  // What the server says.

  async fetchTurn(key) {
    const { status, body } = await this.keeper.server.ask(`${this.base}turns/${key}/`);
    if (status !== 200) return null;
    const record = this.keeper.records.get(key);
    if (record?.blocked || (record && this.keeper.isDirty(record))) {
      if (record.stored.version === body.version) record.stored.text ??= body.text;
      return record;
    }
    const before = record?.mine.text;
    const loaded = this.keeper.load(body);
    if (this.record?.key === key) {
      this.fields.takeOver(loaded.mine, before);
      this.known = new LineTies(loaded.stored.text, loaded.lines);
      this.drawing.now();
    }
    return loaded;
  }

  hearKeeper(event, record, answer) {
    if (event === "saved") {
      this.orderVersion = answer.order_version ?? this.orderVersion;
      if (record === this.record) {
        this.known = new LineTies(record.stored.text, record.lines);
        if (this.fields.person.value === "new") this.fields.person.value = record.mine.person;
        this.drawing.soon();
      }
    } else if (event === "blocked") {
      if (record.blocked.kind === "errors") {
        if (record === this.record) this.drawing.soon();
        else this.say(`${record.mine.speaker || "نوبتی"}: ${Object.values(record.blocked.told)[0]}`);
      } else this.questions.later(record);
    } else if (event === "signed_out") this.questions.askToSignIn();
    this.showState();
  }

  showState() {
    this.saveState.show(this.keeper.state);
  }

  look() {
    return lookAround(this);
  }
}

const latin = (text) => text.replace(/[۰-۹]/g, (digit) => "۰۱۲۳۴۵۶۷۸۹".indexOf(digit)).replace(/\D/g, "");

const page = document.querySelector("[data-writing]");
if (page) new Writing(page).begin();

