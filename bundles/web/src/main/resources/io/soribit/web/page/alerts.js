// SPDX-License-Identifier: Apache-2.0
// The alerts that go on, and the button by which a person says that it was seen.
import { clock, h, lang, setText, t } from './view.js';

async function acknowledge(id, button) {
  button.disabled = true;
  try {
    const answer = await fetch(`api/alerts?ack=${encodeURIComponent(id)}`, { method: 'POST', headers: { 'Soribit-Request': 'page' } });
    if (!answer.ok) throw new Error(answer.statusText);
  } catch {
    button.disabled = false;
    setText(button, t('seen_failed'));
  }
}

/** Draws the button of an alert, or who has seen it; nothing for what is no alert. */
export function drawSeen(place, alert, what) {
  const drawn = alert ? `${alert.id} ${alert.state} ${lang()}` : '';
  if (place.dataset.drawn === drawn) return;
  place.dataset.drawn = drawn;
  if (!alert) {
    place.replaceChildren();
  } else if (alert.state === 'acknowledged') {
    place.replaceChildren(t('seen_by', { time: clock(alert.time), by: alert.by === 'page' ? t('seen_page') : alert.by }));
  } else {
    const button = h('button', { type: 'button', 'aria-label': `${t('seen')}: ${what}` }, t('seen'));
    button.addEventListener('click', () => acknowledge(alert.id, button));
    place.replaceChildren(button);
  }
}
