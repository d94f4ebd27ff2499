// SPDX-License-Identifier: Apache-2.0
// How a device is made to trust the hub's own certificate authority, and what one can do that is not paired.
import { t, useTexts } from './text.js';

const $ = (id) => document.getElementById(id);
const SYSTEMS = [['android', /Android/], ['ios', /iPhone|iPad/], ['windows', /Windows/], ['mac', /Macintosh/], ['linux', /Linux|CrOS/]];

/** The system of this device. An iPad says that it is a Mac, which has no touch screen. */
function systemOf({ userAgent, maxTouchPoints }) {
  const found = SYSTEMS.find(([, sign]) => sign.test(userAgent))?.[0] ?? 'linux';
  return found === 'mac' && maxTouchPoints > 1 ? 'ios' : found;
}

/** SHA-256 as devices show it. Browsers compute it in a secure context alone. */
async function fingerprint(certificate) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', certificate));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':');
}

async function show() {
  const response = await fetch('authority.crt').catch(() => null);
  const known = Boolean(response?.ok);
  $('trust-none').hidden = known;
  for (const id of ['trust-steps', 'trust-others']) $(id).hidden = !known;
  if (!known) return;
  const own = systemOf(navigator);
  $('trust-install').textContent = t(`trust_${own}`);
  for (const [system] of SYSTEMS.filter(([each]) => each !== own)) {
    const item = document.createElement('li');
    item.textContent = t(`trust_${system}`);
    $('trust-all').append(item);
  }
  if (crypto.subtle) {
    $('trust-print').textContent = t('trust_print', { print: await fingerprint(await response.arrayBuffer()) });
    $('trust-print').hidden = false;
  }
}

useTexts(await fetch('texts.json').then((r) => r.json()));
for (const element of document.querySelectorAll('[data-trust]')) element.textContent = t(element.dataset.trust);
if ($('trust-steps')) await show();
