// SPDX-License-Identifier: Apache-2.0
// The history of alerts, page by page, filtered by room, sound, urgency, whether somebody saw them, and whether they were wrong.
import { $, h, setText, sync } from './dom.js';
import { drawEvent, eventRow, setKnown } from './event.js';
import * as heat from './heat.js';
import { read } from './hub.js';
import { onOpen, view } from './router.js';
import { name, t } from './text.js';

const LIMIT = 30;
const URGENCIES = ['emergency', 'urgent', 'notice'];
let events = [];
let next = null;
let hours = [];
let rooms = [];
let known = [];
let state = '';
let asked = 0;

/** Sets the rooms that can be chosen, beside those of before. */
export function setRooms(names) {
  rooms = [...new Set([...rooms, ...names])];
}

/** Sets the sounds that can be chosen, and those that an event can have been all the same. */
export function setSounds(sounds, others) {
  known = sounds;
  setKnown(sounds, others);
  draw();
}

const filters = () => new URLSearchParams([['room', $('filter-room').value], ['sound', $('filter-sound').value],
  ['urgency', $('filter-urgency').value], ['unseen', $('filter-unseen').checked ? 'true' : ''], ['wrong', $('filter-wrong').checked ? 'true' : '']].filter(([, value]) => value));

/** Reads the newest page, or with a cursor the one after it. */
async function load(before = '') {
  const mine = ++asked;
  const query = filters();
  if (before) query.set('before', before);
  query.set('limit', LIMIT);
  try {
    const [page, heatmap] = await Promise.all([read(`timeline?${query}`), before ? { hours } : read(`timeline/hours?${filters()}`)]);
    if (mine !== asked) return; // another filter was chosen meanwhile
    events = before ? [...events, ...page.events] : page.events;
    ({ next } = page);
    ({ hours } = heatmap);
    state = events.length ? '' : 'timeline_empty';
  } catch {
    state = 'timeline_failed';
  }
  draw();
}

/** An alert has changed: the newest page is read again if it is in sight. */
export function refresh() {
  if (view() === 'timeline' && events.length <= LIMIT) load();
}

export function draw() {
  options($('filter-room'), rooms.map((room) => [room, room]), 'filter_all_rooms');
  options($('filter-sound'), known.map((sound) => [sound.label, name(sound.names)]), 'filter_all_sounds');
  options($('filter-urgency'), URGENCIES.map((urgency) => [urgency, t(`urgency_${urgency}`)]), 'filter_any');
  setText($('timeline-state'), state ? t(state) : '');
  heat.draw(hours);
  sync($('events'), events, (e) => e.id, eventRow, drawEvent);
  $('older').hidden = !next;
}

function options(select, choices, all) {
  sync(select, [['', t(all)], ...choices], ([value]) => `v${value}`, ([value]) => h('option', { value }), (option, [, text]) => setText(option, text));
}

$('filters').addEventListener('change', () => load());
$('filters').addEventListener('submit', (event) => event.preventDefault());
$('older').addEventListener('click', () => load(next));
onOpen('timeline', (query) => {
  draw();
  if (query === 'unseen') $('filter-unseen').checked = true;
  load();
});
