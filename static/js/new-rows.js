/* Rows for whom one adds: <ol data-new-rows>, its blank row in <template data-new-blank>. When somebody is picked in the last
   row, another one comes; Enter goes to it. Whoever stands on the page already (an element with data-person and his id) is
   shown there and not added again. Without this script there are a few rows, and an address with more. */

import { blankRow, enliven } from "./blank-row.js";

/** Lets the rows of `list` grow. */
function grow(list) {
  const form = list.closest("form");
  const template = form.querySelector("[data-new-blank]");
  const count = form.querySelector("[data-new-count]");
  const name = (row) => row.querySelector("[data-person-picker]");

  const add = () => {
    const row = blankRow(template, count);
    list.append(row);
    enliven(row);
    return row;
  };

  list.addEventListener("person-picked", (event) => {
    const row = event.target.closest("[data-new-row]");
    const there = event.detail.id !== "new" && form.querySelector(`[data-person="${event.detail.id}"]`);
    if (there) {
      row.querySelectorAll("input").forEach((field) => (field.value = ""));
      there.scrollIntoView({ block: "center" });
      (there.querySelector("input:checked") ?? there.querySelector("input, select, a"))?.focus();
      return;
    }
    if (!row.nextElementSibling) add();
  });
  list.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey) return;
    if (!event.target.matches("input[type=text]")) return;
    event.preventDefault();
    const row = event.target.closest("[data-new-row]");
    if (!name(row).value) return form.querySelector(".bar-acts--sticky button")?.focus();
    name(row.nextElementSibling ?? add()).focus();
  });
  form.querySelector("[data-new-more]").addEventListener("click", (event) => {
    event.preventDefault();
    name(add()).focus();
  });
  [...list.children].forEach(enliven);
}

document.querySelectorAll("[data-new-rows]").forEach(grow);
