/* A new row of a form, made of a <template> in which it bears the number 0: «new-0-title» becomes «new-7-title». */

import { attach as pickPerson } from "./person-picker.js";

const NUMBERED = ["id", "name", "for", "data-person-picker", "data-person-post"];

/** The row of `template` with the next number of `count`, which then says how many there are; not yet in the page. */
export function blankRow(template, count) {
  const number = Number(count.value) + 1;
  const row = template.content.firstElementChild.cloneNode(true);
  row.querySelectorAll(NUMBERED.map((name) => `[${name}]`).join()).forEach((field) => {
    NUMBERED.filter((name) => field.hasAttribute(name)).forEach((name) => {
      field.setAttribute(name, field.getAttribute(name).replace("new-0-", `new-${number}-`));
    });
  });
  count.value = number;
  return row;
}

/** What the fields of a row need once it stands in the page. */
export function enliven(row) {
  row.querySelectorAll("[data-person-picker]").forEach(pickPerson);
}
