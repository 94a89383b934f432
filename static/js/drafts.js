/* What was typed and is not on the server yet, in the browser's own storage: one entry for each turn, writer and tab, so that
   two tabs of one person never write over one another. A draft is {turn, text, speaker, post, person, version, after, unanswered, at}.
   It lies in localStorage, which takes it even while a page is being closed, and in the vault, which outlives the browser's end. */

import { DraftVault } from "./draft-vault.js";

const PREFIX = "qazvin20:draft:";
const ASK = 250; // milliseconds within which another tab of ours says that it lives

/** The drafts of one writer in one set of minutes. */
export class Drafts {
  constructor(minutes, user) {
    this.scope = `${PREFIX}${minutes}:${user}:`;
    this.tab = tabName();
    this.vault = new DraftVault();
    this.channel = "BroadcastChannel" in window ? new BroadcastChannel(`${PREFIX}tabs`) : null;
    this.channel?.addEventListener("message", ({ data }) => {
      if (data.ask && data.ask !== this.tab) this.channel.postMessage({ here: this.tab });
    });
  }

  /** Keeps a draft at once; false where the browser refuses (its storage is full or switched off). */
  put(draft) {
    const kept = { ...draft, at: Date.now() };
    this.vault.keep(this.key(draft.turn), kept, kept.at);
    try {
      localStorage.setItem(this.key(draft.turn), JSON.stringify(kept));
      return true;
    } catch {
      return false;
    }
  }

  /** The server has it, or its writer let it go. */
  remove(turn) {
    this.vault.keep(this.key(turn), null, Date.now());
    removeItem(this.key(turn));
  }

  key(turn) {
    return `${this.scope}${turn}:${this.tab}`;
  }

  /** The drafts that no living tab looks after, oldest first; from now on they are this tab's. */
  async adopt() {
    const [living, vaulted] = await Promise.all([this.livingTabs(), this.vault.all(this.scope)]);
    const kept = new Map(vaulted.map(({ key, at, draft }) => [key, { at, draft: whole(draft) }]));
    for (const key of keys()) {
      const draft = key.startsWith(this.scope) && parsed(localStorage.getItem(key));
      if (draft && !(kept.get(key)?.at >= draft.at)) kept.set(key, { at: draft.at, draft });
    }
    const found = [];
    for (const [key, { draft }] of kept) {
      const tab = key.slice(key.lastIndexOf(":") + 1);
      if (tab !== this.tab && living.has(tab)) continue;
      if (draft) found.push({ draft, key });
      else if (tab !== this.tab) this.forget(key);
    }
    found.sort((one, other) => one.draft.at - other.draft.at);
    return found.map(({ draft, key }) => ({ ...draft, release: () => this.forget(key) }));
  }

  forget(key) {
    this.vault.forget(key);
    removeItem(key);
  }

  async livingTabs() {
    const living = new Set();
    if (!this.channel) return living;
    const hear = ({ data }) => data.here && living.add(data.here);
    this.channel.addEventListener("message", hear);
    this.channel.postMessage({ ask: this.tab });
    await new Promise((go) => setTimeout(go, ASK));
    this.channel.removeEventListener("message", hear);
    return living;
  }
}

function keys() {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}

function removeItem(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Switched off: then there is none.
  }
}

function parsed(text) {
  try {
    return whole(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The draft, if it has all that one needs. */
function whole(draft) {
  const isWhole = ["turn", "text", "speaker", "post"].every((name) => typeof draft?.[name] === "string");
  return isWhole && Number.isInteger(draft.version) ? draft : null;
}

/** A name for this page in this tab; every load of the page has a new one. */
const tabName = () => randomKey().slice(0, 8);

/** A new UUID; `crypto.randomUUID` is kept from pages without https. */
export function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
