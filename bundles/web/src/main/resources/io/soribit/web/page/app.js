// SPDX-License-Identifier: Apache-2.0
// Follows the hub's stream, keeps what it told, and says so at once when the stream is gone.
import * as alerting from './alerts.js';
import * as devices from './devices.js';
import { asLamp, drawDisplays, isLamp } from './displays.js';
import * as models from './models.js';
import * as view from './view.js';

const SILENCE = 5000; // the hub speaks every second: after this long it is lost
const KEPT = 100;
const $ = (id) => document.getElementById(id);
const root = document.documentElement;
const sounds = new Map();
const lamps = new Map();
const alerts = new Map();
const simulated = new Map();
let status = null;
let known = [];
let stream = null;
let lastWord = Date.now();

const listeners = {
  snapshot(all) {
    sounds.clear();
    lamps.clear();
    alerts.clear();
    simulated.clear();
    all.simulated.forEach((s) => simulated.set(s.name, s));
    devices.setMode(all.mode);
    devices.setDevices(all.devices);
    all.sounds.forEach((s) => sounds.set(s.id, s));
    all.lamps.forEach((l) => lamps.set(l.name, l));
    all.alerts.forEach((a) => alerts.set(a.id, a));
    known = all.known;
    listeners.status(all.status);
    models.refresh();
    drawLamps();
  },
  status(now) {
    status = now;
    models.setRooms(status.sources.map((source) => source.room));
    lastWord = Date.now();
    view.setClock(now.time);
    link('live');
    drawStatus();
    drawSounds();
  },
  sound(s) {
    if (!sounds.has(s.id) && s.phase !== 'end') {
      $('announce').textContent = `${view.name(s.names)}, ${view.list(s.rooms)}, ${view.clock(s.onset)}`;
    }
    sounds.set(s.id, s);
    if (sounds.size > KEPT) sounds.delete((newestFirst().reverse().find((old) => old.end) ?? s).id);
    drawSounds();
  },
  alert(a) {
    if (a.state === 'ended') alerts.delete(a.id);
    else alerts.set(a.id, a);
    const said = alerting.say(a);
    if (said) $('announce').textContent = said;
    drawSounds();
  },
  lamp(l) {
    lamps.set(l.name, l);
    drawLamps();
  },
  simulated(s) {
    if (s.gone) simulated.delete(s.name);
    else simulated.set(s.name, s);
    drawLamps();
  },
  mode: ({ mode }) => devices.setMode(mode),
  devices({ devices: all }) {
    devices.setDevices(all);
    drawLamps();
  },
};

const newestFirst = () => [...sounds.values()].sort((a, b) => Date.parse(b.onset) - Date.parse(a.onset));
const pretended = () => [...simulated.values()].sort((a, b) => a.name.localeCompare(b.name));
const byName = () => [...[...lamps.values()].map(devices.titled), ...pretended().filter((s) => isLamp(s) && !lamps.has(s.name)).map(asLamp)]
  .sort((a, b) => a.name.localeCompare(b.name));
const isLost = () => document.body.dataset.link === 'lost';

function drawLamps() {
  view.drawLamps(byName());
  drawDisplays(pretended());
}

function drawStatus() {
  if (!status) return;
  const shown = isLost() ? {
    ...status,
    listening: 'not_listening',
    sources: status.sources.map((s) => ({ ...s, state: 'unknown', stale: false, message: '', level_db: -120 })),
  } : status;
  view.drawOverall(shown, !isLost());
  view.drawRooms(shown);
  alerting.drawUnheard(shown.sources);
  alerting.drawUnreached(shown);
  view.drawHub(shown);
}

function drawSounds() {
  view.drawSounds(newestFirst(), known, isLost(), alerts);
  const large = view.drawEmergencies(newestFirst(), alerts);
  alerting.drawAlerts([...alerts.values()], new Set(large.map((s) => s.told?.alert)));
  const emergency = large.find((s) => !s.end);
  const alarm = isLost() ? view.t('lost') : emergency ? view.name(emergency.names) : '';
  document.title = alarm ? `⚠ ${alarm} · Soribit` : 'Soribit 소리빛';
}

function connect() {
  stream?.close();
  stream = new EventSource('events');
  for (const [name, listener] of Object.entries(listeners)) {
    stream.addEventListener(name, (event) => listener(JSON.parse(event.data)));
  }
  stream.addEventListener('error', () => link('lost'));
}

function link(state) {
  if (document.body.dataset.link === state) return;
  document.body.dataset.link = state;
  if (isLost()) drawAll();
}

/** A browser does not try again after an error answer, nor when a connection dies in silence. */
function watch() {
  if (Date.now() - lastWord > SILENCE) link('lost');
  if (!isLost()) return;
  view.drawLost(lastWord);
  if (Math.floor((Date.now() - lastWord) / 1000) % 3 === 0 && stream.readyState !== EventSource.CONNECTING) connect();
}

function remember(key, value) {
  try { localStorage.setItem(`soribit.${key}`, value); } catch { /* private mode: holds until reload */ }
}

function drawAll() {
  view.drawTexts();
  drawStatus();
  drawSounds();
  drawLamps();
  devices.draw();
  models.draw();
  view.drawLost(lastWord);
}

$('language').addEventListener('click', () => {
  root.lang = root.lang === 'ko' ? 'en' : 'ko';
  remember('lang', root.lang);
  drawAll();
});
$('theme').addEventListener('click', () => {
  root.dataset.theme = root.dataset.theme === 'dark' ? 'light' : 'dark';
  remember('theme', root.dataset.theme);
  view.drawTheme();
});

const [texts, icons] = await Promise.all([fetch('texts.json').then((r) => r.json()), fetch('icons.svg').then((r) => r.text())]);
document.body.append(new DOMParser().parseFromString(icons, 'image/svg+xml').documentElement);
view.useTexts(texts);
drawAll();
connect();
setInterval(watch, 1000);
