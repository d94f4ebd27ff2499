// SPDX-License-Identifier: Apache-2.0
// The active alerts, and the buttons to acknowledge them.
import { rankOf } from './concerns.js';
import { $, h, icon, setText, sync } from './dom.js';
import { request } from './hub.js';
import { clock, duration, lang, list, name, now, t } from './text.js';

async function press(button, address) {
  button.disabled = true;
  try {
    await request(address);
  } catch {
    setText(button, t('seen_failed'));
  }
  button.disabled = false;
}

const seenBy = (alert) => t('seen_by', { time: clock(alert.since), by: alert.by === 'page' ? t('seen_page') : alert.by });

/** Which people have seen an alert and which have not; empty as long as nobody has, and where no people are known. */
export const viewers = (alert) => {
  const { seen_by: seen = [], not_seen_by: others = [] } = alert;
  if (!seen.length) return '';
  const who = { seen: list(seen.map((by) => (by === 'page' ? t('seen_page') : by))), others: list(others) };
  return t(others.length ? 'seen_by_some' : 'seen_by_all', who);
};

/** Whether an alert was seen: its button is at the top of the page. */
export const seenText = (alert) => (alert?.state === 'acknowledged' ? seenBy(alert) : alert ? t(`alert_${alert.state}`) : '');

/** Draws the button of an alert, or who has seen it; nothing without an alert. */
export function drawSeen(place, alert, what) {
  const seen = alert?.state === 'acknowledged';
  const drawn = alert ? `${alert.id} ${seen ? `${alert.since} ${alert.by}` : ''} ${viewers(alert)} ${lang()}` : '';
  if (place.dataset.drawn === drawn) return;
  place.dataset.drawn = drawn;
  if (!alert) {
    place.replaceChildren();
  } else if (seen) {
    place.replaceChildren([seenBy(alert), viewers(alert)].filter(Boolean).join(' · '));
  } else {
    const button = h('button', { type: 'button', 'aria-label': `${t('seen')}: ${what}` }, t('seen'));
    button.addEventListener('click', () => press(button, `alerts?ack=${encodeURIComponent(alert.id)}`));
    place.replaceChildren(button);
    if (viewers(alert)) place.append(h('span', { class: 'viewers' }, viewers(alert)));
  }
}

/** The rooms of an alert; a test has none. */
export const where = (alert) => (alert.detector === 'test' ? '' : list(alert.rooms));

const rank = (alert) => (alert.state === 'acknowledged' ? 10 : 0) + rankOf(alert);

/**
 * Draws the active alerts: those that nobody has seen first, then by urgency, then the newest.
 *
 * @param elsewhere ids of the alerts that are shown larger already
 */
export function drawAlerts(alerts, elsewhere) {
  const shown = alerts.filter((a) => !elsewhere.has(a.id)).reverse().sort((a, b) => rank(a) - rank(b));
  $('alerts-section').hidden = !shown.length;
  const unseen = alerts.filter((a) => a.state !== 'acknowledged');
  $('seen-all').hidden = unseen.length < 2;
  setText($('seen-all'), t('seen_all', { n: unseen.length }));
  sync($('alerts'), shown, (a) => a.id, create, update);
}

function create(alert) {
  return h('li', { class: 'card alert', 'data-alert': alert.label },
    h('span', { class: 'tile' }, icon(alert.label, alert.icon)),
    h('div', {},
      h('h3', {}, h('span', { class: 'alert-name' }), ' ', h('span', { class: 'times' })),
      h('p', { class: 'where' })),
    h('div', { class: 'alert-side' }, h('span', { class: 'state' }, h('span', {}), h('span', { class: 'state-text' })), h('p', { class: 'seen' })));
}

function update(li, alert) {
  const part = (selector) => li.querySelector(selector);
  if (li.dataset.state !== alert.state) part('.state').firstChild.replaceChildren(icon(`alert-${alert.state}`));
  Object.assign(li.dataset, { state: alert.state, urgency: alert.urgency });
  li.style.setProperty('--sound', alert.colour);
  setText(part('.alert-name'), name(alert.names));
  setText(part('.times'), alert.times > 1 ? t('times', { n: alert.times }) : '');
  const began = t('since', { time: clock(alert.onset), ago: duration(now() - Date.parse(alert.onset)) });
  setText(part('.where'), [where(alert), began].filter(Boolean).join(' · '));
  setText(part('.state-text'), t(`alert_${alert.state}`));
  drawSeen(part('.seen'), alert, name(alert.names));
}

/** The text of a change for screen readers and braille displays. */
export function say(alert) {
  const what = [name(alert.names), where(alert)].filter(Boolean).join(', ');
  if (alert.state === 'escalated') return t('say_escalated', { what });
  return alert.state === 'raised' && ['liveness', 'test'].includes(alert.detector) ? what : '';
}

$('seen-all').addEventListener('click', ({ target }) => press(target, 'alerts/ack-all'));
