// SPDX-License-Identifier: Apache-2.0
// A backup in one file: downloads it, and says what a restore of one would change. It is restored while the hub does not run.
import { $, h, setText, sync } from './dom.js';
import { OWN } from './hub.js';
import { why } from './said.js';
import { named } from './setting-words.js';
import { clock, t, tn } from './text.js';

const SHOWN = 30;
const SIGNS = { added: '+', changed: '≠', removed: '−' };
let preview = null;
let said = null; // { key, failure }

export function draw() {
  $('backup').hidden = false;
  for (const [id, key] of [['backup-title', 'backup'], ['backup-what', 'backup_what'], ['backup-download', 'backup_download'], ['backup-file-label', 'backup_look']]) setText($(id), t(key));
  named($('backup-how'), t('backup_how'));
  const outcome = $('backup-outcome');
  setText(outcome, said ? (said.failure?.code ? why(said.failure) : t(said.key ?? 'said_failed')) : '');
  outcome.dataset.ok = !said?.failure;
  $('backup-preview').hidden = !preview;
  if (!preview) return;
  const files = Object.entries(preview.files);
  const { version, same } = preview;
  setText($('backup-of'), `${t('backup_of', { version, time: clock(preview.created) })} ${tn('backup_changes', files.length, { same })}`);
  sync($('backup-files'), files.slice(0, SHOWN), ([file]) => file, () => h('li', {}, h('strong', {}), ' ', h('code', { lang: 'en' })), (li, [file, what]) => {
    setText(li.firstChild, `${SIGNS[what]} ${t(`backup_${what}`)}`);
    setText(li.lastChild, file);
  });
  setText($('backup-more'), files.length > SHOWN ? t('backup_more', { n: files.length - SHOWN }) : '');
}

async function download() {
  said = { key: 'backup_writing' };
  draw();
  try {
    const response = await fetch('api/backup', { method: 'POST', headers: OWN });
    if (!response.ok) throw await response.json();
    const link = h('a', { href: URL.createObjectURL(await response.blob()), download: `soribit-backup-${new Date().toISOString().slice(0, 10)}.zip` });
    link.click();
    URL.revokeObjectURL(link.href);
    said = { key: 'backup_written' };
  } catch (failure) {
    said = { failure };
  }
  draw();
}

async function look() {
  const [file] = $('backup-file').files;
  if (!file) return;
  preview = null;
  said = { key: 'backup_looking' };
  draw();
  try {
    const response = await fetch('api/backup', { method: 'PUT', headers: OWN, body: file });
    const answer = await response.json();
    if (!response.ok) throw answer;
    preview = answer;
    said = null;
  } catch (failure) {
    said = { failure };
  }
  $('backup-file').value = '';
  draw();
}

$('backup-download').addEventListener('click', download);
$('backup-file').addEventListener('change', look);
