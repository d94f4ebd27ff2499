// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

/** Measures the contrast of every visible text against what it stands on (WCAG 2.2, 1.4.3). */
final class Contrast {
    private Contrast() {}

    static final String SCRIPT =
            """
            const parts = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
            const luminance = (rgb) => rgb.slice(0, 3).map((c) => c / 255)
              .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
              .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
            const ground = (element) => {
              for (let e = element; e; e = e.parentElement) {
                const colour = parts(getComputedStyle(e).backgroundColor);
                if (colour.length === 3) return colour;
                if (colour[3] === 1) return colour;
              }
              return [255, 255, 255];
            };
            const weak = [];
            window.measured = 0;
            for (const e of document.querySelectorAll('body *')) {
              const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
              if (!own || !e.checkVisibility() || e.closest('.unseen, .tile, noscript')) continue;
              window.measured++;
              const a = luminance(parts(getComputedStyle(e).color));
              const b = luminance(ground(e));
              const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
              if (ratio < 4.5) weak.push(`${ratio.toFixed(2)} ${e.className} ${e.textContent.trim()}`);
            }
            return weak;
            """;
}
