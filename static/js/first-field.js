/* <form data-first-field>: whoever has a keyboard finds himself in its first field, or in the first one that something is wrong
   with. A phone would show its keyboard over the page, so it does not. */

const form = document.querySelector("form[data-first-field]");
if (form && document.activeElement === document.body && matchMedia("(pointer: fine)").matches) {
  const fields = [...form.elements].filter((field) => field.matches("input:not([type=hidden]), select, textarea") && field.checkVisibility());
  const wrong = fields.find((field) => field.getAttribute("aria-invalid") === "true");
  const first = wrong ?? fields[0];
  const chosen = first?.type === "radio" && fields.find((field) => field.name === first.name && field.checked);
  (chosen || first)?.focus({ preventScroll: !wrong });
}
