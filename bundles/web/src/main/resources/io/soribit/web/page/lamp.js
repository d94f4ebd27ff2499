// SPDX-License-Identifier: Apache-2.0
// Draws lamps. Texts follow each message; the light changes at most four times a second (2 Hz).
const SHORTEST = 250;
const CALM_OFF = 1500;
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const lights = new WeakMap();

/** Draws the state of a lamp, now or as soon as that does not flash too fast. */
export function shine(bulb, lamp) {
  const light = lights.get(bulb) ?? { changed: -Infinity, shown: '', timer: 0 };
  lights.set(bulb, light);
  clearTimeout(light.timer);
  const strength = lamp.on ? 0.35 + 0.65 * (lamp.brightness ?? 254) / 254 : 0;
  const colour = lamp.colour ?? '#FFE9C4';
  const target = `${strength} ${colour}`;
  if (target === light.shown) return;
  // With reduced motion people see a flashing lamp as lit until it has been off for a while.
  const pause = calm.matches && !lamp.on ? CALM_OFF : SHORTEST;
  const wait = light.changed + pause - performance.now();
  const change = () => {
    light.shown = target;
    bulb.dataset.lit = lamp.on;
    bulb.style.setProperty('--light', colour);
    bulb.style.setProperty('--strength', strength.toFixed(2));
    light.changed = performance.now(); // when it is done: a busy machine may stop the page in between
  };
  if (wait <= 0) change();
  else light.timer = setTimeout(change, wait);
}
