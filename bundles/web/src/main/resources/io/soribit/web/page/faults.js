// SPDX-License-Identifier: Apache-2.0
// The banners about rooms that are not heard, devices that cannot be reached, other hubs, what else is wrong with the hub, and the same in one line.
import { $, icon, setText } from './dom.js';
import { said } from './said.js';
import { unheardRooms } from './sentence.js';
import { has, list, t } from './text.js';

const MOST_NAMED = 3;

function mark(banner, drawing) {
  const place = $(`${banner}-icon`);
  if (!place.children.length) place.append(icon(drawing));
}

/** Draws the banner that names the rooms that are not heard. */
export function drawUnheard(sources) {
  const rooms = unheardRooms(sources);
  const dead = sources.filter((s) => rooms.includes(s.room));
  $('unheard').hidden = !rooms.length;
  if (!rooms.length) return;
  mark('unheard', 'state-quiet');
  setText($('unheard-what'), t('unheard', { rooms: list(rooms) }));
  const reasons = dead.filter((s) => s.message).map((s) => `${s.room}: ${said(`${s.room} (${s.id})`, s.message, `said_room_${s.stale ? 'stale' : s.state}`)}`);
  setText($('unheard-why'), [...new Set(reasons)].slice(0, MOST_NAMED).join(' · '));
}

/** Draws the banner that says why lamps and displays cannot be reached, and what to do. */
export function drawUnreached({ mqtt, missing }) {
  const gone = missing.includes('mqtt');
  $('unreached').hidden = !gone && (!mqtt || mqtt.connected);
  if ($('unreached').hidden) return;
  mark('unreached', 'unreached');
  setText($('unreached-what'), t('unreached'));
  setText($('unreached-why'), gone ? t('unreached_missing') : `${t('unreached_why', mqtt)} ${t('unreached_do')}`);
}

/** Draws the banner that says what is wrong between this hub and others that share with it. */
export function drawHubs({ hubs = [] }) {
  $('hubs').hidden = !hubs.length;
  if (!hubs.length) return;
  mark('hubs', 'unreached');
  setText($('hubs-what'), t('hubs'));
  setText($('hubs-why'), hubs.map(({ problem, detail }) => t(`hubs_${problem}`, { detail })).join(' '));
}

const problemText = ({ check }) => t(has(`problem_${check}`) ? `problem_${check}` : 'problem_other');
const problemWhy = ({ check, message, remedy }) => said(check, [message, remedy].filter(Boolean).join(': '), has(`said_problem_${check}`) ? `said_problem_${check}` : 'said_problem_other');

/** Draws the banner that says what else is wrong with the hub. */
export function drawProblems({ problems = [] }) {
  $('problems').hidden = !problems.length;
  if (!problems.length) return;
  mark('problems', 'unreached');
  setText($('problems-what'), list([...new Set(problems.map(problemText))]));
  setText($('problems-why'), [...new Set(problems.map(problemWhy))].join(' '));
}

/** What is wrong, in a few words each. */
export function faults(status, outage) {
  if (outage || !status) return outage ? [t(outage)] : [];
  const rooms = unheardRooms(status.sources);
  const unreached = status.missing.includes('mqtt') || (status.mqtt && !status.mqtt.connected);
  return [rooms.length ? t('unheard', { rooms: list(rooms) }) : '', unreached ? t('unreached') : '', status.hubs?.length ? t('hubs') : '', ...(status.problems ?? []).map(problemText)].filter(Boolean);
}
