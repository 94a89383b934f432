/* «#» and part of a title or a number, typed anywhere in a line, offers what the line can be tied to. Arrow keys, Enter, Esc. */

const TYPED = /(?:^|[\s(«،؛:.\-])#([^\s#][^#\n]{0,40})$/u; // what stands before the caret
const WAIT = 150;

/** `picked(target, from, to)` is called with {value, label} and the place of what was typed. Returns {close}. */
export function attach(field, list, { address, told, picked }) {
  let targets = [];
  let active = 0;
  let timer = 0;
  let asking = null;
  let left = ""; // a text before the caret for which the list was closed by Esc, or nothing was found

  const typed = () => {
    if (field.selectionStart !== field.selectionEnd) return null;
    const to = field.selectionStart;
    const before = field.value.slice(Math.max(0, to - 80), to);
    const found = TYPED.exec(before);
    return found && { words: found[1], from: to - found[1].length - 1, to };
  };

  const close = () => {
    clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    targets = [];
    field.removeAttribute("aria-activedescendant");
  };

  const point = (at) => {
    active = at;
    [...list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    const option = list.children[at];
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };

  const choose = (at) => {
    const place = typed();
    const target = targets[at];
    close();
    if (place && target) picked(target, place.from, place.to);
  };

  const show = (found) => {
    targets = found;
    list.replaceChildren(
      ...found.map((target, at) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${at}`;
        option.setAttribute("role", "option");
        const label = document.createElement("b");
        label.textContent = target.label;
        const kind = document.createElement("small");
        kind.textContent = target.kind;
        option.append(label, kind);
        option.addEventListener("pointerdown", (event) => event.preventDefault());
        option.addEventListener("click", () => choose(at));
        return option;
      }),
    );
    list.hidden = false;
    const { top, height } = caretBox(field);
    list.style.setProperty("--caret", `${Math.min(top + height, field.offsetTop + field.clientHeight)}px`);
    point(0);
  };

  const ask = async (words) => {
    asking?.abort();
    asking = new AbortController();
    const url = new URL(address, document.baseURI);
    url.searchParams.set("q", words);
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" }, signal: asking.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const found = (await answer.json()).targets;
      if (typed()?.words !== words) return;
      told.textContent = found.length ? `${found.length.toLocaleString("fa-IR")} مورد برای ارجاع یافت شد.` : "چیزی با این نام یا شماره یافت نشد.";
      if (found.length) show(found);
      else close();
      left = found.length ? "" : words;
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    const place = typed();
    if (!place) {
      left = "";
      if (!list.hidden) close();
      return;
    }
    // «#باغ ملی را» goes on as text: no more asking once nothing was found for what it begins with.
    if (left && place.words.startsWith(left) && /\s/.test(place.words)) return;
    timer = setTimeout(() => ask(place.words), WAIT);
  });
  field.addEventListener(
    "keydown",
    (event) => {
      if (list.hidden || event.isComposing) return;
      const { key } = event;
      if (key === "ArrowDown" || key === "ArrowUp") point((active + (key === "ArrowDown" ? 1 : -1) + targets.length) % targets.length);
      else if ((key === "Enter" && !event.ctrlKey) || key === "Tab") choose(active);
      else if (key === "Escape") {
        left = typed()?.words ?? "";
        close();
      } else return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
  field.addEventListener("blur", close);
  return { close };
}

/** Where the caret of a textarea is, in pixels from the top of its offset parent: asked of a copy, since no browser tells. */
function caretBox(field) {
  const copy = document.createElement("div");
  const style = getComputedStyle(field);
  for (const name of ["direction", "font", "letterSpacing", "lineHeight", "padding", "border", "tabSize", "textAlign", "textIndent", "wordSpacing", "overflowWrap"]) {
    copy.style[name] = style[name];
  }
  Object.assign(copy.style, { position: "absolute", visibility: "hidden", whiteSpace: "pre-wrap", inlineSize: `${field.clientWidth}px`, insetBlockStart: "0" });
  const rows = field.value.slice(0, field.selectionStart).split("\n");
  copy.textContent = rows.slice(Math.max(0, rows.length - 200)).join("\n");
  const skipped = rows.length > 200 ? field.scrollHeight * ((rows.length - 200) / field.value.split("\n").length) : 0;
  const mark = document.createElement("span");
  mark.textContent = "\u200b";
  copy.append(mark);
  field.parentElement.append(copy);
  const box = { top: field.offsetTop + mark.offsetTop + skipped - field.scrollTop, height: mark.offsetHeight };
  copy.remove();
  return box;
}
