// SPDX-License-Identifier: Apache-2.0
// Keeps the files of the page, so that it opens without the hub. Never keeps what the hub hears.
'use strict';
const CACHE = 'soribit-page';
const FILES = ['./', 'style.css', 'views.css', 'home.css', 'overlay.css', 'preferences.js', 'app.js', 'texts.json', 'advice.json', 'messages.json', 'icons.svg', 'favicon.svg',
  'manifest.webmanifest', 'alerts.js', 'backup.js', 'bench.js', 'changes.js', 'concerns.js', 'devices.js', 'displays.js', 'dom.js', 'emergency.js', 'event.js', 'evidence.js', 'faults.js', 'heat.js', 'history.js',
  'first.js', 'hold.js', 'hub.js', 'install.js', 'lend.js', 'lend-capture.js', 'lend-sender.js', 'log.js', 'lamp.js', 'lamps.js', 'missed.js', 'mode.js', 'models.js', 'ntfy.js', 'overlay.js', 'people.js', 'picture.js', 'plugins.js', 'push.js', 'qr.js', 'recipients.js', 'recipient-words.js', 'rooms.js', 'router.js', 'rule-form.js', 'rule-words.js', 'rules.js', 'sensitivity.js',
  'said.js', 'sentence.js', 'setting-field.js', 'setting-words.js', 'settings.js', 'settings.json', 'snooze.js', 'sounds.js', 'sources.js', 'stream.js', 'suggestion.js', 'teach.js', 'teach-pick.js', 'teach-price.js', 'teach-take.js', 'text.js', 'timeline.js', 'upgrade.js', 'view.js', 'wall.js'];

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

/** From the hub; without it, as it was. */
async function fetched(request) {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(request, response.clone());
    return response;
  } catch (failure) {
    const kept = await cache.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw failure;
  }
}

self.addEventListener('fetch', (event) => {
  const { pathname, origin } = new URL(event.request.url);
  const state = pathname.includes('/api/') || pathname.endsWith('/events');
  if (event.request.method === 'GET' && origin === self.location.origin && !state) event.respondWith(fetched(event.request));
});

/** An alert, also when the page is not open. It stays until somebody looks, if it is an emergency. */
self.addEventListener('push', (event) => {
  const { id = '', title = 'Soribit', body = '', urgency = 'urgent', seen = '', lang = 'en' } = event.data?.json() ?? {};
  const strong = urgency === 'emergency';
  event.waitUntil(self.registration.showNotification(title, {
    body, lang, tag: id || 'soribit', renotify: true, data: { id }, icon: './icon-192.png', badge: './icon-192.png',
    requireInteraction: strong, vibrate: strong ? [800, 200, 800, 200, 800, 200, 800] : [400, 200, 400],
    actions: id && seen ? [{ action: 'seen', title: seen }] : [],
  }));
});

async function open() {
  const [page] = await self.clients.matchAll({ type: 'window' });
  await (page ? page.focus() : self.clients.openWindow('./'));
}

/** Says to the hub that it was seen; if that fails the page is opened, where it can be said. */
async function acknowledge(id) {
  const address = `api/alerts?ack=${encodeURIComponent(id)}`;
  const answer = await fetch(address, { method: 'POST', headers: { 'Soribit-Request': 'push' } }).catch(() => null);
  if (!answer?.ok && answer?.status !== 404) await open();
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(event.action === 'seen' ? acknowledge(event.notification.data.id) : open());
});
