/* «خواندن پیش‌نویس»: what was typed goes to the server first, so that the page which opens has all of it.
   Ctrl+Shift+Enter anywhere on the page does the same. */

/** `link` leads away from the page of writing, `writing` is that page. */
export function attach(link, writing) {
  const { keeper, questions } = writing;
  const go = async () => {
    if (await keeper.flush()) location.assign(link.href);
    else if (keeper.server.signIn || keeper.dirty.some(({ blocked }) => blocked && blocked.kind !== "errors")) questions.ask();
    else writing.say("پیش‌نویس باز نشد، چون بخشی از نوشته هنوز به سرور نرسیده و تنها در این دستگاه است. دوباره بکوشید.");
  };

  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a tab of its own: this page stays
    event.preventDefault();
    go();
  });
  // Before the pen, for which Ctrl+Enter is the next turn.
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Enter" || !event.shiftKey || !(event.ctrlKey || event.metaKey) || event.repeat || event.isComposing) return;
      if (document.querySelector("dialog[open]")) return;
      event.preventDefault();
      event.stopPropagation();
      go();
    },
    true,
  );
  link.setAttribute("aria-keyshortcuts", "Control+Shift+Enter");
  const key = document.createElement("kbd");
  key.textContent = "Ctrl ⇧ Enter";
  key.setAttribute("aria-hidden", "true");
  link.append(key);
}
