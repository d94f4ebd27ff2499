// SPDX-License-Identifier: Apache-2.0
// What concerns people: which alerts are shown large, in which order, and which are faults.
import { now } from './text.js';

const OVER_SHOWN = 120000; // an emergency stays large for two minutes after its end
const FAULTS = ['not_heard', 'not_delivered'];
const IN_THE_HOUSE = ['smoke_alarm', 'co_alarm']; // before a siren, which may be far away
const URGENCIES = ['emergency', 'urgent', 'notice', 'info'];

export const rankOf = (alert) => URGENCIES.indexOf(alert.urgency);

/** An alert about the hub itself: a room that is not heard, an alert that reached nobody. */
export const isFault = (alert) => ['liveness', 'delivery'].includes(alert.detector) || FAULTS.includes(alert.label);

/** Whether an alert covers the screen. */
export const eligible = (alert) => !isFault(alert) && (['emergency', 'urgent'].includes(alert.urgency) || alert.detector === 'test');

/** Whether a sound has been over for so long that nobody has to be warned of it. */
export const isOver = (sound) => Boolean(sound.end) && now() - Date.parse(sound.end) > OVER_SHOWN;

const isElsewhere = (alert) => Number(!IN_THE_HOUSE.includes(alert.label));

/** The most dangerous first; of these, those that sound, then the newest. */
export const ranked = (all) => [...all].sort((a, b) => rankOf(a) - rankOf(b) || isElsewhere(a) - isElsewhere(b)
  || Number(Boolean(a.end)) - Number(Boolean(b.end)) || Date.parse(b.onset) - Date.parse(a.onset));

/** How urgent a sound is: as its alert says. An emergency without an alert is an emergency all the same. */
export const urgencyOf = (s) => s.told?.urgency ?? (s.urgency === 'emergency' ? s.urgency : 'info');
