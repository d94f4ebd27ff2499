// SPDX-License-Identifier: Apache-2.0
// Sends audio to the hub, one packet after the other. What cannot be sent waits for a while; what is
// lost then, the hub sees from the numbers.
const WAITING = 25; // packets, 5 s
const ANSWER = 5000;
const PAUSES = [500, 1000, 2000, 4000];
const OVER = [401, 403, 404, 409];

function packet(session, number, rate, samples) {
  const view = new DataView(new ArrayBuffer(16 + 2 * samples.length));
  view.setBigUint64(0, BigInt(session), true);
  view.setUint32(8, number, true);
  view.setUint32(12, rate, true);
  samples.forEach((sample, i) => view.setInt16(16 + 2 * i, sample, true));
  return view.buffer;
}

/** The hub's answer; it fails where there is no hub, or something else answers in its place. */
async function put(body) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), ANSWER);
  try {
    const response = await fetch('api/microphone', { method: 'PUT', body, signal: stop.signal, headers: { 'Soribit-Request': 'page' } });
    const { ok } = await response.json();
    return { ok, status: response.status };
  } finally {
    clearTimeout(timer);
  }
}

/** Calls over(status) when the hub refuses this device, and lost(true|false) as the connection goes and comes. */
export function sender(rate, { over, lost }) {
  const session = Date.now();
  const waiting = [];
  let number = 0;
  let busy = false;
  let closed = false;
  let failures = 0;

  async function pump() {
    if (busy) return;
    busy = true;
    while (waiting.length && !closed) {
      const next = waiting[0];
      try {
        const { ok, status } = await put(next);
        if (!ok && OVER.includes(status)) {
          closed = true;
          over(status);
        } else if (!ok) {
          throw new Error(status);
        } else {
          if (waiting[0] === next) waiting.shift();
          if (failures) lost(false);
          failures = 0;
        }
      } catch {
        lost(true);
        const pause = PAUSES[Math.min(failures++, PAUSES.length - 1)];
        await new Promise((resolve) => { setTimeout(resolve, pause * (0.8 + 0.4 * Math.random())); });
      }
    }
    busy = false;
  }

  return {
    add(samples) {
      waiting.push(packet(session, number++, rate, samples));
      if (waiting.length > WAITING) waiting.shift();
      pump();
    },
    close() { closed = true; },
  };
}
