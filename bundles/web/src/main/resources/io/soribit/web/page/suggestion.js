// SPDX-License-Identifier: Apache-2.0
// What a person's corrections suggest: the lowest threshold that keeps all that was right, and leaves out most of what was wrong.
import { read } from './hub.js';
import { now } from './text.js';

const WEEK = 7 * 24 * 3600000;
const MOST = 200; // alerts of the store in one answer
const SAME = 30000; // ms: with another threshold a sound begins to count earlier or later

export const isSame = (time, other) => Math.abs(Date.parse(other) - Date.parse(time)) < SAME;

/** When the alerts of a sound in a room began that a person called right, and those called wrong; none if the store cannot be read. */
export async function verdicts(room, sound) {
  const all = await read(`timeline?${new URLSearchParams({ room, sound, limit: MOST })}`).then(({ events }) => events, () => []);
  const judged = all.filter((e) => e.verdict && now() - Date.parse(e.onset) < WEEK);
  const times = (right) => judged.filter((e) => e.verdict.right === right).map((e) => e.onset);
  return { right: times(true), wrong: times(false) };
}

const counted = (step, times) => times.filter((time) => step.times.some((other) => isSame(time, other)));

/**
 * The step of a curve that is suggested, or null.
 *
 * @param current the step of the threshold that holds
 * @returns the step, how many were wrong and right, and how many of the wrong ones would not count
 */
export function suggested(steps, current, judged) {
  const wrong = counted(current, judged.wrong);
  const right = counted(current, judged.right);
  const higher = steps.filter((s) => s.threshold > current.threshold && counted(s, right).length === right.length);
  const left = (s) => counted(s, wrong).length;
  const [best] = higher.sort((a, b) => left(a) - left(b) || a.threshold - b.threshold);
  if (!best || left(best) === wrong.length) return null;
  return { step: best, wrong: wrong.length, right: right.length, less: wrong.length - left(best) };
}
