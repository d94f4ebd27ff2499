// SPDX-License-Identifier: Apache-2.0
// One sentence that says how things are, and how many devices can reach a person.
import { isFault, ranked, urgencyOf } from './concerns.js';
import { $, setText } from './dom.js';
import { duration, list, name, now, t, tn } from './text.js';

const RECENT = 60000;

const heard = (sources) => sources.filter((s) => s.state === 'listening' && !s.stale);
const roomsOf = (sources) => [...new Set(sources.map((s) => s.room))];

/** Rooms that should be heard and are not. */
export function unheardRooms(sources) {
  const rooms = new Set(roomsOf(heard(sources)));
  return roomsOf(sources.filter((s) => !rooms.has(s.room) && !['ended', 'starting', 'unknown'].includes(s.state)));
}

/** What sounds now or did within a minute: alerts that nobody has seen, then sounds. */
function current(sounds, alerts) {
  const unseen = alerts.filter((a) => a.state !== 'acknowledged' && !isFault(a) && a.detector !== 'test');
  const recent = sounds.filter((s) => !s.end || (s.told && now() - Date.parse(s.end) < RECENT)).map((s) => ({ ...s, urgency: urgencyOf(s) }));
  return ranked(unseen)[0] ?? ranked(recent)[0];
}

/** @param outage why no events come, as a key of the texts; empty if they do */
export function sentence(status, sounds, alerts, outage) {
  if (outage) return t(outage);
  if (!status) return t('connecting');
  const now0 = current(sounds, alerts);
  if (now0) {
    const since = now() - Date.parse(now0.onset);
    return t('sentence_sound', { what: name(now0.names), room: list(now0.rooms), ago: since < 2000 ? t('just_now') : t('ago', { ago: duration(since) }) });
  }
  const missing = unheardRooms(status.sources);
  if (missing.length) return tn('sentence_unheard', missing.length, { rooms: list(missing) });
  const rooms = roomsOf(heard(status.sources)).length;
  return rooms ? `${t('sentence_quiet')} ${tn('sentence_hearing', rooms, { n: rooms })}` : t(`all_${status.listening}`);
}

const KINDS = { colour: 'lamp', light: 'lamp', switch: 'lamp', shaker: 'shaker', display: 'screen', push: 'phone' };

/** Which devices in use can reach a person, and whether anything can wake one. */
export function readiness(devices) {
  const counts = new Map();
  for (const device of devices.filter((d) => d.used && d.reachable && d.kind !== 'Webhook')) {
    const kind = KINDS[device.ability] ?? 'lamp';
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  if (!counts.size) return t('ready_nothing');
  const parts = ['lamp', 'screen', 'phone', 'shaker'].filter((kind) => counts.has(kind)).map((kind) => tn(`ready_${kind}`, counts.get(kind), { n: counts.get(kind) }));
  const total = [...counts.values()].reduce((a, b) => a + b, 0);
  return `${tn('ready', total, { what: list(parts) })} ${counts.has('shaker') ? '' : t('ready_no_wake')}`.trim();
}

export function draw(status, sounds, alerts, devices, outage) {
  setText($('sentence'), sentence(status, sounds, alerts, outage));
  setText($('readiness'), outage || !status ? '' : readiness(devices));
}
