// SPDX-License-Identifier: Apache-2.0
// Who is notified, in words: kinds of devices, and what holds for all.
import { $, h, setText, sync } from './dom.js';
import { list, t } from './text.js';

const KEYS = ['who_sleep', 'who_repeat', 'who_unreached'];

export const kindsText = (kinds) => (kinds.length === 4 ? t('who_all') : kinds.length ? list(kinds.map((kind) => t(`kind_${kind}`))) : t('who_none'));

/** What holds for all. */
export function drawWords() {
  sync($('who-words'), KEYS, (key) => key, () => h('li', {}), (li, key) => setText(li, t(key)));
}
