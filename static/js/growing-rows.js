/* A table of rows to type into: Enter goes to the next row and makes one where there is none. */

/** Lets the rows of `table` grow, with their number in the field marked data-growing-count. */
function grow(table) {
  const form = table.closest("form");
  const count = form.querySelector("[data-growing-count]");
  const body = table.tBodies[0];

  /** Appends a copy of the last row, empty and with the next number, and returns it. */
  const add = () => {
    const last = body.rows[body.rows.length - 1];
    const row = last.cloneNode(true);
    const number = body.rows.length + 1;
    row.querySelectorAll("[name]").forEach((field) => {
      field.name = field.name.replace(/-\d+-/, `-${number}-`);
      const id = field.id.replace(/-\d+-/, `-${number}-`);
      row.querySelector(`label[for="${field.id}"]`)?.setAttribute("for", id);
      field.id = id;
      if (field.tagName === "INPUT") field.value = "";
    });
    row.querySelectorAll("label").forEach((label) => {
      label.textContent = label.textContent.replace(/[۰-۹]+$/, number.toLocaleString("fa-IR", { useGrouping: false }));
    });
    body.append(row);
    count.value = number;
    return row;
  };

  const first = (row) => row.querySelector("input:not([type=hidden])");
  table.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.isComposing || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    const row = event.target.closest("tr");
    first(row.nextElementSibling ?? add()).focus();
  });
  table.addEventListener("input", (event) => {
    if (!event.target.closest("tr").nextElementSibling) add();
  });
  form.querySelector("[data-growing-more]")?.addEventListener("click", (event) => {
    event.preventDefault();
    first(add()).focus();
  });
}

document.querySelectorAll("[data-growing]").forEach(grow);
