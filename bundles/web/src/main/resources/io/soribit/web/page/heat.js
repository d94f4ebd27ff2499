// SPDX-License-Identifier: Apache-2.0
// How many alerts there were in each hour of the last seven days: a table whose cells are the darker the more there were.
import { $, h } from './dom.js';
import { lang, number, t, tn } from './text.js';

const DAYS = 7;
const SHADES = [1, 3, 6, 12];

const dayOf = (time) => new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime();

/** Draws what GET /api/timeline/hours answers. */
export function draw(hours) {
  const counts = new Map();
  for (const { hour, count } of hours) {
    const time = new Date(hour);
    const key = `${dayOf(time)} ${time.getHours()}`;
    counts.set(key, (counts.get(key) ?? 0) + count);
  }
  const head = h('thead', {}, h('tr', {}, h('td', {}), ...Array.from({ length: 24 }, (_, hour) => h('th', { scope: 'col' }, h('span', hour % 6 ? { class: 'unseen' } : {}, number(hour))))));
  const rows = Array.from({ length: DAYS }, (_, back) => row(back, counts));
  $('heat').replaceChildren(head, h('tbody', {}, ...rows));
}

function row(back, counts) {
  const today = new Date();
  const day = new Date(today.getFullYear(), today.getMonth(), today.getDate() - back);
  const title = back ? new Intl.DateTimeFormat(lang(), { weekday: 'short' }).format(day) : t('today');
  return h('tr', {}, h('th', { scope: 'row' }, title), ...Array.from({ length: 24 }, (_, hour) => cell(counts.get(`${day.getTime()} ${hour}`) ?? 0, hour)));
}

function cell(count, hour) {
  const shade = SHADES.filter((least) => count >= least).length;
  const text = count ? tn('heat_cell', count, { hour: number(hour) }) : '';
  return h('td', { 'data-heat': shade, ...(count ? { title: text } : {}) }, h('span', { class: 'unseen' }, text));
}
