/* A paste with several speakers: what lies beyond the first turn opens turns of its own; what has no place is named. */

import { randomKey } from "./drafts.js";

/** `turns` are {speaker, post, text}; `lost` are {kind, text} of tables and pictures. */
export function takePasted(writing, { turns, lost }) {
  const { keeper, list, fields } = writing;
  let rest = turns;
  if (rest.length && keeper.isEmptyNew(writing.record)) {
    [fields.values, ...rest] = rest;
    writing.changed();
  }
  let after = writing.record.key;
  for (const { speaker, post, text } of rest) {
    const record = keeper.begin(randomKey(), after);
    keeper.change(record.key, { speaker, post, text, person: "" });
    list.put({ key: record.key, speaker, count: text.split("\n").filter((line) => line.trim()).length }, after);
    after = record.key;
  }
  const words = [];
  if (rest.length) words.push(`${rest.length.toLocaleString("fa-IR")} نوبت تازه از متن چسبانده‌شده ساخته شد.`);
  for (const { kind, text } of lost) {
    const what = kind === "table" ? "یک جدول" : "یک تصویر";
    words.push(`${what}${text ? ` («${text}»)` : ""} در صورتجلسه جا ندارد و چسبانده نشد.`);
  }
  if (words.length) writing.say(words.join(" "));
  writing.showTitle();
}
