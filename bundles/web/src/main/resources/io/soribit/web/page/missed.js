// SPDX-License-Identifier: Apache-2.0
// Alerts that have ended and that nobody confirmed, since a person last looked on this device.
import { ranked } from './concerns.js';
import { $, h, icon, setText, sync } from './dom.js';
import { read, request } from './hub.js';
import { refusal } from './said.js';
import { clock, list, name, now, t, tn } from './text.js';

const KEY = 'soribit.seen-until';
const MOST = 8;
const PAGE = 200; // in one answer
const PAGES = 10;
const MOST_MARKED = 100; // in one address
const DAY = 24 * 3600 * 1000; // a device that was never used shows the last one
let missed = [];
let asked = 0;
let problem = null;

function seenUntil() {
  try { return Number(localStorage.getItem(KEY)) || now() - DAY; } catch { return now() - DAY; }
}

/** Every alert that has ended unconfirmed since then. It may have been raised a day earlier. */
async function unconfirmed(since) {
  const all = [];
  let before = '';
  for (let page = 0; page < PAGES && before !== null; page++) {
    const { events, next } = await read(`timeline?${new URLSearchParams({ unseen: true, limit: PAGE, before })}`);
    all.push(...events);
    before = events.some((e) => Date.parse(e.onset) < since - DAY) ? null : next;
  }
  return all.filter((e) => e.ended && e.detector !== 'test' && Date.parse(e.ended) > since);
}

/** Reads what was missed. A hub that keeps no history shows nothing; after any other failure what was read before stays. */
export async function refresh() {
  const mine = ++asked;
  let rows;
  try {
    rows = ranked(await unconfirmed(seenUntil()));
  } catch (failure) {
    rows = failure.status === 404 ? [] : missed;
  }
  if (mine !== asked) return;
  if (!rows.length && missed.length) problem = null; // somebody else has marked them
  missed = rows;
  draw();
}

export function draw() {
  $('missed-section').hidden = !missed.length && !problem;
  $('missed-seen').hidden = !missed.length;
  $('missed-count').hidden = !missed.length;
  setText($('missed-count'), missed.length ? tn('missed_count', missed.length) : '');
  setText($('missed-more'), missed.length > MOST ? t('missed_more', { n: missed.length - MOST }) : '');
  setText($('missed-outcome'), problem?.() ?? '');
  sync($('missed'), missed.slice(0, MOST), (e) => e.id, entry, update);
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

/** These are not shown here any more. */
function hide(rows) {
  const hidden = new Set(rows.map((e) => e.id));
  const until = Math.max(...rows.map((e) => Date.parse(e.ended)));
  try { localStorage.setItem(KEY, String(until)); } catch { /* private mode: holds until reload */ }
  missed = missed.filter((e) => !hidden.has(e.id));
}

/** Marks them for everybody. Who may not do that puts them aside on this device. */
async function markSeen(rows) {
  try {
    for (let first = 0; first < rows.length; first += MOST_MARKED) {
      const ids = rows.slice(first, first + MOST_MARKED).map((e) => `id=${encodeURIComponent(e.id)}`);
      await request(`timeline/seen?${ids.join('&')}`);
    }
    problem = null;
    hide(rows);
  } catch (failure) {
    const here = failure.code === 'needs_resident';
    problem = () => (here ? t('missed_here') : refusal(failure));
    if (here) hide(rows);
  }
}

$('missed-seen').addEventListener('click', async () => {
  $('missed-seen').disabled = true;
  await markSeen(missed);
  $('missed-seen').disabled = false;
  refresh();
  draw();
});
