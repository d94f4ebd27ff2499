// SPDX-License-Identifier: Apache-2.0
// A button that is pressed, or for dangers held: with a finger, a mouse, a key, or twice by an assistive technology.
import { setText } from './dom.js';
import { t } from './text.js';

const HOLD = 1000;
const QUIET = 400;
const TWICE = 8000;
const KEYS = [' ', 'Enter'];

/**
 * @param held whether it has to be held now
 * @param act what it does
 * @returns ends a hold that goes on: what it is for is not shown any more
 */
export function holdable(button, held, act) {
  let timer = 0;
  let confirmUntil = 0;
  let quietUntil = 0; // the click at the end of a hold is not a press of what the button shows by then

  function start() {
    quietUntil = 0;
    if (!held() || timer || button.disabled) return;
    button.dataset.holding = true;
    timer = setTimeout(() => {
      stop();
      quietUntil = Infinity; // however long it is held
      act();
    }, HOLD);
  }
  function stop() {
    clearTimeout(timer);
    timer = 0;
    delete button.dataset.holding;
  }
  function letGo() {
    stop();
    if (quietUntil === Infinity) quietUntil = performance.now() + QUIET;
  }
  button.addEventListener('pointerdown', start);
  for (const end of ['pointerleave', 'blur']) button.addEventListener(end, stop);
  for (const end of ['pointerup', 'pointercancel', 'blur']) addEventListener(end, letGo); // wherever it is by then
  button.addEventListener('keydown', (event) => {
    if (!KEYS.includes(event.key)) return;
    if (event.repeat) event.preventDefault(); // Enter would click again and again
    else start();
  });
  addEventListener('keyup', (event) => { if (KEYS.includes(event.key)) letGo(); });
  button.addEventListener('contextmenu', (event) => event.preventDefault());
  button.addEventListener('click', (event) => {
    if (performance.now() < quietUntil) return;
    if (!held()) {
      act();
    } else if (event.pointerType === '' && !event.detail && performance.now() < confirmUntil) {
      act(); // assistive technologies click, and cannot hold
    } else {
      confirmUntil = performance.now() + TWICE;
      setText(button.querySelector('.hold-text'), t('hold_longer'));
    }
  });
  return () => {
    if (!timer) return;
    stop();
    quietUntil = Infinity;
  };
}
