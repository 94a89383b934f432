/* The page on which minutes are written (templates/meetings/write/write.html tells what it finds there). Without this script the
   page works by plain submit; with it, turns are opened, saved, moved, joined and taken out without leaving the page. */

import { Drafts, randomKey } from "./drafts.js";
import { LineTies } from "./line-ties.js";
import { LineTools } from "./line-tools.js";
import { attach as attachPen, goToRow, rowOf } from "./pen.js";
import { attach as attachPicker } from "./person-picker.js";
import { Preview } from "./preview.js";
import { SpeakerChips } from "./speaker-chips.js";
import { isBack, settleBlocked, signInAgain } from "./turn-dialogs.js";
import { TurnKeeper } from "./turn-keeper.js";
import { TurnList } from "./turn-list.js";
import { TurnSteps } from "./turn-steps.js";

const HERE_EVERY = 10_000; // milliseconds
const LOOSE_LOSS = 2500; // how long a text rests before lines that would go are asked about
const WORDS = {
  saved: "ذخیره شد",
  saving: "در حال ذخیره…",
  away: "ذخیره در این دستگاه؛ سرور در دسترس نیست",
  session: "ذخیره در این دستگاه؛ برای ذخیره در سرور دوباره وارد شوید",
  asked: "ذخیره در این دستگاه؛ برای ذخیره در سرور پاسخ شما لازم است",
  unkept: "سرور در دسترس نیست و این مرورگر هم نگه نمی‌دارد؛ این برگه را نبندید",
};

class Writing {
  constructor(page) {
    const { minutes, user, base } = page.dataset;
    Object.assign(this, { page, base, minutes });
    const find = (name) => page.querySelector(`[data-${name}]`);
    this.form = find("turn");
    this.field = this.form.elements.text;
    this.speaker = this.form.elements.speaker;
    this.post = this.form.elements.post;
    this.person = this.form.elements.person;
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
    this.preview = new Preview(find("preview-lines"), {
      told: (row) => this.ties?.at(row),
      pick: (row) => goToRow(this.field, row),
    });
    this.tools = new LineTools(find("line-tools"), this.field, this);
    this.chips = new SpeakerChips(find("chips"), this.speaker, { address: page.dataset.find, picked: (person) => this.pick(person) });
    attachPen(this.field, find("tools"), this.ear);
    attachPicker(this.speaker);
    this.drawing = 0;
    this.orderVersion = Number(page.dataset.orderVersion);
  }

  begin() {
    const { form, list } = this;
    list.turns = [...list.list.children].map((item) => ({
      key: item.dataset.key,
      speaker: item.querySelector("b").textContent,
      count: Number(latin(item.querySelector(".count").textContent)),
    }));
    const { key, version, after } = form.dataset;
    const stands = { text: this.field.defaultValue, speaker: this.speaker.defaultValue, post: this.post.defaultValue };
    if (Number(version)) this.keeper.load({ key, version: Number(version), ...stands, lines: [] });
    else {
      this.keeper.begin(key, after);
      list.put({ key, speaker: "", count: 0 }, after);
    }
    const record = this.keeper.records.get(key);
    const typed = { text: this.field.value, speaker: this.speaker.value, post: this.post.value };
    if (Object.keys(typed).some((name) => typed[name] !== stands[name])) this.keeper.change(key, typed); // before this script came
    this.put(record);
    this.wire();
    this.page.classList.add("is-written");
    this.page.querySelectorAll("[data-with-script]").forEach((part) => (part.hidden = false));
    this.page.querySelectorAll("[data-without-script]").forEach((part) => part.remove());
    if (Number(version)) this.fetchTurn(key);
    this.showState();
    this.bringBack();
    this.look();
    if (this.page.dataset.focus !== undefined || !Number(version)) this.speaker.focus({ preventScroll: true });
  }

