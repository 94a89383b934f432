/* Two texts line by line: what differs, and one text that holds both changes. */

const MOST = 4_000_000; // cells of the table that finds what is common; beyond that the parts are told as wholly different

/** Pairs [at, other] of the lines that two lists have in common, in order. */
function common(mine, theirs) {
  let head = 0;
  const most = Math.min(mine.length, theirs.length);
  while (head < most && mine[head] === theirs[head]) head += 1;
  let tail = 0;
  while (tail < most - head && mine[mine.length - 1 - tail] === theirs[theirs.length - 1 - tail]) tail += 1;
  const pairs = Array.from({ length: head }, (_, at) => [at, at]);
  const [rows, columns] = [mine.length - head - tail, theirs.length - head - tail];
  if (rows && columns && rows * columns <= MOST) {
    const table = Array.from({ length: rows + 1 }, () => new Uint32Array(columns + 1));
    for (let at = rows - 1; at >= 0; at -= 1) {
      for (let other = columns - 1; other >= 0; other -= 1) {
        table[at][other] = mine[head + at] === theirs[head + other] ? table[at + 1][other + 1] + 1 : Math.max(table[at + 1][other], table[at][other + 1]);
      }
    }
    let [at, other] = [0, 0];
    while (at < rows && other < columns) {
      if (mine[head + at] === theirs[head + other]) {
        pairs.push([head + at, head + other]);
        at += 1;
        other += 1;
      } else if (table[at + 1][other] >= table[at][other + 1]) at += 1;
      else other += 1;
    }
  }
  for (let at = tail; at > 0; at -= 1) pairs.push([mine.length - at, theirs.length - at]);
  return pairs;
}

/** For each line of either text {text, is: "same" | "own"}, blank lines left out: [mine, theirs]. */
export function compared(mine, theirs) {
  const texts = [mine.split("\n"), theirs.split("\n")];
  const pairs = common(...texts);
  return texts.map((lines, side) => {
    const same = new Set(pairs.map((pair) => pair[side]));
    return lines.map((text, at) => ({ text, is: same.has(at) ? "same" : "own" })).filter(({ text }) => text.trim());
  });
}

/** One text with the changes of both. `base` is what both began from (null: unknown). Where they changed the same place, both
    stand one after the other: nothing of either is lost. */
export function joined(base, mine, theirs) {
  const [a, b] = [mine.split("\n"), theirs.split("\n")];
  if (base === null) return interleaved(a, b, common(a, b));
  const o = base.split("\n");
  const [toMine, toTheirs] = [new Map(common(o, a)), new Map(common(o, b))];
  const lines = [];
  let [at, mineAt, theirsAt] = [0, 0, 0];
  for (let anchor = 0; anchor <= o.length; anchor += 1) {
    const isEnd = anchor === o.length;
    if (!isEnd && !(toMine.has(anchor) && toTheirs.has(anchor))) continue;
    const [mineTo, theirsTo] = isEnd ? [a.length, b.length] : [toMine.get(anchor), toTheirs.get(anchor)];
    lines.push(...chosen(o.slice(at, anchor), a.slice(mineAt, mineTo), b.slice(theirsAt, theirsTo)));
    if (!isEnd) lines.push(o[anchor]);
    [at, mineAt, theirsAt] = [anchor + 1, mineTo + 1, theirsTo + 1];
  }
  return lines.join("\n");
}

/** Of one stretch: the side that changed it; both, where both did. */
function chosen(base, mine, theirs) {
  const [o, a, b] = [base, mine, theirs].map((lines) => lines.join("\n"));
  if (a === b || b === o) return mine;
  if (a === o) return theirs;
  return interleaved(mine, theirs, common(mine, theirs)).split("\n");
}

function interleaved(mine, theirs, pairs) {
  const lines = [];
  let [at, other] = [0, 0];
  for (const [next, nextOther] of [...pairs, [mine.length, theirs.length]]) {
    lines.push(...theirs.slice(other, nextOther), ...mine.slice(at, next));
    if (next < mine.length) lines.push(mine[next]);
    [at, other] = [next + 1, nextOther + 1];
  }
  return lines.join("\n");
}
