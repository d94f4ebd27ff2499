// SPDX-License-Identifier: Apache-2.0
// Names and descriptions of settings: those of the hub in each language; a plug-in brings its own, in English at least.
import { h } from './dom.js';
import { lang } from './text.js';

let known = {};

/** By language and PID, or PID/key: a name and a description; `code` is marked. */
export const useNames = (all) => { known = all; };

/** In words; own is whether they are in the page's language. */
export function words(part, setting = null) {
  const factory = part.pid.split('~')[0];
  const translated = known[lang()]?.[setting ? `${factory}/${setting.key}` : factory];
  if (translated) return { name: translated[0], description: translated[1], own: true };
  const { names, descriptions } = setting ?? part;
  return { name: names[lang()] ?? names.en, description: descriptions[lang()] ?? descriptions.en ?? '', own: Boolean(names[lang()]) };
}

/** Sets a text; what is code in it, and what is in English, is marked as such. */
export function named(element, text, own = true) {
  if (element.dataset.shown === text) return;
  element.dataset.shown = text;
  if (own) element.removeAttribute('lang');
  else element.setAttribute('lang', 'en');
  element.replaceChildren(...text.split('`').map((each, index) => (index % 2 ? h('code', { lang: 'en' }, each) : each)));
}
