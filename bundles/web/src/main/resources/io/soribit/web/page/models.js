// SPDX-License-Identifier: Apache-2.0
// The models and their states, and which one is active.
import { picture } from './bench.js';
import { $, h, icon, setText, sync } from './dom.js';
import { read, request } from './hub.js';
import { done, said, why } from './said.js';
import { t } from './text.js';

const PERIOD = 3000;
const ICONS = { active: 'listening', refused: 'lost', shadow: 'stale', found: 'starting', checked: 'starting' };
let models = [];
let rooms = [];
let busy = '';

/** Reads the models from the hub; if it does not answer the list stays as it is. */
export async function refresh() {
  try {
    ({ models } = await read('models'));
  } catch {
    return; // the page itself shows that the connection is lost
  }
  draw();
}

/** Sets the rooms that may have a model of their own. */
export function setRooms(names) {
  rooms = [...new Set(names)];
  drawRooms();
}

function drawRooms() {
  sync($('model-room'), ['', ...rooms], (room) => `room ${room}`, (room) => h('option', { value: room }),
    (option, room) => setText(option, room || t('model_everywhere')));
}

export function draw() {
  $('models-section').hidden = !models.length;
  drawRooms();
  sync($('models'), models, (m) => `${m.id} ${m.place}`, row, update);
}

function row(model) {
  const use = h('button', { type: 'button', class: 'use' });
  use.addEventListener('click', () => choose(model.id));
  const gone = h('button', { type: 'button', class: 'gone' });
  gone.addEventListener('click', () => remove(model.id));
  return h('li', { class: 'card model' },
    h('div', { class: 'room-head' }, h('h3', {}), h('span', { class: 'state' }, h('span', {}), h('span', { class: 'state-text' }))),
    h('p', { class: 'model-reason' }), h('p', { class: 'model-buttons' }, use, gone));
}

function update(li, model) {
  const part = (selector) => li.querySelector(selector);
  if (li.dataset.model !== model.state) {
    li.dataset.model = model.state;
    part('.state').firstChild.replaceChildren(icon(`state-${ICONS[model.state] ?? 'ended'}`));
  }
  setText(part('h3'), model.version ? `${model.id} ${model.version}` : model.id);
  setText(part('.state-text'), t(busy === model.id ? 'model_switching' : `model_${model.state}`));
  setText(part('.model-reason'), said(model.id, model.reason, ['active', 'refused'].includes(model.state) ? `said_model_${model.state}` : 'said_model_other'));
  const use = part('.use');
  use.hidden = ['active', 'found', 'checked'].includes(model.state) || !model.version;
  use.disabled = Boolean(busy);
  setText(use, t('model_use'));
  const gone = part('.gone');
  gone.hidden = !model.place.startsWith('/');
  gone.disabled = Boolean(busy);
  setText(gone, t('model_remove'));
  gone.setAttribute('aria-label', `${t('model_remove')}: ${model.id}`);
  use.setAttribute('aria-label', `${t('model_use')}: ${model.id}`);
}

const choose = (id) => change(id, `models?use=${encodeURIComponent(id)}&room=${encodeURIComponent($('model-room').value)}`);
const remove = (id) => change(id, `models?id=${encodeURIComponent(id)}`, 'DELETE');

async function bench() {
  const figures = [];
  const usable = models.filter((m) => !['found', 'checked', 'refused'].includes(m.state));
  $('model-bench').disabled = true;
  for (const [i, { id }] of usable.entries()) {
    setText($('models-outcome'), t('model_measuring', { model: id, count: i + 1, all: usable.length }));
    try {
      const answer = await fetch(`api/models?measure=${encodeURIComponent(id)}`, { method: 'POST', headers: { 'Soribit-Request': 'page' } });
      if (answer.ok) figures.push(await answer.json());
    } catch {
      setText($('models-outcome'), t('model_no_answer'));
      break;
    }
  }
  if (figures.length === usable.length) setText($('models-outcome'), '');
  $('model-bench').disabled = false;
  $('model-picture').hidden = !figures.length;
  $('model-picture').replaceChildren(picture(figures));
}

async function change(id, address, method, body) {
  busy = id;
  draw();
  const outcome = $('models-outcome');
  try {
    setText(outcome, done(await request(address, method, body)));
    outcome.dataset.ok = true;
  } catch (failure) {
    setText(outcome, failure instanceof TypeError ? t('model_no_answer') : why(failure));
    outcome.dataset.ok = false;
  }
  busy = '';
  await refresh();
}

$('model-back').addEventListener('click', () => change('', 'models?back'));
$('model-bench').addEventListener('click', bench);
$('model-file').addEventListener('change', async ({ target }) => {
  const [file] = target.files;
  if (file) await change('', `models?name=${encodeURIComponent(file.name)}`, 'PUT', file);
  target.value = '';
});
setInterval(refresh, PERIOD);
