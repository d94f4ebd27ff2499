// SPDX-License-Identifier: Apache-2.0
// Emergencies that somebody has seen and that still sound, or ended a moment ago: in sight above every view.
import { drawSeen } from './alerts.js';
import { isOver, ranked, urgencyOf } from './concerns.js';
import { $, h, icon, setText, sync } from './dom.js';
import { clock, lang, list, name, t } from './text.js';

/** An emergency alert whose sound is not known here. */
const ofAlert = (a) => ({ ...a, end: a.end ?? null, told: { alert: a.id, urgency: a.urgency }, phase: 'alert' });

function current(sounds, alerts) {
  const sounding = sounds.filter((s) => urgencyOf(s) === 'emergency' && !isOver(s));
  const known = new Set(sounding.map((s) => s.told?.alert));
  const others = alerts.filter((a) => a.urgency === 'emergency' && a.state !== 'acknowledged' && !known.has(a.id));
  return ranked([...sounding, ...others.map(ofAlert)]);
}

const kind = (s) => (s.end ? t('emergency_over', { time: clock(s.end) }) : t(s.phase === 'alert' ? 'emergency_open' : 'emergency_now'));

/**
 * Draws the emergencies that do not cover the screen, and returns all of them.
 *
 * @param large ids of the alerts and sounds that cover it
 */
export function drawEmergencies(sounds, alerts, large) {
  const all = current(sounds, [...alerts.values()]);
  const here = all.filter((s) => !large.has(s.told?.alert ?? s.id));
  $('emergency').dataset.active = here.some((s) => !s.end || (alerts.get(s.told?.alert)?.state ?? 'acknowledged') !== 'acknowledged');
  sync($('emergency'), here, (s) => `${s.id} ${s.phase} ${lang()}`,
    (s) => h('div', { class: 'emergency', 'data-over': Boolean(s.end), 'data-sound': s.label },
      icon(s.label, s.icon),
      h('div', {},
        h('p', { class: 'kind' }),
        h('h2', {}, name(s.names)),
        h('p', { class: 'where' }, `${list(s.rooms)} · ${clock(s.onset)}`),
        h('p', { class: 'seen' }))),
    (div, s) => {
      setText(div.querySelector('.kind'), kind(s));
      drawSeen(div.querySelector('.seen'), alerts.get(s.told?.alert), name(s.names));
    });
  return all;
}
