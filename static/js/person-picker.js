/* A text field that finds persons while a name is typed: <input data-person-picker="ID" data-url="/people/find/">.
   ID names the hidden field that takes the id of who was picked, «new» for somebody new, and nothing for a name as it
   stands. data-person-post names a field that gets the post, if that is still empty or came from here.
   Who was picked is told by the event «person-picked» ({id, name, post, present}; id "new" for somebody new).
   Without this script the field is plain text, and the server finds out who is meant. */

const WAIT = 120; // milliseconds after the last key
const persian = (number) => number.toLocaleString("fa-IR", { useGrouping: false });

/** The name as it is compared: one form of every letter, no half-spaces, no honorifics' hamza. */
export function folded(text) {
  return text
    .normalize("NFC")
    .replace(/[يىئ]/g, "ی")
    .replace(/ك/g, "ک")
    .replace(/[أإآ]/g, "ا")
    .replace(/ؤ/g, "و")
    .replace(/[ۀة]/g, "ه")
    .replace(/[\u200c\s]+/g, " ")
    .trim();
}

/** Makes `input` a combobox over what its data-url answers. Returns {close}. */
export function attach(input) {
  if (input.getAttribute("role") === "combobox") return null;
  let kept = document.getElementById(input.dataset.personPicker);
  if (kept?.type === "checkbox") kept = hiddenInPlaceOf(kept);
  const list = document.createElement("ul");
  list.className = "picker__list";
  list.id = `${input.id}-list`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "نام‌های یافته‌شده");
  list.hidden = true;
  const told = document.createElement("span");
  told.className = "picker__told";
  told.setAttribute("role", "status");
  const frame = document.createElement("span");
  frame.className = "picker";
  input.before(frame);
  frame.append(input, list, told);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  input.autocomplete = "off";

  let rows = [];
  let active = -1;
  let timer = 0;
  let asking = null; // the request on its way
  let waiting = false; // a key was pressed whose answer is not there yet
  let enter = false; // Enter was pressed before the answer came
  let given = ""; // the post that this script wrote

  const say = (text) => {
    told.textContent = text;
    told.classList.toggle("is-shown", Boolean(text) && text.startsWith("شخص تازه"));
  };

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const point = (place) => {
    active = place;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
    const option = list.children[place];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };

  const pick = (row) => {
    if (!row) return;
    input.value = row.name;
    if (kept) kept.value = row.id;
    const post = input.dataset.personPost && document.getElementById(input.dataset.personPost);
    if (post && (!post.value || post.value === given)) {
      post.value = row.post;
      given = row.post;
    }
    close();
    say(row.id === "new" ? `شخص تازه: «${row.name}» با ثبت این صفحه افزوده می‌شود.` : "");
    input.dispatchEvent(new CustomEvent("person-picked", { bubbles: true, detail: row }));
  };

  const show = (people, typed) => {
    const name = typed.replace(/\s+/g, " ").trim();
    rows = people;
    if (name && !people.some((row) => folded(row.name) === folded(name))) {
      rows = [...people, { id: "new", name, post: "", present: false }];
    }
    list.replaceChildren(
      ...rows.map((row, at) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${at}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        const words = document.createElement("b");
        words.textContent = row.id === "new" ? `«${row.name}»` : row.name;
        const more = document.createElement("small");
        more.textContent = row.id === "new" ? "شخص تازه" : [row.post, row.present ? "حاضر" : ""].filter(Boolean).join("، ");
        option.append(words, more);
        // Before the field loses the focus.
        option.addEventListener("pointerdown", (event) => event.preventDefault());
        option.addEventListener("click", () => pick(row));
        return option;
      }),
    );
    say(people.length ? `${persian(people.length)} نام یافت شد.` : typed ? "نامی یافت نشد." : "");
    if (!rows.length) return close();
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    point(typed ? 0 : -1);
    if (enter) pick(rows[0]);
  };

  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    const typed = input.value;
    const address = new URL(input.dataset.url, document.baseURI);
    address.searchParams.set("q", typed.slice(0, 200));
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" }, signal: asking.signal });
      if (!answer.ok || !answer.headers.get("Content-Type")?.includes("json")) throw new Error(String(answer.status));
      const people = (await answer.json()).people;
      waiting = false;
      if (document.activeElement === input) show(people, typed);
    } catch (error) {
      if (error.name === "AbortError") return;
      waiting = false;
      close();
      say("فهرست نام‌ها در دسترس نیست؛ نام را کامل بنویسید.");
    }
    enter = false;
  };

  input.addEventListener("input", () => {
    if (kept) kept.value = "";
    say("");
    clearTimeout(timer);
    enter = false;
    if (!input.value.trim()) {
      waiting = false;
      asking?.abort();
      return close();
    }
    waiting = true;
    timer = setTimeout(ask, WAIT);
  });

  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const open = !list.hidden;
    if (event.altKey && !open) return; // Alt+↑ and Alt+↓ move the row in which the field may stand
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (event.altKey && event.key === "ArrowUp") return close();
      if (!open) return void ask();
      const step = event.key === "ArrowDown" ? 1 : -1;
      point((active + step + rows.length) % rows.length);
    } else if (event.key === "Enter") {
      if (waiting) {
        event.preventDefault();
        enter = true;
      } else if (open && active >= 0) {
        event.preventDefault();
        pick(rows[active]);
      }
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
  input.addEventListener("click", () => list.hidden && !input.value && ask());
  input.addEventListener("blur", () => {
    clearTimeout(timer);
    waiting = enter = false;
    close();
  });
  return { close };
}

/** A hidden field where the box of the page without scripts stood. */
function hiddenInPlaceOf(box) {
  const field = document.createElement("input");
  field.type = "hidden";
  field.id = box.id;
  field.name = box.name;
  (box.closest(".form-check") ?? box).replaceWith(field);
  return field;
}

document.querySelectorAll("[data-person-picker]").forEach(attach);
