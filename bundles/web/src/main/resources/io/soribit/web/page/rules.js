// SPDX-License-Identifier: Apache-2.0
// The rules for alerts: each as a sentence, with a form to change it. What the hub refuses is said beside the field.
import { drawChanges } from './changes.js';
import { $, h, setText, sync } from './dom.js';
import { read, request } from './hub.js';
import { onOpen } from './router.js';
import { close, edit, isOpen, relabel, showProblems } from './rule-form.js';
import { sentence } from './rule-words.js';
import { why } from './said.js';
import { t } from './text.js';

let rules = [];
let changes = [];
let there = false;

async function refresh() {
  try {
    ({ rules, changes } = await read('rules'));
    there = true;
  } catch {
    there = false;
  }
  draw();
}

export function draw() {
  $('rules').hidden = !there;
  if (!there) return;
  sync($('rule-list'), rules, (rule) => rule.name, row, update);
  setText($('rule-add'), t('rule_add'));
  drawChanges($('rule-changes'), changes, described, (id) => act(`rules/undo?change=${encodeURIComponent(id)}`));
  relabel();
}

/** What a change did to a rule. */
function described({ before, after }) {
  if (!before) return t('rule_added', { rule: sentence(after) });
  if (!after) return t('rule_removed', { rule: sentence(before) });
  return t('rule_changed', { before: sentence(before), after: sentence(after) });
}

function row() {
  const change = h('button', { type: 'button', class: 'rule-change' });
  const remove = h('button', { type: 'button', class: 'rule-remove' });
  return h('li', { class: 'card rule' }, h('p', { class: 'rule-says' }), h('p', { class: 'quiet' }), h('p', { class: 'model-buttons' }, change, remove));
}

function update(li, rule) {
  const [says, file, buttons] = li.children;
  const [change, remove] = buttons.children;
  li.dataset.rule = rule.name;
  setText(says, sentence(rule.entries));
  setText(file, t(rule.editable ? 'rule_file' : 'rule_by_hand', { name: rule.name }));
  for (const [button, key] of [[change, 'rule_change'], [remove, 'rule_remove']]) {
    setText(button, t(key));
    button.setAttribute('aria-label', `${t(key)}: ${says.textContent}`);
  }
  buttons.hidden = !rule.editable;
  change.onclick = () => edit(rule.entries, (entries) => save({ name: rule.name, version: rule.version }, entries), change);
  remove.onclick = () => act(`rules?${new URLSearchParams({ name: rule.name, version: rule.version })}`, 'DELETE');
}

async function save(which, entries) {
  if (await act(`rules?${new URLSearchParams({ ...which, ...entries })}`)) close();
}

/** Makes a change; what is wrong with an entry is said beside its field. */
async function act(address, method = 'POST') {
  const outcome = $('rule-outcome');
  let ok = true;
  try {
    await request(address, method);
    setText(outcome, t('rule_saved'));
  } catch (failure) {
    ok = false;
    const shown = isOpen() && showProblems(failure.problems ?? []);
    setText(outcome, shown ? t('rule_wrong') : t('who_failed', { why: why(failure) }));
  }
  outcome.dataset.ok = ok;
  await refresh();
  return ok;
}

$('rule-add').addEventListener('click', () => edit({}, (entries) => save({}, entries), $('rule-add')));
onOpen('home', refresh);
