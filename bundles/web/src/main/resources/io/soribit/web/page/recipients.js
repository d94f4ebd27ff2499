// SPDX-License-Identifier: Apache-2.0
// Who is notified: for each sound and mode, which kinds of devices. A choice is saved at once, and can be undone.
import { drawChanges } from './changes.js';
import * as devices from './devices.js';
import { $, h, icon, setText, sync } from './dom.js';
import { read, request } from './hub.js';
import { drawWords, kindsText } from './recipient-words.js';
import { onOpen, view } from './router.js';
import { setSounds } from './rule-words.js';
import * as rules from './rules.js';
import { why } from './said.js';
import { name, t } from './text.js';

const MODES = ['home', 'sleep', 'away'];
/** The abilities of devices of each kind. */
const KINDS = { lamps: ['colour', 'light', 'switch'], shakers: ['shaker'], push: ['push'], display: ['display'] };
let table = null;
let mode = 'home';
let saving = Promise.resolve();

/** The table may have changed elsewhere. */
export function stale() {
  if (view() === 'home') refresh();
}

/** Reads the table; a hub without rules shows nothing. */
async function refresh() {
  try {
    table = await read('recipients');
    setSounds(table.sounds);
    rules.draw();
  } catch {
    table = null;
  }
  draw();
}

const label = (id) => name(table.sounds.find((s) => s.label === id)?.names ?? { en: id.replaceAll('_', ' ') });
const count = (kind) => devices.all().filter((d) => d.used && KINDS[kind].includes(d.ability)).length;
const listed = () => table.sounds.filter((s) => s.urgency !== 'info' || MODES.some((m) => s.modes[m].lock === 'rule' || s.modes[m].kinds.length > 0));

export function draw() {
  $('who').hidden = !table;
  if (!table) return;
  sync($('who-modes'), MODES, (m) => m, modeButton, (button, m) => {
    setText(button.lastChild, t(`mode_${m}`));
    button.setAttribute('aria-pressed', m === mode);
  });
  const main = listed();
  sync($('who-sounds'), main, (s) => s.label, row, update);
  sync($('who-others'), table.sounds.filter((s) => !main.includes(s)), (s) => s.label, row, update);
  const missing = Object.keys(KINDS).filter((kind) => !count(kind)).map((kind) => t(`kind_${kind}`));
  setText($('who-missing'), missing.length ? t('who_missing', { kinds: missing.join(', ') }) : '');
  drawChanges($('who-changes'), table.changes, (c) => t('who_change', { sound: label(c.sound), mode: t(`mode_${c.mode}`), before: kindsText(c.before), after: kindsText(c.after) }), undo);
  drawWords();
}

function modeButton(m) {
  const button = h('button', { type: 'button', 'data-mode': m }, icon(`mode-${m}`), h('span', {}));
  button.addEventListener('click', () => {
    mode = m;
    draw();
  });
  return button;
}

function row(sound) {
  const li = h('li', { class: 'who-sound', 'data-who': sound.label });
  const set = h('fieldset', { 'aria-describedby': `who-is-${sound.label}` }, h('legend', {}, icon(sound.label, sound.icon), h('span', {})));
  for (const kind of Object.keys(KINDS)) {
    const box = h('input', { type: 'checkbox', 'data-kind': kind });
    box.addEventListener('change', () => choose(sound.label, kind, box.checked, mode));
    set.append(h('label', { class: 'who-kind' }, box, h('span', {})));
  }
  li.append(set, h('p', { class: 'who-is', id: `who-is-${sound.label}` }));
  return li;
}

function update(li, sound) {
  const cell = sound.modes[mode];
  li.dataset.lock = cell.lock;
  li.style.setProperty('--sound', sound.colour);
  setText(li.querySelector('legend').lastChild, name(sound.names));
  for (const box of li.querySelectorAll('input')) {
    box.checked = cell.lock !== 'rule' && cell.kinds.includes(box.dataset.kind);
    box.disabled = cell.lock !== 'none' || (!count(box.dataset.kind) && !box.checked);
    setText(box.nextSibling, t(`kind_${box.dataset.kind}`));
  }
  setText(li.querySelector('.who-is'), meaning(cell));
}

function meaning({ lock, rule, kinds, usual }) {
  if (lock === 'emergency') return t('who_emergency');
  if (lock === 'rule') return t('who_rule', { rule });
  const chosen = kinds.join() !== usual.join() ? ` ${t('who_chosen', { usual: kindsText(usual) })}` : '';
  return kinds.length ? chosen.trim() : t('who_nobody') + chosen;
}

/** The kinds with one of them changed; those that are not in use tell nobody anything. */
function changed(kinds, kind, checked) {
  const next = Object.keys(KINDS).filter((each) => (each === kind ? checked : kinds.includes(each)));
  return next.length === Object.keys(KINDS).length || next.some(count) ? next : [];
}

function choose(id, kind, checked, chosenMode) {
  return save(() => {
    const { kinds } = table.sounds.find((s) => s.label === id).modes[chosenMode];
    return `recipients?${new URLSearchParams({ sound: id, mode: chosenMode, kinds: changed(kinds, kind, checked).join(), was: kinds.join() })}`;
  });
}

const undo = (id) => save(() => `recipients/undo?change=${encodeURIComponent(id)}`);

/** One change after another: each begins with what the one before has left. */
function save(address) {
  saving = saving.then(async () => {
    const outcome = $('who-outcome');
    try {
      await request(address());
      setText(outcome, '');
    } catch (failure) {
      outcome.dataset.ok = false;
      setText(outcome, t('who_failed', { why: why(failure) }));
    }
    await refresh();
  });
  return saving;
}

onOpen('home', refresh);