  wire() {
    const { form, field } = this;
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
    field.addEventListener("pen-pasted", (event) => this.pasted(event.detail));
    document.addEventListener("selectionchange", () => document.activeElement === field && this.draw());
    for (const input of [this.speaker, this.post]) {
      input.addEventListener("input", () => this.changed());
      input.addEventListener("keydown", (event) => this.pressed(event, input));
    }
    this.speaker.addEventListener("person-picked", (event) => this.pick(event.detail, true));
    this.page.querySelector("[data-answer-now]").addEventListener("click", () => this.askNow());
    addEventListener("pagehide", () => this.keeper.leave());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.keeper.leave() : this.look()));
    addEventListener("online", () => this.keeper.schedule(true));
    addEventListener("beforeunload", (event) => this.keeper.state === "unkept" && event.preventDefault());
    setInterval(() => document.hidden || this.look(), HERE_EVERY);
  }

  get record() {
    return this.current;
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

  pick({ id, name, post }, byPicker = false) {
    if (!byPicker) {
      this.speaker.value = name;
      if (post || id !== "new") this.post.value = post;
    }
    this.person.value = id;
    this.changed();
    this.field.focus();
  }

  changed() {
    const { record } = this;
    const fields = { text: this.field.value, speaker: this.speaker.value, post: this.post.value, person: this.person.value };
    this.keeper.change(record.key, fields);
    if (["loses", "held"].includes(record.blocked?.kind) && isBack(record)) {
      record.blocked = null;
      this.keeper.schedule();
    }
    this.draw();
  }

  /** Draws what depends on the text with the next frame, so that keys come first. */
  draw() {
    if (this.drawing) return;
    this.drawing = requestAnimationFrame(() => {
      this.drawing = 0;
      this.refresh();
    });
  }

  refresh() {
    const { field, record } = this;
    if (this.drawnText !== field.value || this.drawnTies !== this.ties) {
      this.ties.follow(field.value);
    }
    const count = this.preview.show(field.value);
    [this.drawnText, this.drawnTies] = [field.value, this.ties];
    const row = rowOf(field);
    this.preview.point(row);
    this.tools.follow();
    this.list.type(this.speaker.value, count);
    const label = this.post.value ? `${this.speaker.value} (${this.post.value})` : this.speaker.value;
    const said = this.page.querySelector("[data-preview-speaker]");
    if (said.textContent !== label) said.textContent = label;
    this.page.querySelector("[data-preview-empty]").hidden = count > 0;
    this.showErrors(record.blocked?.kind === "errors" ? record.blocked.told : {});
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
    focus?.focus({ preventScroll: focus !== this.speaker });
    if (this.record.stored.version) this.fetchTurn(key);
    this.askNow(true);
    return true;
  }

  /** A new turn in which nothing was written goes without a word when another one is opened. */
  leaveTurn(next) {
    const old = this.record;
    if (old && old.key !== next && this.keeper.isEmptyNew(old)) {
      this.keeper.forget(old.key);
      this.list.remove(old.key);
    } else if (old) this.keeper.schedule(true);
  }

  put(record) {
    this.current = record;
    this.field.value = record.mine.text;
    this.speaker.value = record.mine.speaker;
    this.post.value = record.mine.post;
    this.person.value = record.mine.person;
    this.ties = new LineTies(record.stored.text ?? record.mine.text, record.lines);
    this.list.show(record.key);
    this.showTitle();
    this.refresh();
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
      this.speaker.focus();
      return;
    }
    const record = this.keeper.begin(randomKey(), after);
    this.list.put({ key: record.key, speaker: "", count: 0 }, after);
    this.leaveTurn(record.key);
    this.put(record);
    history.replaceState(null, "", `${this.base}?after=${after}`);
    this.speaker.focus();
    this.chips.fetch();
  }

  /** What was pasted beyond the first turn opens turns of its own; what has no place is named. */
  pasted({ turns, lost }) {
    let rest = turns;
    if (rest.length && this.keeper.isEmptyNew(this.record)) {
      const [{ speaker, post, text }, ...others] = rest;
      [this.speaker.value, this.post.value, this.field.value] = [speaker, post, text];
      this.person.value = "";
      this.changed();
      rest = others;
    }
    let after = this.record.key;
    for (const { speaker, post, text } of rest) {
      const record = this.keeper.begin(randomKey(), after);
      this.keeper.change(record.key, { speaker, post, text, person: "" });
      this.list.put({ key: record.key, speaker, count: text.split("\n").filter((line) => line.trim()).length }, after);
      after = record.key;
    }
    const words = [];
    if (rest.length) words.push(`${rest.length.toLocaleString("fa-IR")} نوبت تازه از متن چسبانده‌شده ساخته شد.`);
    for (const { kind, text } of lost) {
      const what = kind === "table" ? "یک جدول" : "یک تصویر";
      words.push(`${what}${text ? ` («${text}»)` : ""} در صورتجلسه جا ندارد و چسبانده نشد.`);
    }
    if (words.length) this.say(words.join(" "));
    this.showTitle();
  }

  // What the server says.

  async fetchTurn(key) {
    const { status, body } = await this.keeper.ask(`${this.base}turns/${key}/`);
    if (status !== 200) return null;
    const record = this.keeper.records.get(key);
    if (record?.blocked || (record && this.keeper.isDirty(record))) {
      if (record.stored.version === body.version) record.stored.text ??= body.text;
      return record;
    }
    const before = record?.mine.text;
    const loaded = this.keeper.load(body);
    if (this.record?.key === key) this.takeOver(loaded, before);
    return loaded;
  }

  /** The open turn was changed elsewhere: its text comes in under the caret, which keeps its line. */
  takeOver(record, before) {
    const { field } = this;
    if (before !== record.mine.text) {
      const { value, selectionStart, scrollTop } = field;
      let head = 0;
      while (head < selectionStart && value[head] === record.mine.text[head]) head += 1;
      const at = head === selectionStart ? head : Math.max(head, record.mine.text.length - (value.length - selectionStart));
      field.value = record.mine.text;
      field.setSelectionRange(at, at);
      field.scrollTop = scrollTop;
    }
    if (document.activeElement !== this.speaker) this.speaker.value = record.mine.speaker;
    if (document.activeElement !== this.post) this.post.value = record.mine.post;
    this.ties = new LineTies(record.stored.text, record.lines);
    this.refresh();
  }

  hearKeeper(event, record, answer) {
    if (event === "saved") {
      this.orderVersion = answer.order_version ?? this.orderVersion;
      if (record === this.record) {
        this.ties = new LineTies(record.stored.text, record.lines);
        if (this.person.value === "new") this.person.value = record.mine.person;
        this.draw();
      }
    } else if (event === "blocked") {
      if (record.blocked.kind === "errors") {
        if (record === this.record) this.draw();
        else this.say(`${record.mine.speaker || "نوبتی"}: ${Object.values(record.blocked.told)[0]}`);
      } else this.askLater(record);
    } else if (event === "signed_out" && !this.signingIn) this.askToSignIn();
    this.showState();
  }

  askLater(record) {
    const wait = ["loses", "held"].includes(record.blocked.kind) ? LOOSE_LOSS : 0;
    setTimeout(() => {
      const rested = performance.now() - (record.changedAt ?? 0) >= wait;
      if (record.blocked && rested) this.askNow();
      else if (record.blocked) this.askLater(record);
    }, wait);
  }

  /** Opens the dialogue of what is in the way, if anything is; only of the open turn with `mine`. */
  async askNow(mine = false) {
    if (this.keeper.signIn) return mine || this.askToSignIn();
    if (this.asking) return undefined;
    const record = this.keeper.dirty.find(({ key, blocked }) => blocked && blocked.kind !== "errors" && (!mine || key === this.record.key));
    if (!record) return undefined;
    this.asking = true;
    const shown = (changed, { removed } = {}) => {
      if (removed) this.steps.gone(changed.key);
      else if (changed === this.record) this.put(changed);
    };
    try {
      await settleBlocked(this.keeper, record, shown);
    } finally {
      this.asking = false;
      this.showState();
    }
    return undefined;
  }

  async askToSignIn() {
    if (this.signingIn) return;
    this.signingIn = true;
    const isBackAgain = await signInAgain(this.keeper);
    this.signingIn = false;
    this.showState();
    if (isBackAgain) this.look();
  }

  /** What changed meanwhile, who else is here; the page says that it is here, too. */
  async look() {
    if (this.keeper.signIn) return;
    const { status, body } = await this.keeper.post(`${this.base}here/`, { turn: this.record.key });
    if (status !== 200) return;
    if (this.keeper.csrf !== body.csrf) this.keeper.csrf = body.csrf;
    this.orderVersion = body.order_version;
    this.list.others = body.others;
    const names = body.others.map((other) => other.name).join("، ");
    const place = this.page.querySelector("[data-here]");
    place.hidden = !names;
    place.querySelector("span").textContent = names;
    const told = new Set(body.turns.map(([key]) => key));
    this.list.follow(body.turns, [...this.keeper.records.values()].filter((record) => !told.has(record.key) && this.isMine(record)));
    this.showTitle();
    for (const [key, version] of body.turns) {
      const record = this.keeper.records.get(key);
      if (!record || record.stored.version >= version || this.keeper.isDirty(record) || record.blocked) continue;
      if (key === this.record.key) this.fetchTurn(key);
      else this.keeper.records.delete(key);
    }
    if (this.record.stored.version && !told.has(this.record.key) && !this.keeper.isDirty(this.record)) {
      this.say("این نوبت را کس دیگری برداشت یا به نوبت پیشین پیوست؛ متن آن در سابقه مانده است.");
      this.steps.gone(this.record.key);
    }
  }

  /** Whether a turn that the server does not list stays in the list: it is new, or its text is still to be sent. */
  isMine(record) {
    return record === this.record || !record.stored.version || this.keeper.isDirty(record);
  }

  /** What was typed before this page was opened and never reached the server. */
  async bringBack() {
    const names = [];
    for (const draft of await this.keeper.drafts.adopt()) {
      const known = this.keeper.records.get(draft.turn);
      if (!known && this.list.item(draft.turn)) await this.fetchTurn(draft.turn);
      const isOpen = draft.turn === this.record.key;
      if (isOpen && this.keeper.isDirty(this.record)) continue; // typed in the same moment: asked for again with the next load
      const record = this.keeper.adopt(draft);
      draft.release();
      if (!this.keeper.isDirty(record)) continue;
      this.keeper.keepLocally(record);
      if (!this.list.item(draft.turn)) this.list.put({ key: draft.turn, speaker: draft.speaker, count: 0 }, draft.after || this.list.turns.at(-1)?.key);
      if (isOpen) this.put(record);
      names.push(draft.speaker || "بی‌نام");
    }
    if (!names.length) return;
    this.say(`نوشته‌ای که هنوز به سرور نرسیده بود در این دستگاه یافت شد و فرستاده می‌شود: ${names.join("، ")}.`);
    this.keeper.schedule(true);
  }

  showErrors(errors) {
    for (const name of ["speaker", "post", "text"]) {
      const input = this.form.elements[name];
      const place = this.form.querySelector(`[data-error="${name}"]`);
      const said = errors[name] ?? (name === "text" ? errors[Object.keys(errors).find((key) => !["speaker", "post"].includes(key))] : "") ?? "";
      if (place.textContent === said) continue;
      place.textContent = said;
      place.hidden = !said;
      input.classList.toggle("is-invalid", Boolean(said));
      if (said) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
  }

  /** The words of the save state: always to be seen, and heard where they matter. */
  showState() {
    const { state } = this.keeper;
    if (state === this.shownState) return;
    const place = this.page.querySelector("[data-save-state]");
    place.dataset.saveState = state;
    place.querySelector("[data-words]").textContent = WORDS[state];
    this.page.querySelector("[data-answer-now]").hidden = !["session", "asked"].includes(state);
    const matters = !["saved", "saving"].includes(state);
    if (matters || (state === "saved" && this.heardState)) {
      place.querySelector("[aria-live]").textContent = WORDS[state];
      this.heardState = matters;
    }
    this.shownState = state;
  }
}

const latin = (text) => text.replace(/[۰-۹]/g, (digit) => "۰۱۲۳۴۵۶۷۸۹".indexOf(digit)).replace(/\D/g, "");

const page = document.querySelector("[data-writing]");
if (page) new Writing(page).begin();

