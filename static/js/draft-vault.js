/* What the browser's localStorage holds may be on its disk only many seconds later: a browser that is killed, or a machine without
   power, has forgotten it. So drafts lie here as well, in IndexedDB, which has them on the disk before it says so. Without
   IndexedDB (a private window, say) there is localStorage alone. Rows are {key, at, draft}; a draft that is done with leaves
   its row with null, so that an older one of localStorage is known to be older. */

const NAME = "qazvin20-drafts";
const ROWS = "drafts";

export class DraftVault {
  constructor() {
    this.opened = opened();
  }

  /** Keeps a draft, null for one that is done with. What is kept later is written later. */
  keep(key, draft, at) {
    this.write((rows) => rows.put({ key, at, draft }));
  }

  forget(key) {
    this.write((rows) => rows.delete(key));
  }

  /** All rows whose key begins with `scope`. */
  async all(scope) {
    const database = await this.opened;
    if (!database) return [];
    try {
      const asked = database.transaction(ROWS).objectStore(ROWS).getAll(IDBKeyRange.bound(scope, `${scope}\uffff`));
      return await answered(asked);
    } catch {
      return [];
    }
  }

  async write(change) {
    const database = await this.opened;
    if (!database) return;
    try {
      change(database.transaction(ROWS, "readwrite", { durability: "strict" }).objectStore(ROWS));
    } catch {
      // It was closed from outside: localStorage has it.
    }
  }
}

async function opened() {
  try {
    const asked = indexedDB.open(NAME, 1);
    asked.addEventListener("upgradeneeded", () => asked.result.createObjectStore(ROWS, { keyPath: "key" }));
    return await answered(asked);
  } catch {
    return null;
  }
}

const answered = (asked) =>
  new Promise((resolve, reject) => {
    asked.addEventListener("success", () => resolve(asked.result));
    asked.addEventListener("error", () => reject(asked.error));
  });
