// SPDX-License-Identifier: Apache-2.0
// Alerts on this device, also when the page is not open: the browser's push service wakes the service worker.
import { $, setText } from './dom.js';
import { read, request } from './hub.js';
import { onOpen } from './router.js';
import { why } from './said.js';
import { lang, t } from './text.js';

const able = () => window.isSecureContext && 'serviceWorker' in navigator && 'PushManager' in window;
let state = null;
let failed = '';

const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));

async function refresh() {
  try {
    state = await read('push');
  } catch {
    state = null; // a hub without push, or one that cannot be reached
  }
  draw();
}

export function draw() {
  $('push').hidden = !state;
  if (!state) return;
  $('push-switch').disabled = !able();
  setText($('push-switch'), t(state.subscribed ? 'push_off' : 'push_on'));
  setText($('push-outcome'), able() ? failed || (state.subscribed ? t('push_is_on') : '') : t('push_unable'));
}

async function subscribe() {
  const registration = await navigator.serviceWorker.ready;
  if ((await Notification.requestPermission()) !== 'granted') throw Object.assign(new Error(t('push_denied')), { code: 'push_denied' });
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(state.key) });
  await request(`push?lang=${lang()}`, 'PUT', JSON.stringify(subscription));
}

async function unsubscribe() {
  await request('push', 'DELETE');
  const registration = await navigator.serviceWorker.ready;
  await (await registration.pushManager.getSubscription())?.unsubscribe();
}

$('push-switch').addEventListener('click', async () => {
  $('push-switch').disabled = true;
  try {
    await (state.subscribed ? unsubscribe() : subscribe());
    failed = '';
  } catch (failure) {
    failed = t('push_failed', { why: why(failure) });
  }
  await refresh();
});
onOpen('settings', refresh);
