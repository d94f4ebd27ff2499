// SPDX-License-Identifier: Apache-2.0
// The alerts that a taught sound would have raised in the last days, and which of it a person confirms or refuses.
import { h, setText, sync } from './dom.js';
import { read } from './hub.js';
import { clock, number, percent, t, tn } from './text.js';

const MANY = 0.05;
const prices = new Map(); // by sound, of those that are shown

export const isShown = (label) => prices.has(label);
export const hide = (label) => prices.delete(label);

/** Asks the hub, which may take seconds; fails if it does not say. */
export async function show(label) {
  prices.set(label, null);
  try {
    prices.set(label, await read(`teach/price?id=${encodeURIComponent(label)}`));
  } catch (failure) {
    prices.delete(label);
    throw failure;
  }
}

function summary(price) {
  if (!price) return [t('teach_price_asked')];
  if (!price.since) return [t(price.kept ? 'teach_price_nothing' : 'teach_price_off')];
  const days = number(price.days);
  return [
    price.count ? tn('teach_price', price.count, { days }) : t('teach_price_free', { days }),
    t('teach_price_since', { time: clock(price.since) }),
    ...(price.missed < MANY ? [] : [t('teach_price_missed', { share: percent(price.missed) })]),
    ...(price.count ? [t('teach_price_ask')] : []),
  ];
}

function row(judge) {
  const yes = h('button', { type: 'button' });
  const no = h('button', { type: 'button' });
  const li = h('li', { class: 'room-head' }, h('span', {}), h('span', { class: 'teach-judged' }), h('span', { class: 'model-buttons' }, yes, no));
  yes.addEventListener('click', () => judge(li.event, true));
  no.addEventListener('click', () => judge(li.event, false));
  return li;
}

function update(li, event) {
  li.event = event;
  li.dataset.confirmed = event.confirmed;
  const text = t('teach_event', { time: clock(event.start), room: event.room, score: percent(event.score) });
  const [what, judged, buttons] = li.children;
  setText(what, text);
  setText(judged, event.confirmed === null ? '' : t(event.confirmed ? 'teach_confirmed' : 'teach_refused'));
  [[buttons.firstChild, 'teach_was'], [buttons.lastChild, 'teach_was_not']].forEach(([button, key]) => {
    setText(button, t(key));
    button.setAttribute('aria-label', `${t(key)}: ${text}`);
  });
}

/**
 * Draws it into an element, or nothing if it is not shown.
 *
 * @param judge is called with an event and whether it was the sound
 */
export function draw(element, label, judge) {
  element.hidden = !prices.has(label);
  if (element.hidden) return;
  if (!element.firstChild) element.append(h('div', { role: 'status' }, h('ul', { class: 'teach-words' })), h('ul', { class: 'teach-events' }), h('p', { class: 'quiet' }));
  const price = prices.get(label);
  const [words, events, rest] = element.children;
  sync(words.firstChild, summary(price), (text) => text, () => h('li', {}), setText);
  sync(events, price?.events ?? [], (e) => `${e.room} ${e.start}`, () => row(judge), update);
  const before = price ? price.count - price.events.length : 0;
  setText(rest, before ? t('teach_price_before', { n: number(before) }) : '');
}
