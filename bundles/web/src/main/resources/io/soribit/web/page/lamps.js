// SPDX-License-Identifier: Apache-2.0
// The lamps as the messages to them describe them.
import { $, h, icon, setText, sync } from './dom.js';
import { shine } from './lamp.js';
import { clock, percent, t } from './text.js';

export function drawLamps(lamps) {
  $('no-lamps').hidden = lamps.length > 0;
  sync($('lamps'), lamps, (l) => l.name, lamp, updateLamp);
}

function lamp(l) {
  return h('li', { class: 'card lamp', 'data-lamp': l.name },
    h('span', { class: 'bulb' }, icon('bulb')),
    h('div', {},
      h('div', { class: 'room-head' }, h('h3', {}, l.name), h('span', { class: 'lamp-state' })),
      h('p', { class: 'lamp-how' }), h('p', { class: 'lamp-detail' })),
    h('details', { class: 'sent' }, h('summary', {}), h('code', { class: 'payload' })));
}

function updateLamp(li, l) {
  li.dataset.on = l.on;
  setText(li.querySelector('h3'), l.title ?? l.name);
  shine(li.querySelector('.bulb'), l);
  const how = [l.colour ? `${t(`hue_${l.hue}`)} ${l.colour}` : t('no_colour')];
  if (l.brightness !== null) how.push(t('brightness', { percent: percent(l.brightness / 254) }));
  if (l.effect) how.push(t('effect', l));
  setText(li.querySelector('.lamp-state'), t(l.on ? 'on' : 'off'));
  setText(li.querySelector('.lamp-how'), how.join(' · '));
  const details = [l.kind, t('told', { time: clock(l.told) }), l.understood ? '' : t('not_understood')];
  setText(li.querySelector('.lamp-detail'), details.filter(Boolean).join(' · '));
  setText(li.querySelector('.payload'), l.payload);
  setText(li.querySelector('summary'), t('lamp_message'));
  li.querySelector('.sent').hidden = !l.payload;
}
