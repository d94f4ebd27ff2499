// SPDX-License-Identifier: Apache-2.0
// What a sound looked like: a picture of pitches over time, and the same in words. It holds no audio.
import { h } from './dom.js';
import { clock, number, t } from './text.js';

/** Quiet, middle, loud: readable by people with any colour vision, on both grounds. */
const RAMP = [[13, 22, 42], [0, 120, 128], [255, 228, 110]];
const WORDS = [[400, 'pitch_low'], [1500, 'pitch_middle'], [4000, 'pitch_high'], [Infinity, 'pitch_highest']];

const mel = (hertz) => 2595 * Math.log10(1 + hertz / 700);
const hertz = (value) => 700 * (10 ** (value / 2595) - 1);

/** The centre of a band in Hz. */
function centre({ bands, lowest, highest }, band) {
  const part = bands < 2 ? 0 : band / (bands - 1);
  return hertz(mel(lowest) + (mel(highest) - mel(lowest)) * part);
}

/** The band that is loudest on the whole. */
function loudest({ bands }, levels) {
  const sums = new Array(bands).fill(0);
  levels.forEach((level, index) => { sums[index % bands] += level; });
  return sums.indexOf(Math.max(...sums));
}

function colour(level) {
  const at = (level / 100) * (RAMP.length - 1);
  const from = RAMP[Math.min(Math.floor(at), RAMP.length - 2)];
  const to = RAMP[Math.min(Math.floor(at), RAMP.length - 2) + 1];
  const part = at - Math.min(Math.floor(at), RAMP.length - 2);
  return from.map((value, index) => Math.round(value + (to[index] - value) * part));
}

function paint(canvas, { bands }, levels) {
  const context = canvas.getContext('2d');
  const image = context.createImageData(canvas.width, canvas.height);
  levels.forEach((level, index) => {
    const x = Math.floor(index / bands);
    const y = bands - 1 - (index % bands); // low pitches are at the bottom
    image.data.set([...colour(level), 255], (y * canvas.width + x) * 4);
  });
  context.putImageData(image, 0, 0);
}

function words(picture, levels) {
  const columns = levels.length / picture.bands;
  const around = centre(picture, loudest(picture, levels));
  const [, pitch] = WORDS.find(([limit]) => around < limit);
  return t('picture_words', {
    room: picture.room, from: clock(picture.start), to: clock(Date.parse(picture.start) + columns * picture.step_ms), pitch: t(pitch), hz: number(around, { maximumSignificantDigits: 2 }),
  });
}

/** One picture without words around it, and its words. */
export function drawing(picture) {
  const levels = Array.from(atob(picture.levels), (letter) => letter.charCodeAt(0));
  const text = words(picture, levels);
  const canvas = h('canvas', { class: 'picture', role: 'img', 'aria-label': text, width: levels.length / picture.bands, height: picture.bands });
  paint(canvas, picture, levels);
  return { canvas, text };
}

/** A figure of one picture. */
export function figure(picture) {
  const { canvas, text } = drawing(picture);
  return h('figure', { class: 'score' }, canvas, h('figcaption', {}, `${text} ${t('picture_is')}`));
}
