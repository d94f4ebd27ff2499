// SPDX-License-Identifier: Apache-2.0
// The form of a rule: what sounds where and when, who is notified, and what happens if nobody confirms it.
import { $, h, setText } from './dom.js';
import { hoursText, isDanger, knownSounds, parts, sentence, soundName, targetName } from './rule-words.js';
import { has, lang, name, t } from './text.js';

const MODES = ['home', 'sleep', 'away'];
const KINDS = ['lamps', 'shakers', 'push', 'display'];
const URGENCIES = ['', 'off', 'info', 'notice', 'urgent', 'emergency'];
const FIELDS = ['sounds', 'rooms', 'modes', 'hours', 'urgency', 'targets', 'repeat_seconds', 'escalate_seconds', 'escalate_to', 'seen'];
const SEEN = ['', 'anyone', 'each'];
let rooms = [];
let devices = [];
let entries = null;
let submit = () => {};
let opener = null;

/** Sets what can be chosen. */
export function setChoices(allRooms, allDevices) {
  rooms = allRooms;
  devices = allDevices.filter((d) => d.used);
}

export const isOpen = () => entries !== null;

/** Opens the form with the entries of a rule. */
export function edit(given, save, from) {
  entries = { ...given };
  submit = save;
  opener = from;
  build();
  $('rule-form').querySelector('input, select').focus();
}

export function close() {
  entries = null;
  $('rule-form').hidden = true;
  $('rule-form').replaceChildren();
  opener?.focus();
}

/** Builds the form again in another language; what was chosen stays. */
export function relabel() {
  if (isOpen() && $('rule-form').dataset.lang !== lang()) build();
}

function field(key, ...controls) {
  return h('fieldset', { class: 'rule-field', 'data-field': key, 'aria-describedby': `rule-${key}-problem` },
    h('legend', {}, t(`rule_field_${key}`)), ...controls, h('p', { class: 'rule-problem', id: `rule-${key}-problem`, role: 'alert' }));
}

/** Some of several: none means all. */
function boxes(key, choices, word) {
  const chosen = parts(entries[key]);
  const all = [...new Set([...choices, ...chosen])];
  return field(key, ...all.map((value) => {
    const box = h('input', { type: 'checkbox', value });
    box.checked = chosen.includes(value);
    box.addEventListener('change', () => {
      const set = parts(entries[key]).filter((each) => each !== value);
      entries[key] = (box.checked ? [...set, value] : set).join(', ');
      preview();
    });
    return h('label', { class: 'who-kind' }, box, h('span', {}, word(value)));
  }));
}

/** Sounds are many: they are added from a list, and taken away by a button each. */
function sounds() {
  const chosen = parts(entries.sounds);
  const add = h('select', { 'aria-label': t('rule_sound_add') }, h('option', { value: '' }, t('rule_sound_add')),
    ...knownSounds().filter((s) => !chosen.includes(s.label)).map((s) => h('option', { value: s.label }, name(s.names))));
  const set = (next) => {
    entries.sounds = next.join(', ');
    build();
    $('rule-form').querySelector('[data-field=sounds] select').focus();
  };
  add.addEventListener('change', () => set([...chosen, add.value]));
  const tags = chosen.map((id) => {
    const button = h('button', { type: 'button', class: 'tag', 'aria-label': t('rule_sound_remove', { sound: soundName(id) }) }, soundName(id), ' ✕');
    button.addEventListener('click', () => set(chosen.filter((each) => each !== id)));
    return button;
  });
  return field('sounds', h('p', { class: 'model-buttons' }, ...(tags.length ? tags : [t('rule_every')])), add);
}

function hours() {
  const days = h('select', { 'aria-label': t('rule_days') });
  const from = h('input', { type: 'time', 'aria-label': t('rule_from') });
  const to = h('input', { type: 'time', 'aria-label': t('rule_to') });
  const [, which = '', begin = '', end = ''] = /^([^\d]*)(?:(\d\d?:\d\d)-(\d\d?:\d\d))?$/.exec(entries.hours ?? '') ?? [];
  const daysOf = which.trim();
  for (const value of new Set(['', 'mon,tue,wed,thu,fri', 'sat,sun', daysOf])) days.append(h('option', { value }, value ? hoursText(value) : t('rule_daily')));
  days.value = daysOf;
  from.value = begin.padStart(5, '0').replace(/^0{5}$/, '');
  to.value = end.replace('24:00', '00:00').padStart(5, '0').replace(/^0{5}$/, '');
  const update = () => {
    const when = from.value || to.value ? `${from.value}-${to.value}` : '';
    entries.hours = `${days.value} ${when}`.trim();
    preview();
  };
  [days, from, to].forEach((control) => control.addEventListener('change', update));
  return field('hours', h('p', { class: 'rule-hours' }, days, from, h('span', {}, '–'), to));
}

/** One of several; an empty one is as usual. */
function choice(key, values) {
  const select = h('select', { 'aria-label': t(`rule_field_${key}`) }, ...values.map((value) => h('option', { value }, t(`rule_${key}_${value || 'own'}`))));
  select.value = entries[key] ?? '';
  select.addEventListener('change', () => {
    entries[key] = select.value;
    preview();
  });
  return field(key, select);
}

function seconds(key) {
  const input = h('input', { type: 'number', min: 0, max: 3600, step: 5, inputmode: 'numeric', 'aria-label': t(`rule_field_${key}`) });
  input.value = entries[key] ?? '';
  input.addEventListener('input', () => {
    entries[key] = input.value;
    preview();
  });
  return field(key, h('label', { class: 'rule-seconds' }, input, ' ', t('rule_seconds')));
}

function build() {
  const form = $('rule-form');
  const targets = [...KINDS, ...devices.map((d) => d.id)];
  const save = h('button', { type: 'submit' }, t('rule_save'));
  const cancel = h('button', { type: 'button', class: 'rule-cancel' }, t('rule_cancel'));
  cancel.addEventListener('click', close);
  form.replaceChildren(
    sounds(), boxes('rooms', rooms, (room) => room), boxes('modes', MODES, (mode) => t(`mode_${mode}`)), hours(), choice('urgency', URGENCIES),
    boxes('targets', targets, targetName), seconds('repeat_seconds'), seconds('escalate_seconds'), boxes('escalate_to', targets, targetName), choice('seen', SEEN),
    h('p', { id: 'rule-preview', role: 'status' }), h('p', { id: 'rule-danger', class: 'quiet' }), h('p', { class: 'model-buttons' }, save, ' ', cancel));
  form.dataset.lang = lang();
  form.hidden = false;
  preview();
}

function preview() {
  setText($('rule-preview'), sentence(entries));
  const danger = parts(entries.sounds).some(isDanger) || !parts(entries.sounds).length;
  setText($('rule-danger'), danger ? t('rule_danger') : '');
}

/** Says beside each field what is wrong with it; whether there is one. */
export function showProblems(problems) {
  for (const place of $('rule-form').querySelectorAll('.rule-problem')) setText(place, '');
  const shown = problems.filter(({ key }) => FIELDS.includes(key));
  for (const { key, message } of shown) setText($(`rule-${key}-problem`), lang() === 'en' || !has(`rule_bad_${key}`) ? message : t(`rule_bad_${key}`));
  const first = shown[0] && $('rule-form').querySelector(`[data-field=${shown[0].key}] :is(input, select)`);
  first?.focus();
  return shown.length > 0;
}

$('rule-form').addEventListener('submit', (event) => {
  event.preventDefault();
  submit(Object.fromEntries(FIELDS.map((key) => [key, (entries[key] ?? '').toString()])));
});
