// SPDX-License-Identifier: Apache-2.0
// The sounds, and emergencies large above everything else.
import { drawSeen, seenText } from './alerts.js';
import { $, h, icon, setText, sync } from './dom.js';
import { clock, duration, lang, list, name, now, percent, t } from './text.js';

const OVER_SHOWN = 120000; // an emergency stays large for two minutes after its end

export function drawSounds(sounds, known, isLost, alerts) {
  $('nothing').hidden = sounds.length > 0;
  sync($('known'), known, (k) => k.label, () => h('li', {}), (li, k) => li.replaceChildren(icon(k.label, k.icon), name(k.names)));
  sync($('list'), sounds, (s) => s.id, () => h('li', { class: 'card sound' }), (li, s) => {
    if (li.drawn !== s || li.lang !== lang()) fillSound(li, s);
    setText(li.querySelector('.span'), !s.end && isLost ? t('state_unknown') : span(s));
    setText(li.querySelector('.chip'), s.told ? t(`urgency_${s.told.urgency}`) : isNew(s) ? '' : t('only_shown'));
    setText(li.querySelector('.seen'), seenText(alerts.get(s.told?.alert)));
  });
}

/** How urgent it is: as its alert says. An emergency without an alert is an emergency all the same. */
const urgency = (s) => s.told?.urgency ?? (s.urgency === 'emergency' ? s.urgency : 'info');
/** Whether its alert may still be raised. */
const isNew = (s) => !s.end && now() - Date.parse(s.onset) < 3000;

function fillSound(li, s) {
  li.drawn = s;
  li.lang = lang();
  Object.assign(li.dataset, { sound: s.label, urgency: urgency(s), phase: s.phase });
  li.style.setProperty('--sound', s.colour);
  const word = [0.6, 0.75, 0.9].filter((limit) => s.score >= limit).length + 1;
  const other = s.alternatives.find((a) => a.label !== s.label && a.score >= 0.1);
  li.replaceChildren(
    h('span', { class: 'tile' }, icon(s.label, s.icon)),
    h('div', { class: 'what' }, h('h3', {}, name(s.names)), h('p', { class: 'where' }, list(s.rooms))),
    h('div', { class: 'when' }, h('time', { datetime: s.onset }, clock(s.onset)), h('span', { class: 'span' })),
    h('p', { class: 'detail' },
      h('span', { class: 'chip' }),
      h('span', { class: 'certainty' }, `${t(`certain_${word}`)} · ${percent(s.score)}`),
      h('span', { class: 'maybe' }, other ? t('maybe', { name: name(other.names), percent: percent(other.score) }) : '')),
    h('p', { class: 'seen' }));
}

function span(s) {
  const from = Date.parse(s.onset);
  return s.end ? t('lasted', { ago: duration(Date.parse(s.end) - from) })
    : `${t('now')} · ${t('for', { ago: duration(now() - from) })}`;
}

/** An emergency alert whose sound is not shown large. */
const ofAlert = (a) => ({
  id: a.id, label: a.label, names: a.names, icon: a.icon, rooms: a.rooms, onset: a.onset, end: a.end ?? null, told: { alert: a.id, urgency: a.urgency }, phase: 'alert',
});

function emergencies(sounds, alerts) {
  const current = sounds.filter((s) => urgency(s) === 'emergency' && (!s.end || now() - Date.parse(s.end) < OVER_SHOWN));
  const shown = new Set(current.map((s) => s.told?.alert));
  const others = [...alerts.values()].filter((a) => a.urgency === 'emergency' && a.state !== 'acknowledged' && !shown.has(a.id));
  return [...current, ...others.map(ofAlert)];
}

const kind = (s) => (s.phase === 'alert' ? t('emergency_open') : s.end ? t('emergency_over', { time: clock(s.end) }) : t('emergency_now'));

/** Draws, and returns, the emergencies: those that sound, ended recently, or were not seen. */
export function drawEmergencies(sounds, alerts) {
  const current = emergencies(sounds, alerts);
  const active = current.some((s) => !s.end || (alerts.get(s.told?.alert)?.state ?? 'acknowledged') !== 'acknowledged');
  $('emergency').dataset.active = active;
  sync($('emergency'), current, (s) => `${s.id} ${s.phase} ${lang()}`,
    (s) => h('div', { class: 'emergency', 'data-over': Boolean(s.end), 'data-sound': s.label },
      icon(s.label, s.icon),
      h('div', {},
        h('p', { class: 'kind' }, kind(s)),
        h('h2', {}, name(s.names)),
        h('p', { class: 'where' }, `${list(s.rooms)} · ${clock(s.onset)}`),
        h('p', { class: 'seen' }))),
    (div, s) => drawSeen(div.querySelector('.seen'), alerts.get(s.told?.alert), name(s.names)));
  return current;
}
