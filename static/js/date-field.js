/* A calendar beside every field marked data-date-field, which stays a text field that takes a date as it is typed.
   A button, or Alt+↓ in the field, opens a dialog: arrows go by days and weeks, Home and End within the week, PageUp and
   PageDown by months, with Shift by years, Enter takes the day, Esc leaves. The calendar and its words are the browser's own
   (Intl, ca-persian); days are counted in UTC, so no clock of summer shifts them. */

const DAY = 86_400_000;
const FIRST = 1300;
const LAST = 1450; // as persian/jalali.py reads them
const numbers = new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", { year: "numeric", month: "numeric", day: "numeric", timeZone: "UTC" });
const words = (options) => new Intl.DateTimeFormat("fa-IR-u-ca-persian-nu-arabext", { timeZone: "UTC", ...options });
const persian = (text) => String(text).replace(/[0-9]/g, (digit) => "۰۱۲۳۴۵۶۷۸۹"[digit]);
const latin = (text) => text.replace(/[۰-۹]/g, (d) => "۰۱۲۳۴۵۶۷۸۹".indexOf(d)).replace(/[٠-٩]/g, (d) => "٠١٢٣٤٥٦٧٨٩".indexOf(d));

/** [year, month, day] of a day, given as the milliseconds of its noon. */
export function jalali(at) {
  const parts = Object.fromEntries(numbers.formatToParts(at).map(({ type, value }) => [type, value]));
  return [Number(parts.year), Number(parts.month), Number(parts.day)];
}

/** The noon of a Jalali day; null for a day that the month does not have. */
export function noon(year, month, day) {
  const passed = month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30;
  const about = Date.UTC(year + 621, 2, 20, 12) + (passed + day - 1) * DAY;
  for (let step = -2; step <= 3; step += 1) {
    const found = jalali(about + step * DAY);
    if (found[0] === year && found[1] === month && found[2] === day) return about + step * DAY;
  }
  return null;
}

const MONTHS = Array.from({ length: 12 }, (_, at) => part(words({ month: "long" }), noon(1405, at + 1, 1), "month"));

/** One part of a formatted date. */
function part(format, at, type) {
  return format.formatToParts(at).find((one) => one.type === type).value;
}

/** The noon of what is typed, as far as it names a day or a month of 1300–1450; null for anything else. */
export function read(text) {
  const typed = latin(text).replace(/[يى]/g, "ی").replace(/ك/g, "ک").trim();
  const month = MONTHS.findIndex((name) => typed.includes(name));
  const found = typed.match(/[0-9]+/g)?.map(Number) ?? [];
  let [year, number, day] = month >= 0 ? [found.length > 1 ? found[1] : found[0], month + 1, found.length > 1 ? found[0] : 1] : [found[0], found[1] ?? 1, found[2] ?? 1];
  if (month < 0 && found.length === 3 && found[2] > 31) [year, day] = [day, year];
  if (month >= 0 && day > 31) [year, day] = [day, year];
  if (year < 100) year += year < 50 ? 1400 : 1300;
  return year >= FIRST && year <= LAST && number >= 1 && number <= 12 && day >= 1 && day <= 31 ? noon(year, number, day) : null;
}

/** «دوشنبه ۲ آذر ۱۴۰۵». */
function whole(at) {
  const [year, month, day] = jalali(at);
  return `${part(words({ weekday: "long" }), at, "weekday")} ${persian(day)} ${MONTHS[month - 1]} ${persian(year)}`;
}

/** Noon of today in Tehran. */
function today() {
  const there = new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", { year: "numeric", month: "numeric", day: "numeric", timeZone: "Asia/Tehran" });
  const parts = Object.fromEntries(there.formatToParts(Date.now()).map(({ type, value }) => [type, Number(value)]));
  return noon(parts.year, parts.month, parts.day);
}

/** The noon that lies so many months away; a day that the month lacks becomes its last one. */
function monthsAway(at, count) {
  const [year, month, day] = jalali(at);
  const place = year * 12 + month - 1 + count;
  for (let wanted = day; wanted > 27; wanted -= 1) {
    const found = noon(Math.floor(place / 12), (place % 12) + 1, wanted);
    if (found !== null) return found;
  }
  return noon(Math.floor(place / 12), (place % 12) + 1, Math.min(day, 27));
}

const weekday = (at) => (new Date(at).getUTCDay() + 1) % 7; // Saturday is the first

/** An element with attributes and children. */
function made(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  element.append(...children);
  return element;
}

let calendar = null;

