/* The pen: a textarea in which an outline is written. <textarea data-pen> with its tools in the element that data-tools
   names. Keys: Enter, Tab, Shift+Tab, Alt+arrows; Esc and then Tab leaves the field. What the page must do (the next turn, a mark
   for a line, turns that were pasted) is told as events on the field: pen-next, pen-mark, pen-step, pen-pasted. */

import { readClipboard } from "./clipboard.js";
import { backspace, enter, move, nest, paste, toggleBullets, unnest } from "./outline-keys.js";

const LARGE = 20_000; // characters that are put in at once without the browser's undo, which would take seconds

const TOOLS = {
  nest,
  unnest,
  up: (state) => move(state, -1),
  down: (state) => move(state, 1),
  bullets: toggleBullets,
};

export const stateOf = (field) => ({ value: field.value, start: field.selectionStart, end: field.selectionEnd });

/** The row of the caret, from 0. */
export function rowOf(field) {
  let row = 0;
  const { value, selectionEnd } = field;
  for (let at = value.indexOf("\n"); at >= 0 && at < selectionEnd; at = value.indexOf("\n", at + 1)) row += 1;
  return row;
}

/** Puts the caret at the end of a row and shows it. */
export function goToRow(field, row) {
  const rows = field.value.split("\n");
  const place = rows.slice(0, row + 1).join("\n").length;
  field.focus();
  field.setSelectionRange(place, place);
}

/** Carries out an edit so that the browser can undo it; an edit of many lines is put in at once. */
export function apply(field, edit) {
  if (!edit) return false;
  const { value } = field;
  // Only what differs, so that undo does not light up half the text.
  let [from, to, text] = [edit.from, edit.to, edit.text];
  while (from < to && text && value[from] === text[0]) {
    from += 1;
    text = text.slice(1);
  }
  while (to > from && text && value[to - 1] === text.at(-1)) {
    to -= 1;
    text = text.slice(0, -1);
  }
  const top = field.scrollTop;
  field.focus({ preventScroll: true });
  field.setSelectionRange(from, to);
  const isSmall = text.length <= LARGE && to - from <= LARGE;
  const done = isSmall && (from === to && !text ? true : document.execCommand(text ? "insertText" : "delete", false, text));
  if (!done) {
    field.setRangeText(text, from, to, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertReplacementText" }));
  }
  field.setSelectionRange(edit.start, edit.end);
  if (Math.abs(field.scrollTop - top) > field.clientHeight) field.scrollTop = top;
  return true;
}

/** Makes a textarea a pen; `tools` holds its buttons ([data-tool]), `told` is where a word to the ear goes. */
export function attach(field, tools, told) {
  let mayLeave = false; // Esc was pressed: the next Tab is the browser's
  const tell = (name, detail) => field.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));

  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const { key, altKey, shiftKey } = event;
    const control = event.ctrlKey || event.metaKey;
    const act = (edit) => apply(field, edit) && event.preventDefault();
    if (key === "Escape") {
      mayLeave = true;
      if (told) told.textContent = "اکنون Tab از کادر متن بیرون می‌رود.";
      return;
    }
    if (key === "Tab" && !control && !altKey) {
      if (mayLeave) return;
      event.preventDefault();
      apply(field, (shiftKey ? unnest : nest)(stateOf(field)));
      return;
    }
    if (key !== "Shift") mayLeave = false;
    if (key === "Enter" && control) {
      event.preventDefault();
      tell("pen-next");
    } else if (key === "Enter" && !shiftKey && !altKey) act(enter(stateOf(field)));
    else if (key === "Backspace" && !control && !altKey) act(backspace(stateOf(field)));
    else if (altKey && !control && (key === "ArrowUp" || key === "ArrowDown")) {
      event.preventDefault();
      const by = key === "ArrowUp" ? -1 : 1;
      if (shiftKey) tell("pen-step", by < 0 ? "up" : "down");
      else apply(field, move(stateOf(field), by));
    } else if (altKey && !control && (key === "PageUp" || key === "PageDown")) {
      event.preventDefault();
      tell("pen-step", key === "PageUp" ? "previous" : "following");
    } else if (altKey && !control && !shiftKey && /^Digit[0-4]$/.test(event.code)) {
      event.preventDefault();
      tell("pen-mark", Number(event.code.at(-1)));
    }
  });
  field.addEventListener("blur", () => {
    mayLeave = false;
  });

  field.addEventListener("paste", (event) => {
    const held = event.clipboardData;
    const read = held && readClipboard(held.getData("text/html"), held.getData("text/plain"));
    if (!read) return;
    event.preventDefault();
    if (read.head) apply(field, paste(stateOf(field), read.head));
    if (read.turns.length || read.lost.length) tell("pen-pasted", read);
  });

  tools?.addEventListener("pointerdown", (event) => event.target.closest("[data-tool]") && event.preventDefault());
  tools?.addEventListener("click", (event) => {
    const name = event.target.closest("[data-tool]")?.dataset.tool;
    if (name in TOOLS) apply(field, TOOLS[name](stateOf(field))) || field.focus();
  });
}
