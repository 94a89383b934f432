/* What happened while this page was open, or before: what others did, who is here, and what this browser still holds. */

/** Asks the server what changed and who else is here; it learns from that that this page is here, too. */
export async function lookAround(writing) {
  const { keeper, list, record } = writing;
  if (keeper.server.signIn || !record) return;
  const { status, body } = await keeper.server.post(`${writing.base}here/`, { turn: record.key });
  if (status !== 200) return;
  keeper.server.csrf = body.csrf;
  writing.orderVersion = body.order_version;
  list.others = body.others;
  showOthers(writing.page.querySelector("[data-here]"), body.others);
  const told = new Set(body.turns.map(([key]) => key));
  list.follow(body.turns, [...keeper.records.values()].filter((each) => !told.has(each.key) && isMine(writing, each)));
  writing.showTitle();
  for (const [key, version] of body.turns) {
    const known = keeper.records.get(key);
    if (!known || known.stored.version >= version || keeper.isDirty(known) || known.blocked) continue;
    if (key === writing.record.key) writing.fetchTurn(key);
    else keeper.records.delete(key);
  }
  const open = writing.record;
  if (open.stored.version && !told.has(open.key) && !keeper.isDirty(open)) {
    writing.say("این نوبت را کس دیگری برداشت یا به نوبت پیشین پیوست؛ متن آن در سابقه مانده است.");
    writing.steps.gone(open.key);
  }
}

function showOthers(place, others) {
  const names = others.map((other) => other.name).join("، ");
  place.hidden = !names;
  place.querySelector("span").textContent = names;
}

/** Whether a turn that the server does not list stays in the list: it is new, or its text is still to be sent. */
const isMine = (writing, record) => record === writing.record || !record.stored.version || writing.keeper.isDirty(record);

/** Takes up what was typed before this page was opened and never reached the server. */
export async function bringBack(writing) {
  const { keeper, list } = writing;
  const names = [];
  for (const draft of await keeper.drafts.adopt()) {
    const known = keeper.records.get(draft.turn);
    if (!known && list.item(draft.turn)) await writing.fetchTurn(draft.turn);
    const isOpen = draft.turn === writing.record.key;
    if (isOpen && keeper.isDirty(writing.record)) continue; // typed in the same moment: asked for again with the next load
    const record = keeper.adopt(draft);
    draft.release();
    if (!keeper.isDirty(record)) continue;
    keeper.keepLocally(record);
    if (!list.item(draft.turn)) list.put({ key: draft.turn, speaker: draft.speaker, count: 0 }, draft.after || list.turns.at(-1)?.key);
    if (isOpen) writing.put(record);
    names.push(draft.speaker || "بی‌نام");
  }
  if (!names.length) return;
  writing.say(`نوشته‌ای که هنوز به سرور نرسیده بود در این دستگاه یافت شد و فرستاده می‌شود: ${names.join("، ")}.`);
  keeper.schedule(true);
}
