/* When a writer is asked about what is in the way of saving: not while he types, and one question at a time. */

import { settleBlocked, signInAgain } from "./turn-dialogs.js";

const LOOSE_LOSS = 2500; // how long a text rests before lines that would go are asked about

export class TurnQuestions {
  constructor(writing) {
    this.writing = writing;
    this.asking = false;
    this.signingIn = false;
  }

  later(record) {
    const wait = ["loses", "held"].includes(record.blocked.kind) ? LOOSE_LOSS : 0;
    setTimeout(() => {
      const rested = performance.now() - (record.changedAt ?? 0) >= wait;
      if (record.blocked && rested) this.ask();
      else if (record.blocked) this.later(record);
    }, wait);
  }

  /** Opens the dialogue of what is in the way, if anything is; only of the open turn with `mine`. */
  async ask(mine = false) {
    const { writing } = this;
    const { keeper } = writing;
    if (keeper.server.signIn) return mine || this.askToSignIn();
    if (this.asking) return undefined;
    const record = keeper.dirty.find(({ key, blocked }) => blocked && blocked.kind !== "errors" && (!mine || key === writing.record.key));
    if (!record) return undefined;
    this.asking = true;
    const shown = (changed, { removed } = {}) => {
      if (removed) writing.steps.gone(changed.key);
      else if (changed === writing.record) writing.put(changed);
    };
    try {
      await settleBlocked(keeper, record, shown);
    } finally {
      this.asking = false;
      writing.showState();
    }
    return undefined;
  }

  async askToSignIn() {
    if (this.signingIn) return;
    this.signingIn = true;
    const isBackAgain = await signInAgain(this.writing.keeper);
    this.signingIn = false;
    this.writing.showState();
    if (isBackAgain) this.writing.look();
  }
}
