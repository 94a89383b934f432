/* Taking attendance by keyboard: <ol data-roll> with <li data-roll-row>, radio buttons in each. ↑ and ↓ go from one to the next,
   ← and → between the states, a letter or a number sets one (and goes on to its hour or name), Enter goes to the next.
   The count against the quorum and the summary follow. Without this script these are plain radio buttons. */

const persian = (number) => number.toLocaleString("fa-IR", { useGrouping: false });
const LETTERS = { present: "حp1", late: "تl2", left_early: "پe3", stand_in: "جs4", excused: "مx5", absent: "غa6" };
const COUNTED = ["present", "late", "left_early"];

/** Makes `roll` answer to keys, and counts. */
function take(roll) {
  const form = roll.closest("form");
  const count = form.querySelector("[data-roll-count]");
  const summary = form.querySelector("[data-roll-summary]");
  const rows = [...roll.querySelectorAll("[data-roll-row]")];
  const radios = (row) => [...row.querySelectorAll("input[type=radio]")];
  const chosen = (row) => radios(row).find((radio) => radio.checked);

  const tell = () => {
    const counts = {};
    let members = 0;
    for (const row of rows) {
      const radio = chosen(row);
      if (!radio || row.querySelector('[name$="-remove"]').checked) continue;
      counts[radio.value] = (counts[radio.value] ?? 0) + 1;
      if (row.querySelector("select").value === "member" && COUNTED.includes(radio.value)) members += 1;
    }
    const { quorum, met, missed, unknown } = count.dataset;
    const lacking = Number(quorum) - members;
    const words = !quorum ? unknown : lacking > 0 ? missed : met;
    const said = words.replace("{count}", persian(members)).replace("{quorum}", persian(Number(quorum))).replace("{lacking}", persian(lacking));
    if (count.textContent !== said) count.textContent = said;
    count.classList.toggle("is-missed", Boolean(quorum) && lacking > 0);
    summary.textContent = radios(rows[0])
      .filter((radio) => counts[radio.value])
      .map((radio) => `${persian(counts[radio.value])} ${radio.parentElement.textContent.trim()}`)
      .join("، ");
  };

  const enter = (row) => row && (chosen(row) ?? radios(row)[0]).focus();
  const set = (radio) => {
    radio.checked = true;
    radio.focus();
    tell();
  };

  roll.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const row = event.target.closest("[data-roll-row]");
    if (event.key === "Enter" && event.target.matches("input")) {
      event.preventDefault();
      if (row.nextElementSibling) enter(row.nextElementSibling);
      else form.querySelector("[data-new-rows] [data-person-picker]")?.focus();
      return;
    }
    if (event.target.type !== "radio") return;
    const all = radios(row);
    const at = all.indexOf(event.target);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      enter(event.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling);
    } else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      event.preventDefault();
      const step = event.key === "ArrowLeft" ? 1 : -1; // what follows stands at the left
      set(all[(at + step + all.length) % all.length]);
    } else {
      const key = event.key.toLowerCase().replace(/[۰-۹]/, (digit) => "۰۱۲۳۴۵۶۷۸۹".indexOf(digit));
      const state = key.length === 1 && Object.keys(LETTERS).find((name) => LETTERS[name].includes(key));
      if (!state) return;
      event.preventDefault();
      set(all.find((radio) => radio.value === state));
      const kind = { late: "late", left_early: "left", stand_in: "stand" }[state];
      if (kind) row.querySelector(`.roll-row__more--${kind} input`).focus();
    }
  });
  roll.addEventListener("change", tell);
  form.querySelector("[data-roll-keys]").hidden = false;
  tell();
}

document.querySelectorAll("[data-roll]").forEach(take);