/** The one dialog of the page, made when it is first asked for. */
function theCalendar() {
  if (calendar) return calendar;
  const title = made("h2", { id: "calendar-title", class: "calendar__title", "aria-live": "polite" });
  const grid = made("table", { role: "grid", class: "calendar__days", "aria-labelledby": "calendar-title" });
  const turn = (label, sign, count) => {
    const button = made("button", { type: "button", class: `calendar__turn calendar__turn--${sign}`, "aria-label": label, title: label });
    button.addEventListener("click", () => show(monthsAway(state.at, count)));
    return button;
  };
  const now = made("button", { type: "button", class: "btn btn--plain" }, "امروز");
  const leave = made("button", { type: "button", class: "btn btn--plain" }, "انصراف");
  const dialog = made(
    "dialog",
    { class: "calendar", "aria-labelledby": "calendar-title" },
    made("div", { class: "calendar__head" }, turn("سال پیش", "years-back", -12), turn("ماه پیش", "back", -1), title, turn("ماه بعد", "on", 1), turn("سال بعد", "years-on", 12)),
    grid,
    made("p", { class: "calendar__foot" }, now, leave),
  );
  document.body.append(dialog);
  const state = { at: 0, chosen: null, input: null };

  const show = (at, focus = false) => {
    const [year] = jalali(at);
    if (year < FIRST || year > LAST) return;
    state.at = at;
    const [, month, day] = jalali(at);
    const first = at - (day - 1) * DAY;
    title.textContent = `${MONTHS[month - 1]} ${persian(year)}`;
    const start = first - weekday(first) * DAY;
    const head = made("tr");
    for (let column = 0; column < 7; column += 1) {
      const name = part(words({ weekday: "long" }), start + column * DAY, "weekday");
      head.append(made("th", { scope: "col", abbr: name }, made("span", { "aria-hidden": "true" }, part(words({ weekday: "narrow" }), start + column * DAY, "weekday")), made("span", { class: "hidden" }, name)));
    }
    const rows = [];
    const last = monthsAway(first, 1);
    for (let week = start; week < last; week += 7 * DAY) {
      const row = made("tr");
      for (let one = week; one < week + 7 * DAY; one += DAY) {
        if (one < first || one >= last) row.append(made("td", { role: "gridcell" }));
        else {
          const cell = made("td", { role: "gridcell", tabindex: one === at ? "0" : "-1", "aria-selected": String(one === state.chosen), "aria-label": whole(one), "data-at": one }, persian(jalali(one)[2]));
          if (one === today()) cell.setAttribute("aria-current", "date");
          row.append(cell);
        }
      }
      rows.push(row);
    }
    grid.replaceChildren(made("thead", {}, head), made("tbody", {}, ...rows));
    if (focus) grid.querySelector(`[data-at="${at}"]`).focus();
  };

  const take = (at) => {
    const [year, month, day] = jalali(at);
    state.input.value = persian(`${year}/${String(month).padStart(2, "0")}/${String(day).padStart(2, "0")}`);
    dialog.close();
    state.input.focus();
    state.input.dispatchEvent(new Event("input", { bubbles: true }));
    state.input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const moves = {
    ArrowLeft: (at) => at + DAY, // what follows stands at the left
    ArrowRight: (at) => at - DAY,
    ArrowDown: (at) => at + 7 * DAY,
    ArrowUp: (at) => at - 7 * DAY,
    Home: (at) => at - weekday(at) * DAY,
    End: (at) => at + (6 - weekday(at)) * DAY,
    PageDown: (at, far) => monthsAway(at, far ? 12 : 1),
    PageUp: (at, far) => monthsAway(at, far ? -12 : -1),
  };
  grid.addEventListener("keydown", (event) => {
    if (moves[event.key]) {
      event.preventDefault();
      show(moves[event.key](state.at, event.shiftKey), true);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      take(state.at);
    }
  });
  grid.addEventListener("click", (event) => {
    const cell = event.target.closest("[data-at]");
    if (cell) take(Number(cell.dataset.at));
  });
  now.addEventListener("click", () => show(today(), true));
  leave.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close()); // beside it
  calendar = {
    /** Opens over `input`, on the day that is typed there or on today. */
    open(input) {
      state.input = input;
      state.chosen = read(input.value);
      dialog.showModal();
      show(state.chosen ?? today(), true);
    },
  };
  return calendar;
}

/** Puts a button beside `input`; in the row of a table Tab passes it by, and Alt+↓ does the same. */
export function attach(input) {
  if (input.parentElement.classList.contains("date-field")) return;
  const label = input.labels?.[0]?.firstChild?.textContent.trim() || input.getAttribute("aria-label") || "تاریخ";
  const inTable = input.closest("table");
  const button = made("button", { type: "button", class: "date-field__open", "aria-label": `تقویم: ${label}`, title: "تقویم (Alt+↓)", "aria-haspopup": "dialog" });
  if (inTable) button.tabIndex = -1;
  const frame = made("span", { class: "date-field" });
  input.before(frame);
  frame.append(input, button);
  const open = () => theCalendar().open(input);
  button.addEventListener("click", open);
  input.addEventListener("keydown", (event) => {
    if (event.altKey && event.key === "ArrowDown") {
      event.preventDefault();
      open();
    }
  });
  if (inTable) return;
  const said = made("span", { class: "date-field__said", role: "status" });
  frame.after(said);
  const tell = () => {
    const at = /[0-9۰-۹٠-٩].*[^0-9۰-۹٠-٩].*[0-9۰-۹٠-٩].*[^0-9۰-۹٠-٩]|[آ-ی]/.test(input.value) ? read(input.value) : null;
    said.textContent = at !== null && latin(input.value).match(/[0-9]+/g).length > 1 ? whole(at) : "";
  };
  input.addEventListener("input", tell); // not when it is left: what moves then moves away under a click
}

document.querySelectorAll("[data-date-field]").forEach(attach);
