/* The fields of the turn that is open: who speaks, as what, and the text. */

export class TurnFields {
  constructor(form) {
    this.form = form;
    const { text, speaker, post, person } = form.elements;
    Object.assign(this, { text, speaker, post, person });
  }

  /** What stands in them. */
  get values() {
    return { text: this.text.value, speaker: this.speaker.value, post: this.post.value, person: this.person.value };
  }

  set values({ text, speaker, post, person = "" }) {
    this.text.value = text;
    this.speaker.value = speaker;
    this.post.value = post;
    this.person.value = person;
  }

  /** What the server put into them. */
  get given() {
    return { text: this.text.defaultValue, speaker: this.speaker.defaultValue, post: this.post.defaultValue };
  }

  /** «نام (سمت)». */
  get label() {
    return this.post.value ? `${this.speaker.value} (${this.post.value})` : this.speaker.value;
  }

  name({ id, name, post }) {
    this.speaker.value = name;
    if (post || id !== "new") this.post.value = post;
  }

  /** The open turn was changed elsewhere: its text comes in under the caret, which keeps its line. */
  takeOver({ text, speaker, post }, before) {
    const field = this.text;
    if (before !== text) {
      const { value, selectionStart, scrollTop } = field;
      let head = 0;
      while (head < selectionStart && value[head] === text[head]) head += 1;
      const at = head === selectionStart ? head : Math.max(head, text.length - (value.length - selectionStart));
      field.value = text;
      field.setSelectionRange(at, at);
      field.scrollTop = scrollTop;
    }
    if (document.activeElement !== this.speaker) this.speaker.value = speaker;
    if (document.activeElement !== this.post) this.post.value = post;
  }

  /** Says beside each field what the server has against it: {field: sentence}; what has no field of its own, at the text. */
  showErrors(errors) {
    for (const name of ["speaker", "post", "text"]) {
      const place = this.form.querySelector(`[data-error="${name}"]`);
      const said = errors[name] ?? (name === "text" ? errors[Object.keys(errors).find((key) => !["speaker", "post"].includes(key))] : "") ?? "";
      if (place.textContent === said) continue;
      place.textContent = said;
      place.hidden = !said;
      this[name].classList.toggle("is-invalid", Boolean(said));
      if (said) this[name].setAttribute("aria-invalid", "true");
      else this[name].removeAttribute("aria-invalid");
    }
  }
}
