/* Ctrl+Enter takes the next step of a page: in a form it sends the form, elsewhere it presses what has data-main-step. The key
   is shown there. A key that is held down, or pressed twice before the next page is there, takes one step. */

const AGAIN_AFTER = 1000; // milliseconds
const SHOWN = "Ctrl Enter";
const MAIN = "[data-main-step]";
const isSeen = (element) => element.checkVisibility();

/** What Ctrl+Enter presses: in a dialogue nothing but what belongs to it. */
function stepFrom(focused) {
  const open = document.querySelector("dialog[open]");
  const form = focused?.closest("form");
  const place = form ?? open ?? document;
  const main = [...place.querySelectorAll(MAIN)].find(isSeen);
  if (main) return () => main.click();
  if (form?.closest("main, dialog")) return () => form.requestSubmit(form.querySelector("button:not([type=button], [disabled])"));
  const next = !open && [...document.querySelectorAll(MAIN)].find(isSeen);
  return next ? () => next.click() : null;
}

let takenAt = -AGAIN_AFTER;

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.isComposing) return;
  if (event.defaultPrevented || event.repeat) return;
  const take = stepFrom(document.activeElement);
  if (!take) return;
  event.preventDefault();
  if (event.timeStamp - takenAt < AGAIN_AFTER) return;
  takenAt = event.timeStamp;
  take();
});

for (const element of document.querySelectorAll(MAIN)) {
  element.setAttribute("aria-keyshortcuts", "Control+Enter");
  if (element.querySelector("kbd")) continue;
  const key = document.createElement("kbd");
  key.textContent = SHOWN;
  key.setAttribute("aria-hidden", "true");
  element.append(key);
}
