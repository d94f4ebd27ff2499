// SPDX-License-Identifier: Apache-2.0
// A take of a sound that is being taught: seen instead of heard, and what matters about it in words.
import { h, icon, setText } from './dom.js';
import { drawing } from './picture.js';
import { area } from './rooms.js';
import { clock, has, lang, list, name, number, t, tn } from './text.js';

const SVG = 'http://www.w3.org/2000/svg';
const ALIKE = [[0.5, 'much'], [0.15, 'some'], [-2, 'little']];

/** How loud it was, from its begin to its end. */
function wave(take) {
  const bars = take.loudness.length;
  const chart = document.createElementNS(SVG, 'svg');
  const text = t('teach_wave', { number: take.number });
  Object.entries({ viewBox: `0 0 ${bars} 24`, preserveAspectRatio: 'none', class: 'chart', role: 'img', 'aria-label': text }).forEach(([key, value]) => chart.setAttribute(key, value));
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', area(take.loudness, bars));
  chart.append(path);
  return chart;
}

/** What the hub says of it, in the language of the page. */
export function remark({ code, message }) {
  return lang() === 'en' || !has(`teach_is_${code}`) ? message : t(`teach_is_${code}`);
}

/** All that a person should know of one take, and whether it is bad. */
function remarks(take, floor) {
  const said = [take.picked ? [t('teach_picked', { room: take.room, time: clock(take.picked) }), false] : [t(floor === null ? 'teach_above_own' : 'teach_above', { loudest: number(Math.round(take.loudest_db)), above: number(Math.round(take.above_db)) }), false]];
  for (const each of take.remarks) said.push([remark(each), true]);
  if (take.heard.length) said.push([t('teach_heard', { sounds: list(take.heard.map((s) => name(s.names))) }), false]);
  if (take.alike !== null) {
    const [, word] = ALIKE.find(([least]) => take.alike >= least);
    said.push([t(`teach_alike_${word}`), take.different]);
  }
  if (take.found !== null) said.push([t(take.found ? 'teach_found' : 'teach_missed'), !take.found]);
  return said;
}

/** A row for a take. */
export function row(drop) {
  const button = h('button', { type: 'button', class: 'teach-drop' });
  button.addEventListener('click', () => drop(button));
  return h('li', { class: 'card teach-take' },
    h('div', { class: 'room-head' }, h('h4', {}), button),
    h('div', { class: 'teach-seen' }),
    h('ul', { class: 'teach-words' }));
}

/** Draws it again if something has changed. */
export function update(li, take, floor) {
  const drawn = JSON.stringify([lang(), floor, take.alike, take.different, take.found]);
  if (li.dataset.drawn === drawn) return;
  Object.assign(li.dataset, { drawn, take: take.number, different: take.different });
  setText(li.querySelector('h4'), t('teach_take', { number: take.number }));
  const button = li.querySelector('button');
  setText(button, t('teach_drop'));
  button.setAttribute('aria-label', `${t('teach_drop')}: ${t('teach_take', { number: take.number })}`);
  li.querySelector('.teach-seen').replaceChildren(...(take.loudness.length ? [wave(take)] : []), ...(take.picture ? [drawing(take.picture).canvas] : []));
  li.querySelector('.teach-words').replaceChildren(...remarks(take, floor).map(([text, bad]) => h('li', { 'data-bad': bad },
    ...(bad ? [h('span', { class: 'teach-sign', 'aria-hidden': 'true' }, '⚠'), ' '] : []), text)));
}

/** In how many takes another sound is heard: two of five sound like speech. */
export function heardIn(takes) {
  const sounds = new Map();
  for (const take of takes) {
    for (const sound of take.heard) sounds.set(sound.label, { sound, count: (sounds.get(sound.label)?.count ?? 0) + 1 });
  }
  return [...sounds.values()].map(({ sound, count }) => tn('teach_like', count, { all: number(takes.length), sound: name(sound.names) }));
}

/** Whether a take is good, for those who look at the list only. */
export const sign = (good) => icon(good ? 'state-listening' : 'state-quiet');
