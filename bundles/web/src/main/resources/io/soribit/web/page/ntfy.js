// SPDX-License-Identifier: Apache-2.0
// Phones with the ntfy app: a topic that nobody can guess is made for each, and shown as a code that subscribes its app.
import { $, h, setText, sync } from './dom.js';
import { OWN, read, request } from './hub.js';
import { qrCode } from './qr.js';
import { onOpen } from './router.js';
import { done, why } from './said.js';
import { lang, t } from './text.js';

let state = null;
let shown = null; // the phone whose code is on the screen

const named = (name) => new URLSearchParams({ name });

async function refresh() {
  state = await read('ntfy').catch(() => null); // a hub without push, or one that cannot be reached
  draw();
}

function phone(name) {
  const show = h('button', { type: 'button', class: 'ntfy-show' });
  const remove = h('button', { type: 'button', class: 'ntfy-remove' });
  show.addEventListener('click', () => attempt(() => open(name)));
  remove.addEventListener('click', () => attempt(async () => {
    if (shown?.name === name) shown = null;
    return request(`ntfy?${named(name)}`, 'DELETE');
  }));
  return h('li', { 'data-phone': name }, h('span', {}, name), ' ', show, ' ', remove);
}

export function draw() {
  $('ntfy').hidden = !state;
  if (!state) return;
  if (!$('ntfy-server').value) $('ntfy-server').value = state.server;
  sync($('ntfy-phones'), state.phones, (name) => name, phone, (li, name) => {
    for (const [button, key] of [['.ntfy-show', 'ntfy_show'], ['.ntfy-remove', 'ntfy_remove']]) {
      setText(li.querySelector(button), t(key));
      li.querySelector(button).setAttribute('aria-label', `${t(key)}: ${name}`);
    }
  });
  $('ntfy-guide').hidden = !shown;
  if (!shown) return;
  setText($('ntfy-added'), t('ntfy_added', shown));
  setText($('ntfy-topic'), shown.topic);
  setText($('ntfy-at'), shown.server);
  $('ntfy-open').href = shown.link;
  $('ntfy-code').replaceChildren(qrCode(t('ntfy_code', shown), shown));
}

async function open(name) {
  const response = await fetch(`api/ntfy/show?${named(name)}`, { method: 'POST', headers: OWN });
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.message), answer);
  shown = answer;
  draw();
  $('ntfy-guide').focus();
}

/** What came of it is said, also if nothing did. */
async function attempt(action) {
  const outcome = $('ntfy-outcome');
  try {
    const answer = await action();
    setText(outcome, answer ? done(answer) : '');
    outcome.dataset.ok = true;
  } catch (failure) {
    setText(outcome, t('ntfy_failed', { why: why(failure) }));
    outcome.dataset.ok = false;
  }
  await refresh();
}

$('ntfy-form').addEventListener('submit', (event) => {
  event.preventDefault();
  const name = $('ntfy-name').value.trim();
  attempt(async () => {
    await request(`ntfy?${new URLSearchParams({ name, server: $('ntfy-server').value.trim(), lang: lang() })}`);
    $('ntfy-name').value = '';
    await open(name);
  });
});
$('ntfy-test').addEventListener('click', () => attempt(() => request(`devices/test?${new URLSearchParams({ id: `ntfy:${shown.name}` })}`)));
$('ntfy-hide').addEventListener('click', () => {
  shown = null;
  draw();
});
onOpen('settings', refresh);
