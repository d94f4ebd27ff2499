// SPDX-License-Identifier: Apache-2.0
// Alerts that have ended and that nobody confirmed, since a person last looked on this device.
import { $, h, icon, setText, sync } from './dom.js';
import { request } from './hub.js';
import { clock, list, name, now, t, tn } from './text.js';

const KEY = 'soribit.seen-until';
const MOST = 8;
const MOST_MARKED = 100; // in one address
const FIRST_LOOK = 24 * 3600 * 1000; // a device that was never used shows the last day
let missed = [];

function seenUntil() {
  try { return Number(localStorage.getItem(KEY)) || now() - FIRST_LOOK; } catch { return now() - FIRST_LOOK; }
}

/** One entry per alert that has ended unconfirmed, newest first. */
function unconfirmed(history, since) {
  const byAlert = new Map();
  for (const row of history) {
    const entry = byAlert.get(row.alert) ?? { ...row, states: new Set() };
    entry.states.add(row.state);
    byAlert.set(row.alert, entry);
  }
  return [...byAlert.values()].filter((e) => e.states.has('ended') && !e.states.has('acknowledged')
    && e.detector !== 'test' && Date.parse(e.time) > since);
}

/** Takes the history; a hub that keeps none shows nothing. */
export function take(rows) {
  missed = unconfirmed(rows ?? [], seenUntil());
  draw();
}

export function draw() {
  $('missed-section').hidden = !missed.length;
  $('missed-count').hidden = !missed.length;
  setText($('missed-count'), missed.length ? tn('missed_count', missed.length) : '');
  setText($('missed-more'), missed.length > MOST ? t('missed_more', { n: missed.length - MOST }) : '');
  sync($('missed'), missed.slice(0, MOST), (e) => e.alert, entry, update);
}

function entry(e) {
  return h('li', { class: 'card alert', 'data-missed': e.label },
    h('span', { class: 'tile' }, icon(e.label, e.icon)),
    h('div', {}, h('h3', {}), h('p', { class: 'where' }), h('p', { class: 'state-text' })));
}

function update(li, e) {
  li.dataset.urgency = e.urgency;
  li.style.setProperty('--sound', e.colour);
  setText(li.querySelector('h3'), name(e.names));
  setText(li.querySelector('.where'), [list(e.rooms), clock(e.onset)].filter(Boolean).join(' · '));
  setText(li.querySelector('.state-text'), t('missed_unseen'));
}

$('missed-seen').addEventListener('click', () => {
  const ids = missed.map((e) => `id=${encodeURIComponent(e.alert)}`).slice(0, MOST_MARKED).join('&');
  request(`timeline/seen?${ids}`).catch(() => setText($('announce'), t('seen_failed')));
  try { localStorage.setItem(KEY, String(now())); } catch { /* private mode: shown again after a reload */ }
  missed = [];
  draw();
});
