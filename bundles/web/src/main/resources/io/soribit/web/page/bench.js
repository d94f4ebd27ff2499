// SPDX-License-Identifier: Apache-2.0
// The models of this hub as a picture: accuracy against time, the size of a dot is that of the file.
import { t } from './text.js';

const WIDTH = 640;
const HEIGHT = 360;
const EDGE = 60;
const SVG = 'http://www.w3.org/2000/svg';

function s(tag, attributes, text) {
  const element = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  if (text) element.textContent = text;
  return element;
}

/** Draws the figures; those without an accuracy are at the bottom. */
export function picture(figures) {
  const slowest = Math.max(...figures.map((f) => f.p50_ms)) * 1.3;
  const x = (f) => EDGE + (WIDTH - 2 * EDGE) * f.p50_ms / slowest;
  const y = (f) => HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (f.accuracy ?? 0);
  const svg = s('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': t('model_picture'), class: 'picture' });
  svg.append(
    s('path', { d: `M${EDGE} ${EDGE / 2}V${HEIGHT - EDGE}H${WIDTH - EDGE / 2}`, class: 'axis' }),
    s('text', { x: WIDTH / 2, y: HEIGHT - 12, 'text-anchor': 'middle' }, `${t('model_time')} (0 – ${slowest.toFixed(2)})`),
    s('text', { x: 8, y: EDGE / 2 - 10 }, `${t('model_accuracy')} (0 – 100 %)`));
  [...figures].sort((a, b) => b.bytes - a.bytes).forEach((f, i) => {
    const label = [f.id, `${f.p50_ms.toFixed(2)} ms`, f.accuracy == null ? '–' : `${(100 * f.accuracy).toFixed(1)} %`, `${(f.bytes / 1e6).toFixed(2)} MB`];
    svg.append(s('circle', { cx: x(f), cy: y(f), r: 4 + 6 * Math.sqrt(f.bytes / 1e6), class: 'dot' }));
    svg.append(s('text', { x: x(f) + 14, y: Math.max(20, y(f) - 40) + 20 * i, class: 'dot-text' }, label.join(', ')));
    svg.append(s('path', { d: `M${x(f)} ${y(f)}L${x(f) + 12} ${Math.max(20, y(f) - 40) + 20 * i - 5}`, class: 'axis' }));
  });
  return svg;
}
