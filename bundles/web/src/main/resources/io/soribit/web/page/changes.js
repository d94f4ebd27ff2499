// SPDX-License-Identifier: Apache-2.0
// The latest changes of a setting: who made them and when; the newest can be undone.
import { h, setText, sync } from './dom.js';
import { clock, t } from './text.js';

const SHOWN = 3;

/** @param what a change in words */
export function drawChanges(place, changes, what, undo) {
  place.hidden = !changes.length;
  sync(place, changes.slice(0, SHOWN), (c) => c.id, (c) => {
    const button = h('button', { type: 'button', class: 'undo' });
    button.addEventListener('click', () => undo(c.id));
    return h('li', {}, h('span', {}), ' ', button);
  }, (li, c) => {
    const by = c.by === 'page' || !c.by ? t('seen_page') : c.by;
    setText(li.firstChild, `${what(c)} ${t('who_by', { by, time: clock(c.time) })}`);
    setText(li.lastChild, t('undo'));
    li.lastChild.setAttribute('aria-label', `${t('undo')}: ${what(c)}`);
    li.lastChild.hidden = c.id !== changes[0].id;
  });
}
