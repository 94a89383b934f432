/* A button that copies what a field holds: <button hidden data-copy="id">. Without this script the field is marked and copied by hand. */

/** Shows `button` and lets it copy the value of the field that it names; the words of success go beside it. */
function offer(button) {
  const field = document.getElementById(button.dataset.copy);
  const told = document.querySelector(`[data-copied="${button.dataset.copy}"]`);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      told.textContent = "رونوشت برداشته شد.";
    } catch {
      told.textContent = "نوشته نشان‌گذاری شد؛ با Ctrl+C رونوشت بردارید.";
    }
  });
}

document.querySelectorAll("[data-copy]").forEach(offer);
