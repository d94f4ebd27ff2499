// SPDX-License-Identifier: Apache-2.0
// Runs before the page is drawn, so that it never shows in the wrong colours first.
'use strict';
(() => {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const stored = (key) => {
    try { return localStorage.getItem(`soribit.${key}`); } catch { return null; }
  };
  const colours = () => { root.dataset.theme = stored('theme') ?? (dark.matches ? 'dark' : 'light'); };
  root.lang = stored('lang') ?? (navigator.language.startsWith('ko') ? 'ko' : 'en');
  dark.addEventListener('change', colours);
  colours();
})();
