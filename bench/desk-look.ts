/*
 * What stands in the page while bench/desk.ts measures: when a key was pressed and when the next frame stood,
 * and which rows React drew, found as React's own DevTools find it. Strings, because they run in the page.
 */

export type Looked = { keys: number[]; commits: number; rows: number; newRows: number; messages: number };

/** Runs in the page, before anything else. */
export const look = `
  window.fresh = () => ({ keys: [], commits: 0, rows: 0, newRows: 0, messages: 0 });
  window.seen = fresh();
  addEventListener('keydown', (event) => {
    requestAnimationFrame(() => {
      // A message is handled after the frame has been drawn.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => seen.keys.push(performance.now() - event.timeStamp);
      port2.postMessage(null);
    });
  }, true);

  // As React numbers them: a component that was called, and a memoised one.
  const called = 1;
  const memo = 15;
  const count = ({ tag, memoizedProps }, isNew) => {
    if (tag !== memo || !memoizedProps) return;
    const { row, selected, message } = memoizedProps;
    if (row?.number !== undefined && selected !== undefined) seen[isNew ? 'newRows' : 'rows']++;
    if (message && !isNew) seen.messages++;
  };
  const walk = (fiber) => {
    for (let one = fiber.child; one; one = one.sibling) {
      const before = one.alternate;
      if (!before) count(one, true);
      else if (one.flags & called) count(one, false);
      // What was not looked at again is the very same below.
      if (!before || one.child !== before.child) walk(one);
    }
  };
  window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
    renderers: new Map(),
    supportsFiber: true,
    inject: () => 1,
    onCommitFiberUnmount() {},
    onPostCommitFiberRoot() {},
    onCommitFiberRoot(id, { current }) {
      seen.commits++;
      walk(current);
    },
  };`;

/** What was seen since the last time. */
export const taken = `(() => {
  const before = seen;
  window.seen = fresh();
  return before;
})()`;
