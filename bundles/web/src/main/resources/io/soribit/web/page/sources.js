// SPDX-License-Identifier: Apache-2.0
// Rooms and microphones: what is set up, with its level as it is heard; what is there and not set up; a form to add and change.
import { drawChanges } from './changes.js';
import { $, h, setText, sync } from './dom.js';
import { read, request } from './hub.js';
import { onOpen } from './router.js';
import { why } from './said.js';
import { lang, list, t } from './text.js';

let table = null;
let heard = [];
let offers = null; // null: not looked for; else { found, unanswered }
let searching = false;
let form = null; // { kind, entries, name, version }: what is being written
let opener = null;

const kindOf = (name) => name.slice(0, name.indexOf('-'));
const kindName = (kind) => t(`source_kind_${kind}`);
const where = ({ device, host, port }) => [device ?? host, port].filter(Boolean).join(':');
const words = (kind, entries) => [`${kindName(kind)}: ${entries.room ?? t('source_room_usual')}`, where(entries)].filter(Boolean).join(', ');

async function refresh() {
  try {
    table = await read('sources');
  } catch {
    table = null;
  }
  draw();
}

/** Takes the sources of a status: their states and levels. */
export function setSources(sources) {
  heard = sources;
  if (table && !$('view-home').hidden) drawRows();
}

export function draw() {
  $('sources').hidden = !table;
  if (!table) return;
  drawRows();
  setText($('source-add'), t('source_add'));
  setText($('source-look'), t(searching ? 'source_looking' : 'source_look'));
  $('source-look').disabled = searching;
  drawOffers();
  drawChanges($('source-changes'), table.changes, described, (id) => act(`sources/undo?change=${encodeURIComponent(id)}`));
  if (form && $('source-form').dataset.lang !== lang()) build();
}

function drawRows() {
  $('no-source-files').hidden = table.sources.length > 0;
  sync($('source-list'), table.sources, (s) => s.name, row, update);
}

function described({ name, before, after }) {
  const kind = kindOf(name);
  if (!before) return t('rule_added', { rule: words(kind, after) });
  if (!after) return t('rule_removed', { rule: words(kind, before) });
  return t('rule_changed', { before: words(kind, before), after: words(kind, after) });
}

function row() {
  const change = h('button', { type: 'button', class: 'source-change' });
  const remove = h('button', { type: 'button', class: 'source-remove' });
  return h('li', { class: 'card rule' }, h('p', { class: 'rule-says' }), h('p', { class: 'source-state quiet' }),
    h('div', { class: 'meter', 'aria-hidden': 'true' }, h('div', {})), h('p', { class: 'model-buttons' }, change, remove));
}

function update(li, source) {
  const [says, state, meter, buttons] = li.children;
  const [change, remove] = buttons.children;
  const kind = kindOf(source.name);
  const now = heard.find((s) => s.room === source.entries.room && s.id.startsWith(kind)) ?? heard.find((s) => s.room === source.entries.room);
  li.dataset.source = source.name;
  setText(says, words(kind, source.entries));
  const level = now && !['unknown', 'lost', 'recovering'].includes(now.state) ? `, ${Math.round(now.level_db)} dB` : '';
  setText(state, [now ? t(`state_${now.stale ? 'stale' : now.state}`) + level : t('source_not_yet'), source.editable ? '' : t('source_by_hand', { name: source.name })].filter(Boolean).join(' · '));
  meter.firstChild.style.setProperty('--level', now && level ? ((Math.max(-90, Math.min(0, now.level_db)) + 90) / 90).toFixed(3) : 0);
  for (const [button, key] of [[change, 'rule_change'], [remove, 'rule_remove']]) {
    setText(button, t(key));
    button.setAttribute('aria-label', `${t(key)}: ${says.textContent}`);
  }
  buttons.hidden = !source.editable;
  change.onclick = () => edit({ kind, entries: { ...source.entries }, name: source.name, version: source.version }, change);
  remove.onclick = () => act(`sources?${new URLSearchParams({ name: source.name, version: source.version })}`, 'DELETE');
}

function drawOffers() {
  const found = offers?.found ?? [];
  sync($('source-offers'), found, (o) => JSON.stringify([o.kind, o.entries]), () => h('li', { class: 'card rule' }, h('p', { class: 'rule-says' }), h('p', { class: 'model-buttons' }, h('button', { type: 'button' }))),
    (li, offer) => {
      const name = `${kindName(offer.kind)}: ${offer.name}`;
      const button = li.lastChild.firstChild;
      setText(li.firstChild, name);
      setText(button, t('source_take'));
      button.setAttribute('aria-label', `${t('source_take')}: ${name}`);
      button.onclick = () => edit({ kind: offer.kind, entries: { ...offer.entries } }, button);
    });
  const unknown = offers?.unanswered ?? [];
  const none = offers && !found.length && !unknown.length ? t('source_none_found') : '';
  setText($('source-found'), unknown.length ? t('source_unanswered', { kinds: list(unknown.map(kindName)) }) : none);
}

