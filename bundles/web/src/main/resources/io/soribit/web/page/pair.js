// SPDX-License-Identifier: Apache-2.0
// Pairs this device with the hub. The code is behind the # of the address: it is in no log.
import { t, useTexts } from './text.js';

const $ = (id) => document.getElementById(id);

/** The name that the device is going to have: the first part of the code. */
function nameOf(code) {
  try {
    const bytes = Uint8Array.from(atob(code.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    return new TextDecoder().decode(bytes).split(':')[0];
  } catch {
    return '';
  }
}

async function pair() {
  $('pair').disabled = true;
  try {
    const response = await fetch('api/pair', { method: 'POST', headers: { 'Soribit-Request': 'page', 'Soribit-Pairing': location.hash.slice(1) } });
    if (response.ok) {
      location.replace('./');
      return;
    }
    $('pair-outcome').textContent = t(response.status === 403 ? 'pair_failed' : 'seen_failed');
  } catch {
    $('pair-outcome').textContent = t('seen_failed');
  }
  $('pair-outcome').dataset.ok = false;
  $('pair').disabled = false;
}

useTexts(await fetch('texts.json').then((r) => r.json()));
$('pair-title').textContent = t('pair_title');
$('pair-what').textContent = t('pair_what', { name: nameOf(location.hash.slice(1)) });
$('pair').textContent = t('pair');
$('pair').addEventListener('click', pair);
$('pair').disabled = false;
$('pair-trust').firstElementChild.textContent = t('trust_title');
$('pair-trust').hidden = location.protocol !== 'https:';
