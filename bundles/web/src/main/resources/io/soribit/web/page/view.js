// SPDX-License-Identifier: Apache-2.0
// The state of the hub as a whole: headline, rooms, figures.
import { $, h, icon, setText, sync } from './dom.js';
import { clock, duration, lang, list, number, t } from './text.js';

/** Draws the texts that change with the language only. */
export function drawTexts() {
  document.querySelectorAll('[data-text]').forEach((e) => setText(e, t(e.dataset.text)));
  Object.assign($('language'), { textContent: t('other_language'), lang: lang() === 'ko' ? 'en' : 'ko' });
  drawTheme();
}

export function drawTheme() {
  setText($('theme'), t(document.documentElement.dataset.theme === 'dark' ? 'theme_to_light' : 'theme_to_dark'));
}

export function drawLost(since) {
  setText($('lost-since'), t('lost_since', { time: clock(since), ago: duration(Date.now() - since) }));
}

export function drawOverall(status, known) {
  const state = status.listening;
  const hero = document.querySelector('.hero');
  if (hero.dataset.state !== state) {
    hero.dataset.state = state;
    $('overall-icon').replaceChildren(icon(`state-${state}`));
  }
  setText($('overall'), t(known ? `all_${state}` : 'lost'));
  setText($('overall-detail'), known ? overallDetail(status) : '');
}

function overallDetail({ listening, missing, model, sources }) {
  const rooms = (heard) => list([...new Set(sources
    .filter((s) => (s.state === 'listening' && !s.stale) === heard && s.state !== 'ended').map((s) => s.room))]);
  if (listening === 'listening') return t('in_rooms', { rooms: rooms(true) });
  if (listening === 'partly') return `${t('in_rooms', { rooms: rooms(true) })} · ${t('not_in', { rooms: rooms(false) })}`;
  if (missing.includes('hearing')) return t('why_hearing');
  if (!sources.length) return t('why_sources');
  if (!model.id) return `${t('why_model')} ${model.reason}`;
  return listening === 'not_listening' ? t('why_rooms') : '';
}

export function drawRooms({ sources }) {
  const rooms = sources.length ? sources : [null];
  sync($('rooms'), rooms, (s) => (s ? `${s.room}/${s.id}` : 'none'), (s) => (s ? room(s) : h('li', { class: 'card quiet' })),
    (li, s) => (s ? updateRoom(li, s) : setText(li, t('no_rooms'))));
}

function room(source) {
  return h('li', { class: 'card room' },
    h('div', { class: 'room-head' }, h('h3', {}, source.room), h('span', { class: 'state' }, h('span', {}), h('span', { class: 'state-text' }))),
    h('div', { class: 'meter', role: 'meter', 'aria-valuemin': -90, 'aria-valuemax': 0 }, h('div', {})),
    h('p', { class: 'room-foot' }, h('span', { class: 'age' }), h('span', { class: 'level' })),
    h('p', { class: 'message' }));
}

function updateRoom(li, s) {
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
  setText(part('.level'), state === 'unknown' ? '' : text);
  setText(part('.age'), state === 'unknown' ? '' : age(s.age_ms));
  setText(part('.message'), s.message);
}

function age(ms) {
  if (ms === null) return t('heard_never');
  return ms < 2500 ? t('heard_now') : t('heard_ago', { ago: duration(ms) });
}

export function drawHub({ model, mqtt, missing, sources, stage_micros: stages }) {
  const sum = (what) => number(sources.reduce((total, s) => total + s.windows[what], 0));
  const hop = Math.max(1, ...sources.map((s) => s.windows.hop));
  const rows = [
    ['model', model?.id ?? t('model_none'), model?.reason ?? t('why_hearing')],
    ['mqtt', missing.includes('mqtt') || !mqtt ? t('mqtt_missing') : t(mqtt.connected ? 'mqtt_on' : 'mqtt_off', mqtt), ''],
    ['windows', t('windows_value', { scored: sum('scored'), late: sum('late'), dropped: sum('dropped') }), hop > 1 ? t('overload', { hop }) : ''],
    Object.keys(stages).length ? ['stages', Object.entries(stages).map(([stage, us]) => `${t(`stage_${stage}`)} ${number(us / 1000, { maximumFractionDigits: 2 })} ms`).join(' · '), ''] : null,
  ].filter(Boolean);
  sync($('hub'), rows, ([key]) => key, () => h('div', {}, h('dt', {}), h('dd', {}), h('dd', { class: 'reason' })),
    (row, [key, value, reason]) => [t(key), value, reason].forEach((text, i) => setText(row.children[i], text)));
}