async function look() {
  searching = true;
  draw();
  try {
    offers = await read('sources/offers');
  } catch {
    offers = { found: [], unanswered: Object.keys(table?.kinds ?? {}) };
  }
  searching = false;
  draw();
}

function edit(given, from) {
  form = given;
  opener = from;
  build();
  $('source-form').querySelector('input, select').focus();
}

function close() {
  form = null;
  $('source-form').hidden = true;
  $('source-form').replaceChildren();
  opener?.focus();
}

function field(key, control) {
  control.id = `source-field-${key}`;
  control.setAttribute('aria-describedby', `source-${key}-problem`);
  control.addEventListener('change', () => { form.entries[key] = control.value; });
  return h('p', { class: 'rule-field', 'data-field': key }, h('label', { for: control.id }, t(`source_field_${key}`)), control,
    h('span', { class: 'rule-problem', id: `source-${key}-problem`, role: 'alert' }));
}

function text(key) {
  const input = h('input', { type: 'text', autocomplete: 'off', spellcheck: 'false', ...(key === 'room' ? { maxlength: 64, list: 'source-rooms' } : {}) });
  input.value = form.entries[key] ?? '';
  if (key === 'url' && form.name) input.placeholder = t('source_url_stays');
  return field(key, input);
}

function kinds() {
  const select = h('select', {}, ...Object.keys(table.kinds).map((kind) => h('option', { value: kind }, kindName(kind))));
  select.value = form.kind;
  const made = field('kind', select);
  select.addEventListener('change', () => {
    form = { kind: select.value, entries: { room: form.entries.room ?? '' } };
    build();
    $('source-field-kind').focus();
  });
  return made;
}

function build() {
  const place = $('source-form');
  const cancel = h('button', { type: 'button', class: 'source-cancel' }, t('rule_cancel'));
  cancel.addEventListener('click', close);
  const rooms = h('datalist', { id: 'source-rooms' }, ...[...new Set(heard.map((s) => s.room))].map((room) => h('option', { value: room })));
  const keys = table.kinds[form.kind] ?? ['room'];
  place.replaceChildren(...(form.name ? [] : [kinds()]), ...keys.map(text), rooms,
    h('p', { class: 'model-buttons' }, h('button', { type: 'submit' }, t('rule_save')), cancel));
  place.dataset.lang = lang();
  place.hidden = false;
}

/** The first source that is set up takes the place of the usual microphone: one that is heard is kept beside it. */
async function keepUsual(kind) {
  const usual = table.sources.length ? null : heard.find((s) => s.id === 'microphone' && s.state === 'listening');
  if (usual && kind !== 'microphone') await act(`sources?${new URLSearchParams({ kind: 'microphone', room: usual.room })}`);
}

async function save() {
  const { name, version, kind, entries } = form;
  if (!name) await keepUsual(kind);
  const which = name ? { name, version } : { kind };
  delete entries.kind;
  if (await act(`sources?${new URLSearchParams({ ...which, ...entries })}`)) close();
}

function showProblems(problems) {
  for (const place of $('source-form').querySelectorAll('.rule-problem')) setText(place, '');
  const shown = problems.filter(({ key, message }) => {
    const place = $(`source-${key}-problem`);
    if (place) setText(place, lang() === 'en' ? message : t('source_wrong_entry'));
    return place;
  });
  return shown.length > 0;
}

async function act(address, method = 'POST') {
  const outcome = $('source-outcome');
  let ok = true;
  try {
    await request(address, method);
    setText(outcome, t('source_saved'));
    offers = null;
  } catch (failure) {
    ok = false;
    setText(outcome, form && showProblems(failure.problems ?? []) ? t('rule_wrong') : t('who_failed', { why: why(failure) }));
  }
  outcome.dataset.ok = ok;
  await refresh();
  return ok;
}

$('source-add').addEventListener('click', () => edit({ kind: Object.keys(table.kinds)[0], entries: {} }, $('source-add')));
$('source-look').addEventListener('click', look);
$('source-form').addEventListener('submit', (event) => {
  event.preventDefault();
  save();
});
onOpen('home', refresh);
