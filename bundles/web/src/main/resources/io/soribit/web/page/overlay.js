// SPDX-License-Identifier: Apache-2.0
// The alert over everything: the whole screen in the sound's colour until somebody has seen it. Faults are one line of it.
import { viewers } from './alerts.js';
import { eligible, isOver, ranked } from './concerns.js';
import { $, h, icon, setText, sync } from './dom.js';
import { holdable } from './hold.js';
import { read, request } from './hub.js';
import * as missed from './missed.js';
import { refusal } from './said.js';
import { advice, ago, lang, list, name, now, stopwatch, t } from './text.js';

const KEPT = 10 * 60000; // an alert that is over and unseen; later the timeline shows it
const EMERGENCY_KEPT = 24 * 3600000;
const READ = 200; // emergencies of the store, the newest first
const MISTAKE = 600; // a press so soon after it appeared was meant for what was there before
const overlay = $('overlay');
const kept = new Map();
const aside = new Set();
let shown = null;
let readying = 0;
let redraw = () => {};
let asked = 0;
let refused = null; // the alert that was seen here alone, and why

/** A sound that is no alert yet has the id of the alert that it becomes: who has seen one has not seen the other. */
const keyOf = (alert) => (alert.state === 'sound' ? `sound ${alert.id}` : alert.id);

/** An alert whose sound is over stays until it is seen here. */
export function ended(alert, before, sounds) {
  if (!before || before.state === 'acknowledged' || !eligible(before)) return;
  const end = soundOf(alert, sounds)?.end ?? alert.end ?? alert.since;
  kept.set(alert.id, { ...before, state: 'ended', end });
}

const soundOf = (alert, sounds) => sounds.find((s) => s.id === alert.sound) ?? sounds.find((s) => s.told?.alert === alert.id);

/** What was seen on this device, but not for the hub: others are still alerted. */
function outcome(alerts) {
  if (refused && (alerts.get(refused.alert.id)?.state === 'acknowledged' || isForgotten(refused.alert))) refused = null;
  return refused ? t('seen_here', { what: name(refused.alert.names), why: refusal(refused.failure) }) : '';
}

/** A new snapshot has come: of what is over only emergencies stay. */
export function reset() {
  for (const [id, alert] of kept) if (alert.urgency !== 'emergency') kept.delete(id);
}

/** Somebody has seen these, here or elsewhere. */
export const seenBefore = (ids) => ids.forEach((id) => kept.delete(id));

/** Reads which emergencies nobody has seen. What the store cannot say changes nothing. */
export async function refresh() {
  const mine = ++asked;
  const rows = await read(`timeline?urgency=emergency&limit=${READ}`).then(({ events }) => events, () => []);
  if (mine !== asked) return;
  for (const e of rows) {
    if (e.seen) kept.delete(e.id);
    else if (e.ended && eligible(e) && !kept.has(e.id)) kept.set(e.id, { ...e, state: 'ended', end: e.ended });
  }
  redraw();
}

const isForgotten = (alert) => now() - Date.parse(alert.end) > (alert.urgency === 'emergency' ? EMERGENCY_KEPT : KEPT);

const isOld = (alert) => alert.state === 'ended' && now() - Date.parse(alert.end) > KEPT;

/** All that asks to be seen on this device, the most dangerous first; what is long over comes last. */
function open(sounds, alerts) {
  for (const [id, alert] of kept) if (alerts.has(id) || isForgotten(alert)) kept.delete(id);
  const active = [...alerts.values()].filter((a) => eligible(a) && a.state !== 'acknowledged').map((a) => {
    const sound = soundOf(a, sounds);
    return { ...a, end: sound ? sound.end : a.end ?? null };
  });
  const alone = sounds.filter((s) => !s.told && s.urgency === 'emergency' && !isOver(s)).map((s) => ({ ...s, state: 'sound', sound: s.id }));
  const all = ranked([...active, ...kept.values(), ...alone].filter((a) => !aside.has(keyOf(a))));
  return [...all.filter((a) => !isOld(a)), ...all.filter(isOld)];
}

/**
 * Draws what is most dangerous, and returns the ids of all that is shown here.
 *
 * @param faults texts about what is not heard or reached
 */
