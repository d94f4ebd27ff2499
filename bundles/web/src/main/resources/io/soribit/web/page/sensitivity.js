// SPDX-License-Identifier: Apache-2.0
// Sensitivity: for a sound in a room, what another threshold would have done in the last week. Never offered for danger.
import { drawChanges } from './changes.js';
import { $, h, setText, sync } from './dom.js';
import { read, request } from './hub.js';
import { onOpen } from './router.js';
import { why } from './said.js';
import { isSame, suggested, verdicts } from './suggestion.js';
import { clock, lang, list, name, percent, t, tn } from './text.js';

const NAMED = 3;
let places = [];
let changes = [];
let curve = null;
let judged = { right: [], wrong: [] };

async function refresh() {
  try {
    ({ places, changes } = await read('sensitivity'));
  } catch {
    places = [];
    changes = [];
  }
  draw();
  if (places.length) await choose();
}

const chosen = () => places[$('sense-place').selectedIndex] ?? places[0];
const query = () => new URLSearchParams({ room: chosen().room, sound: chosen().sound });

/** The step that is nearest to a threshold. */
const nearest = (threshold) => curve.steps.reduce((best, step, index) => (Math.abs(step.threshold - threshold) < Math.abs(curve.steps[best].threshold - threshold) ? index : best), 0);

async function choose() {
  try {
    const { room, sound } = chosen();
    [curve, judged] = await Promise.all([read(`sensitivity?${query()}`), verdicts(room, sound)]);
    if (!curve.steps.length) throw new Error();
    $('sense-slider').max = curve.steps.length - 1;
    $('sense-slider').value = curve.steps.length - 1 - nearest(curve.threshold);
  } catch {
    curve = null;
  }
  draw();
}

/** Further to the right is more sensitive. */
const step = () => curve.steps[curve.steps.length - 1 - Number($('sense-slider').value)];

/** The times of one list that have no counterpart in another. */
function without(times, others) {
  return times.filter((time) => !others.some((other) => isSame(time, other)));
}

const named = (times) => list(times.slice(-NAMED).map((time) => new Intl.DateTimeFormat(lang(), { weekday: 'long' }).format(new Date(time)) + ' ' + clock(time)));

/** What would have been another way. */
function sentence() {
  const now = curve.steps[nearest(curve.threshold)];
  const next = step();
  if (next === now) return tn('sense_now', now.times.length);
  const lost = without(now.times, next.times);
  const more = without(next.times, now.times);
  return [tn('sense_would', next.times.length, { instead: now.times.length }),
    lost.length ? tn('sense_lost', lost.length, { times: named(lost) }) : '',
    more.length ? tn('sense_more', more.length, { times: named(more) }) : ''].filter(Boolean).join(' ');
}

/** What the corrections of the last week suggest. */
const suggestion = () => suggested(curve.steps, curve.steps[nearest(curve.threshold)], judged);

function drawSuggestion() {
  const found = suggestion();
  $('sense-suggest').hidden = !found;
  if (!found) return;
  setText($('sense-suggest-text'), t('sense_suggest', { threshold: percent(found.step.threshold), ...found }));
}

const value = (threshold) => (threshold === null ? t('sense_model') : percent(threshold));

export function draw() {
  $('sense').hidden = !places.length;
  sync($('sense-place'), places, (p) => `${p.room}/${p.sound}`, () => h('option', {}), (option, p) => setText(option, `${name(p.names)} · ${p.room}`));
  drawChanges($('sense-changes'), changes, (c) => t('sense_change', { sound: name(c.names), room: c.room, before: value(c.before), after: value(c.after) }), (id) => save(`sensitivity/undo?change=${encodeURIComponent(id)}`));
  $('sense-form').hidden = !curve;
  if (!curve) return;
  setText($('sense-text'), sentence());
  $('sense-slider').setAttribute('aria-valuetext', `${t('sense_threshold', { threshold: percent(step().threshold) })}. ${sentence()}`);
  setText($('sense-value'), t('sense_threshold', { threshold: percent(step().threshold) }));
  $('sense-save').disabled = step() === curve.steps[nearest(curve.threshold)];
  $('sense-usual').hidden = !curve.own;
  drawSuggestion();
}

async function save(address) {
  const outcome = $('sense-outcome');
  try {
    await request(address);
    outcome.dataset.ok = true;
    setText(outcome, t('sense_saved'));
  } catch (failure) {
    outcome.dataset.ok = false;
    setText(outcome, t('who_failed', { why: why(failure) }));
  }
  await refresh();
}

$('sense-suggest-show').addEventListener('click', () => {
  $('sense-slider').value = curve.steps.length - 1 - curve.steps.indexOf(suggestion().step);
  draw();
});
$('sense-place').addEventListener('change', choose);
$('sense-slider').addEventListener('input', draw);
$('sense-save').addEventListener('click', () => save(`sensitivity?${query()}&threshold=${step().threshold}`));
$('sense-usual').addEventListener('click', () => save(`sensitivity?${query()}`));
onOpen('home', refresh);
