// SPDX-License-Identifier: Apache-2.0
// A QR code, dark on light in every theme.
const SVG = 'http://www.w3.org/2000/svg';
const QUIET = 4; // modules around the code, which scanners need

/** @param label what it is, for who cannot see it */
export function qrCode(label, { qr_size: size, qr_path: path }) {
  const side = size + 2 * QUIET;
  const svg = document.createElementNS(SVG, 'svg');
  const dark = document.createElementNS(SVG, 'path');
  for (const [key, value] of Object.entries({ viewBox: `${-QUIET} ${-QUIET} ${side} ${side}`, role: 'img', 'aria-label': label, class: 'qr', 'shape-rendering': 'crispEdges' })) svg.setAttribute(key, value);
  dark.setAttribute('d', path);
  svg.append(dark);
  return svg;
}
