// SPDX-License-Identifier: Apache-2.0
// Sounds of the household: which ones were taught, and the guide that teaches one, take by take.
import { $, h, icon, setText, sync } from './dom.js';
import { read, request } from './hub.js';
import { onOpen } from './router.js';
import { why } from './said.js';
import * as pick from './teach-pick.js';
import * as price from './teach-price.js';
import { heardIn, remark, row, sign, update } from './teach-take.js';
import { lang, name, number, percent, t, tn } from './text.js';

const PERIOD = 400;
const HINTS = 4;
const ASK = 8000;
const ICONS = ['🔊', '🔔', '🎵', '🚪', '🧺', '🍚', '🐕', '🐈', '🚗', '📦'];
const URGENCIES = ['info', 'notice', 'urgent'];
let state = null;
let begun = 0; // when the recording began, by this page's clock
let timer = 0;
let doubted = null; // the sound that is forgotten if that is pressed once more
let doubt = 0;

async function refresh() {
  try {
    state = await read('teach');
  } catch {
    state = null;
  }
  draw();
}

const busy = () => Boolean(state?.lesson) && state.lesson.phase !== 'waiting';

/** While something goes on, the hub is asked how far it is. */
function follow() {
  clearTimeout(timer);
  if (!busy()) {
    begun = 0;
    return;
  }
  if (!begun) begun = performance.now();
  timer = setTimeout(refresh, PERIOD);
}

/** What a person should do now. */
function instruction({ phase, floor_db: floor, takes, seconds, most }) {
  if (phase === 'quiet') return t('teach_now_quiet', { seconds });
  if (phase === 'recording') return t('teach_now_sound', { seconds });
  if (phase === 'analysing') return t('teach_now_analysing');
  if (!takes.length && floor === null) return t('teach_hint_quiet', { seconds });
  if (takes.length >= most) return t('teach_hint_enough');
  return t(`teach_hint_${Math.min(takes.length + 1, HINTS)}`);
}

/** Whether it is good enough, and what is missing. */
function verdict({ takes, least, problem, good }) {
  if (takes.length < least) return tn('teach_missing', least - takes.length);
  if (problem) return why({ ...problem, code: `teach_${problem.code}` });
  return t(good ? 'teach_good' : 'teach_weak', { found: number(takes.filter((take) => take.found).length), all: number(takes.length) });
}

/** From where on it counts, and by what. */
function onset(chosen) {
  if (chosen?.share > 1) return t('teach_onset_beyond', { hours: number(Math.round(chosen.hours)) });
  return chosen ? t('teach_onset', { share: percent(chosen.share), hours: number(Math.round(chosen.hours)) }) : t('teach_onset_any');
}

function taughtCard(sound) {
  const { label } = sound;
  const buttons = ['price', 'listen', 'forget'].map((what) => h('button', { type: 'button', class: `teach-${what}` }));
  const li = h('li', { class: 'card teach-sound' },
    h('div', { class: 'room-head' }, h('span', { class: 'teach-name' }, icon(label, sound.icon), h('span', {}), h('span', { class: 'quiet' })), h('span', { class: 'teach-state' }, h('span', {}), ' ', h('span', {}))),
    h('p', { class: 'teach-problem' }),
    h('p', { class: 'teach-onset quiet' }),
    h('p', { class: 'model-buttons' }, ...buttons),
    h('div', { class: 'teach-past', hidden: '' }));
  const [show, listen, away] = buttons;
  show.addEventListener('click', async () => {
    if (price.isShown(label)) price.hide(label);
    else await showPrice(label);
    draw();
  });
  listen.addEventListener('click', () => switchTo(li.sound, !li.sound.on));
  away.addEventListener('click', () => {
    if (doubted === li.sound.label) forget(li.sound);
    else ask(li.sound.label);
  });
  return li;
}

