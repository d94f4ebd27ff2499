// SPDX-License-Identifier: Apache-2.0
// Draws what the hub tells. Everything that comes from outside is set as text, never as markup.
import { drawSeen, seenOrNot } from './alerts.js';
import { shine } from './lamp.js';

const $ = (id) => document.getElementById(id);
let texts = {};
let skew = 0;

/** The texts of all languages; which one is shown follows <html lang>. */
export const useTexts = (all) => { texts = all; };
/** The hub's clock: ages are true also where the browser's clock is wrong. */
export const setClock = (time) => { skew = Date.parse(time) - Date.now(); };
export const now = () => Date.now() + skew;

export const lang = () => document.documentElement.lang;
export const t = (key, values = {}) => (texts[lang()]?.[key] ?? texts.en[key] ?? key)
  .replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
export const name = (names) => names[lang()] ?? names.en;
export const list = (items) => new Intl.ListFormat(lang(), { type: 'conjunction' }).format(items);
const number = (value, options) => new Intl.NumberFormat(lang(), options).format(value);
const percent = (part) => number(part, { style: 'percent' });

export function clock(time) {
  const date = new Date(time);
  const sameDay = date.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(lang(), {
    ...(sameDay ? {} : { month: 'short', day: 'numeric' }),
    hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
  }).format(date);
}

export function duration(ms) {
  const s = Math.max(0, Math.round(ms / 1000));
  if (s < 60) return t('seconds', { n: s });
  return s < 3600 ? t('minutes', { n: Math.floor(s / 60) }) : t('hours', { n: Math.floor(s / 3600) });
}

export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

export function icon(id, emoji = '') {
  const drawing = $(`icon-${id}`);
  const element = h('span', { class: 'icon', 'aria-hidden': 'true' }, drawing ? drawing.cloneNode(true) : emoji);
  element.firstElementChild?.removeAttribute('id');
  return element;
}

export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** One child per item, in order; children of items that stay are kept. */
export function sync(container, items, key, create, update) {
  const old = new Map([...container.children].map((child) => [child.dataset.key, child]));
  items.forEach((item, index) => {
    let child = old.get(key(item));
    if (!child) {
      child = create(item);
      child.dataset.key = key(item);
    }
    old.delete(key(item));
    if (container.children[index] !== child) container.insertBefore(child, container.children[index]);
    update(child, item);
  });
  old.forEach((child) => child.remove());
}

/** The texts that never change but with the language. */
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

export function drawSounds(sounds, known, isLost, alerts) {
  $('nothing').hidden = sounds.length > 0;
  sync($('known'), known, (k) => k.label, () => h('li', {}), (li, k) => li.replaceChildren(icon(k.label, k.icon), name(k.names)));
  sync($('list'), sounds, (s) => s.id, () => h('li', { class: 'card sound' }), (li, s) => {
    if (li.drawn !== s || li.lang !== lang()) fillSound(li, s);
    setText(li.querySelector('.span'), !s.end && isLost ? t('state_unknown') : span(s));
    setText(li.querySelector('.chip'), s.told ? t(`urgency_${s.told.urgency}`) : isNew(s) ? '' : t('only_shown'));
    setText(li.querySelector('.seen'), seenOrNot(alerts.get(s.told?.alert)));
  });
}

/** How urgent it is here and now: as people are told. Danger that they are not told of is danger all the same. */
const urgency = (s) => s.told?.urgency ?? (s.urgency === 'emergency' ? s.urgency : 'info');
/** Whether the alert may be on its way. */
const isNew = (s) => !s.end && now() - Date.parse(s.onset) < 3000;

function fillSound(li, s) {
  li.drawn = s;
  li.lang = lang();
  Object.assign(li.dataset, { sound: s.label, urgency: urgency(s), phase: s.phase });
  li.style.setProperty('--sound', s.colour);
  const word = [0.6, 0.75, 0.9].filter((limit) => s.score >= limit).length + 1;
  const other = s.alternatives.find((a) => a.label !== s.label && a.score >= 0.1);
  li.replaceChildren(
    h('span', { class: 'tile' }, icon(s.label, s.icon)),
    h('div', { class: 'what' }, h('h3', {}, name(s.names)), h('p', { class: 'where' }, list(s.rooms))),
    h('div', { class: 'when' }, h('time', { datetime: s.onset }, clock(s.onset)), h('span', { class: 'span' })),
    h('p', { class: 'detail' },
      h('span', { class: 'chip' }),
      h('span', { class: 'certainty' }, `${t(`certain_${word}`)} · ${percent(s.score)}`),
      h('span', { class: 'maybe' }, other ? t('maybe', { name: name(other.names), percent: percent(other.score) }) : '')),
    h('p', { class: 'seen' }));
}

function span(s) {
  const from = Date.parse(s.onset);
  return s.end ? t('lasted', { ago: duration(Date.parse(s.end) - from) })
    : `${t('now')} · ${t('for', { ago: duration(now() - from) })}`;
}

/** Draws, and returns, emergencies that go on, or ended less than two minutes ago. */
export function drawEmergencies(sounds, alerts) {
  const current = sounds.filter((s) => urgency(s) === 'emergency' && (!s.end || now() - Date.parse(s.end) < 120000));
  sync($('emergency'), current, (s) => `${s.id} ${s.phase === 'end'} ${lang()}`,
    (s) => h('div', { class: 'emergency', 'data-over': Boolean(s.end), 'data-sound': s.label },
      icon(s.label, s.icon),
      h('div', {},
        h('p', { class: 'kind' }, s.end ? t('emergency_over', { time: clock(s.end) }) : t('emergency_now')),
        h('h2', {}, name(s.names)),
        h('p', { class: 'where' }, `${list(s.rooms)} · ${clock(s.onset)}`),
        h('p', { class: 'seen' }))),
    (div, s) => drawSeen(div.querySelector('.seen'), alerts.get(s.told?.alert), name(s.names)));
  return current;
}

export function drawLamps(lamps) {
  $('no-lamps').hidden = lamps.length > 0;
  sync($('lamps'), lamps, (l) => l.name, lamp, updateLamp);
}

function lamp(l) {
  return h('li', { class: 'card lamp', 'data-lamp': l.name },
    h('span', { class: 'bulb' }, icon('bulb')),
    h('div', {},
      h('div', { class: 'room-head' }, h('h3', {}, l.name), h('span', { class: 'lamp-state' })),
      h('p', { class: 'lamp-how' }), h('p', { class: 'lamp-told' })),
    h('code', { class: 'payload' }));
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
  const told = [l.kind, t('told', { time: clock(l.told) }), l.understood ? '' : t('not_understood')];
  setText(li.querySelector('.lamp-told'), told.filter(Boolean).join(' · '));
  setText(li.querySelector('.payload'), l.payload);
  li.querySelector('.payload').hidden = !l.payload;
}
