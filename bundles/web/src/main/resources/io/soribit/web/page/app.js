// SPDX-License-Identifier: Apache-2.0
// Receives the hub's events, keeps the state, and shows at once when the connection is lost.
import * as alerting from './alerts.js';
import * as devices from './devices.js';
import { asLamp, drawDisplays, isLamp } from './displays.js';
import { $, setText } from './dom.js';
import { drawLamps } from './lamps.js';
import * as missed from './missed.js';
import * as models from './models.js';
import * as plugins from './plugins.js';
import { drawEmergencies, drawSounds } from './sounds.js';
import { clock, list, name, setClock, t, useTexts } from './text.js';
import * as view from './view.js';

const TIMEOUT = 5000; // the hub sends a status every second
const KEPT = 100;
const root = document.documentElement;
const sounds = new Map();
const lamps = new Map();
const alerts = new Map();
const simulated = new Map();
let status = null;
let known = [];
let stream = null;
let lastId = '';
let lastEvent = Date.now();

const listeners = {
  snapshot(all) {
    sounds.clear();
    lamps.clear();
    alerts.clear();
    simulated.clear();
    all.simulated.forEach((s) => simulated.set(s.name, s));
    devices.setMode(all.mode);
    devices.setDevices(all.devices);
    plugins.setPlugins(all.plugins);
    all.sounds.forEach((s) => sounds.set(s.id, s));
    all.lamps.forEach((l) => lamps.set(l.name, l));
    all.alerts.forEach((a) => alerts.set(a.id, a));
    known = all.known;
    listeners.status(all.status);
    models.refresh();
    missed.refresh();
    redrawLamps();
  },
  status(now) {
    status = now;
    models.setRooms(status.sources.map((source) => source.room));
    lastEvent = Date.now();
    setClock(now.time);
    link('live');
    drawStatus();
    redrawSounds();
  },
  sound(s) {
    if (!sounds.has(s.id) && s.phase !== 'end') {
      $('announce').textContent = `${name(s.names)}, ${list(s.rooms)}, ${clock(s.onset)}`;
    }
    sounds.set(s.id, s);
    if (sounds.size > KEPT) sounds.delete((newestFirst().reverse().find((old) => old.end) ?? s).id);
    redrawSounds();
  },
  alert(a) {
    if (a.state === 'ended') {
      alerts.delete(a.id);
      missed.refresh();
    } else {
      alerts.set(a.id, a);
    }
    const announcement = alerting.say(a);
    if (announcement) setText($('announce'), announcement);
    redrawSounds();
  },
  lamp(l) {
    lamps.set(l.name, l);
    redrawLamps();
  },
  simulated(s) {
    if (s.gone) simulated.delete(s.name);
    else simulated.set(s.name, s);
    redrawLamps();
  },
  mode: ({ mode }) => devices.setMode(mode),
  devices({ devices: all }) {
    devices.setDevices(all);
    redrawLamps();
  },
  plugins: ({ plugins: all }) => plugins.setPlugins(all),
};

const newestFirst = () => [...sounds.values()].sort((a, b) => Date.parse(b.onset) - Date.parse(a.onset));
const simulatedByName = () => [...simulated.values()].sort((a, b) => a.name.localeCompare(b.name));
const byName = () => [...[...lamps.values()].map(devices.titled), ...simulatedByName().filter((s) => isLamp(s) && !lamps.has(s.name)).map(asLamp)]
  .sort((a, b) => a.name.localeCompare(b.name));
const isLost = () => document.body.dataset.link === 'lost';

function redrawLamps() {
  drawLamps(byName());
  drawDisplays(simulatedByName());
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

function redrawSounds() {
  drawSounds(newestFirst(), known, isLost(), alerts);
  const large = drawEmergencies(newestFirst(), alerts);
  alerting.drawAlerts([...alerts.values()], new Set(large.map((s) => s.told?.alert)));
  const emergency = large.find((s) => !s.end);
  const alarm = isLost() ? t('lost') : emergency ? name(emergency.names) : '';
  document.title = alarm ? `⚠ ${alarm} · Soribit` : 'Soribit 소리빛';
}

/** Continues after the last event that was received, if the hub still has those after it. */
function connect() {
  stream?.close();
  stream = new EventSource(lastId ? `events?last=${encodeURIComponent(lastId)}` : 'events');
  for (const [type, listener] of Object.entries(listeners)) {
    stream.addEventListener(type, (event) => {
      lastId = event.lastEventId || lastId;
      listener(JSON.parse(event.data));
    });
  }
  stream.addEventListener('error', () => link('lost'));
}

function link(state) {
  if (document.body.dataset.link === state) return;
  document.body.dataset.link = state;
  if (isLost()) drawAll();
}

/** A browser does not reconnect after an error response, nor when no more data arrives. */
function watch() {
  if (Date.now() - lastEvent > TIMEOUT) link('lost');
  if (!isLost()) return;
  view.drawLost(lastEvent);
  if (Math.floor((Date.now() - lastEvent) / 1000) % 3 === 0 && stream.readyState !== EventSource.CONNECTING) connect();
}

function remember(key, value) {
  try { localStorage.setItem(`soribit.${key}`, value); } catch { /* private mode: holds until reload */ }
}

function drawAll() {
  view.drawTexts();
  drawStatus();
  redrawSounds();
  redrawLamps();
  devices.draw();
  models.draw();
  plugins.draw();
  missed.draw();
  view.drawLost(lastEvent);
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
useTexts(texts);
drawAll();
connect();
setInterval(watch, 1000);
