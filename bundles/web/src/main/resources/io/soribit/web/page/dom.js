// SPDX-License-Identifier: Apache-2.0
// Elements of the page. Everything that comes from outside is set as text, never as markup.
export const $ = (id) => document.getElementById(id);

export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

export function icon(id, emoji = '') {
  const drawing = $(`icon-${id}`);
  const element = h('span', { class: 'icon', 'aria-hidden': 'true' }, drawing ? drawing.cloneNode(true) : emoji);
  element.firstElementChild?.removeAttribute('id');
  return element;
}

export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** One child per item, in order; children of items that stay are kept. */
export function sync(container, items, key, create, update) {
  const old = new Map([...container.children].map((child) => [child.dataset.key, child]));
  items.forEach((item, index) => {
    let child = old.get(key(item));
    if (!child) {
      child = create(item);
      child.dataset.key = key(item);
    }
    old.delete(key(item));
    if (container.children[index] !== child) container.insertBefore(child, container.children[index]);
    update(child, item);
  });
  old.forEach((child) => child.remove());
}
