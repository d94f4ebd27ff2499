// SPDX-License-Identifier: Apache-2.0
// One event of the timeline: what, where, when, why it alerted, who saw it, and whether it was right.
import { isFault } from './concerns.js';
import { h, icon, setText, sync } from './dom.js';
import * as evidence from './evidence.js';
import { request } from './hub.js';
import { refusal } from './said.js';
import { snooze } from './snooze.js';
import { clock, duration, lang, list, name, number, percent, t } from './text.js';

let known = [];

/** The sounds that an event can have been instead: those that alert, and others. */
export const setKnown = (alerting, others) => { known = [...alerting, ...others]; };

export function eventRow(e) {
  const li = h('li', { class: 'card event', 'data-event': e.label },
    h('span', { class: 'tile' }, icon(e.label, e.icon)),
    h('div', { class: 'event-what' }, h('h2', {}), h('p', { class: 'where' }), h('p', { class: 'event-state' })),
    h('time', { datetime: e.onset }),
    h('details', { class: 'evidence' }, h('summary', {}), h('dl', {}), h('div', { class: 'scores' }), h('div', { class: 'judge' }), h('p', { class: 'outcome', 'data-ok': false, role: 'status' })));
  li.querySelector('details').addEventListener('toggle', () => drawScores(li, e));
  return li;
}

/** Scores are read when a person looks at them. */
function drawScores(li, e) {
  if (!isFault(e) && li.querySelector('details').open) evidence.draw(li.querySelector('.scores'), e);
}

export function drawEvent(li, e) {
  const part = (selector) => li.querySelector(selector);
  Object.assign(li.dataset, { urgency: e.urgency, seen: Boolean(e.seen), verdict: e.verdict ? (e.verdict.right ? 'right' : 'wrong') : '' });
  li.style.setProperty('--sound', e.colour);
  setText(part('h2'), name(e.names));
  setText(part('time'), clock(e.onset));
  const length = e.ended ? t('lasted', { ago: duration(Date.parse(e.ended) - Date.parse(e.onset)) }) : t('now');
  setText(part('.where'), [list(e.rooms), length, e.times > 1 ? t('times', { n: e.times }) : ''].filter(Boolean).join(' · '));
  setText(part('.event-state'), e.seen ? t('seen_by', { time: clock(e.seen.time), by: by(e.seen.by) }) : t('missed_unseen'));
  setText(part('summary'), e.verdict ? `${t('details')} · ${verdictText(e.verdict)}` : t('details'));
  part('summary').setAttribute('aria-label', `${part('summary').textContent}: ${name(e.names)}, ${clock(e.onset)}`);
  sync(part('dl'), facts(e), ([key]) => key, () => h('div', {}, h('dt', {}), h('dd', {})), (row, [key, value]) => {
    setText(row.firstChild, t(key));
    setText(row.lastChild, value);
  });
  drawScores(li, e);
  drawJudge(part('.judge'), li, e);
}

const by = (who) => (who === 'page' || !who ? t('seen_page') : who);

function verdictText(verdict) {
  if (verdict.right) return t('was_right');
  const other = known.find((sound) => sound.label === verdict.label);
  return other ? t('was_other', { what: name(other.names) }) : t('was_wrong');
}

/** How long after the alert was raised. */
function seconds(e, change) {
  const raised = e.changes.find((c) => c.state === 'raised') ?? change;
  return number((Date.parse(change.time) - Date.parse(raised.time)) / 1000, { maximumFractionDigits: 1 });
}

/** What a detector measured; what plug-ins measure has only their own names. */
const measured = (key, value) => (t(`evidence_${key}`) === `evidence_${key}` ? `${key.replaceAll('_', ' ')} ${value}` : t(`evidence_${key}`, { value }));

/** Why it alerted, and what happened then. */
function facts(e) {
  const others = e.alternatives.filter((a) => a.label !== e.label && a.score >= 0.05).slice(0, 3);
  const delivered = [...new Set(e.changes.filter((c) => c.state === 'delivered').map((c) => c.who))];
  const confirmed = e.changes.filter((c) => c.state === 'confirmed').map((c) => t('confirmed_after', { who: c.who, s: seconds(e, c) }));
  const values = Object.entries(e.evidence ?? {}).map(([key, value]) => measured(key, number(value, { maximumFractionDigits: 2 })));
  return [
    ['fact_urgency', t(`urgency_${e.urgency}`)],
    isFault(e) ? null : ['fact_certainty', percent(e.score)],
    others.length ? ['fact_others', others.map((a) => `${name(a.names)} (${percent(a.score)})`).join(', ')] : null,
    values.length ? ['fact_evidence', values.join(', ')] : null,
    isFault(e) ? null : ['fact_level', `${Math.round(e.level_db)} dB`],
    e.model ? ['model', `${e.model}, ${number(e.latency_ms)} ms`] : null,
    confirmed.length ? ['fact_confirmed', list(confirmed)] : null,
    delivered.length ? ['fact_delivered', list(delivered)] : null,
    ['fact_changes', e.changes.filter((c) => !['delivered', 'confirmed', 'sent'].includes(c.state)).map((c) => `${clock(c.time)} ${t(`change_${c.state}`)}${['escalated', 'seen', 'acknowledged'].includes(c.state) && c.who ? ` (${by(c.who)})` : ''}`).join(', ')],
  ].filter(Boolean);
}

function drawJudge(place, li, e) {
  place.hidden = isFault(e);
  const key = `${lang()} ${known.length} ${JSON.stringify(e.verdict)}`;
  if (place.hidden || place.dataset.drawn === key) return;
  place.dataset.drawn = key;
  const right = h('button', { type: 'button', class: 'right' }, t('is_right'));
  const wrong = h('button', { type: 'button', class: 'wrong' }, t('is_wrong'));
  const other = h('select', { 'aria-label': `${t('was_instead')}: ${name(e.names)}` }, h('option', { value: '' }, t('was_instead')),
    ...known.filter((sound) => sound.label !== e.label).map((sound) => h('option', { value: sound.label }, name(sound.names))));
  right.addEventListener('click', () => judge(li, e, true, ''));
  wrong.addEventListener('click', () => judge(li, e, false, ''));
  other.addEventListener('change', () => other.value && judge(li, e, false, other.value));
  place.replaceChildren(right, wrong, other);
  if (e.urgency !== 'emergency') place.append(snoozeButton(e));
}

async function judge(li, e, right, label) {
  try {
    await request(`timeline/judge?${new URLSearchParams({ id: e.id, right, label })}`);
    e.verdict = { right, label };
    setText(li.querySelector('.outcome'), '');
    drawEvent(li, e);
  } catch (failure) {
    setText(li.querySelector('.outcome'), refusal(failure));
  }
}

function snoozeButton(e) {
  const button = h('button', { type: 'button', class: 'snooze' }, t('snooze', { room: list(e.rooms) }));
  button.addEventListener('click', () => snooze(e.id).then(() => setText(button, t('snooze_done')), () => setText(button, t('seen_failed'))));
  return button;
}
