/* The turns at the side, or folded above the pen on a phone: who spoke, how many lines, who else has it open. */

const persian = (number) => number.toLocaleString("fa-IR", { useGrouping: false });

export class TurnList {
  /** `list` is ol[data-turns]; `open(key)` shows a turn, `step(key, name)` moves it ("up", "down") or removes it ("remove"). */
  constructor(list, { base, open, step }) {
    Object.assign(this, { list, base, open, step });
    this.turns = []; // {key, speaker, count}
    this.current = "";
    this.others = [];
    list.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open(link.closest("li").dataset.key);
    });
    list.addEventListener("keydown", (event) => this.press(event));
  }

  press(event) {
    const item = event.target.closest("li");
    if (!item) return;
    const { key, altKey } = event;
    const by = { ArrowUp: "previousElementSibling", ArrowDown: "nextElementSibling" }[key];
    if (by && altKey) this.step(item.dataset.key, key === "ArrowUp" ? "up" : "down");
    else if (by) item[by]?.querySelector("a").focus();
    else if (key === "Delete") this.step(item.dataset.key, "remove");
    else return;
    event.preventDefault();
  }

  /** Takes the order and the counts as the server tells them; turns that only this page knows keep their places. */
  follow(rows, mine) {
    const told = rows.map(([key, , speaker, count]) => ({ key, speaker, count }));
    for (const { key, after } of mine) {
      if (told.some((turn) => turn.key === key)) continue;
      const place = told.findIndex((turn) => turn.key === after);
      told.splice(after && place < 0 ? told.length : place + 1, 0, this.turns.find((turn) => turn.key === key) ?? { key, speaker: "", count: 0 });
    }
    this.turns = told.map((turn) => (turn.key === this.current ? { ...turn, ...this.live } : turn));
    this.draw();
  }

  /** What is being typed in the open turn: shown at once, before the server has it. */
  type(speaker, count) {
    this.live = { speaker, count };
    const turn = this.turns.find(({ key }) => key === this.current);
    if (!turn || (turn.speaker === speaker && turn.count === count)) return;
    Object.assign(turn, this.live);
    const item = this.item(this.current);
    if (item) this.fill(item, turn);
  }

  order(keys) {
    const known = new Map(this.turns.map((turn) => [turn.key, turn]));
    this.turns = keys.map((key) => known.get(key) ?? { key, speaker: "", count: 0 });
    this.draw();
  }

  put(turn, after) {
    const place = this.turns.findIndex(({ key }) => key === after);
    this.turns.splice(after && place < 0 ? this.turns.length : place + 1, 0, turn);
    this.draw();
  }

  remove(key) {
    this.turns = this.turns.filter((turn) => turn.key !== key);
    this.draw();
  }

  show(key) {
    this.current = key;
    this.live = null;
    this.draw();
    this.item(key)?.scrollIntoView({ block: "nearest" });
  }

  neighbour(key, by) {
    const at = this.turns.findIndex((turn) => turn.key === key);
    return at < 0 ? undefined : this.turns[at + by]?.key;
  }

  number(key) {
    return this.turns.findIndex((turn) => turn.key === key) + 1;
  }

  item(key) {
    return this.list.querySelector(`li[data-key="${key}"]`);
  }

  draw() {
    const old = new Map([...this.list.children].map((item) => [item.dataset.key, item]));
    const focused = document.activeElement?.closest?.("ol[data-turns] li")?.dataset.key;
    this.turns.forEach((turn, at) => {
      const item = old.get(turn.key) ?? rowOf(turn.key, `${this.base}?turn=${turn.key}`);
      old.delete(turn.key);
      this.fill(item, turn, at);
      if (this.list.children[at] !== item) this.list.insertBefore(item, this.list.children[at] ?? null);
    });
    for (const item of old.values()) item.remove();
    if (focused && document.activeElement === document.body) this.item(focused)?.querySelector("a").focus();
  }

  fill(item, { key, speaker, count }, at = this.number(key) - 1) {
    const put = (selector, text) => {
      const place = item.querySelector(selector);
      if (place.textContent !== text) place.textContent = text;
    };
    put(".num", persian(at + 1));
    put("b", speaker || "بی‌نام");
    put(".count", `${persian(count)} بند`);
    const here = this.others.filter((other) => other.turn === key).map((other) => other.name);
    let others = item.querySelector("[data-others]");
    if (here.length && !others) {
      others = document.createElement("span");
      others.className = "small";
      others.dataset.others = "";
      item.append(others);
    }
    if (others) others.textContent = here.length ? `${here.join("، ")} اینجاست` : "";
    const link = item.querySelector("a");
    if (key === this.current) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function rowOf(key, href) {
  const item = document.createElement("li");
  item.dataset.key = key;
  const link = document.createElement("a");
  link.href = href;
  for (const [name, className] of [["span", "num"], ["b", "record-words"], ["span", "small count"]]) {
    const part = document.createElement(name);
    part.className = className;
    link.append(part, " ");
  }
  item.append(link);
  return item;
}
