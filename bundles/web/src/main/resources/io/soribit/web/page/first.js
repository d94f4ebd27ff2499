// SPDX-License-Identifier: Apache-2.0
// The first ten minutes: from a language to a lamp that was seen. Gone once a person closes it, or has confirmed an alert anywhere.
import { $, h, icon, setText, sync } from './dom.js';
import { request } from './hub.js';
import { why } from './said.js';
import { lang, list, t, tn } from './text.js';

const KEY = 'soribit.first-steps';
const done = new Set(stored());
let established = true; // until the history says otherwise
let tested = ''; // '', 'sent', 'unseen', or why it could not be sent
let drawn = null;

function stored() {
  try { return (localStorage.getItem(KEY) ?? '').split(' ').filter(Boolean); } catch { return []; }
}

function mark(step) {
  if (done.has(step)) return;
  done.add(step);
  try { localStorage.setItem(KEY, [...done].join(' ')); } catch { /* private mode: holds until reload */ }
}

const isHeard = (s) => s.state === 'listening' && !s.stale;

/** What shows by itself that a step is done; the others are done by their buttons. */
const SHOWN = {
  room: ({ sources }) => sources.some(isHeard),
  clap: ({ sounds }) => sounds.length > 0,
  bell: ({ sounds }) => sounds.some((s) => s.label === 'doorbell'),
  device: ({ devices }) => devices.some((d) => d.used && d.reachable),
};
const STEPS = ['language', 'room', 'clap', 'bell', 'device', 'test'];

const BUTTONS = {
  language: [['first_english', () => choose('en')], ['first_korean', () => choose('ko')]],
  bell: [['first_no_bell', () => mark('bell')]],
  device: [['first_devices', () => { location.hash = '#home'; }]],
  test: [['first_test', test], ['first_saw', () => mark('test')], ['first_not_seen', () => { tested = 'unseen'; }]],
};

function choose(language) {
  if (lang() !== language) $('language').click();
  mark('language');
}

async function test() {
  try {
    await request('alerts/test');
    tested = 'sent';
  } catch (failure) {
    tested = why(failure);
  }
  draw(...drawn);
}

const testText = () => (['sent', 'unseen'].includes(tested) ? t(`first_test_${tested}`) : tested);

/** Takes the history: the house is in use already once somebody has confirmed an alert. */
export function take(rows) {
  established = (rows ?? []).some((row) => row.state === 'acknowledged' && row.detector !== 'test');
}

/** Draws what is done and what is next; nothing beside an alert, without the hub, or once it was closed. */
export function draw(status, sounds, devices, alerts, lost) {
  drawn = [status, sounds, devices, alerts, lost];
  $('first').hidden = established || lost || !status || done.has('closed') || alerts.some((a) => a.detector !== 'test');
  if ($('first').hidden) return;
  const now = { sources: status.sources, sounds, devices };
  STEPS.filter((step) => SHOWN[step]?.(now)).forEach(mark);
  const left = STEPS.filter((step) => !done.has(step));
  setText($('first-title'), left.length ? tn('first_left', left.length) : t('first_ready'));
  setText($('first-close'), t(left.length ? 'first_close' : 'first_finish'));
  sync($('first-steps'), STEPS, (step) => step, create, (li, step) => update(li, step, step === left[0], now));
}

function create(step) {
  return h('li', { class: 'card first-step', 'data-step': step },
    h('div', { class: 'room-head' }, h('h3', {}), h('span', { class: 'state' }, h('span', {}), h('span', { class: 'state-text' }))),
    h('p', { class: 'quiet first-what' }),
    h('p', { class: 'model-buttons' }, ...(BUTTONS[step] ?? []).map(([key, action]) => {
      const button = h('button', { type: 'button', 'data-key': key });
      button.addEventListener('click', () => {
        action();
        draw(...drawn);
      });
      return button;
    })),
    h('p', { class: 'message', role: 'status' }));
}

function update(li, step, isNext, { sources }) {
  const state = done.has(step) ? 'done' : isNext ? 'next' : 'later';
  if (li.dataset.first !== state) {
    li.dataset.first = state;
    li.querySelector('.state').firstChild.replaceChildren(icon({ done: 'state-ended', next: 'state-starting', later: 'state-unknown' }[state]));
  }
  setText(li.querySelector('h3'), t(`first_${step}`));
  setText(li.querySelector('.state-text'), t(`first_state_${state}`));
  const rooms = [...new Set(sources.filter(isHeard).map((s) => s.room))];
  setText(li.querySelector('.first-what'), state === 'done' && step === 'room' && rooms.length ? t('first_room_done', { rooms: list(rooms) }) : t(`first_${step}_do`));
  li.querySelectorAll('button').forEach((button) => {
    setText(button, t(button.dataset.key));
    button.hidden = state === 'done' ? step !== 'language' : ['first_saw', 'first_not_seen'].includes(button.dataset.key) && !['sent', 'unseen'].includes(tested);
  });
  if (step === 'test') setText(li.querySelector('.message'), state === 'done' ? '' : testText());
}

$('first-close').addEventListener('click', () => {
  mark('closed');
  $('first').hidden = true;
  $('main').focus();
});
