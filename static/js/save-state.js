/* The words of the save state: always to be seen, and heard where they matter. */

const WORDS = {
  saved: "ذخیره شد",
  saving: "در حال ذخیره…",
  away: "ذخیره در این دستگاه؛ سرور در دسترس نیست",
  session: "ذخیره در این دستگاه؛ برای ذخیره در سرور دوباره وارد شوید",
  asked: "ذخیره در این دستگاه؛ برای ذخیره در سرور پاسخ شما لازم است",
  unkept: "سرور در دسترس نیست و این مرورگر هم نگه نمی‌دارد؛ این برگه را نبندید",
};

export class SaveState {
  /** `place` is [data-save-state]; `answer` the button that leads to what is asked. */
  constructor(place, answer) {
    Object.assign(this, { place, answer });
    this.words = place.querySelector("[data-words]");
    this.ear = place.querySelector("[aria-live]");
  }

  /** Shows one of the states that a TurnKeeper has. */
  show(state) {
    if (state === this.shown) return;
    this.place.dataset.saveState = state;
    this.words.textContent = WORDS[state];
    this.answer.hidden = !["session", "asked"].includes(state);
    const matters = !["saved", "saving"].includes(state);
    if (matters || (state === "saved" && this.heard)) {
      this.ear.textContent = WORDS[state];
      this.heard = matters;
    }
    this.shown = state;
  }
}
