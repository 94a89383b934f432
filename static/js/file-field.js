/* A file field speaks the browser's language; here it speaks Persian. Without this script the browser's own words stand. */

const NONE = "پرونده‌ای برگزیده نشده است";
const CHOOSE = "برگزیدن پرونده";

/** Puts a button and the chosen name beside `input`, which stays what is focused, pressed and announced. */
function dress(input) {
  const shown = document.createElement("span");
  shown.className = "file-field";
  shown.setAttribute("aria-hidden", "true");
  const button = document.createElement("span");
  button.className = "btn";
  button.textContent = CHOOSE;
  const name = document.createElement("bdi");
  name.className = "file-field__name";
  shown.append(button, name);
  const tell = () => {
    name.textContent = input.files.length ? input.files[0].name : NONE;
  };
  input.classList.add("file-field__input");
  input.after(shown);
  shown.addEventListener("click", () => input.click());
  input.addEventListener("change", tell);
  input.form?.addEventListener("reset", () => setTimeout(tell));
  tell();
}

document.querySelectorAll('input[type="file"]').forEach(dress);
