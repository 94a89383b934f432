/* Rows that are put in order: <ol data-order-rows> with <li data-row>, each with a field «…-position».
   Alt+↑ and Alt+↓ move the row in which one types, two buttons do the same for a finger, and the handle drags it.
   Enter goes to the next row and makes one of <template data-order-blank> where there is none.
   Without this script the numbers are typed. */

import { blankRow, enliven } from "./blank-row.js";

const persian = (number) => number.toLocaleString("fa-IR", { useGrouping: false });

/** Lets the rows of `list` be moved and added to. */
function order(list) {
  const form = list.closest("form");
  const blank = form.querySelector("[data-order-blank]");
  const count = form.querySelector("[data-rows-count]");
  const told = form.querySelector("[data-order-told]");
  const rows = () => [...list.children];
  const title = (row) => row.querySelector('[name$="-title"]');
  const isEmpty = (row) => [...row.querySelectorAll("input[type=text]")].every((field) => field.name.endsWith("-position") || !field.value);

  /** The numbers follow the order in which the rows stand. */
  const number = () => rows().forEach((row, at) => (row.querySelector('[name$="-position"]').value = persian(at + 1)));

  const move = (row, step) => {
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    // The neighbour goes: the row keeps the focus and the pointer that is upon it.
    if (step < 0) row.after(other);
    else row.before(other);
    number();
    row.scrollIntoView({ block: "nearest" });
    told.textContent = `بند ${persian(rows().indexOf(row) + 1)} از ${persian(rows().length)}`;
  };

  const button = (label, step, row) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = `order-row__move order-row__move--${step < 0 ? "up" : "down"}`;
    made.tabIndex = -1; // the keyboard has Alt+↑ and Alt+↓
    made.setAttribute("aria-label", label);
    made.title = label;
    made.addEventListener("click", () => move(row, step));
    return made;
  };

  const ready = (row) => {
    enliven(row);
    const hold = row.querySelector("[data-hold]");
    hold.hidden = false;
    const handle = document.createElement("span");
    handle.className = "order-row__handle";
    handle.setAttribute("aria-hidden", "true");
    hold.replaceChildren(handle, button("بالا بردن (Alt+↑)", -1, row), button("پایین بردن (Alt+↓)", 1, row));
    handle.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      handle.setPointerCapture(event.pointerId);
      row.classList.add("is-dragged");
      const drag = ({ clientY }) => {
        const middle = (other) => {
          const box = other.getBoundingClientRect();
          return (box.top + box.bottom) / 2;
        };
        while (row.nextElementSibling && clientY > middle(row.nextElementSibling)) row.before(row.nextElementSibling);
        while (row.previousElementSibling && clientY < middle(row.previousElementSibling)) row.after(row.previousElementSibling);
      };
      const drop = () => {
        row.classList.remove("is-dragged");
        handle.removeEventListener("pointermove", drag);
        number();
        told.textContent = `بند ${persian(rows().indexOf(row) + 1)} از ${persian(rows().length)}`;
      };
      handle.addEventListener("pointermove", drag);
      handle.addEventListener("lostpointercapture", drop, { once: true });
    });
  };

  const add = () => {
    const row = blankRow(blank, count);
    list.append(row);
    ready(row);
    number();
    return row;
  };

  list.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey) return;
    const row = event.target.closest("[data-row]");
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      move(row, event.key === "ArrowUp" ? -1 : 1);
    } else if (event.key === "Enter" && event.target.matches("input[type=text]")) {
      event.preventDefault();
      const next = row.nextElementSibling ?? (isEmpty(row) ? null : add());
      if (next) title(next).focus();
    }
  });
  form.addEventListener("submit", number);
  form.querySelector("[data-order-more]").addEventListener("click", (event) => {
    event.preventDefault();
    title(add()).focus();
  });
  list.classList.add("order-rows--live");
  form.querySelector("[data-order-keys]").hidden = false;
  rows().forEach(ready);
  number();
}

document.querySelectorAll("[data-order-rows]").forEach(order);
