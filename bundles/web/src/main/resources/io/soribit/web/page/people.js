// SPDX-License-Identifier: Apache-2.0
// Who may use the page, people and paired devices: an administrator revokes one, and pairs one more by a code on the page.
import { $, h, setText, sync } from './dom.js';
import { OWN, read, request } from './hub.js';
import { qrCode } from './qr.js';
import { done, why } from './said.js';
import { named } from './setting-words.js';
import { ago, clock, has, now, t } from './text.js';

const ROLES = ['viewer', 'resident', 'household', 'admin'];
const LABELS = [['people-title', 'people'], ['people-what', 'people_what'], ['people-name-label', 'people_name'], ['people-role-label', 'people_role'], ['people-pair', 'people_pair'], ['people-hide', 'people_hide']];
const ASK = 8000;
const PERIOD = 2000; // between looks whether the device is paired
let state = null;
let offer = null; // of the device that is being paired
let doubted = null; // who is removed if that is pressed once more
let doubt = 0;
let timer = 0;
let said = null; // { text, ok }
let asked = 0;

/** Reads them; who may not see them sees nothing of them. If the hub does not answer, what is shown stays. */
export async function refresh() {
  const mine = ++asked;
  let all = state;
  try {
    all = await read('people');
  } catch (failure) {
    if ([401, 403, 404].includes(failure.status)) all = offer = null;
  }
  if (mine !== asked) return;
  state = all;
  follow();
  draw();
}

/** Looks until the device is paired, or the code is too old. */
function follow() {
  clearTimeout(timer);
  if (!offer) return;
  const { name } = offer;
  const paired = state.people.some((p) => p.paired && p.name === name);
  if (paired || now() > Date.parse(offer.until)) {
    said = { text: () => t(paired ? 'people_paired' : 'people_expired', { name }), ok: paired };
    offer = null;
  } else {
    timer = setTimeout(refresh, PERIOD);
  }
}

export function draw() {
  if (!has('people')) return; // its texts come with the settings, which then draw it
  $('people').hidden = !state;
  if (!state) return;
  for (const [id, key] of LABELS) setText($(id), t(key));
  named($('people-more'), t(state.people.length ? 'people_more' : 'people_none'));
  sync($('people-list'), state.people, (p) => p.name, create, update);
  sync($('people-role'), ROLES, (role) => role, (role) => h('option', { value: role, ...(role === 'resident' ? { selected: '' } : {}) }), (option, role) => setText(option, t(`people_may_${role}`)));
  $('people-form').hidden = !state.people.length || Boolean(offer);
  setText($('people-outcome'), said?.text() ?? '');
  $('people-outcome').dataset.ok = said?.ok ?? true;
  $('people-guide').hidden = !offer;
  if (!offer) {
    $('people-code').replaceChildren();
    setText($('people-link'), '');
    return;
  }
  setText($('people-offer'), t('people_offer', offer));
  setText($('people-how'), t('people_how', { time: clock(offer.until) }));
  setText($('people-link'), offer.link);
  $('people-local').hidden = !offer.local;
  named($('people-local'), t('people_local'));
  $('people-code').replaceChildren(qrCode(t('people_code', offer), offer));
}

function create({ name }) {
  const remove = h('button', { type: 'button' });
  remove.addEventListener('click', () => (doubted === name ? drop(name) : ask(name)));
  return h('li', { 'data-person': name }, h('strong', {}, name), ' ', h('span', {}), ' ', remove);
}

function update(li, { name, role, paired, open, seen, own }) {
  const used = open ? t('people_open') : seen ? t('people_seen', { ago: ago(seen) }) : t('people_unseen');
  const what = paired ? t('people_device', { time: clock(paired) }) : t('people_person');
  const may = t(`people_may_${ROLES.includes(role) ? role : ROLES[0]}`);
  li.dataset.paired = Boolean(paired);
  setText(li.querySelector('span'), [own ? t('people_own') : '', may, what, used].filter(Boolean).join(' · '));
  const key = paired ? 'people_revoke' : 'people_remove';
  setText(li.lastChild, t(doubted === name ? `${key}_sure` : key));
  li.lastChild.setAttribute('aria-label', `${li.lastChild.textContent}: ${name}`);
}

/** Who is removed has to be paired anew: it is pressed twice. */
function ask(name) {
  clearTimeout(doubt);
  doubted = name;
  if (name) doubt = setTimeout(() => ask(null), ASK);
  draw();
}

function drop(name) {
  ask(null);
  return attempt(async () => {
    const answer = await request(`people?${new URLSearchParams({ name })}`, 'DELETE');
    return () => done(answer);
  });
}

async function pair() {
  const query = new URLSearchParams({ name: $('people-name').value.trim(), role: $('people-role').value });
  const response = await fetch(`api/people?${query}`, { method: 'POST', headers: OWN });
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.message), answer);
  offer = answer;
  $('people-name').value = '';
  draw();
  $('people-guide').focus();
  return () => '';
}

/** What came of it is said, also if nothing did. */
async function attempt(action) {
  try {
    said = { text: await action(), ok: true };
  } catch (failure) {
    said = { text: () => t('people_failed', { why: why(failure) }), ok: false };
  }
  await refresh();
}

$('people-form').addEventListener('submit', (event) => {
  event.preventDefault();
  attempt(pair);
});
$('people-hide').addEventListener('click', () => {
  offer = null;
  clearTimeout(timer);
  draw();
  $('people-name').focus();
});
