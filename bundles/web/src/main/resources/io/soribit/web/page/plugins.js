// SPDX-License-Identifier: Apache-2.0
// The plug-ins of the data folder and their states.
import { $, h, icon, setText, sync } from './dom.js';
import { request } from './hub.js';
import { done, said, why } from './said.js';
import { t } from './text.js';

const ICONS = { starting: 'starting', started: 'ended', waiting: 'stale', failed: 'lost', quarantined: 'lost' };
let plugins = [];

export function setPlugins(all) {
  plugins = all;
  draw();
}

export function draw() {
  $('plugins-section').hidden = !plugins.length;
  sync($('plugins'), plugins, (p) => p.file, row, update);
}

function row(plugin) {
  const retry = h('button', { type: 'button', class: 'retry' });
  retry.addEventListener('click', () => start(plugin.file));
  return h('li', { class: 'card plugin' },
    h('div', { class: 'room-head' }, h('h3', {}), h('span', { class: 'state' }, h('span', {}), h('span', { class: 'state-text' }))),
    h('p', { class: 'device-kind' }, plugin.file), h('p', { class: 'message' }), h('p', { class: 'model-buttons' }, retry));
}

function update(li, plugin) {
  const part = (selector) => li.querySelector(selector);
  if (li.dataset.plugin !== plugin.state) {
    li.dataset.plugin = plugin.state;
    part('.state').firstChild.replaceChildren(icon(`state-${ICONS[plugin.state] ?? 'unknown'}`));
  }
  setText(part('h3'), `${plugin.name} ${plugin.version}`.trim());
  setText(part('.state-text'), t(`plugin_${plugin.state}`));
  setText(part('.message'), said(plugin.file, plugin.message, `said_plugin_${plugin.state}`));
  const retry = part('.retry');
  retry.hidden = !['failed', 'quarantined'].includes(plugin.state);
  setText(retry, t('plugin_retry'));
  retry.setAttribute('aria-label', `${t('plugin_retry')}: ${plugin.name}`);
}

async function start(file) {
  const outcome = $('plugins-outcome');
  try {
    setText(outcome, done(await request(`plugins?retry=${encodeURIComponent(file)}`)));
    outcome.dataset.ok = true;
  } catch (failure) {
    setText(outcome, why(failure));
    outcome.dataset.ok = false;
  }
}
