// SPDX-License-Identifier: Apache-2.0
// Displays and lamps that are simulated: small pictures of what the real ones would show.
import { clock, h, icon, setText, sync, t } from './view.js';

const $ = (id) => document.getElementById(id);
const LOOKS = { awtrix: 'matrix', awtrix3: 'matrix', openhasp: 'plate', hasp: 'plate', ntfy: 'handset', push: 'handset' };
const KINDS = { awtrix: 'AWTRIX 3', awtrix3: 'AWTRIX 3', openhasp: 'openHASP', wled: 'WLED', tasmota: 'Tasmota', shelly: 'Shelly', ntfy: 'ntfy' };

const kind = (s) => KINDS[s.kind] ?? s.kind;
export const isLamp = (s) => s.on !== null;

/** A simulated lamp as the page shows lamps. */
export const asLamp = (s) => ({
  name: s.name, kind: kind(s), told: s.told, on: s.on, brightness: null, colour: s.colour, hue: s.hue, effect: null, payload: '', understood: true,
});

export function drawDisplays(simulated) {
  const displays = simulated.filter((s) => !isLamp(s));
  $('displays-section').hidden = !displays.length;
  sync($('displays'), displays, (s) => s.name, display, update);
}

function display(s) {
  return h('li', { class: 'card display', 'data-display': s.name },
    h('div', { class: 'room-head' }, h('h3', {}, s.name), h('span', { class: 'state' }, h('span', {}), h('span', { class: 'state-text' }))),
    h('div', { class: 'screen' }, h('p', { class: 'screen-text' })),
    h('p', { class: 'lamp-told' }));
}

function update(li, s) {
  const part = (selector) => li.querySelector(selector);
  const state = s.stale ? 'stale' : s.text ? 'showing' : 'dark';
  if (li.dataset.shows !== state) part('.state').firstChild.replaceChildren(icon(state === 'stale' ? 'state-lost' : 'display'));
  Object.assign(li.dataset, { shows: state, look: LOOKS[s.kind] ?? 'plain' });
  part('.screen').style.setProperty('--text', s.colour ?? '#ffffff');
  setText(part('.screen-text'), s.text);
  setText(part('.state-text'), [t(`display_${state}`), s.hold && s.text ? t('display_hold') : ''].filter(Boolean).join(' · '));
  setText(part('.lamp-told'), `${kind(s)} · ${t('told', { time: clock(s.told) })}`);
}
