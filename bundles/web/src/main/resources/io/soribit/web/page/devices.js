// SPDX-License-Identifier: Apache-2.0
// The devices that alerts can go to, in use or found.
import { $, h, icon, setText, sync } from './dom.js';
import { request } from './hub.js';
import { done, said, why } from './said.js';
import { t } from './text.js';

const ICONS = { colour: 'bulb', light: 'bulb', switch: 'shaker', shaker: 'shaker', display: 'display', push: 'phone' };
let devices = [];
let busy = '';

export function setDevices(current) {
  devices = current;
  draw();
}

/** All of them, in use or not. */
export const all = () => devices;

/** A lamp with the name and kind of its device. */
export function titled(lamp) {
  const device = devices.find((d) => d.id === lamp.name);
  return device ? { ...lamp, title: device.name, kind: device.kind } : lamp;
}

export function draw() {
  $('no-devices').hidden = devices.length > 0;
  sync($('devices'), devices, (d) => `${d.kind} ${d.id}`, row, update);
}

function row(device) {
  const test = h('button', { type: 'button', class: 'test' });
  test.addEventListener('click', () => change(device.id, `devices/test?id=${encodeURIComponent(device.id)}`));
  const use = h('button', { type: 'button', class: 'use' });
  use.addEventListener('click', () => change(device.id,
    `devices/use?id=${encodeURIComponent(device.id)}&used=${use.dataset.used !== 'true'}`));
  return h('li', { class: 'card device' },
    h('div', { class: 'room-head' },
      h('h3', {}, h('span', { class: 'device-icon' }, icon(ICONS[device.ability] ?? 'bulb')), h('span', { class: 'device-name' })),
      h('span', { class: 'state' }, h('span', {}), h('span', { class: 'state-text' }))),
    h('p', { class: 'device-kind' }),
    h('p', { class: 'message' }),
    h('p', { class: 'model-buttons' }, test, use));
}

function update(li, device) {
  const part = (selector) => li.querySelector(selector);
  const state = `${device.used ? 'used' : 'found'}${device.reachable ? '' : '_away'}`;
  if (li.dataset.device !== state) {
    li.dataset.device = state;
    part('.state').firstChild.replaceChildren(icon(device.reachable ? (device.used ? 'state-ended' : 'state-unknown') : 'state-lost'));
  }
  setText(part('.device-name'), device.name);
  setText(part('.device-kind'), `${device.kind} · ${t(`ability_${device.ability}`)}`);
  setText(part('.state-text'), t(`device_${state}`));
  setText(part('.message'), said(device.name, device.message, device.reachable ? 'said_device_here' : 'said_device_away'));
  const test = part('.test');
  const shows = ['display', 'push'].includes(device.ability);
  setText(test, t(shows ? 'show_me' : 'flash_me'));
  test.setAttribute('aria-label', `${test.textContent}: ${device.name}`);
  const use = part('.use');
  use.dataset.used = device.used;
  setText(use, t(device.used ? 'use_not' : 'use'));
  use.setAttribute('aria-label', `${use.textContent}: ${device.name}`);
  test.disabled = use.disabled = busy === device.id;
}

async function change(id, address) {
  busy = id;
  draw();
  const outcome = $('devices-outcome');
  try {
    const answer = await request(address);
    outcome.dataset.ok = true;
    setText(outcome, done(answer));
  } catch (failure) {
    outcome.dataset.ok = false;
    setText(outcome, why(failure));
  }
  busy = '';
  draw();
}

$('test-all').addEventListener('click', () => change('', 'alerts/test'));
