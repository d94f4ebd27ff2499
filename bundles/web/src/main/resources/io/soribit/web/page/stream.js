// SPDX-License-Identifier: Apache-2.0
// The hub's events: continued after the last one that was received, and seen at once when they stay away.
import { OWN } from './hub.js';
import { drawLost } from './view.js';

const TIMEOUT = 5000; // the hub sends a status every second
const AGAIN = 3; // seconds between attempts
let stream = null;
let lastId = '';
let last = 0;
let opened = 0; // a page that was just opened may take a while to connect
let listeners = {};
let onLost = () => {};

/** Why there are no events, as a key of the texts: lost, revoked; empty if there are. */
export const outage = () => (['lost', 'revoked'].includes(document.body.dataset.link) ? document.body.dataset.link : '');
export const lastEvent = () => last;

/** The hub has sent its status. */
export function heard() {
  last = Date.now();
  link('live');
}

function link(state) {
  const before = document.body.dataset.link;
  if (before === state || (before === 'revoked' && state === 'lost')) return;
  document.body.dataset.link = state;
  if (outage()) onLost();
}

/** Continues after the last event that was received, if the hub still has those after it. */
function connect() {
  stream?.close();
  stream = new EventSource(lastId ? `events?last=${encodeURIComponent(lastId)}` : 'events');
  for (const [type, listener] of Object.entries(listeners)) {
    stream.addEventListener(type, (event) => {
      lastId = event.lastEventId || lastId;
      listener(JSON.parse(event.data));
    });
  }
  stream.addEventListener('error', refused);
}

/** The events say nothing of a refusal's status. Without it a revoked device would try for ever. */
async function refused() {
  link('lost');
  const answer = await fetch('events', { method: 'HEAD', headers: OWN }).catch(() => null);
  if (answer?.status !== 401) return;
  stream.close();
  link('revoked');
}

/** A browser does not reconnect after an error response, nor when no more data arrives. */
function watch() {
  if (Date.now() - Math.max(last, opened) > TIMEOUT) link('lost');
  if (outage() !== 'lost') return;
  drawLost('lost', last);
  if (Math.floor((Date.now() - last) / 1000) % AGAIN === 0 && stream.readyState !== EventSource.CONNECTING) connect();
}

/**
 * Begins to receive.
 *
 * @param all a listener by type of event
 * @param since when the hub was last heard from on this device
 */
export function start(all, since, lost) {
  listeners = all;
  last = since;
  onLost = lost;
  opened = Date.now();
  connect();
  setInterval(watch, 1000);
  // A browser may keep the page that was left for the way back: without its connection, of which there are six.
  addEventListener('pagehide', () => stream.close());
  addEventListener('pageshow', ({ persisted }) => persisted && connect());
}
