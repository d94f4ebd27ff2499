// SPDX-License-Identifier: Apache-2.0
// What an event rests on: a picture of its seconds, a curve of scores for each detector with the threshold, and the same in words.
import { h, setText } from './dom.js';
import { read } from './hub.js';
import * as picture from './picture.js';
import { lang, number, percent, t } from './text.js';

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 320;
const HEIGHT = 96;
const MOST = 3;

function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const seconds = (value) => number(value, { maximumFractionDigits: 1 });

/** How long scores were at or above the threshold. */
const above = ({ scores, onset, step_ms: step }) => (scores.filter((score) => score >= onset).length * step) / 1000;

/** The curve in words. */
function words(trace, onset) {
  const highest = Math.max(...trace.scores);
  const at = (Date.parse(trace.start) - Date.parse(onset) + trace.scores.indexOf(highest) * trace.step_ms) / 1000;
  return t('score_words', {
    what: [trace.room, trace.model ?? t('score_detector', { name: trace.detector })].join(', '), highest: percent(highest), at: seconds(Math.max(0, at)), threshold: percent(trace.onset), above: seconds(above(trace)),
  });
}

const y = (score) => HEIGHT - score * HEIGHT;

function curve(trace, text) {
  const x = (index) => (trace.scores.length < 2 ? WIDTH / 2 : (index * WIDTH) / (trace.scores.length - 1));
  const points = trace.scores.map((score, index) => `${x(index).toFixed(1)},${y(score).toFixed(1)}`).join(' ');
  return svg('svg', { viewBox: `0 -4 ${WIDTH} ${HEIGHT + 8}`, class: 'score-curve', role: 'img', 'aria-label': text },
    svg('line', { x1: 0, x2: WIDTH, y1: y(trace.onset), y2: y(trace.onset), class: 'score-onset' }),
    svg('line', { x1: 0, x2: WIDTH, y1: y(trace.offset), y2: y(trace.offset), class: 'score-offset' }),
    svg('polyline', { points, class: 'score-line' }));
}

function figure(trace, onset) {
  const text = words(trace, onset);
  return h('figure', { class: 'score' }, curve(trace, text), h('figcaption', {}, text));
}

/** How many beeps a group of each alarm has (ISO 8201, and four for carbon monoxide). */
const BEEPS = { smoke_alarm: 3, co_alarm: 4 };

/** The timing that was measured: one group of beeps, and the pause after it. */
function timing({ label, evidence }) {
  const { on_ms: on, off_ms: off, cycle_ms: cycle, cycles } = evidence ?? {};
  const beeps = BEEPS[label];
  if (!beeps || !on || !off || !cycle) return [];
  const s = (ms) => seconds(ms / 1000);
  const text = t('score_timing', { beeps: number(beeps), on: s(on), off: s(off), cycle: s(cycle), cycles: number(cycles ?? 1) });
  const scale = WIDTH / cycle;
  const bars = Array.from({ length: beeps }, (_, i) => svg('rect', { x: i * (on + off) * scale, y: 4, width: on * scale, height: 16, class: 'score-beep' }));
  return [h('figure', { class: 'score' }, svg('svg', { viewBox: `0 0 ${WIDTH} 24`, class: 'score-curve', role: 'img', 'aria-label': text }, ...bars), h('figcaption', {}, text))];
}

/** Draws the scores of an event once they are asked for, and in another language again. */
export async function draw(place, e) {
  const key = `${lang()} ${e.ended}`;
  if (place.dataset.drawn === key) return;
  place.dataset.drawn = key;
  try {
    const { traces, pictures, pictures_kept: kept } = await read(`scores?id=${encodeURIComponent(e.id)}`);
    const figures = traces.length ? traces.slice(0, MOST).map((trace) => figure(trace, e.onset)) : [h('p', { class: 'quiet' }, t('score_none'))];
    const seen = kept ? pictures.slice(0, MOST).map(picture.figure) : [h('p', { class: 'quiet' }, t('picture_off'))];
    place.replaceChildren(...seen, ...figures, ...timing(e));
  } catch {
    delete place.dataset.drawn;
    setText(place, t('timeline_failed'));
  }
}
