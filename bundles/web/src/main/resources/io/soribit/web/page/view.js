// SPDX-License-Identifier: Apache-2.0
// The state of the hub as a whole: whether it listens, and its figures.
import { $, h, icon, setText, sync } from './dom.js';
import { draw as drawOriginal, said } from './said.js';
import { clock, duration, lang, list, number, t } from './text.js';

/** Draws the texts that change with the language only. */
export function drawTexts() {
  document.querySelectorAll('[data-text]').forEach((e) => setText(e, t(e.dataset.text)));
  document.querySelectorAll('[data-label]').forEach((e) => e.setAttribute('aria-label', t(e.dataset.label)));
  Object.assign($('language'), { textContent: t('other_language'), lang: lang() === 'ko' ? 'en' : 'ko' });
  drawTheme();
}

export function drawTheme() {
  setText($('theme'), t(document.documentElement.dataset.theme === 'dark' ? 'theme_to_light' : 'theme_to_dark'));
}

/** Draws why no events come, and what to do. */
export function drawLost(outage, since) {
  const key = outage || 'lost';
  if ($('lost-what').dataset.text !== key || !$('lost-icon').children.length) $('lost-icon').replaceChildren(icon(`state-${key}`));
  $('lost-what').dataset.text = key;
  setText($('lost-what'), t(key));
  setText($('lost-since'), t(key === 'revoked' ? 'revoked_do' : 'lost_since', { time: clock(since), ago: duration(Date.now() - since) }));
}

export function drawOverall(status, outage) {
  const state = status.listening;
  const hero = document.querySelector('.hero');
  if (hero.dataset.state !== state) {
    hero.dataset.state = state;
    $('overall-icon').replaceChildren(icon(`state-${state}`));
  }
  setText($('overall'), t(outage || `all_${state}`));
  setText($('overall-detail'), outage ? '' : overallDetail(status));
}

function overallDetail({ listening, missing, model, sources }) {
  const rooms = (heard) => list([...new Set(sources
    .filter((s) => (s.state === 'listening' && !s.stale) === heard && s.state !== 'ended').map((s) => s.room))]);
  if (listening === 'listening') return t('in_rooms', { rooms: rooms(true) });
  if (listening === 'partly') return `${t('in_rooms', { rooms: rooms(true) })} · ${t('not_in', { rooms: rooms(false) })}`;
  if (missing.includes('hearing')) return t('why_hearing');
  if (!sources.length) return t('why_sources');
  if (!model.id) return `${t('why_model')} ${said(t('model'), model.reason, 'said_model_none')}`;
  return listening === 'not_listening' ? t('why_rooms') : '';
}

export function drawHub({ model, mqtt, missing, sources, stage_micros: stages }) {
  const sum = (what) => number(sources.reduce((total, s) => total + s.windows[what], 0));
  const received = (what) => number(sources.reduce((total, s) => total + (s.reception?.[what] ?? 0), 0));
  const hop = Math.max(1, ...sources.map((s) => s.windows.hop));
  const rows = [
    ['model', model?.id ?? t('model_none'), model ? said(t('model'), model.reason, model.id ? 'said_model_active' : 'said_model_none') : t('why_hearing')],
    ['mqtt', missing.includes('mqtt') || !mqtt ? t('mqtt_missing') : t(mqtt.connected ? 'mqtt_on' : 'mqtt_off', mqtt), ''],
    ['windows', t('windows_value', { scored: sum('scored'), late: sum('late'), dropped: sum('dropped') }), hop > 1 ? t('overload', { hop }) : ''],
    ['reception', t('reception_value', { reconnects: received('reconnects'), lost: received('lost_packets') }), ''],
    Object.keys(stages).length ? ['stages', Object.entries(stages).map(([stage, us]) => `${t(`stage_${stage}`)} ${number(us / 1000, { maximumFractionDigits: 2 })} ms`).join(' · '), ''] : null,
  ].filter(Boolean);
  sync($('hub'), rows, ([key]) => key, () => h('div', {}, h('dt', {}), h('dd', {}), h('dd', { class: 'reason' })),
    (row, [key, value, reason]) => [t(key), value, reason].forEach((text, i) => setText(row.children[i], text)));
  drawOriginal();
}
