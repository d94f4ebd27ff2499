// SPDX-License-Identifier: Apache-2.0
// A tile for each room: its state, ten minutes of level, its last sound, and a dot that moves when a window was scored.
import { $, h, icon, setText, sync } from './dom.js';
import { said } from './said.js';
import { clock, duration, name, t } from './text.js';

const PERIOD = 10000;
const BARS = 60;
const STEPS = 6;
const SVG = 'http://www.w3.org/2000/svg';
const levels = new Map(); // source → { bar: number of the newest period, db: [oldest … newest] }
const dots = new Map();

/** Takes the levels of the last ten minutes from a snapshot. */
export function setLevels(all, time) {
  levels.clear();
  const bar = Math.floor(Date.parse(time) / PERIOD);
  for (const [source, db] of Object.entries(all ?? {})) levels.set(source, { bar, db: [...db] });
}

function add(source, time) {
  const bar = Math.floor(Date.parse(time) / PERIOD);
  const series = levels.get(source.id) ?? { bar, db: [] };
  for (let gap = Math.min(BARS, bar - series.bar); gap > 0; gap--) series.db.push(null);
  series.bar = Math.max(bar, series.bar);
  series.db.splice(0, series.db.length - BARS);
  if (!series.db.length) series.db.push(null);
  const last = series.db.length - 1;
  if (!['unknown', 'lost', 'recovering'].includes(source.state)) series.db[last] = Math.max(series.db[last] ?? -120, source.level_db);
  levels.set(source.id, series);
}

/** Takes the level of each source from a status. */
export const take = (status) => status.sources.forEach((source) => add(source, status.time));

export function draw(status, sounds) {
  const rooms = status.sources.length ? status.sources : [null];
  sync($('rooms'), rooms, (s) => (s ? `${s.room}/${s.id}` : 'none'), (s) => (s ? tile(s) : h('li', { class: 'card quiet' })),
    (li, s) => (s ? update(li, s, sounds) : setText(li, t('no_rooms'))));
}

function tile(source) {
  const chart = document.createElementNS(SVG, 'svg');
  Object.entries({ viewBox: `0 0 ${BARS} 24`, preserveAspectRatio: 'none', class: 'chart', role: 'img' }).forEach(([key, value]) => chart.setAttribute(key, value));
  chart.append(document.createElementNS(SVG, 'path'));
  return h('li', { class: 'card room' },
    h('div', { class: 'room-head' }, h('h3', {}, source.room), h('span', { class: 'state' }, h('span', {}), h('span', { class: 'state-text' }))),
    chart,
    h('div', { class: 'meter', role: 'meter', 'aria-valuemin': -90, 'aria-valuemax': 0 }, h('div', {})),
    h('p', { class: 'room-foot' }, h('span', { class: 'age' }), h('span', { class: 'dot-track', 'aria-hidden': 'true' }, h('span', { class: 'dot' })), h('span', { class: 'level' })),
    h('p', { class: 'last-sound' }),
    h('p', { class: 'message' }));
}

function update(li, s, sounds) {
  const state = s.stale ? 'stale' : s.state;
  const part = (selector) => li.querySelector(selector);
  if (li.dataset.state !== state) {
    li.dataset.state = state;
    part('.state').firstChild.replaceChildren(icon(`state-${state}`));
  }
  setText(part('.state-text'), t(`state_${state}`));
  const db = Math.max(-90, Math.min(0, s.level_db));
  const level = ['silent', 'quiet', 'normal', 'loud'][[-70, -45, -20].filter((limit) => s.level_db >= limit).length];
  const text = `${t(`level_${level}`)}, ${Math.round(s.level_db)} dB`;
  const meter = part('.meter');
  meter.setAttribute('aria-label', `${t('level')}: ${s.room}`);
  meter.setAttribute('aria-valuenow', Math.round(db));
  meter.setAttribute('aria-valuetext', text);
  meter.firstChild.style.setProperty('--level', ((db + 90) / 90).toFixed(3));
  setText(part('.level'), state === 'unknown' ? '' : t(`level_${level}`));
  setText(part('.age'), state === 'unknown' ? '' : age(s.age_ms));
  setText(part('.message'), said(`${s.room} (${s.id})`, s.message, `said_room_${state}`));
  part('.chart').setAttribute('aria-label', `${t('level_minutes')}: ${s.room}`);
  part('.chart path').setAttribute('d', area(levels.get(s.id)?.db ?? []));
  moveDot(li, s);
  const last = sounds.find((sound) => sound.rooms.includes(s.room));
  setText(part('.last-sound'), last ? t('last_sound', { what: name(last.names), time: clock(last.onset) }) : t('last_sound_none'));
}

/** One bar a period, at the right end of so many, without those in which nothing arrived. */
export function area(db, bars = BARS) {
  const first = bars - db.length;
  return db.map((value, i) => (value === null ? '' : `M${first + i} 24h.9V${(24 - 23 * Math.max(0.03, Math.min(1, (value + 90) / 90))).toFixed(1)}h-.9z`)).join('');
}

function moveDot(li, s) {
  const before = dots.get(s.id) ?? { scored: s.windows.scored, step: 0 };
  const step = s.windows.scored === before.scored ? before.step : (before.step + 1) % STEPS;
  dots.set(s.id, { scored: s.windows.scored, step });
  li.querySelector('.dot').dataset.step = step;
  li.querySelector('.dot').style.setProperty('--step', step);
}

function age(ms) {
  if (ms === null) return t('heard_never');
  return ms < 2500 ? t('heard_now') : t('heard_ago', { ago: duration(ms) });
}
