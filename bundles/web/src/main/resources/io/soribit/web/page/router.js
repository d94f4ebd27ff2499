// SPDX-License-Identifier: Apache-2.0
// Which view is shown: #now, #timeline, #home, #settings; ?view=wall is Now without anything that scrolls.
import { $, icon } from './dom.js';

const VIEWS = ['now', 'timeline', 'home', 'settings'];
const opened = new Map();

export const isWall = new URLSearchParams(location.search).get('view') === 'wall';
export const view = () => document.body.dataset.view;

/** Calls back whenever a view is opened, with what follows its name in the address. */
export const onOpen = (name, listener) => opened.set(name, [...(opened.get(name) ?? []), listener]);

function show() {
  const [name, rest = ''] = decodeURIComponent(location.hash.slice(1)).split('?');
  const chosen = isWall ? 'now' : name === 'expert' ? 'settings' : name || 'now';
  if (!VIEWS.includes(chosen)) return; // a place on the page
  document.body.dataset.view = isWall ? 'wall' : chosen;
  for (const each of VIEWS) $(`view-${each}`).hidden = each !== chosen;
  for (const link of $('views').children) {
    if (link.dataset.view === chosen) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  if (name === 'expert') $('expert').open = true;
  for (const listener of opened.get(chosen) ?? []) listener(rest);
  if (name) scrollTo(0, 0);
}

/** Begins to follow the address, once the drawings are there. */
export function start() {
  for (const link of $('views').children) link.querySelector('.nav-icon').replaceChildren(icon(`view-${link.dataset.view}`));
  // The bar at the bottom grows with the text; what is focused is scrolled to above it.
  new ResizeObserver(() => document.documentElement.style.setProperty('--bar', `${$('views').offsetHeight}px`)).observe($('views'));
  addEventListener('hashchange', show);
  show();
}
