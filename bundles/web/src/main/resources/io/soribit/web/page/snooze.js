// SPDX-License-Identifier: Apache-2.0
// The sounds that raise no alert for a while: said on Now, with a button that ends it.
import { $, h, setText, sync } from './dom.js';
import { read, request } from './hub.js';
import { clock, name, t } from './text.js';

const PERIOD = 30000;
let snoozes = [];
let known = [];

export const setKnown = (sounds) => { known = sounds; };

/** Reads what is snoozed; a hub that cannot snooze shows nothing. */
export async function refresh() {
  try {
    ({ snoozes } = await read('snooze'));
  } catch {
    snoozes = [];
  }
  draw();
}

/** Snoozes the sound of an alert in its rooms, for an hour. */
export async function snooze(alert) {
  await request(`snooze?id=${encodeURIComponent(alert)}`);
  await refresh();
}

export function draw() {
  $('snoozes').hidden = !snoozes.length;
  sync($('snoozes'), snoozes, (s) => `${s.sound} ${s.room} ${s.who}`, row, (li, s) => {
    const sound = known.find((k) => k.label === s.sound);
    const what = sound ? name(sound.names) : s.sound.replaceAll('_', ' ');
    setText(li.firstChild, t(s.who ? 'snoozed_own' : 'snoozed', { what, room: s.room, time: clock(s.until), who: s.who }));
    setText(li.lastChild, t('snooze_end'));
    li.lastChild.setAttribute('aria-label', `${t('snooze_end')}: ${what}, ${s.room}`);
  });
}

function row(s) {
  const end = h('button', { type: 'button' });
  end.addEventListener('click', () => request(`snooze?${new URLSearchParams({ sound: s.sound, room: s.room })}`, 'DELETE')
    .then(refresh, () => setText(end, t('seen_failed'))));
  return h('li', {}, h('span', {}), ' ', end);
}

setInterval(refresh, PERIOD);
