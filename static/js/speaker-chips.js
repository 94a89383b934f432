/* Those who are present, as numbered chips below the name of a speaker: press one, or type its number into the field and Enter. */

const FEW = 12;

export class SpeakerChips {
  constructor(place, input, { address, picked }) {
    Object.assign(this, { place, input, address, picked });
    this.people = [];
    place.addEventListener("click", (event) => {
      const at = event.target.closest("button")?.dataset.at;
      if (at !== undefined) picked(this.people[Number(at)]);
    });
    // Before the list of names below the field looks at the key.
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.isComposing || !this.pickByNumber()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    }, true);
    this.fetch();
  }

  /** Asks who is present; keeps those it had where the server is away. */
  async fetch() {
    try {
      const answer = await fetch(this.address, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      this.people = (await answer.json()).people.filter((person) => person.present).slice(0, FEW);
    } catch {
      return;
    }
    this.place.replaceChildren(
      ...this.people.map((person, at) => {
        const item = document.createElement("li");
        const button = document.createElement("button");
        button.type = "button";
        button.className = "chip";
        button.dataset.at = at;
        const number = document.createElement("kbd");
        number.textContent = (at + 1).toLocaleString("fa-IR");
        button.append(number, " ", person.name);
        item.append(button);
        return item;
      }),
    );
    this.place.hidden = !this.people.length;
  }

  /** Picks the chip whose number stands in the field, and nothing else; whether there was one. */
  pickByNumber() {
    const typed = this.input.value.trim().replace(/[۰-۹]/g, (digit) => "۰۱۲۳۴۵۶۷۸۹".indexOf(digit));
    const person = /^\d{1,2}$/.test(typed) ? this.people[Number(typed) - 1] : undefined;
    if (person) this.picked(person);
    return Boolean(person);
  }
}
