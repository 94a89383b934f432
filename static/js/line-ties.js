/* What the server knows of the lines of a turn (their keys, marks and ties), kept beside a text that goes on changing: when
   rows come or go, what belongs to the rows after them moves along. */

export class LineTies {
  /** `text` is what the server has; `lines` what it told of its rows. */
  constructor(text, lines) {
    this.rows = text.split("\n");
    this.told = new Map(lines.map((line) => [line.row, line]));
  }

  /** Follows the text to what it is now. */
  follow(text) {
    const rows = text.split("\n");
    const old = this.rows;
    const most = Math.min(rows.length, old.length);
    let head = 0;
    while (head < most && rows[head] === old[head]) head += 1;
    let tail = 0;
    while (tail < most - head && rows[rows.length - 1 - tail] === old[old.length - 1 - tail]) tail += 1;
    this.rows = rows;
    const by = rows.length - old.length;
    if (head + tail === old.length && !by) return;
    const told = new Map();
    const [lastOld, lastNew] = [old.length - tail, rows.length - tail];
    const places = new Map(); // rows that changed places inside the part that changed
    for (let at = head; at < lastNew; at += 1) if (rows[at].trim()) places.set(rows[at].trim(), at);
    for (const [row, line] of this.told) {
      if (row < head) told.set(row, line);
      else if (row >= lastOld) told.set(row + by, line);
      else {
        const place = places.get(old[row].trim()) ?? (by === 0 || lastOld - head === 1 ? row : undefined);
        if (place !== undefined && place < lastNew && !told.has(place)) told.set(place, line);
      }
    }
    this.told = told;
  }

  /** What is known of a row; undefined for one that the server has not seen. */
  at(row) {
    return this.told.get(row);
  }

  put(row, line) {
    this.told.set(row, { ...line, row });
  }
}
