// SPDX-License-Identifier: Apache-2.0
// One setting: its control, what is in use, and what the hub says about it.
import { h, setText } from './dom.js';
import { why } from './said.js';
import { named, words } from './setting-words.js';
import { lang, t } from './text.js';

const rows = new WeakMap(); // of a row: { setting: as it was when a person began to edit, edited }

const idOf = (part, setting) => `setting-${part.pid}-${setting.key}`.replace(/[^\w-]/g, '_');
const hidden = ({ kind, value }) => kind === 'secret' || value === '***'; // the hub shows neither a secret nor an address with a password
function shownValue(setting) {
  if (hidden(setting)) return '';
  const { kind, value, default: usual } = setting;
  const shown = value ?? usual ?? '';
  return kind === 'switch' ? shown.toLowerCase() : shown; // a file may say TRUE
}

export const isEdited = (row) => rows.get(row)?.edited;

function choices(setting) {
  if (setting.kind === 'switch') return ['true', 'false'];
  return setting.list || setting.kind === 'secret' ? [] : setting.options;
}

function control(setting) {
  if (choices(setting).length) return h('select', {});
  const secret = setting.kind === 'secret';
  const number = setting.kind === 'whole' ? 'numeric' : setting.kind === 'number' ? 'decimal' : 'text';
  return h('input', { type: secret ? 'password' : 'text', autocomplete: secret ? 'new-password' : 'off', autocapitalize: 'none', spellcheck: 'false', inputmode: number, maxlength: 2000 });
}

/** @param save writes a value, null for the default */
export function create(part, setting, save) {
  const id = idOf(part, setting);
  const input = control(setting);
  Object.assign(input, { id });
  input.setAttribute('aria-describedby', `${id}-what ${id}-problem ${id}-is`);
  const store = h('button', { type: 'submit', id: `${id}-save`, 'aria-labelledby': `${id}-save ${id}-name` });
  const usual = h('button', { type: 'button', class: 'setting-default', id: `${id}-usual`, 'aria-labelledby': `${id}-usual ${id}-name` });
  const form = h('form', { class: 'setting-line' }, input, store, usual);
  const row = h('li', { class: 'setting', 'data-setting': `${part.pid}/${setting.key}` }, h('label', { for: id, id: `${id}-name` }), h('p', { class: 'quiet', id: `${id}-what` }), form,
    h('p', { class: 'rule-problem', id: `${id}-problem`, role: 'alert' }), h('p', { class: 'setting-is', id: `${id}-is`, tabindex: -1 }));
  rows.set(row, { setting, edited: false });
  for (const event of ['input', 'change']) {
    input.addEventListener(event, () => {
      rows.get(row).edited ||= event === 'input' || input.value !== shownValue(rows.get(row).setting);
      store.disabled = !rows.get(row).edited;
    });
  }
  const act = async (value) => {
    const state = rows.get(row);
    say(row, '');
    try {
      state.edited = false;
      const pressed = document.activeElement;
      await save(part, state.setting, value);
      const left = ![pressed, document.body].includes(document.activeElement);
      if ((pressed.disabled || pressed.hidden) && !left) row.children[4].focus(); // the button is gone: what it is now
    } catch (failure) {
      state.edited = value !== null; // what was typed stays
      if (value !== null) input.value = value;
      store.disabled = !state.edited;
      say(row, failure.code ? why(failure) : t('said_failed'));
      input.focus();
    }
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!store.disabled) act(input.value);
  });
  usual.addEventListener('click', () => act(null));
  return row;
}

function say(row, problem) {
  row.children[3].dataset.said = problem;
  setText(row.children[3], problem);
  row.querySelector('input, select').setAttribute('aria-invalid', Boolean(problem));
}

/** As the hub has it now; what a person is typing stays. */
export function update(row, part, setting) {
  const [label, what, form, problem, is] = row.children;
  const [input, store, usual] = form.children;
  const state = rows.get(row);
  const { name, description, own } = words(part, setting);
  named(label, name, own);
  named(what, description, own);
  fill(input, setting, state);
  setText(store, t('setting_save'));
  setText(usual, t('setting_reset'));
  store.disabled = !state.edited;
  usual.hidden = setting.origin !== 'file' || Boolean(setting.lock);
  store.hidden = Boolean(setting.lock);
  input.disabled = Boolean(setting.lock);
  if (!problem.dataset.said) setText(problem, setting.fault ? t('setting_fault', { why: faultText(setting) }) : '');
  named(is, origin(part, setting));
}

function fill(input, setting, state) {
  if (input.tagName === 'SELECT' && input.dataset.lang !== lang()) {
    const chosen = state.edited ? input.value : null;
    input.replaceChildren(...choices(setting).map((value) => h('option', { value, lang: setting.kind === 'switch' || !value ? lang() : 'en' }, choiceText(setting, value))));
    input.dataset.lang = lang();
    if (chosen !== null) input.value = chosen;
  }
  if (input.tagName === 'INPUT') input.placeholder = hidden(setting) ? t(setting.value ? 'setting_secret_set' : 'setting_secret_none') : '';
  if (state.edited && setting.version !== state.setting.version) state.setting = setting; // said by the hub's answer; the next one is meant
  if (state.edited) return;
  state.setting = setting;
  const value = shownValue(setting);
  if (input.value !== value) input.value = value;
}

const choiceText = ({ kind }, value) => (kind === 'switch' ? t(value === 'true' ? 'setting_on' : 'setting_off') : value || t('setting_empty'));
const faultText = ({ fault, min, max, options }) => t(`hub_${fault}`, { least: min, most: max, options: options.join(', ') });
const codeText = (setting, value) => (setting.kind === 'switch' || !value ? choiceText(setting, value ?? '') : `\`${value}\``);

/** Where the value is from, the default, and where else it can be changed. */
function origin(part, setting) {
  const said = [t(`setting_from_${setting.origin}`, { file: part.file })];
  if (setting.default !== null && setting.kind !== 'secret') said.push(t('setting_default', { value: codeText(setting, setting.default) }));
  if (setting.min !== null && setting.max !== null) said.push(t('setting_between', { min: setting.min, max: setting.max }));
  if (!setting.applied && !setting.fault) said.push(t('setting_reading'));
  if (setting.lock) said.push(t(`setting_lock_${setting.lock}`, { file: part.file }));
  return said.join(' · ');
}
