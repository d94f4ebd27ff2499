// SPDX-License-Identifier: Apache-2.0
// What the hub has logged lately, and its updates; read when the experts' part is opened.
import { $, h, icon, setText, sync } from './dom.js';
import { read } from './hub.js';
import { named } from './setting-words.js';
import { clock, has, t } from './text.js';

const ICONS = { error: 'lost', warn: 'stale', info: 'ended' };
const LABELS = [['log-title', 'log'], ['log-what', 'log_what'], ['log-level-label', 'log_level'], ['log-again', 'log_again'], ['updates-title', 'updates']];
let lines = null;
let readAt = null;
let updates = null;
let failed = false;
let asked = 0;

/** Reads both. What is shown stays if the hub does not answer; who may not see them sees nothing of them. */
async function refresh() {
  const mine = ++asked;
  try {
    const [log, history] = await Promise.all([read(`log?level=${$('log-level').value}`), read('updates').catch(() => updates)]);
    if (mine !== asked) return; // another level was chosen meanwhile
    lines = log.lines;
    updates = history;
    readAt = new Date();
    failed = false;
  } catch (failure) {
    if (mine !== asked) return;
    failed = ![401, 403].includes(failure.status);
    if (!failed) lines = updates = null;
  }
  draw();
}

export function draw() {
  if (!has('log')) return; // its texts come with the settings, which then draw it
  $('log-section').hidden = !lines && !failed;
  for (const [id, key] of LABELS) setText($(id), t(key));
  for (const option of $('log-level').options) setText(option, t(`log_${option.value}`));
  const outcome = $('log-outcome');
  setText(outcome, failed ? t('log_failed') : !lines ? '' : lines.length ? t('log_read', { time: clock(readAt) }) : t('log_none'));
  outcome.dataset.ok = !failed;
  $('log-lines').hidden = !lines?.length;
  sync($('log-lines'), lines ?? [], (line) => `${line.number} ${line.time}`, row, (li, line) => setText(li.querySelector('time'), clock(line.time)));
  $('updates-section').hidden = !updates;
  if (!updates) return;
  const { version, history } = updates;
  setText($('updates-version'), `${t('updates_version', { version })} ${history.length ? '' : t('updates_none')}`.trim());
  sync($('updates'), history.map((text, index) => ({ text, key: `${history.length - index} ${text}` })), (each) => each.key, () => h('li', {}), (li, { text }) => setText(li, text));
  named($('updates-how'), t('updates_how'));
}

function row({ time, level, logger, message }) {
  return h('li', { 'data-level': level }, h('strong', {}, icon(`state-${ICONS[level] ?? 'unknown'}`), ` ${level.toUpperCase()} `), h('time', { datetime: time }), ` ${logger}: ${message}`);
}

$('expert').addEventListener('toggle', () => $('expert').open && refresh());
$('log-level').addEventListener('change', refresh);
$('log-again').addEventListener('click', refresh);
if ($('expert').open) refresh();
