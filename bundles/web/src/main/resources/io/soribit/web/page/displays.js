// SPDX-License-Identifier: Apache-2.0
// Simulated displays and lamps: small pictures of what real ones would show.
import { $, h, icon, setText, sync } from './dom.js';
import { request } from './hub.js';
import { clock, t } from './text.js';

const LOOKS = [[/awtrix|matrix/i, 'matrix'], [/hasp|plate/i, 'plate'], [/ntfy|push|phone/i, 'handset']];
const look = (s) => LOOKS.find(([pattern]) => pattern.test(s.kind))?.[1] ?? 'plain';

export const isLamp = (s) => s.on !== null;

/** A simulated lamp as the page shows lamps. */
export const asLamp = (s) => ({
  name: s.name, kind: s.kind, told: s.told, on: s.on, brightness: null, colour: s.colour, hue: s.hue, effect: null, payload: '', understood: true,
});

export function drawDisplays(simulated) {
  const displays = simulated.filter((s) => !isLamp(s));
  $('displays-section').hidden = !displays.length;
  sync($('displays'), displays, (s) => s.name, display, update);
}

function display(s) {
  const press = h('button', { type: 'button', class: 'press' });
  press.addEventListener('click', () => request(`simulated/press?name=${encodeURIComponent(s.name)}`)
    .catch(() => setText(press, t('seen_failed'))));
  return h('li', { class: 'card display', 'data-display': s.name },
    h('div', { class: 'room-head' }, h('h3', {}, s.name), h('span', { class: 'state' }, h('span', {}), h('span', { class: 'state-text' }))),
    h('div', { class: 'screen' }, h('p', { class: 'screen-text' })),
    h('p', { class: 'lamp-detail' }),
    h('p', { class: 'model-buttons' }, press));
}

function update(li, s) {
  const part = (selector) => li.querySelector(selector);
  const state = s.stale ? 'stale' : s.text ? 'showing' : 'dark';
  if (li.dataset.shows !== state) part('.state').firstChild.replaceChildren(icon(state === 'stale' ? 'state-lost' : 'display'));
  Object.assign(li.dataset, { shows: state, look: look(s) });
  part('.screen').style.setProperty('--text', s.colour ?? '#ffffff');
  setText(part('.screen-text'), s.text);
  setText(part('.press'), t('press'));
  part('.press').setAttribute('aria-label', `${t('press')}: ${s.name}`);
  setText(part('.state-text'), [t(`display_${state}`), s.hold && s.text ? t('display_hold') : ''].filter(Boolean).join(' · '));
  setText(part('.lamp-detail'), `${s.kind} · ${t('told', { time: clock(s.told) })}`);
}
