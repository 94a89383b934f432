/* Keeps what is typed into turns: in this browser within a second, on the server within five. It knows every turn that was
   touched since the page was opened; it knows nothing of the page. What happens is told through `tell(event, record)`. */

import { Sendings, inherit, worded } from "./sendings.js";
import { Server } from "./server.js";
import { differs, fieldsOf, freshRecord, isEmpty, isSame } from "./turn-record.js";

const LOCAL_AFTER = 300; // milliseconds from a key to the browser's own storage
const SEND_AFTER = 1200; // from the last key to the server
const SEND_AT_LATEST = 3500; // from the first
const AGAIN_FIRST = 1000; // after the server did not answer; twice as long every time
const AGAIN_AT_MOST = 4000;
const KEEPALIVE_BYTES = 60_000; // what a browser sends for a page that is closing

/** The state of everything: "saved", "saving", "away" (no server), "session" (signed out), "asked" (a dialogue is open), "unkept". */
export class TurnKeeper {
  constructor({ base, minutes, csrf, drafts, tell }) {
    Object.assign(this, { base, minutes, drafts, tell });
    this.server = new Server({ here: `${base}here/`, csrf, tell });
    this.sendings = new Sendings(drafts.tab);
    this.records = new Map();
    this.unkept = false; // the browser's storage refused
    this.sending = null;
    this.timer = 0;
    this.localTimer = 0;
    this.notLocal = new Set();
  }

  /** The record of a turn as the server told it; what was typed meanwhile stays. */
  load(answer) {
    const record = this.records.get(answer.key) ?? { key: answer.key, after: "", blocked: null, gone: false };
    const clean = !this.isDirty(record);
    record.stored = { text: answer.text, speaker: answer.speaker, post: answer.post, version: answer.version };
    record.personName = answer.person_name ?? "";
    record.confidence = answer.confidence ?? "";
    record.lines = answer.lines ?? [];
    if (clean) record.mine = { text: answer.text, speaker: answer.speaker, post: answer.post, person: "" };
    this.records.set(answer.key, record);
    return record;
  }

  /** A turn that the server does not know yet. */
  begin(key, after) {
    const record = freshRecord(key, after);
    this.records.set(key, record);
    return record;
  }

  /** A draft from the browser's storage, over what the server told of its turn, if it told anything yet. */
  adopt({ turn, text, speaker, post, person, version, after, unanswered }) {
    const record = this.records.get(turn) ?? this.begin(turn, after ?? "");
    if (record.stored.version !== version) record.stored = { text: null, speaker: null, post: null, version };
    record.mine = { text, speaker, post, person: person ?? "" };
    inherit(record, unanswered);
    if (this.isDirty(record)) this.keepLocally(record);
    this.tell("state"); // what was saved a moment ago is so no longer
    return record;
  }

  change(key, fields) {
    const record = this.records.get(key);
    Object.assign(record.mine, fields);
    record.changedAt = performance.now();
    record.dirtySince ??= record.changedAt;
    if (record.blocked?.kind === "errors") record.blocked = null;
    this.notLocal.add(key);
    this.localTimer ||= setTimeout(() => this.putLocally(), LOCAL_AFTER);
    this.schedule();
    this.tell("state");
  }

  isDirty(record) {
    return Boolean(record.mine) && (Boolean(record.unanswered?.length) || differs(record)); // unanswered: who knows what the server has
  }

  /** A new turn in which nothing stands yet is not worth sending. */
  isEmptyNew(record) {
    return !record.stored.version && !record.unanswered?.length && isEmpty(record);
  }

  get dirty() {
    return [...this.records.values()].filter((record) => this.isDirty(record) && !this.isEmptyNew(record));
  }

  get state() {
    const dirty = this.dirty;
    if (!dirty.length) return "saved";
    if (this.unkept) return "unkept";
    if (this.server.signIn) return "session";
    if (dirty.some((record) => record.blocked)) return "asked";
    return this.server.away ? "away" : "saving";
  }

  putLocally() {
    clearTimeout(this.localTimer);
    this.localTimer = 0;
    for (const key of this.notLocal) {
      const record = this.records.get(key);
      if (record && this.isDirty(record)) this.keepLocally(record);
      else this.drafts.remove(key);
    }
    this.notLocal.clear();
  }

  keepLocally(record) {
    const { key, mine, stored, after } = record;
    const kept = this.drafts.put({ turn: key, ...mine, version: stored.version, after, unanswered: worded(record) });
    if (this.unkept === kept) {
      this.unkept = !kept;
      this.tell("state");
    }
  }

  schedule(soon = false) {
    clearTimeout(this.timer);
    const next = this.dirty.filter((record) => !record.blocked);
    if (!next.length || this.server.signIn) return;
    const now = performance.now();
    let wait = Math.min(...next.map((record) => {
      const changed = record.changedAt ?? 0;
      return Math.min(changed + SEND_AFTER, (record.dirtySince ?? changed) + SEND_AT_LATEST) - now;
    }));
    if (this.server.away) wait = Math.min(AGAIN_FIRST * 2 ** (this.server.away - 1), AGAIN_AT_MOST);
    this.timer = setTimeout(() => this.send(), soon ? 0 : Math.max(wait, 0));
  }

