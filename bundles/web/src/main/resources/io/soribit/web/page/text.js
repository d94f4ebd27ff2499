// SPDX-License-Identifier: Apache-2.0
// The texts in the chosen language, and times, numbers and lists in its form.
let texts = {};
let skew = 0;

/** The texts of all languages; which one is shown follows <html lang>. */
export const useTexts = (all) => { texts = all; };
/** Further texts, of a part of the page that was opened. */
export const addTexts = (more) => { for (const language of Object.keys(more)) Object.assign(texts[language], more[language]); };
/** Sets the hub's clock: ages are right also where the browser's clock is wrong. */
export const setClock = (time) => { skew = Date.parse(time) - Date.now(); };
export const now = () => Date.now() + skew;

export const lang = () => document.documentElement.lang;
export const t = (key, values = {}) => (texts[lang()]?.[key] ?? texts.en[key] ?? key)
  .replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
/** A text in the form for a number: key_one, key_other. */
export const tn = (key, n, values = {}) => {
  const form = `${key}_${new Intl.PluralRules(lang()).select(n)}`;
  return t(texts[lang()]?.[form] || texts.en[form] ? form : `${key}_other`, { n: number(n), ...values });
};
/** Whether there is a text of this key. */
export const has = (key) => Boolean(texts.en[key]);
export const name = (names) => names[lang()] ?? names.en;
export const list = (items) => new Intl.ListFormat(lang(), { type: 'conjunction' }).format(items);
export const number = (value, options) => new Intl.NumberFormat(lang(), options).format(value);
export const percent = (part) => number(part, { style: 'percent' });

export function clock(time) {
  const date = new Date(time);
  const sameDay = date.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(lang(), {
    ...(sameDay ? {} : { month: 'short', day: 'numeric' }),
    hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
  }).format(date);
}

export function duration(ms) {
  const s = Math.max(0, Math.round(ms / 1000));
  if (s < 60) return t('seconds', { n: s });
  return s < 3600 ? t('minutes', { n: Math.floor(s / 60) }) : t('hours', { n: Math.floor(s / 3600) });
}

/** How long ago, in words: 2 minutes ago. */
export function ago(time) {
  const s = Math.max(0, Math.round((now() - Date.parse(time)) / 1000));
  const [value, unit] = s < 60 ? [s, 'second'] : s < 3600 ? [Math.floor(s / 60), 'minute'] : [Math.floor(s / 3600), 'hour'];
  return new Intl.RelativeTimeFormat(lang(), { numeric: 'always' }).format(-value, unit);
}

/** Minutes and seconds: 0:42. */
export function stopwatch(ms) {
  const s = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, '0')}`;
}

let household = {};
/** What the household wants to read about its sounds. */
export const setAdvice = (all) => { household = all; };

/** What to do next about a sound: as the household has written it; else ours, a general one for sounds without one of their own. */
export function advice(alert) {
  if (household[alert.label]) return household[alert.label];
  const own = `do_${alert.label}`;
  return t(texts.en[own] ? own : `do_${alert.urgency}`);
}
