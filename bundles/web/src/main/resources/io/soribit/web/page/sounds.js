// SPDX-License-Identifier: Apache-2.0
// The sounds, the newest first.
import { seenText } from './alerts.js';
import { urgencyOf } from './concerns.js';
import { $, h, icon, setText, sync } from './dom.js';
import { clock, duration, lang, list, name, now, percent, t } from './text.js';

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

/** Whether its alert may still be raised. */
const isNew = (s) => !s.end && now() - Date.parse(s.onset) < 3000;

function fillSound(li, s) {
  li.drawn = s;
  li.lang = lang();
  Object.assign(li.dataset, { sound: s.label, urgency: urgencyOf(s), phase: s.phase });
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