  /** Sends everything that is not sent, one turn after the other; resolves to whether all of it is on the server. */
  async flush() {
    this.putLocally();
    for (let round = 0; round < 4; round += 1) {
      await this.send();
      if (!this.dirty.length) return true;
      if (this.server.away || this.server.signIn || this.dirty.every((record) => record.blocked)) return false;
    }
    return false;
  }

  send() {
    this.sending ??= this.sendAll().finally(() => {
      this.sending = null;
      this.schedule();
      this.tell("state");
    });
    return this.sending;
  }

  async sendAll() {
    clearTimeout(this.timer);
    for (const record of this.dirty) {
      if (record.blocked || this.server.signIn) continue;
      await this.sendOne(record);
      if (this.server.away) return;
    }
  }

  async sendOne(record, more = {}) {
    const sent = fieldsOf(record);
    const person = record.mine.person;
    const dirtySince = record.dirtySince;
    record.dirtySince = null; // what is typed from now on waits for the next time
    const sending = this.sendings.begin(record);
    this.keepLocally(record);
    const answer = await this.server.post(this.address(record), { ...this.place(record), ...sent, person, ...sending.fields, ...more });
    if (answer.status === 200) {
      sending.saved();
      record.stored = { ...sent, version: answer.body.version };
      record.storedPerson = person === "new" ? String(answer.body.person ?? "") : person;
      if (person === "new" && record.mine.person === "new") record.mine.person = record.storedPerson;
      Object.assign(record, {
        blocked: null,
        lines: answer.body.lines ?? [],
        problems: answer.body.problems ?? [],
        personName: answer.body.person_name ?? "",
        confidence: answer.body.confidence ?? "",
        savedAt: answer.body.saved_at,
      });
      if (this.isDirty(record)) this.keepLocally(record);
      else this.drafts.remove(record.key);
      this.tell("saved", record, answer.body);
      return;
    }
    record.dirtySince ??= dirtySince;
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) sending.refused();
    if (answer.status === 422 && !record.stored.version && isEmpty(record)) {
      record.unanswered = []; // it never came to be, and nothing stands in it any more
      this.drafts.remove(record.key);
      return;
    }
    this.keepLocally(record);
    if (answer.status === 409) {
      record.witnessed = sent; // the server keeps what it does not take
      this.block(record, answer.body);
    } else if (answer.status === 422) this.block(record, answer.body.errors ? answer.body : { errors: { text: REFUSED } });
    else if (answer.status === 410 || answer.status === 404 || answer.status === 413) this.block(record, { gone: answer.body.gone ?? GONE[answer.status] });
  }

  address({ key }) {
    return `${this.base}turns/${key}/`;
  }

  /** What the server is to take a text for: which version it was written over, in which minutes, behind which turn. */
  place({ stored, after }) {
    return { version: stored.version, after: after ?? "", minutes: this.minutes };
  }

  block(record, told) {
    const kind = ["conflict", "loses", "held", "errors", "gone"].find((name) => told[name] !== undefined) ?? "errors";
    record.blocked = { kind, told: told[kind] ?? { text: REFUSED } };
    this.tell("blocked", record);
  }

  /** Before the writer gives up what he typed: also what was typed after the last request is to be in the history.
      Resolves to whether it is there; false leaves everything as it is. */
  async witness(record) {
    const sent = fieldsOf(record);
    if (!record.witnessed || isSame(record.witnessed, sent)) return true;
    while (this.sending) await this.sending;
    const sending = this.sendings.begin(record);
    const answer = await this.server.post(this.address(record), { ...this.place(record), ...sent, person: "", ...sending.fields });
    if (answer.status === 409) sending.refused();
    return answer.status === 409;
  }

  /** The writer has answered: `stored` is what the server has now, `mine` what he wants; `more` goes along once. */
  async settle(record, { stored, mine, more } = {}) {
    if (stored) {
      record.stored = { ...record.stored, ...stored };
      record.unanswered = []; // the writer has seen what the server has
    }
    if (mine) Object.assign(record.mine, mine);
    record.blocked = null;
    if (!this.isDirty(record) && !more) {
      this.drafts.remove(record.key);
      this.tell("state");
      return;
    }
    this.keepLocally(record);
    while (this.sending) await this.sending;
    await this.sendOne(record, more);
    this.schedule();
    this.tell("state");
  }

  /** Forgets a turn: it was removed, joined to another, or never came to be. */
  forget(key) {
    this.records.delete(key);
    this.drafts.remove(key);
    this.tell("state");
  }

  /** The page is going: everything into the browser's storage at once, and to the server what it still takes. */
  leave() {
    this.putLocally();
    for (const record of this.dirty) {
      if (record.blocked || this.server.signIn) continue;
      const sent = { ...record.mine, ...fieldsOf(record) };
      if (String(new URLSearchParams(sent)).length > KEEPALIVE_BYTES) continue;
      const sending = this.sendings.begin(record);
      this.keepLocally(record);
      this.server.leave(this.address(record), new URLSearchParams({ ...this.place(record), ...sent, ...sending.fields }));
    }
  }
}

const REFUSED = "سرور این متن را نپذیرفت. نوشته شما در این دستگاه هست.";
const GONE = {
  404: "این صورتجلسه دیگر در دسترس شما نیست. نوشته شما در این دستگاه هست؛ از آن رونوشت بردارید.",
  413: "این متن از آنچه سرور می‌پذیرد بزرگ‌تر است. آن را به چند نوبت تقسیم کنید.",
};
