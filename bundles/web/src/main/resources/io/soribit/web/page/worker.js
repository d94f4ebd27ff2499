// SPDX-License-Identifier: Apache-2.0
// Keeps the files of the page, so that it opens without the hub. Never keeps what the hub hears.
'use strict';
const CACHE = 'soribit-page';
const FILES = ['./', 'style.css', 'views.css', 'home.css', 'overlay.css', 'preferences.js', 'app.js', 'texts.json', 'advice.json', 'icons.svg', 'favicon.svg',
  'manifest.webmanifest', 'alerts.js', 'bench.js', 'changes.js', 'concerns.js', 'devices.js', 'displays.js', 'dom.js', 'emergency.js', 'event.js', 'evidence.js', 'faults.js', 'heat.js', 'history.js',
  'first.js', 'hold.js', 'hub.js', 'install.js', 'lamp.js', 'lamps.js', 'missed.js', 'mode.js', 'models.js', 'overlay.js', 'picture.js', 'plugins.js', 'recipients.js', 'recipient-words.js', 'rooms.js', 'router.js', 'rule-form.js', 'rule-words.js', 'rules.js', 'sensitivity.js',
  'said.js', 'sentence.js', 'snooze.js', 'sounds.js', 'stream.js', 'text.js', 'timeline.js', 'view.js', 'wall.js'];

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