function updateTaught(li, s) {
  li.sound = s;
  Object.assign(li.dataset, { taught: s.label, on: s.on });
  const [head, problem, from, buttons, past] = li.children;
  setText(from, onset(s.onset));
  setText(problem, s.problem ? `⚠ ${remark(s.problem)}` : '');
  const [, title, how] = head.firstChild.children;
  setText(title, name(s.names));
  setText(how, `${t(`urgency_${s.urgency}`)} · ${tn('teach_takes', s.takes)}${s.found < s.takes ? ` · ${t('teach_finds', { found: number(s.found), all: number(s.takes) })}` : ''}`);
  const [drawing, words] = head.lastChild.children;
  if (drawing.dataset.on !== String(s.on)) drawing.replaceChildren(sign(s.on));
  drawing.dataset.on = s.on;
  setText(words, t(s.on ? 'teach_on' : 'teach_off'));
  const keys = [price.isShown(s.label) ? 'teach_price_hide' : 'teach_price_show', s.on ? 'teach_switch_off' : 'teach_switch_on', doubted === s.label ? 'teach_forget_sure' : 'teach_forget'];
  [...buttons.children].forEach((button, index) => {
    setText(button, t(keys[index]));
    button.setAttribute('aria-label', `${t(keys[index])}: ${name(s.names)}`);
  });
  buttons.firstChild.setAttribute('aria-expanded', price.isShown(s.label));
  buttons.children[1].classList.toggle('primary', !s.on);
  price.draw(past, s.label, (event, right) => judge(s, event, right));
}

function drawTaught() {
  sync($('teach-sounds'), state.sounds, (s) => s.label, taughtCard, updateTaught);
}

function drawLesson(lesson) {
  setText($('teach-title'), t('teach_lesson', { name: name(lesson.names), room: lesson.room }));
  $('teach-guide').dataset.phase = lesson.phase;
  setText($('teach-now'), instruction(lesson));
  const bar = $('teach-bar');
  bar.hidden = !busy();
  bar.setAttribute('aria-label', t('teach_bar'));
  if (lesson.phase === 'analysing') bar.removeAttribute('value');
  else bar.value = Math.min(1, (performance.now() - begun) / (lesson.seconds * 1000));
  const first = !lesson.takes.length && lesson.floor_db === null;
  setText($('teach-quiet'), t(lesson.floor_db === null ? 'teach_quiet' : 'teach_quiet_again'));
  setText($('teach-record'), t(first ? 'teach_record_now' : 'teach_record', { number: number(lesson.takes.length + 1) }));
  $('teach-quiet').classList.toggle('primary', first);
  $('teach-record').classList.toggle('primary', !first);
  for (const button of document.querySelectorAll('#teach-guide button')) button.setAttribute('aria-disabled', busy() && button.id !== 'teach-cancel');
  const refused = lesson.refused && !busy() ? why({ ...lesson.refused, code: `teach_${lesson.refused.code}` }) : '';
  setText($('teach-refused'), refused);
  setText($('teach-floor'), lesson.floor_db === null ? '' : t('teach_floor', { floor: number(Math.round(lesson.floor_db)) }));
  sync($('teach-takes'), lesson.takes, (take) => String(take.number), (take) => row(() => act(`teach/take?number=${take.number}`, 'DELETE')), (li, take) => update(li, take, lesson.floor_db));
  pick.draw();
  setText($('teach-like'), heardIn(lesson.takes).join(' '));
  $('teach-verdict').dataset.good = lesson.good;
  $('teach-verdict').hidden = !lesson.takes.length;
  $('teach-verdict').firstElementChild.replaceChildren(sign(lesson.good));
  setText($('teach-verdict').lastElementChild, verdict(lesson));
  $('teach-learn').hidden = Boolean(lesson.problem);
  setText($('teach-save'), t('teach_save'));
  setText($('teach-cancel'), t('teach_cancel'));
}

