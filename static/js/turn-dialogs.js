/* What is in the way of saving a turn, asked of its writer: somebody else saved in between, lines that carry something would go,
   the session is over, the minutes are closed. What others wrote is shown as text, never as HTML. */

import { compared, joined } from "./compare.js";
import { asked, dialog, listed } from "./dialogs.js";

/** Asks about `record.blocked` and settles it. `shown` is called when the text of the field changed by the answer. */
export async function settleBlocked(keeper, record, shown) {
  const { kind, told } = record.blocked;
  if (kind === "conflict") return conflict(keeper, record, told, shown);
  if (kind === "loses" || kind === "held") return losing(keeper, record, told, kind === "held", shown);
  if (kind === "gone") return gone(record, told);
  return null;
}

async function conflict(keeper, record, told, shown) {
  const isGone = !told.version;
  const element = dialog("conflict", {
    by: told.by || "کس دیگری",
    at: told.at,
    what: isGone ? "همین نوبت را برداشته است" : "همین نوبت را تغییر داده است",
    label: labels(record.mine, told),
  });
  const [mine, theirs] = compared(record.mine.text, told.text);
  listed(element.querySelector("[data-mine]"), mine, "تنها در نوشته شما");
  listed(element.querySelector("[data-theirs]"), theirs, "تنها در نوشته دیگر");
  const field = element.querySelector("[data-joined]");
  const joining = element.querySelector("[data-joining]");
  const steps = (isJoining) => {
    joining.hidden = !isJoining;
    element.querySelectorAll("[data-answer]").forEach((button) => {
      const step = button.dataset.answer;
      button.hidden = step === "joined" ? !isJoining : step === "join" ? isJoining || isGone : isJoining && step !== "";
    });
  };
  steps(false);
  const answer = await asked(element, (step) => {
    if (step !== "join") return false;
    field.value = joined(record.stored.text, record.mine.text, told.text);
    steps(true);
    field.focus();
    field.setSelectionRange(0, 0);
    return true;
  });
  if (!answer || record.blocked?.told !== told) return;
  if (answer !== "mine" && !(await keeper.witness(record))) return;
  const stored = { text: told.text, speaker: told.speaker, post: told.post, version: told.version };
  if (answer === "theirs" && isGone) {
    keeper.forget(record.key);
    shown(record, { removed: true });
  } else if (answer === "theirs") {
    await keeper.settle(record, { stored, mine: { text: told.text, speaker: told.speaker, post: told.post, person: "" } });
    shown(record);
  } else if (answer === "joined") {
    const settled = keeper.settle(record, { stored, mine: { text: field.value } });
    shown(record);
    await settled;
  } else await keeper.settle(record, { stored });
}

/** Who speaks, where the two differ in that. */
function labels(mine, theirs) {
  const label = ({ speaker, post }) => (post ? `${speaker} (${post})` : speaker) || "بی‌نام";
  return label(mine) === label(theirs) ? "" : `سخنران نزد شما «${label(mine)}» و در نوشته دیگر «${label(theirs)}» است.`;
}

async function losing(keeper, record, rows, isHeld, shown) {
  const element = dialog("losing", {
    heading: isHeld ? "این بندها برداشته نمی‌شوند، چون جای دیگری به آن‌ها تکیه شده است" : "با این تغییر، این‌ها هم می‌روند",
  });
  listed(element.querySelector("[data-rows]"), rows.map((row) => ({ text: `«${row.text}»: ${row.carries.join("، ")}` })), "");
  element.querySelector('[data-answer="drop"]').hidden = isHeld;
  const answer = await asked(element);
  if (answer === "drop") await keeper.settle(record, { more: { drop: "1" } });
  else if (answer === "back" && record.stored.text !== null && (await keeper.witness(record))) {
    const settled = keeper.settle(record, { mine: { text: record.stored.text } });
    shown(record);
    await settled;
  }
}

/** Whether every line that would have been lost is in the text again. */
export function isBack(record) {
  const lines = new Set(record.mine.text.split("\n").map((line) => line.trim()));
  return record.blocked.told.every((row) => [...lines].some((line) => line.endsWith(row.text.trim())));
}

async function gone(record, sentence) {
  const element = dialog("gone", { sentence });
  element.querySelector("textarea").value = record.mine.text;
  await asked(element);
}

/** Asks to sign in again in another tab, and goes on as soon as that is done. Resolves to whether the session is back. */
export async function signInAgain(keeper) {
  const element = dialog("sign-in");
  element.querySelector("a").href = keeper.server.signIn;
  let isBackAgain = false;
  const look = async () => {
    if (isBackAgain || document.hidden || !(await keeper.server.comeBack())) return;
    keeper.schedule(true);
    isBackAgain = true;
    element.closeWith?.("back");
  };
  const timer = setInterval(look, 3000);
  addEventListener("focus", look);
  document.addEventListener("visibilitychange", look);
  await asked(element, (step) => {
    if (step === "look") look();
    return step === "look";
  });
  clearInterval(timer);
  removeEventListener("focus", look);
  document.removeEventListener("visibilitychange", look);
  return isBackAgain;
}
