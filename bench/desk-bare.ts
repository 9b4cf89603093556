/*
 * The bare list bench/desk.ts holds the desk against: the same rows in the same markup and styles, and nothing
 * else. No framework, no router, no cache, no thread: what a virtual list costs at least.
 */

export type BareRow = { id: string; name: string; subject: string; preview: string; time: string };

/** A page of its own with these rows; `option` is the markup of one row as the desk has it. */
export const barePage = (
  styles: readonly string[],
  option: string,
  rows: readonly BareRow[],
): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Bare list</title>
${styles.map((href) => `<link rel="stylesheet" href="${href}">`).join('\n')}</head>
<body><div id="list" role="listbox" tabindex="0" aria-label="All"
  style="position:relative;width:348px;height:100vh;overflow-y:auto;overflow-x:hidden"><div id="space"></div></div>
<template id="option">${option}</template>
<script>(${list})(${JSON.stringify(rows).replaceAll('<', '\\u003c')})</script></body></html>`;

/** Runs in the page. */
const list = `(rows) => {
  const height = 84;
  const spare = 6;
  const box = document.getElementById('list');
  const space = document.getElementById('space');
  const model = document.getElementById('option').content
    .firstElementChild;
  space.style.position = 'relative';
  space.style.height = rows.length * height + 'px';
  const there = new Map();
  let current = 0;
  const mark = (index, on) => {
    const option = there.get(index);
    option?.setAttribute('aria-selected', String(on));
    option?.firstElementChild?.classList.toggle('bg-accent-soft', on);
  };
  const draw = () => {
    const first = Math.max(0, Math.floor(box.scrollTop / height) - spare);
    const end = Math.min(rows.length, Math.ceil((box.scrollTop + box.clientHeight) / height) + spare);
    for (const [index, option] of there)
      if (index < first || index >= end) {
        option.remove();
        there.delete(index);
      }
    for (let index = first; index < end; index++) {
      if (there.has(index)) continue;
      const row = rows[index];
      const option = model.cloneNode(true);
      option.id = 'row-' + row.id;
      option.setAttribute('aria-posinset', String(index + 1));
      option.style.transform = 'translateY(' + index * height + 'px)';
      const [name, subject, preview] = option.querySelectorAll('[dir=auto]');
      if (name) name.textContent = row.name;
      if (subject) subject.textContent = row.subject;
      if (preview) preview.textContent = row.preview;
      const time = option.querySelector('time');
      if (time) time.textContent = row.time;
      there.set(index, option);
      space.append(option);
      mark(index, index === current);
    }
  };
  box.addEventListener('scroll', draw, { passive: true });
  addEventListener('keydown', (event) => {
    const to = current + (event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0);
    if (to === current || !rows[to]) return;
    mark(current, false);
    current = to;
    const top = current * height;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + height > box.scrollTop + box.clientHeight) box.scrollTop = top + height - box.clientHeight;
    draw();
    mark(current, true);
    box.setAttribute('aria-activedescendant', 'row-' + rows[current].id);
  });
  draw();
  box.focus();
}`;
