// SPDX-License-Identifier: Apache-2.0
// Alerts of the last days, of which a person may say: it was this sound. Each makes a take.
import { $, h, setText, sync } from './dom.js';
import { read } from './hub.js';
import { clock, name, t } from './text.js';

const LIMIT = 20;
const DANGER = 'emergency';
let events = [];
let choose = () => {};

/** What happens with an event that is picked. */
export const onPick = (handler) => { choose = handler; };

async function load() {
  try {
    events = (await read(`timeline?limit=${LIMIT}`)).events.filter((e) => e.urgency !== DANGER);
  } catch {
    events = [];
  }
  draw();
}

function row() {
  const button = h('button', { type: 'button' });
  const li = h('li', { class: 'room-head' }, h('span', {}), button);
  button.addEventListener('click', () => choose(li.event));
  return li;
}

function update(li, event) {
  li.event = event;
  const text = t('teach_event_past', { time: clock(event.onset), room: event.rooms[0], sound: name(event.names) });
  setText(li.firstChild, text);
  setText(li.lastChild, t('teach_was'));
  li.lastChild.setAttribute('aria-label', `${t('teach_was')}: ${text}`);
}

export function draw() {
  setText($('teach-pick').firstElementChild, t('teach_pick'));
  setText($('teach-pick-what'), t(events.length ? 'teach_pick_what' : 'teach_pick_nothing'));
  sync($('teach-heard'), events, (e) => e.id, row, update);
}

$('teach-pick').addEventListener('toggle', () => {
  if ($('teach-pick').open) load();
});
