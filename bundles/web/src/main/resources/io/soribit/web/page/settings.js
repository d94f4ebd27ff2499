// SPDX-License-Identifier: Apache-2.0
// All settings that the hub's bundles describe, in groups, with a search; loaded when the settings are opened.
import { draw as drawBackup } from './backup.js';
import { drawChanges } from './changes.js';
import { $, h, setText, sync } from './dom.js';
import { OWN, read, request } from './hub.js';
import { draw as drawLog } from './log.js';
import * as people from './people.js';
import { done, why } from './said.js';
import { create, isEdited, update } from './setting-field.js';
import { named, useNames, words } from './setting-words.js';
import { addTexts, lang, t, tn } from './text.js';

const GROUPS = [
  ['household', /^io\.soribit\.(alert\.person|store|teach|web)/],
  ['alerts', /^io\.soribit\.(alert|watch|dsp)/],
  ['devices', /^io\.soribit\.(notify\.(light|display|awtrix|openhasp|push|mqtt\.buttons)|demo)/],
  ['sound', /^io\.soribit\.(engine|source)/],
  ['expert', /^/],
];
const READING_MS = 2500; // in which the hub reads a file that was changed
let parts = [];
let changes = [];
let search = '';

const groupOf = ({ pid }) => GROUPS.find(([, pattern]) => pattern.test(pid))[0];

/** Reads them; who may not see them sees nothing of them. If the hub does not answer, what is shown stays. */
export async function refresh() {
  people.refresh();
  try {
    ({ parts, changes } = await read('settings'));
  } catch (failure) {
    if ([401, 403].includes(failure.status)) parts = [];
  }
  draw();
}

export function draw() {
  $('all-settings').hidden = !parts.length;
  $('backup').hidden = !parts.length;
  people.draw();
  if (!parts.length) return;
  drawBackup();
  drawLog();
  if ($('all-settings').dataset.lang !== lang()) drawFrame();
  const found = parts.map((part) => ({ ...part, settings: part.settings.filter((s) => matches(part, s)) })).filter((part) => part.settings.length || (!search && part.settings));
  const groups = GROUPS.map(([group]) => ({ group, parts: found.filter((part) => groupOf(part) === group) })).filter((g) => g.parts.length);
  sync($('setting-groups'), groups, (g) => g.group, () => h('section', {}, h('h3', {}), h('div', { class: 'wide' })), (section, { group, parts: some }) => {
    section.dataset.group = group;
    setText(section.firstChild, t(`setting_group_${group}`));
    sync(section.lastChild, some, (part) => part.pid, createPart, updatePart);
  });
  const count = found.reduce((sum, part) => sum + part.settings.length, 0);
  setText($('setting-found'), search ? tn('setting_found', count) : '');
  drawChanges($('setting-changes'), changes, described, undo);
}

function drawFrame() {
  $('all-settings').dataset.lang = lang();
  for (const [id, key] of [['all-title', 'settings_all'], ['setting-what', 'settings_what'], ['setting-search-label', 'setting_search']]) setText($(id), t(key));
}

function matches(part, setting) {
  if (!search) return true;
  const { name, description } = words(part, setting);
  return [name, description, setting.key, part.pid, words(part).name].some((text) => text.toLowerCase().includes(search));
}

function createPart() {
  const made = h('details', { class: 'card setting-part' }, h('summary', {}), h('p', { class: 'setting-what' }), h('p', { class: 'quiet setting-effect' }), h('ul', { class: 'setting-list' }));
  made.addEventListener('toggle', () => draw());
  return made;
}

function updatePart(details, part) {
  const [summary, what, effect, list] = details.children;
  details.dataset.part = part.pid;
  const { name, description, own } = words(part);
  named(summary, part.pid.includes('~') ? `${name}: ${part.pid.split('~')[1]}` : name, own);
  if (search) details.open = true;
  if (!details.open) return;
  named(what, description, own);
  const key = `setting_effect_${part.pid.split('~')[0]}`;
  setText(effect, t(key) === key ? t('setting_effect') : t(key));
  const edited = [...list.children].filter(isEdited).map((row) => row.dataset.key);
  const shown = parts.find((each) => each.pid === part.pid).settings.filter((s) => part.settings.includes(s) || edited.includes(s.key));
  sync(list, shown, (s) => s.key, (s) => create(part, s, save), (row, s) => update(row, part, s));
}

const valueText = (value) => (value === null ? t('setting_usual') : value === 'true' ? t('setting_on') : value === 'false' ? t('setting_off') : value || t('setting_empty'));

function described({ pid, key, before, after }) {
  const part = parts.find((each) => each.pid === pid);
  const setting = part?.settings.find((each) => each.key === key);
  const name = setting ? words(part, setting).name : key;
  return t('setting_change', { name, before: valueText(before), after: valueText(after) });
}

/** Writes a value, null for the default; rejects with why not. */
async function save(part, setting, value) {
  const address = `api/settings?${new URLSearchParams({ pid: part.pid, key: setting.key })}`;
  const headers = { ...OWN, 'If-Match': `"${setting.version}"` };
  outcome('', true);
  try {
    const response = await fetch(address, value === null ? { method: 'DELETE', headers } : { method: 'PUT', headers, body: value });
    const answer = await response.json();
    if (!answer.ok) throw Object.assign(new Error(answer.message), answer);
    outcome(done(answer), true);
  } finally {
    await refresh();
    setTimeout(refresh, READING_MS);
  }
}

function outcome(text, ok) {
  setText($('setting-outcome'), text);
  $('setting-outcome').dataset.ok = ok;
}

async function undo(change) {
  try {
    await request(`settings/undo?change=${encodeURIComponent(change)}`);
    outcome(t('setting_undone'), true);
  } catch (failure) {
    outcome(failure.code ? why(failure) : t('said_failed'), false);
  }
  await refresh();
  setTimeout(refresh, READING_MS);
}

$('setting-search').addEventListener('input', () => {
  search = $('setting-search').value.trim().toLowerCase();
  draw();
});

const { texts, names } = await fetch('settings.json').then((r) => r.json());
addTexts(texts);
useNames(names);
