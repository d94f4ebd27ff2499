// SPDX-License-Identifier: Apache-2.0
// The page as an app: it opens without the hub, and says since when that has not been reachable.
import { $ } from './dom.js';

const KEY = 'soribit.last-event';
const EVERY = 5000;
let written = 0;
let prompt = null;

/** When the hub was last heard from on this device; now if never. */
export function lastHeard() {
  try { return Number(localStorage.getItem(KEY)) || Date.now(); } catch { return Date.now(); }
}

/** The hub was heard from. */
export function heard(time) {
  if (time - written < EVERY) return;
  written = time;
  try { localStorage.setItem(KEY, String(time)); } catch { /* private mode: known until the page is closed */ }
}

export function start() {
  // Only on this machine or with TLS: browsers allow it nowhere else.
  // With a certificate that the device does not trust the registration is refused.
  if (window.isSecureContext && 'serviceWorker' in navigator) navigator.serviceWorker.register('worker.js').catch(() => { $('trust').hidden = false; });
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    prompt = event;
    $('install').hidden = false;
  });
  $('install-now').addEventListener('click', () => prompt?.prompt());
  addEventListener('appinstalled', () => { $('install').hidden = true; });
}
