// SPDX-License-Identifier: Apache-2.0
// The hub's events: continued after the last one that was received, and seen at once when they stay away.
import { drawLost } from './view.js';

const TIMEOUT = 5000; // the hub sends a status every second
const AGAIN = 3; // seconds between attempts
let stream = null;
let lastId = '';
let last = 0;
let opened = 0; // a page that was just opened may take a while to connect
let listeners = {};
let onLost = () => {};

export const isLost = () => document.body.dataset.link === 'lost';
export const lastEvent = () => last;

/** The hub has sent its status. */
export function heard() {
  last = Date.now();
  link('live');
}

function link(state) {
  if (document.body.dataset.link === state) return;
  document.body.dataset.link = state;
  if (isLost()) onLost();
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
  stream.addEventListener('error', () => link('lost'));
}

/** A browser does not reconnect after an error response, nor when no more data arrives. */
function watch() {
  if (Date.now() - Math.max(last, opened) > TIMEOUT) link('lost');
  if (!isLost()) return;
  drawLost(last);
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
