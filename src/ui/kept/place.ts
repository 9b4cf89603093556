/*
 * A place on this device for what must outlast a reload without connection: IndexedDB, because it takes
 * dates and megabytes. Where a browser forbids it (a private window) nothing is kept and nothing breaks.
 */

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open('rapport', 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore('kept');
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opened;
}

async function run<Result>(
  mode: IDBTransactionMode,
  act: (kept: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result | undefined> {
  try {
    const database = await open();
    return await new Promise((resolve, reject) => {
      const deed = database.transaction('kept', mode);
      const asked = act(deed.objectStore('kept'));
      deed.oncomplete = () => resolve(asked.result);
      deed.onabort = () => reject(deed.error);
    });
  } catch {
    return undefined;
  }
}

/** Keeps a value under a name. */
export const keep = (name: string, value: unknown): Promise<unknown> =>
  run('readwrite', (kept) => kept.put(value, name));

/** What was kept under a name. */
export const recallKept = (name: string): Promise<unknown> => run('readonly', (kept) => kept.get(name));

/** Every value whose name begins so, by name. */
export const recallAll = async (start: string): Promise<unknown[]> =>
  (await run('readonly', (kept) => kept.getAll(IDBKeyRange.bound(start, `${start}\uffff`)))) ?? [];

/** Forgets what was kept under a name. */
export const forget = (name: string): Promise<unknown> => run('readwrite', (kept) => kept.delete(name));
