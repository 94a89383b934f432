/* A turn as this page holds it: `stored` is what the server has, `mine` what stands in the fields. */

import { withoutEmptyBullets } from "./outline-lines.js";

const FIELDS = ["text", "speaker", "post"];

/** A turn that the server does not know yet. */
export function freshRecord(key, after) {
  const empty = { text: "", speaker: "", post: "" };
  return { key, after, blocked: null, lines: [], stored: { ...empty, version: 0 }, mine: { ...empty, person: "" } };
}

/** What is sent of a field: of the text, all but the bullets that are still empty. */
const sendable = (record, name) => (name === "text" ? withoutEmptyBullets(record.mine.text) : record.mine[name]);

export const fieldsOf = (record) => Object.fromEntries(FIELDS.map((name) => [name, sendable(record, name) ?? ""]));

export const isSame = (one, other) => FIELDS.every((name) => one[name] === other[name]);

export const isEmpty = (record) => !FIELDS.some((name) => (record.mine[name] ?? "").trim());

/** Whether something was typed that the server does not have. */
export function differs(record) {
  if (record.mine.person && record.mine.person !== record.storedPerson) return true;
  return FIELDS.some((name) => sendable(record, name) !== record.stored[name]);
}
