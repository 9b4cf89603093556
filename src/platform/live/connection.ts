import type { WebSocket } from 'ws';
import type { Pulse } from '../events/notify.ts';
import { beginning, type Cursor, type Event, eventsAfter, latestCursor, readCursor } from '../events/read.ts';
import type { Ground } from '../ground.ts';
import { bye, compareCursors, events as eventsFrame, limits, type Reason, ready, reset } from './frames.ts';

/** Who listens, as far as live is concerned. */
export type Subscriber = {
  id: string;
  /**
   * Whether this event, and so the conversation it names, may be known to them. `standing` is what the rooms
   * know of that conversation now; it is looked up for those alone who look closer.
   */
  mayHear(event: Event, standing?: unknown): boolean;
  /** Whether they see only some conversations of an inbox. */
  looksCloser?: boolean;
};

/** An event and how it is written, so that it is written once for all who hear it. */
export type Written = { event: Event; item: string; standing?: unknown };

type Around = {
  ground: Ground;
  pulse: Pulse;
  /** Asks again who this is; null when nobody is signed in any more. */
  ask(): Promise<Subscriber | null>;
  /** Waits for a free place among the few that may use the database at once. */
  turn<T>(work: () => Promise<T>): Promise<T>;
  write(events: readonly Event[], closer: boolean): Promise<Written[]>;
};

/**
 * One socket that said hello: where it is in the order of events, and what it may hear. It either follows
 * (`live`) or catches up from the database; while it catches up, what happens is left to the database, so
 * nothing needs to be kept for it.
 */
export class LiveConnection {
  readonly socket: WebSocket;
  readonly #around: Around;
  /** Everything up to here has been sent or may not be heard. */
  #at: Cursor = beginning;
  /** What the client knows of that. */
  #told: Cursor = beginning;
  /** What it may hear was asked after this event; later changes of rights ask again. */
  #rightsAt: Cursor = beginning;
  #subscriber: Subscriber | undefined;
  #following = false;
  #busy = false;

  constructor(socket: WebSocket, around: Around) {
    this.socket = socket;
    this.#around = around;
  }

  /** Undefined before hello was answered and after the end. */
  get subscriber(): Subscriber | undefined {
    return this.#open ? this.#subscriber : undefined;
  }

  get #open(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  /** Answers hello: finds out who this is, says ready, replays what was missed, then follows. */
  begin(from: string | null): Promise<void> {
    return this.#apart(async () => {
      if (!(await this.#askRights(this.#around.pulse.cursor()))) return;
      const latest = this.#around.pulse.cursor() ?? (await latestCursor(this.#around.ground.db));
      // A word that is no cursor is one from before everything, which leads to a replay or a reset.
      this.#at = this.#told = from === null ? latest : (readCursor(from) ?? beginning);
      this.send(ready(this.#at));
      if (await this.#isAhead()) await this.#startAnew();
      await this.#catchUp();
    });
  }

  /** Asks again what may be heard, and goes on from where it was; nothing is sent in between. */
  renew(): Promise<void> {
    return this.#apart(async () => {
      if (await this.#askRights(this.#around.pulse.cursor())) await this.#catchUp();
    });
  }

  /** Takes what just happened, in order; what it has had already is left out. */
  hear(happened: readonly Written[]): void {
    if (!this.#following || !this.#open) return;
    const fresh = happened.filter(({ event }) => compareCursors(event.cursor, this.#at) > 0);
    const change = fresh.findIndex(({ event }) => this.#changesRights(event));
    this.#pass(change < 0 ? fresh : fresh.slice(0, change));
    if (change >= 0) void this.renew();
  }

  /** Tells how far it has come even if there was nothing to hear, so that a cut replays little. */
  tellCursor(): void {
    if (this.#following && this.#told !== this.#at) this.#sendEvents([]);
  }

  /** Sends, or drops a reader that does not keep up; it comes back and catches up. */
  send(frame: string): void {
    if (!this.#open) return;
    if (this.socket.bufferedAmount > limits.waiting) this.socket.terminate();
    else this.socket.send(frame);
  }

  /** Says why and ends. */
  end(reason: Reason): void {
    this.#following = false;
    this.send(bye(reason));
    this.socket.close(reason === 'restart' ? 1012 : 1008, reason);
  }

  /** Work with the database, one piece at a time, during which nothing is followed. */
  async #apart(work: () => Promise<void>): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    this.#following = false;
    try {
      await this.#around.turn(async () => {
        if (this.#open) await work();
      });
    } catch (error) {
      this.#around.ground.log.warn({ err: error }, 'A live connection could not go on; it will come back');
      this.socket.terminate();
    } finally {
      this.#busy = false;
    }
  }

  /** `asOf` is the last event whose consequences the answer must contain already. */
  async #askRights(asOf: Cursor | undefined): Promise<boolean> {
    this.#rightsAt = asOf ?? beginning;
    this.#subscriber = (await this.#around.ask()) ?? undefined;
    if (!this.#subscriber) this.end('signed-out');
    return this.#subscriber !== undefined && this.#open;
  }

  #changesRights(event: Event): boolean {
    if (!event.kind.startsWith('staff.') || compareCursors(event.cursor, this.#rightsAt) <= 0) return false;
    const whose = event.data.agentId;
    return whose === undefined || whose === this.#subscriber?.id;
  }

  /** A cursor from a future that a restored backup does not know. */
  async #isAhead(): Promise<boolean> {
    const read = this.#around.pulse.cursor();
    if (read && compareCursors(this.#at, read) <= 0) return false;
    return compareCursors(this.#at, await latestCursor(this.#around.ground.db)) > 0;
  }

  async #startAnew(): Promise<void> {
    this.#at = this.#told = await latestCursor(this.#around.ground.db);
    this.send(reset(this.#at));
  }

  async #catchUp(): Promise<void> {
    while (this.#open) {
      const read = this.#around.pulse.cursor();
      if (read && compareCursors(read, this.#at) <= 0) {
        this.#following = true;
        return;
      }
      const missed = await eventsAfter(this.#around.ground.db, this.#at, limits.replay + 1);
      const last = missed.at(-1);
      if (!last) await this.#waitForReader();
      else if (missed.length > limits.replay) await this.#startAnew();
      else {
        const change = missed.findIndex((event) => this.#changesRights(event));
        const heard = change < 0 ? missed : missed.slice(0, change);
        this.#pass(await this.#around.write(heard, this.#subscriber?.looksCloser ?? false));
        if (change >= 0 && !(await this.#askRights(last.cursor))) return;
      }
    }
  }

  /** Nothing is missing, but the reader of this process says otherwise or has not read anything yet. */
  async #waitForReader(): Promise<void> {
    await this.#around.pulse.look();
    const read = this.#around.pulse.cursor();
    if (!read) throw new Error('Events cannot be read');
    this.#at = read;
  }

  #pass(happened: readonly Written[]): void {
    const last = happened.at(-1);
    if (!last) return;
    const items = happened
      .filter(({ event, standing }) => this.#subscriber?.mayHear(event, standing))
      .map(({ item }) => item);
    this.#at = last.event.cursor;
    if (items.length > 0) this.#sendEvents(items);
  }

  #sendEvents(items: readonly string[]): void {
    this.#told = this.#at;
    this.send(eventsFrame(this.#at, items));
  }
}
