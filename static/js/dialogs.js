/* Dialogues that wait for an answer: <dialog data-dialog="NAME"> with buttons [data-answer]. Esc is the answer "". */

const IDLE = 1000; // milliseconds without a key before a dialogue may take the keyboard away

let lastKey = 0;
addEventListener("keydown", () => {
  lastKey = performance.now();
}, true);

/** The dialogue of a name, with what `fill` makes of its parts: {part: text}, into every [data-part="part"] as text. */
export function dialog(name, fill = {}) {
  const element = document.querySelector(`dialog[data-dialog="${name}"]`);
  for (const [part, text] of Object.entries(fill)) {
    element.querySelectorAll(`[data-part="${part}"]`).forEach((place) => {
      place.textContent = text;
      place.hidden = !text;
    });
  }
  return element;
}

/** Opens a dialogue as soon as nobody is typing, and resolves to the answer. `hold(answer)` may keep it open by returning true.
    `idle` is 0 for one that the writer himself has called. */
export async function asked(element, hold = () => false, idle = IDLE) {
  while (performance.now() - lastKey < idle) await new Promise((go) => setTimeout(go, IDLE / 5));
  if (element.open) return null;
  const before = document.activeElement;
  element.showModal();
  (element.querySelector("[data-first]") ?? element.querySelector("h2")).focus();
  return new Promise((answer) => {
    const done = (value) => {
      element.removeEventListener("click", press);
      element.removeEventListener("cancel", cancel);
      if (element.open) element.close();
      if (before?.isConnected) before.focus({ preventScroll: true });
      answer(value);
    };
    const press = (event) => {
      const value = event.target.closest("[data-answer]")?.dataset.answer;
      if (value !== undefined && !hold(value)) done(value);
    };
    const cancel = (event) => {
      event.preventDefault();
      done("");
    };
    element.addEventListener("click", press);
    element.addEventListener("cancel", cancel);
    element.closeWith = done;
  });
}

/** Lines of text as list items: [{text, is}], those that are not in the other text marked. */
export function listed(list, lines, word) {
  list.replaceChildren(
    ...lines.map(({ text, is }) => {
      const item = document.createElement("li");
      const said = document.createElement(is === "own" ? "ins" : "span");
      said.dir = "auto";
      said.textContent = text;
      item.append(said);
      if (is === "own") {
        const note = document.createElement("small");
        note.textContent = word;
        item.append(" ", note);
      }
      return item;
    }),
  );
}