export function draw(sounds, alerts, faults, lost, onChange) {
  redraw = onChange;
  const here = outcome(alerts);
  setText($('seen-outcome'), here);
  const all = open(sounds, alerts);
  const [top] = all;
  if (!top) {
    if (overlay.open) overlay.close();
    shown = null;
    return all;
  }
  if (shown?.id !== top.id) appear(top);
  shown = top;
  fill(top, lost);
  sync($('overlay-others'), all.slice(1, 4), (a) => a.id, () => h('li', {}, h('span', {}), ' ', h('span', {})), (li, a) => {
    if (!li.firstChild.children.length) li.firstChild.append(icon(a.label, a.icon));
    setText(li.lastChild, [name(a.names), list(a.rooms)].filter(Boolean).join(', '));
  });
  setText($('overlay-faults'), [here, ...faults].filter(Boolean).join(' · '));
  if (!overlay.open) {
    overlay.showModal();
    overlay.focus(); // not its button: a key that is being pressed must not acknowledge
  }
  return all;
}

function appear(alert) {
  cancelHold();
  clearTimeout(readying);
  overlay.dataset.ready = false;
  readying = setTimeout(() => { overlay.dataset.ready = true; }, MISTAKE);
  $('overlay-icon').replaceChildren(icon(alert.label, alert.icon));
  overlay.style.setProperty('--sound', alert.colour);
  Object.assign(overlay.dataset, { sound: alert.label, urgency: alert.urgency, ...shade(alert.colour) });
}

/** Whether texts on a colour are black or white, and whether it is a red that must not flash as a whole. */
function shade(colour) {
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16) / 255);
  const [lr, lg, lb] = [r, g, b].map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return { ink: 0.2126 * lr + 0.7152 * lg + 0.0722 * lb > 0.179 ? 'black' : 'white', red: r / (r + g + b || 1) >= 0.8 };
}

function fill(alert, lost) {
  const danger = alert.urgency === 'emergency';
  overlay.dataset.sounding = !alert.end && !lost;
  setText($('overlay-kind'), t(`urgency_${alert.urgency}`));
  setText($('overlay-name'), name(alert.names));
  setText($('overlay-room'), alert.detector === 'test' ? '' : list(alert.rooms));
  setText($('overlay-time'), lost ? t('overlay_lost') : alert.end ? t('stopped', { ago: ago(alert.end) })
    : t('sounding', { time: stopwatch(now() - Date.parse(alert.onset)) }));
  setText($('overlay-viewers'), viewers(alert));
  setText($('overlay-do'), advice(alert));
  const key = `${alert.id} ${lang()} ${danger}`;
  if ($('overlay-seen').dataset.drawn !== key) {
    $('overlay-seen').dataset.drawn = key;
    setText($('overlay-seen').querySelector('.hold-text'), t(danger ? 'seen_hold' : 'seen_it'));
  }
  $('overlay-later').hidden = danger;
  $('overlay-wrong').hidden = danger || alert.state === 'sound'; // an emergency is looked at first; the timeline corrects it
  setText($('overlay-say'), [t(`urgency_${alert.urgency}`), name(alert.names), list(alert.rooms)].filter(Boolean).join(', '));
}

/** Seen here at least, whatever the hub says. Null: nothing is shown, or the press was meant for what was there before. */
function putAside() {
  if (!shown || overlay.dataset.ready !== 'true') return null;
  const alert = shown;
  kept.delete(alert.id);
  aside.add(keyOf(alert));
  redraw();
  return alert;
}

async function seen() {
  const alert = putAside();
  if (!alert || alert.state === 'sound') return;
  await tell(alert, []);
}

/** It was something else: that is kept, for the sensitivities that the page suggests, and nobody else has to look. */
async function wrong() {
  const alert = putAside();
  if (alert) await tell(alert, [`timeline/judge?${new URLSearchParams({ id: alert.id, right: false, label: '' })}`]);
}

async function tell(alert, more) {
  const id = encodeURIComponent(alert.id);
  try {
    await request(alert.state === 'ended' ? `timeline/seen?id=${id}` : `alerts?ack=${id}`);
    if (alert.state === 'ended') missed.refresh();
    for (const each of more) await request(each);
    if (refused?.alert.id === alert.id) refused = null;
  } catch (failure) {
    if (failure.status !== 404) refused = { alert: { ...alert, end: alert.end ?? new Date(now()).toISOString() }, failure };
  }
  redraw();
}

const cancelHold = holdable($('overlay-seen'), () => shown?.urgency === 'emergency', seen);
$('overlay-wrong').addEventListener('click', wrong);
$('overlay-later').addEventListener('click', putAside);
overlay.addEventListener('cancel', (event) => event.preventDefault());
overlay.addEventListener('keydown', (event) => { if (event.key === 'Escape') event.preventDefault(); }); // before the first press a browser closes it all the same
overlay.addEventListener('close', () => redraw()); // as by the back gesture of a phone: what is not seen comes back at once
