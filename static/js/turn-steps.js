/* What is done with a whole turn: opened, moved, joined to the one before, taken out. All that is typed is saved first. */

import { asked, dialog, listed } from "./dialogs.js";
import { randomKey } from "./drafts.js";

const STALE = "کس دیگری ترتیب نوبت‌ها را تغییر داده بود؛ چیزی جابه‌جا نشد. ببینید و اگر باید، دوباره کنید.";
const AWAY = "انجام نشد، چون سرور پاسخ نداد. متن شما سر جای خود است؛ دوباره بکوشید.";

export class TurnSteps {
  constructor(writing) {
    this.writing = writing;
    this.busy = false;
  }

  /** `name`: next, previous, following, up, down, merge or remove. */
  async take(name, key) {
    const { writing } = this;
    if (name === "next") return writing.next();
    if (name === "previous" || name === "following") {
      const other = writing.list.neighbour(key, name === "previous" ? -1 : 1);
      return other && writing.open(other);
    }
    if (this.busy) return undefined;
    this.busy = true;
    try {
      await this[name](key);
    } finally {
      this.busy = false;
      writing.showTitle();
    }
    return undefined;
  }

  up = (key) => this.move(key, -1);
  down = (key) => this.move(key, 1);

  /** Whether everything typed is on the server; what these steps need. */
  async ready() {
    if (await this.writing.keeper.flush()) return true;
    this.writing.say(AWAY);
    return false;
  }

  async post(key, step, fields) {
    const { writing } = this;
    const { status, body } = await writing.keeper.server.post(`${writing.base}turns/${key}/${step}/`, { order_version: writing.orderVersion, ...fields });
    if (body.order_version) writing.orderVersion = body.order_version;
    if (body.order) writing.list.order(body.order);
    if (status === 409 && body.order) {
      writing.say(STALE);
      writing.look();
    } else if (status !== 200 && !body.loses && !body.held) writing.say(body.gone ?? (body.errors ? Object.values(body.errors)[0] : AWAY));
    return { done: status === 200, body };
  }

  async move(key, by) {
    const { list } = this.writing;
    const keys = list.turns.map((turn) => turn.key);
    const at = keys.indexOf(key);
    if (at + by < 0 || at + by >= keys.length) return;
    if (!(await this.ready())) return;
    const after = by < 0 ? (keys[at - 2] ?? "") : keys[at + 1];
    const { done } = await this.post(key, "move", { after });
    if (done) this.writing.hear(`این نوبت اکنون نوبت ${list.number(key).toLocaleString("fa-IR")} است.`);
  }

  async merge(key) {
    const { writing } = this;
    const above = writing.list.neighbour(key, -1);
    if (!above || !(await this.ready())) return;
    if (!writing.keeper.records.get(above) && !(await writing.fetchTurn(above))) return;
    const { keeper } = writing;
    const versions = { version: keeper.records.get(key).stored.version, before_version: keeper.records.get(above).stored.version };
    const { done } = await this.post(key, "merge", versions);
    if (!done) return;
    keeper.forget(key);
    keeper.forget(above);
    writing.list.turns = writing.list.turns.filter((turn) => turn.key !== key);
    writing.current = null;
    await writing.open(above);
    writing.hear("این نوبت به نوبت پیشین پیوست.");
  }

  async remove(key) {
    const { writing } = this;
    const { keeper } = writing;
    let record = keeper.records.get(key) ?? (await writing.fetchTurn(key));
    if (!record) return;
    if (!record.stored.version && keeper.isEmptyNew(record)) return this.gone(key);
    const element = dialog("remove", { speaker: record.mine.speaker || "بی‌نام" });
    if ((await asked(element)) !== "remove" || !(await this.ready())) return;
    record = keeper.records.get(key);
    let { done, body } = await this.post(key, "remove", { version: record.stored.version });
    const rows = body.loses ?? body.held;
    if (!done && rows) {
      const losing = dialog("losing", {
        heading: body.held ? "این نوبت برداشته نمی‌شود، چون جای دیگری به بندهای آن تکیه شده است" : "با این نوبت، این‌ها هم می‌روند",
      });
      listed(losing.querySelector("[data-rows]"), rows.map((row) => ({ text: `«${row.text}»: ${row.carries.join("، ")}` })), "");
      losing.querySelector('[data-answer="drop"]').hidden = Boolean(body.held);
      losing.querySelector('[data-answer="back"]').hidden = true;
      const answer = await asked(losing);
      losing.querySelector('[data-answer="back"]').hidden = false;
      if (answer !== "drop") return;
      ({ done, body } = await this.post(key, "remove", { version: record.stored.version, drop: "1" }));
    }
    if (!done) return;
    this.gone(key);
    writing.hear("نوبت برداشته شد؛ متن آن در سابقه مانده است.");
  }

  /** A turn is there no longer: its neighbour is opened, or a new one begun. */
  gone(key) {
    const { writing } = this;
    const { list } = writing;
    const other = list.neighbour(key, 1) ?? list.neighbour(key, -1);
    writing.keeper.forget(key);
    list.remove(key);
    if (key !== writing.record?.key) return;
    writing.current = null;
    if (other) writing.open(other);
    else {
      const record = writing.keeper.begin(randomKey(), "");
      list.put({ key: record.key, speaker: "", count: 0 }, "");
      writing.put(record);
      writing.fields.speaker.focus();
    }
  }
}
