// SPDX-License-Identifier: Apache-2.0
// Lends the microphone of this device to a room, and says on every view that it listens, or why it does not.
import { $, h, setText, sync } from './dom.js';
import { read, request } from './hub.js';
import { sender } from './lend-sender.js';
import { onOpen } from './router.js';
import { why } from './said.js';
import { t } from './text.js';

const KEY = 'soribit.lend';
const STALLED = 3000;
const REFUSED = { 401: 'revoked', 403: 'role', 404: 'taken', 409: 'elsewhere' };
const SOUND = { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false };

let rooms = [];
let microphones = null;
let lent = null; // { room, stream, context, out, heard, lost }
let ended = null; // { room, why }: what the bar still says, until somebody has read it
let starting = false;
let outcome = '';
let lock = null;

function remember(room) {
  try {
    if (room) localStorage.setItem(KEY, room);
    else localStorage.removeItem(KEY);
  } catch { /* private mode: it ends with the page */ }
}

/** Why nothing can be lent here; empty if it can. */
function obstacle() {
  if (!window.isSecureContext) return 'insecure';
  return navigator.mediaDevices?.getUserMedia && window.AudioWorkletNode ? '' : 'unable';
}

/** What the device does now; a word of the texts. */
function state() {
  const track = lent.stream.getAudioTracks()[0];
  if (track.readyState === 'ended') return 'ended';
  if (lent.context.state === 'suspended' && performance.now() - lent.heard > STALLED) return 'suspended';
  if (track.muted) return 'muted';
  if (performance.now() - lent.heard > STALLED) return 'stalled';
  if (lent.lost) return 'lost';
  return document.hidden ? 'hidden' : 'listening';
}

async function stayOn() {
  if (!lent || document.hidden || (lock && !lock.released)) return;
  try {
    lock = await navigator.wakeLock.request('screen');
  } catch { /* not there, or not allowed: the device's own setting decides */ }
  draw();
}

/** Some browsers convert to the rate that is asked for, some refuse to, and are heard at their own. */
function connect(stream) {
  const first = new AudioContext({ sampleRate: 16000 });
  try {
    return [first, first.createMediaStreamSource(stream)];
  } catch {
    first.close();
    const own = new AudioContext();
    return [own, own.createMediaStreamSource(stream)];
  }
}

async function begin(room) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: SOUND });
  let context = null;
  try {
    await request(`microphone?room=${encodeURIComponent(room)}`);
    const [audio, source] = connect(stream);
    context = audio;
    await context.audioWorklet.addModule('lend-capture.js');
    const capture = new AudioWorkletNode(context, 'capture', { numberOfOutputs: 0, channelCount: 1, channelCountMode: 'explicit' });
    lent = { room, stream, context, heard: performance.now(), lost: false };
    const mine = lent;
    lent.out = sender(context.sampleRate, {
      over: (status) => { if (mine === lent) end(`lend_${REFUSED[status]}`); },
      lost: (is) => { mine.lost = is; draw(); },
    });
    capture.port.onmessage = ({ data }) => {
      mine.heard = performance.now();
      mine.out.add(data);
    };
    source.connect(capture);
    context.resume();
  } catch (failure) {
    stream.getTracks().forEach((track) => track.stop());
    context?.close();
    throw failure;
  }
  const track = stream.getAudioTracks()[0];
  for (const event of ['ended', 'mute', 'unmute']) track.addEventListener(event, draw);
  remember(room);
  ended = null;
  stayOn();
  refresh();
}

function end(why) {
  const { room, stream, context, out } = lent;
  lent = null;
  out.close();
  stream.getTracks().forEach((track) => track.stop());
  context.close();
  lock?.release();
  lock = null;
  remember('');
  ended = why ? { room, why } : null;
  draw();
  if (why !== 'lend_revoked') refresh(); // else the browser would ask for a password
}

async function lend(room) {
  if (starting || lent) return;
  starting = true;
  outcome = '';
  try {
    await begin(room);
  } catch (failure) {
    outcome = failure.name === 'NotAllowedError' ? t('lend_denied') : failure.name === 'NotFoundError' ? t('lend_none') : why(failure);
  }
  starting = false;
  draw();
}

async function takeBack(microphone) {
  const own = microphone.own && lent;
  try {
    await request(`microphone?device=${encodeURIComponent(microphone.device)}`, 'DELETE');
    if (own) end('');
  } catch (failure) {
    outcome = why(failure);
  }
  refresh();
}

/** Which microphones are lent; none of this is shown where the hub takes none. */
async function refresh() {
  microphones = await read('microphone').then((all) => all.microphones, () => null);
  draw();
}

export function setRooms(all) {
  const names = [...new Set(all)].sort();
  if (names.join() === rooms.join()) return;
  rooms = names;
  $('lend-rooms').replaceChildren(...rooms.map((room) => h('option', { value: room })));
}

function other(microphone) {
  const back = h('button', { type: 'button' });
  back.addEventListener('click', () => takeBack(microphone));
  return h('li', {}, h('span', {}), ' ', back);
}

export function draw() {
  const why = obstacle();
  $('lend').hidden = !microphones;
  $('lend-form').hidden = Boolean(why || lent);
  setText($('lend-outcome'), why ? t(`lend_${why}`) : outcome);
  $('lend-outcome').dataset.ok = false;
  const named = (m) => t('lend_other', { device: m.device || t('lend_here'), room: m.room });
  sync($('lend-others'), microphones ?? [], (m) => `${m.device}/${m.room}`, other, (row, m) => {
    setText(row.firstChild, named(m));
    setText(row.lastChild, t('lend_back'));
    row.lastChild.setAttribute('aria-label', `${t('lend_back')}: ${named(m)}`);
  });
  $('lend-sign').hidden = !lent && !ended;
  if (lent) drawSign();
  else if (ended) {
    $('lend-sign').dataset.lend = 'over';
    $('lend-sign').dataset.heard = false;
    setText($('lend-what'), t('lend_off', ended));
    setText($('lend-why'), t(ended.why));
  }
}

function drawSign() {
  const now = state();
  const heard = now === 'listening' || now === 'hidden';
  $('lend-sign').dataset.lend = now;
  $('lend-sign').dataset.heard = heard;
  setText($('lend-what'), t(heard ? 'lend_on' : 'lend_off', { room: lent.room }));
  setText($('lend-why'), now === 'listening' ? (lock && !lock.released ? '' : t('lend_screen')) : t(`lend_${now}`));
}

export function start() {
  $('lend-form').addEventListener('submit', (event) => {
    event.preventDefault();
    lend($('lend-room').value.trim());
  });
  $('lend-stop').addEventListener('click', () => {
    ended = null;
    if (lent) takeBack({ device: '', own: true, ...microphones?.find((m) => m.own) });
    draw();
  });
  $('lend-sign').addEventListener('click', () => lent?.context.resume());
  document.addEventListener('visibilitychange', () => {
    lent?.context.resume();
    stayOn();
    draw();
  });
  setInterval(() => { if (lent) draw(); }, 1000);
  onOpen('settings', refresh);
  refresh().then(() => {
    let room = null;
    try { room = localStorage.getItem(KEY); } catch { /* private mode */ }
    if (room && microphones?.some((m) => m.own && m.room === room) && !obstacle()) lend(room);
  });
}
