// SPDX-License-Identifier: Apache-2.0
// Keeps the state as the hub's events change it, and draws all parts of the page.
import * as alerting from './alerts.js';
import * as devices from './devices.js';
import { asLamp, drawDisplays, isLamp } from './displays.js';
import { $, setText } from './dom.js';
import { drawEmergencies } from './emergency.js';
import { drawHubs, drawProblems, drawUnheard, drawUnreached, faults } from './faults.js';
import * as first from './first.js';
import * as history from './history.js';
import * as install from './install.js';
import { drawLamps } from './lamps.js';
import * as lend from './lend.js';
import * as missed from './missed.js';
import * as mode from './mode.js';
import * as models from './models.js';
import * as ntfy from './ntfy.js';
import * as overlay from './overlay.js';
import * as plugins from './plugins.js';
import * as push from './push.js';
import * as recipients from './recipients.js';
import * as rooms from './rooms.js';
import * as router from './router.js';
import { setChoices } from './rule-form.js';
import { setDevices } from './rule-words.js';
import * as rules from './rules.js';
import * as headline from './sentence.js';
import * as sensitivity from './sensitivity.js';
import * as snooze from './snooze.js';
import { drawSounds } from './sounds.js';
import * as sources from './sources.js';
import * as stream from './stream.js';
import * as teach from './teach.js';
import { clock, list, name, setAdvice, setClock, t, useTexts } from './text.js';
import * as timeline from './timeline.js';
import * as upgrade from './upgrade.js';
import * as view from './view.js';
import * as wall from './wall.js';

const KEPT = 100;
const root = document.documentElement;
const sounds = new Map();
const lamps = new Map();
const alerts = new Map();
const simulated = new Map();
let status = null;
let known = [];
let settings = null;

const listeners = {
  snapshot(all) {
    sounds.clear();
    lamps.clear();
    alerts.clear();
    simulated.clear();
    all.simulated.forEach((s) => simulated.set(s.name, s));
    listeners.mode(all);
    setAdvice(all.advice);
    devices.setDevices(all.devices);
    overlay.reset();
    rooms.setLevels(all.levels, all.status.time);
    plugins.setPlugins(all.plugins);
    all.sounds.forEach((s) => sounds.set(s.id, s));
    all.lamps.forEach((l) => lamps.set(l.name, l));
    all.alerts.forEach((a) => alerts.set(a.id, a));
    listeners.known(all);
    snooze.refresh();
    listeners.status(all.status);
    models.refresh();
    nameRules();
    recipients.stale();
    refreshHistory();
    redrawLamps();
    upgrade.setVersion(all.version);
  },
  status(now) {
    status = now;
    models.setRooms(status.sources.map((source) => source.room));
    stream.heard();
    install.heard(Date.now());
    setClock(now.time);
    rooms.take(now);
    sources.setSources(now.sources);
    timeline.setRooms(now.sources.map((source) => source.room));
    lend.setRooms(now.sources.map((source) => source.room));
    drawStatus();
    redrawSounds();
    upgrade.look();
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
      overlay.ended(a, alerts.get(a.id), [...sounds.values()]);
      alerts.delete(a.id);
      refreshHistory();
    } else {
      alerts.set(a.id, a);
    }
    const announcement = alerting.say(a);
    if (announcement) setText($('announce'), announcement);
    timeline.refresh();
    redrawSounds();
  },
  seen({ ids }) {
    overlay.seenBefore(ids);
    refreshHistory();
    timeline.refresh();
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
  known({ known: all, others }) {
    known = all;
    timeline.setSounds(all, others);
    snooze.setKnown(all);
    redrawSounds();
  },
  mode({ mode: current }) {
    mode.setMode(current);
    wall.dim(current);
  },
  devices({ devices: all }) {
    devices.setDevices(all);
    nameRules();
    recipients.draw();
    redrawLamps();
  },
  plugins: ({ plugins: all }) => plugins.setPlugins(all),
};

const newestFirst = () => [...sounds.values()].sort((a, b) => Date.parse(b.onset) - Date.parse(a.onset));
const simulatedByName = () => [...simulated.values()].sort((a, b) => a.name.localeCompare(b.name));
const byName = () => [...[...lamps.values()].map(devices.titled), ...simulatedByName().filter((s) => isLamp(s) && !lamps.has(s.name)).map(asLamp)]
  .sort((a, b) => a.name.localeCompare(b.name));

/** What rules can name. */
function nameRules() {
  setDevices(devices.all());
  setChoices([...new Set((status?.sources ?? []).map((source) => source.room))], devices.all());
  rules.draw();
  sources.draw();
}

/** What the store knows of alerts that are over. */
async function refreshHistory() {
  const [rows] = await Promise.all([history.rows(), missed.refresh(), overlay.refresh()]);
  first.take(rows);
  redrawSounds();
}

function redrawLamps() {
  drawLamps(byName());
  drawDisplays(simulatedByName());
}

function drawStatus() {
  if (!status) return;
  const shown = stream.outage() ? {
    ...status,
    listening: 'not_listening',
    sources: status.sources.map((s) => ({ ...s, state: 'unknown', stale: false, message: '', level_db: -120 })),
  } : status;
  view.drawOverall(shown, stream.outage());
  rooms.draw(shown, newestFirst());
  drawUnheard(shown.sources);
  drawUnreached(shown);
  drawHubs(shown);
  drawProblems(shown);
  view.drawHub(shown);
}

function redrawSounds() {
  const all = newestFirst();
  const active = [...alerts.values()];
  drawSounds(all, known, stream.outage(), alerts);
  const large = overlay.draw(all, alerts, faults(status, stream.outage()), stream.outage(), redrawSounds);
  const emergencies = drawEmergencies(all, alerts, new Set(large.map((a) => a.id)));
  alerting.drawAlerts(active, new Set(emergencies.map((s) => s.told?.alert)));
  headline.draw(status, all, active, devices.all(), stream.outage());
  first.draw(status, all, devices.all(), active, stream.outage());
  const emergency = emergencies.find((s) => !s.end);
  const alarm = stream.outage() ? t(stream.outage()) : emergency ? name(emergency.names) : '';
  document.title = alarm ? `⚠ ${alarm} · Soribit` : 'Soribit 소리빛';
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
  recipients.draw();
  sensitivity.draw();
  teach.draw();
  rules.draw();
  mode.draw();
  models.draw();
  plugins.draw();
  push.draw();
  ntfy.draw();
  missed.draw();
  snooze.draw();
  lend.draw();
  settings?.draw();
  timeline.draw();
  view.drawLost(stream.outage(), stream.lastEvent());
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

router.onOpen('settings', async () => {
  settings ??= await import('./settings.js');
  settings.refresh();
});

const prefixed = (prefix, all) => Object.fromEntries(Object.entries(all).map(([key, text]) => [prefix + key, text]));
const read = (file) => fetch(file).then((r) => r.json());
const [texts, advice, messages, icons] = await Promise.all([read('texts.json'), read('advice.json'), read('messages.json'), fetch('icons.svg').then((r) => r.text())]);
for (const language of Object.keys(texts)) Object.assign(texts[language], advice[language], prefixed('hub_', messages[language]));
document.body.append(new DOMParser().parseFromString(icons, 'image/svg+xml').documentElement);
useTexts(texts);
router.start();
drawAll();
stream.start(listeners, install.lastHeard(), drawAll);
wall.start();
install.start();
lend.start();