function drawChoices() {
  sync($('teach-room'), state.rooms, (room) => room, () => h('option', {}), (option, room) => setText(option, room));
  sync($('teach-icon'), ICONS, (emoji) => emoji, (emoji) => h('option', { value: emoji }, emoji), () => {});
  sync($('teach-urgency'), URGENCIES, (urgency) => urgency, (urgency) => h('option', { value: urgency, ...(urgency === 'notice' ? { selected: '' } : {}) }),
    (option, urgency) => setText(option, t(`teach_urgency_${urgency}`)));
}

export function draw() {
  $('teach').hidden = !state;
  if (!state) return;
  drawTaught();
  drawChoices();
  $('teach-form').hidden = Boolean(state.lesson);
  $('teach-guide').hidden = !state.lesson;
  $('teach-no-room').hidden = state.rooms.length > 0 || Boolean(state.lesson);
  $('teach-start').disabled = !state.rooms.length;
  follow();
  if (state.lesson) drawLesson(state.lesson);
}

function say(text, ok) {
  $('teach-outcome').dataset.ok = ok;
  setText($('teach-outcome'), text);
}

/** Asks for a change; whether it was made. */
async function act(address, method = 'POST', done = '') {
  let made = true;
  try {
    await request(address, method);
    say(done, true);
  } catch (failure) {
    made = false;
    say(why(failure), false);
  }
  await refresh();
  return made;
}

async function record(quiet) {
  if (busy()) return;
  begun = 0;
  await act(`teach/record?quiet=${quiet}`);
}

async function showPrice(label) {
  const asked = price.show(label);
  draw();
  try {
    await asked;
  } catch {
    say(t('said_failed'), false);
  }
}

async function judge(sound, event, right) {
  const words = new URLSearchParams({ id: sound.label, room: event.room, time: event.start, right });
  await act(`teach/judge?${words}`, 'POST', t('teach_judged', { name: name(sound.names) }));
  await showPrice(sound.label);
  draw();
}

async function switchTo(sound, on) {
  const words = new URLSearchParams({ id: sound.label, on });
  await act(`teach/listen?${words}`, 'POST', t(on ? 'teach_switched_on' : 'teach_switched_off', { name: name(sound.names) }));
}

/** Forgetting cannot be undone: it is pressed twice. */
function ask(label) {
  clearTimeout(doubt);
  doubted = label;
  if (label) doubt = setTimeout(() => ask(null), ASK);
  draw();
}

async function forget(sound) {
  ask(null);
  price.hide(sound.label);
  await act(`teach/sound?id=${encodeURIComponent(sound.label)}`, 'DELETE', t('teach_forgotten', { name: name(sound.names) }));
}

$('teach-form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const chosen = $('teach-name').value.trim();
  const words = new URLSearchParams({ name: chosen, room: $('teach-room').value, ...(lang() === 'ko' ? { ko: chosen } : {}) });
  if (await act(`teach?${words}`)) {
    $('teach-name').value = '';
    $('teach-title').focus();
  }
});
$('teach-quiet').addEventListener('click', () => record(true));
$('teach-record').addEventListener('click', () => record(false));
$('teach-cancel').addEventListener('click', () => act('teach', 'DELETE'));
$('teach-save').addEventListener('click', async () => {
  if (busy()) return;
  const title = name(state.lesson.names);
  const words = new URLSearchParams({ icon: $('teach-icon').value, urgency: $('teach-urgency').value });
  const before = new Set(state.sounds.map((s) => s.label));
  if (!await act(`teach/learn?${words}`)) return;
  const learnt = state?.sounds.find((s) => !before.has(s.label));
  say(t(learnt?.on ? 'teach_learnt' : 'teach_learnt_off', { name: title }), true);
  if (learnt && !learnt.on) {
    await showPrice(learnt.label);
    draw();
  }
});
pick.onPick(async (event) => {
  if (!busy()) await act(`teach/take?${new URLSearchParams({ room: event.rooms[0], time: event.onset })}`);
});
onOpen('home', refresh);
