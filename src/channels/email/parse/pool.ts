import { Worker } from 'node:worker_threads';
import type { ParsedMail } from './mail.ts';
import type { SafeHtml, WorkerAnswer, WorkerRequest } from './worker.ts';

/** What the pool gives for one mail: the mail (with its HTML made safe, if asked), or why a person must look. */
export type PoolResult = (ParsedMail & { safeHtml?: SafeHtml }) | { unreadable: string };

export type ParserPool = {
  /**
   * Reads a raw mail in a worker thread. The bytes are moved into the thread: the caller's array is empty
   * afterwards if it owned its whole buffer. Never rejects.
   */
  parse(raw: Uint8Array, options?: { sanitize?: boolean }): Promise<PoolResult>;
  /** Stops the threads; mails under way come back as unreadable. */
  close(): Promise<void>;
};

export type PoolOptions = {
  /** Threads. */
  size: number;
  /** Milliseconds one mail may take, waiting in the queue and the start of a thread not counted. */
  deadlineMs: number;
  /** Megabytes of JavaScript heap of one thread. */
  memoryMb?: number;
  /** Another worker file, for tests of what happens when one goes wrong. */
  workerFile?: URL;
};

type Task = { request: WorkerRequest; done: (result: PoolResult) => void };
type Seat = { worker: Worker; ready: boolean; task: Task | null; timer: NodeJS.Timeout | null };

/** How long a thread may take until it can read, which is no mail's fault: seconds, on a machine that is busy. */
const startMs = 60_000;

/** Worker threads that read mail, each with a deadline and a memory limit; one that overruns is replaced. */
export function createParserPool(options: PoolOptions): ParserPool {
  const { size, deadlineMs, memoryMb = 512, workerFile = new URL('./worker.ts', import.meta.url) } = options;
  const seats: Seat[] = [];
  const waiting: Task[] = [];
  let closed = false;

  function open(): Seat {
    const worker = new Worker(workerFile, {
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
      stdout: true,
      stderr: true,
    });
    const seat: Seat = { worker, ready: false, task: null, timer: null };
    worker.on('message', (answer: WorkerAnswer | 'ready') => {
      if (answer !== 'ready') return finish(seat, toResult(answer));
      seat.ready = true;
      if (seat.task) limit(seat);
    });
    worker.on('error', (error) => replace(seat, reasonOf(error)));
    worker.on('exit', () => replace(seat, 'the reading thread stopped'));
    // An idle pool must not keep a process alive.
    worker.unref();
    return seat;
  }

  function start(seat: Seat, task: Task): void {
    seat.task = task;
    seat.worker.ref();
    limit(seat);
    const { raw } = task.request;
    const owned = raw.buffer instanceof ArrayBuffer && raw.buffer.byteLength === raw.byteLength;
    // A window onto a larger buffer is copied once; moving it would take its neighbours along.
    const moved = owned ? raw : new Uint8Array(raw);
    seat.worker.postMessage({ ...task.request, raw: moved }, [moved.buffer as ArrayBuffer]);
  }

  /** The task's time begins once its thread can read. */
  function limit(seat: Seat): void {
    if (seat.timer) clearTimeout(seat.timer);
    const [ms, reason] = seat.ready
      ? [deadlineMs, `reading took longer than ${deadlineMs} ms`]
      : [startMs, 'the reading thread did not start'];
    seat.timer = setTimeout(() => replace(seat, reason), ms);
  }

  function finish(seat: Seat, result: PoolResult): void {
    const task = seat.task;
    if (seat.timer) clearTimeout(seat.timer);
    seat.task = null;
    seat.timer = null;
    seat.worker.unref();
    task?.done(result);
    const next = waiting.shift();
    if (next) start(seat, next);
  }

  /** Ends a thread that failed and gives its seat, and its queue, to a new one. */
  function replace(seat: Seat, reason: string): void {
    const index = seats.indexOf(seat);
    if (index < 0) return;
    seats.splice(index, 1);
    if (seat.timer) clearTimeout(seat.timer);
    void seat.worker.terminate();
    seat.task?.done({ unreadable: reason });
    seat.task = null;
    const next = closed ? undefined : waiting.shift();
    if (next) {
      const fresh = open();
      seats.push(fresh);
      start(fresh, next);
    }
  }

  return {
    parse(raw, { sanitize = false } = {}) {
      if (closed) return Promise.resolve({ unreadable: 'the reader is closed' });
      return new Promise((done) => {
        const task: Task = { request: { raw, sanitize }, done };
        const free = seats.find((seat) => seat.task === null);
        if (free) start(free, task);
        else if (seats.length < size) {
          const seat = open();
          seats.push(seat);
          start(seat, task);
        } else waiting.push(task);
      });
    },
    async close() {
      closed = true;
      for (const task of waiting.splice(0)) task.done({ unreadable: 'the reader was closed' });
      await Promise.all(
        seats.splice(0).map((seat) => {
          if (seat.timer) clearTimeout(seat.timer);
          seat.task?.done({ unreadable: 'the reader was closed' });
          seat.task = null;
          return seat.worker.terminate();
        }),
      );
    },
  };
}

function toResult(answer: WorkerAnswer): PoolResult {
  return answer.safe ? { ...answer.mail, safeHtml: answer.safe } : answer.mail;
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return 'reading needed more memory than allowed';
  return `reading failed: ${error instanceof Error ? error.message : 'unknown reason'}`;
}
