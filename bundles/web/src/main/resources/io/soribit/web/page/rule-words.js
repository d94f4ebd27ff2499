// SPDX-License-Identifier: Apache-2.0
// A rule for alerts as a sentence of its entries.
import { lang, list, name, t } from './text.js';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const MONDAY = Date.UTC(2024, 0, 1);
const EMERGENCY = 'emergency';
let sounds = [];
let devices = [];

/** Sets the sounds that there are. */
export const setSounds = (all) => { sounds = all; };
/** Sets the names of devices. */
export const setDevices = (all) => { devices = all; };

export const knownSounds = () => sounds;
export const isDanger = (id) => sounds.find((s) => s.label === id)?.urgency === EMERGENCY;
export const parts = (text) => (text ?? '').split(',').map((part) => part.trim()).filter(Boolean);
export const soundName = (id) => name(sounds.find((s) => s.label === id)?.names ?? { en: id.replaceAll('_', ' ') });

/** A kind of devices in words, a device by its name. */
export function targetName(target) {
  if (t(`kind_${target}`) !== `kind_${target}`) return t(`kind_${target}`);
  return devices.find((d) => d.id === target)?.name ?? target;
}

/** Names of days in the language of the page: mon,tue 22:00-07:00. */
export function hoursText(hours) {
  const day = (word) => new Intl.DateTimeFormat(lang(), { weekday: 'short', timeZone: 'UTC' }).format(MONDAY + DAYS.indexOf(word) * 86400000);
  return hours.replace(/[a-z]{3}/g, day).replaceAll(',', ', ').replaceAll('-', '–');
}

const named = (text, word, none) => (parts(text).length ? list(parts(text).map(word)) : none);

/** What happens then. */
function outcome({ urgency, targets }) {
  if (urgency === 'off') return t('rule_off');
  if (urgency === 'info') return t('rule_shown');
  const who = named(targets, targetName, t('who_all'));
  return urgency ? t('rule_as', { who, urgency: t(`urgency_${urgency}`) }) : who;
}

export function sentence(entries) {
  const when = [
    entries.rooms ? t('rule_rooms', { rooms: list(parts(entries.rooms)) }) : '',
    entries.modes ? t('rule_modes', { modes: named(entries.modes, (mode) => t(`mode_${mode}`), '') }) : '',
    entries.hours ? hoursText(entries.hours) : '',
  ].filter(Boolean).join(', ');
  const what = named(entries.sounds, soundName, t('rule_every'));
  return [
    t(when ? 'rule_when' : 'rule_always', { what, when, who: outcome(entries) }),
    Number(entries.repeat_seconds) ? t('rule_repeat', { s: entries.repeat_seconds }) : '',
    Number(entries.escalate_seconds) ? t('rule_escalate', { s: entries.escalate_seconds, who: named(entries.escalate_to, targetName, t('who_all')) }) : '',
    entries.seen ? t(`rule_is_seen_${entries.seen}`) : '',
  ].filter(Boolean).join(' ');
}
