// SPDX-License-Identifier: Apache-2.0
// After an upgrade of the hub the page is loaded anew: not beside an alert, nor while a person enters something.
const AGAIN = 10000;
const GUIDES = '#rule-form, #source-form, #teach-guide, #people-guide, #ntfy-guide, #lend-sign';
const mine = document.querySelector('meta[name="version"]').content;
const touched = new Set(); // fields that a person has changed
let theirs = mine;
let next = 0;

/** Sets the version of the hub. */
export const setVersion = (version) => { theirs = version; };

const isUnsaved = (field) => field.isConnected && field.value && field.checkVisibility();

function isBusy() {
  for (const field of touched) if (!isUnsaved(field)) touched.delete(field);
  return touched.size > 0 || document.querySelector('dialog[open]') !== null
    || Boolean(document.activeElement?.closest('form:not(#filters)'))
    || [...document.querySelectorAll(GUIDES)].some((guide) => guide.checkVisibility());
}

/** Loads the page anew if the hub has another version, and serves the page of that. */
export async function look() {
  if (theirs === mine || isBusy() || performance.now() < next) return;
  next = performance.now() + AGAIN;
  const served = await fetch('./', { cache: 'no-store' }).then((r) => (r.ok ? r.text() : ''), () => '');
  if (served.includes(`content="${theirs}"`) && !isBusy()) location.reload();
}

addEventListener('input', ({ target }) => { if (target.form && target.form.id !== 'filters' && target.type !== 'range') touched.add(target); });
addEventListener('submit', ({ target }) => { if (target.matches('.setting-line')) for (const field of target.elements) touched.delete(field); }, true);
