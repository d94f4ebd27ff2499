// SPDX-License-Identifier: Apache-2.0
// What the hub says about itself is in English. In another language the page words the same case; the hub's own words are for experts.
import { $, h, setText, sync } from './dom.js';
import { has, lang, t } from './text.js';

const own = new Map();

/**
 * What the hub says about something.
 *
 * @param what it is about, by its name
 * @param key of the text for this case
 */
export function said(what, message, key) {
  if (message) own.set(what, message);
  else own.delete(what);
  if (!message || lang() === 'en') return message;
  return t(has(key) ? key : 'said_failed');
}

/** An answer in the page's language. What only another part of the hub can say is in English, for experts. */
function worded({ code, parameters, message }, otherwise) {
  if (lang() === 'en' && message) return message;
  if (parameters?.detail) own.set(t('said_last'), parameters.detail);
  return t(has(`hub_${code}`) ? `hub_${code}` : otherwise, parameters);
}

/** What came of a request that was done. */
export const done = (answer) => worded(answer, 'said_done');

/** Why a request was not done. */
export const why = (failure) => worded(failure, 'said_failed');

/** The same of a press that can be made again: what the hub answers, or that it did not. */
export const refusal = (failure) => (failure.code ? why(failure) : t('seen_failed'));

/** The hub's own words, for experts. */
export function draw() {
  const all = [...own].sort(([a], [b]) => a.localeCompare(b));
  $('original').hidden = !all.length || lang() === 'en';
  sync($('original-words'), all, ([what]) => what, () => h('li', {}), (li, [what, message]) => setText(li, `${what}: ${message}`));
}
