// SPDX-License-Identifier: Apache-2.0
// The mode of the house: three buttons that say what each of them does.
import { $, h, icon, setText } from './dom.js';
import { request } from './hub.js';
import { refusal } from './said.js';
import { t } from './text.js';

const MODES = ['home', 'sleep', 'away'];
let current = null;
let failed = null;

/** Sets the mode of the house; null without a mode service. */
export function setMode(mode) {
  if (current !== mode) failed = null;
  current = mode;
  draw();
}

export function draw() {
  $('mode-choice').hidden = !current;
  if (!current) return;
  if (!$('mode').children.length) $('mode').append(...MODES.map(button));
  $('mode').dataset.mode = current;
  document.body.dataset.mode = current;
  setText($('mode-outcome'), failed ? refusal(failed) : '');
  for (const each of $('mode').children) {
    each.setAttribute('aria-pressed', each.dataset.mode === current);
    setText(each.querySelector('.mode-name'), t(`mode_${each.dataset.mode}`));
    setText(each.querySelector('.mode-is'), t(`mode_${each.dataset.mode}_is`));
  }
}

function button(mode) {
  const element = h('button', { type: 'button', 'data-mode': mode },
    icon(`mode-${mode}`), h('span', {}, h('strong', { class: 'mode-name' }), h('span', { class: 'mode-is' })));
  element.addEventListener('click', () => choose(mode));
  return element;
}

async function choose(mode) {
  try {
    await request(`mode?set=${mode}`);
    failed = null;
  } catch (failure) {
    failed = failure;
  }
  draw();
}
