// SPDX-License-Identifier: Apache-2.0
// A tablet on a wall: the screen stays on, is dim while people sleep, and shifts a little against burn-in.
import { isWall } from './router.js';

const SHIFT = 4 * 60000;
const PLACES = [[0, 0], [2, 1], [-1, 2], [1, -2], [-2, -1]];
let lock = null;

async function stayOn() {
  if (document.visibilityState !== 'visible' || (lock && !lock.released)) return;
  try {
    lock = await navigator.wakeLock.request('screen');
    document.body.dataset.awake = true;
  } catch {
    document.body.dataset.awake = false; // not allowed here: the tablet's own setting decides
  }
}

/** Dims the wall while the house sleeps; an alert is as bright as ever. */
export const dim = (mode) => { document.body.dataset.dim = isWall && mode === 'sleep'; };

export function start() {
  if (!isWall) return;
  if ('wakeLock' in navigator) {
    document.addEventListener('visibilitychange', stayOn);
    stayOn();
  }
  let place = 0;
  setInterval(() => {
    place = (place + 1) % PLACES.length;
    const [x, y] = PLACES[place];
    document.querySelector('main').style.translate = `${x}px ${y}px`;
  }, SHIFT);
}
