/* The requests of one page that save turns: numbered, so that the server knows again what it saved for a page that never heard
   of it. A record's `unanswered` are [page, number]: that request, or one of that page before it, may have been carried out. */

const PAGES = 4; // closed ones whose requests a record still carries along

const word = ([page, number]) => `${page}-${number}`;

export const worded = (record) => (record.unanswered ?? []).map(word).join(" ");

/** What a closed page left unanswered, from the draft that it left behind. */
export function inherit(record, words) {
  const left = String(words ?? "").split(" ").filter(Boolean).map((each) => each.split("-"));
  record.unanswered = [...(record.unanswered ?? []), ...left.map(([page, number]) => [page, Number(number)])].slice(-PAGES);
}

export class Sendings {
  /** `page` is the name of this page. */
  constructor(page) {
    this.page = page;
    this.count = 0;
  }

  /** A request of this record is about to go: `fields` tell the server so; `saved` and `refused` are for its answer. */
  begin(record) {
    this.count += 1;
    const { page, count } = this;
    const before = record.unanswered ?? [];
    const others = before.filter(([from]) => from !== page).slice(-PAGES);
    const fields = { sending: word([page, count]), unanswered: worded(record) };
    record.unanswered = [...others, [page, count]];
    const later = () => record.unanswered.filter(([from, number]) => from === page && number > count);
    return {
      fields,
      saved: () => (record.unanswered = later()),
      refused: () => (record.unanswered = later().length ? record.unanswered : before),
    };
  }
}
