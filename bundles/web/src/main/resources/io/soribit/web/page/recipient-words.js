// SPDX-License-Identifier: Apache-2.0
// Who is told, in words: the latest changes, quiet hours, reminders and escalation, and what rules in files say.
import { $, h, setText, sync } from './dom.js';
import { clock, lang, list, t } from './text.js';

const SHOWN = 3;
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const MONDAY = Date.UTC(2024, 0, 1);

export const kindsText = (kinds) => (kinds.length === 4 ? t('who_all') : kinds.length ? list(kinds.map((kind) => t(`kind_${kind}`))) : t('who_none'));

/** A kind of devices in words, any other target by its name. */
const targets = (all) => list(all.map((target) => (t(`kind_${target}`) === `kind_${target}` ? target : t(`kind_${target}`))));

/** The latest changes; the newest can be undone. */
export function drawChanges(changes, label, undo) {
  $('who-changes').hidden = !changes.length;
  sync($('who-changes'), changes.slice(0, SHOWN), (c) => c.id, (c) => {
    const button = h('button', { type: 'button', class: 'undo' });
    button.addEventListener('click', () => undo(c.id));
    return h('li', {}, h('span', {}), ' ', button);
  }, (li, c) => {
    const what = t('who_change', { sound: label(c.sound), mode: t(`mode_${c.mode}`), before: kindsText(c.before), after: kindsText(c.after) });
    const by = c.by === 'page' || !c.by ? t('seen_page') : c.by;
    setText(li.firstChild, `${what} ${t('who_by', { by, time: clock(c.time) })}`);
    setText(li.lastChild, t('undo'));
    li.lastChild.setAttribute('aria-label', `${t('undo')}: ${what}`);
    li.lastChild.hidden = c.id !== changes[0].id;
  });
}

/** Names of days in the language of the page: mon,tue 22:00-07:00. */
function hoursText(hours) {
  const day = (word) => new Intl.DateTimeFormat(lang(), { weekday: 'short', timeZone: 'UTC' }).format(MONDAY + DAYS.indexOf(word) * 86400000);
  return hours.replace(/[a-z]{3}/g, day).replaceAll(',', ', ').replace('-', '–');
}

function sentence(rule, label) {
  const when = [rule.rooms.length ? t('rule_rooms', { rooms: list(rule.rooms) }) : '', rule.modes.length ? t('rule_modes', { modes: list(rule.modes.map((m) => t(`mode_${m}`))) }) : '',
    rule.hours ? hoursText(rule.hours) : ''].filter(Boolean).join(', ');
  const what = rule.sounds.length ? list(rule.sounds.map(label)) : t('rule_every');
  const who = rule.off ? t('who_none') : rule.targets.length ? targets(rule.targets) : t('who_all');
  return [
    t(when ? 'rule_when' : 'rule_always', { what, when, who }),
    rule.repeat_seconds ? t('rule_repeat', { s: rule.repeat_seconds }) : '',
    rule.escalate_seconds ? t('rule_escalate', { s: rule.escalate_seconds, who: rule.escalate_to.length ? targets(rule.escalate_to) : t('who_all') }) : '',
    t('rule_file', { name: rule.name }),
  ].filter(Boolean).join(' ');
}

/** What holds for all, and each rule in a file. */
export function drawWords(rules, label) {
  const general = ['who_sleep', 'who_repeat', 'who_unreached'].map((key) => ({ key, text: t(key) }));
  const own = rules.map((rule) => ({ key: `rule-${rule.name}`, text: sentence(rule, label) }));
  sync($('who-words'), [...general, ...own], (w) => w.key, () => h('li', {}), (li, w) => setText(li, w.text));
}
