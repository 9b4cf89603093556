import { backoff } from './backoff.ts';

/** What happened, by number only: the content comes through the ordinary door, which checks access (law 5). */
export type LiveItem = {
  kind: string;
  conversation?: string | null;
  inbox?: string | null;
  version?: number | null;
  by?: string | null;
};
export type PresenceState = 'viewing' | 'replying' | 'noting';
export type AgentPresence = { id: string; state: PresenceState; typing: boolean };

type FromServer =
  | { is: 'ready'; cursor: string }
  | { is: 'events'; cursor: string; items: LiveItem[] }
  | { is: 'reset'; cursor: string }
  | { is: 'presence'; conversation: string; agents: AgentPresence[] }
  | { is: 'bye'; reason: string };

/** What is needed of a WebSocket. */
type Socket = {
  readonly readyState: number;
  send(text: string): void;
  close(): void;
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
};

export type LiveOptions = {
  connect: () => Socket;
  /** Items in the order they happened; may repeat after a reconnect, so what they cause must be repeatable. */
  onItems: (items: LiveItem[]) => void;
  /** Too much was missed: everything shown must be asked for again. */
  onReset: () => void;
  onPresence: (conversation: string, agents: AgentPresence[]) => void;
  /** False once the connection has been away for three seconds; true when it is back. */
  onOnline: (online: boolean) => void;
  /** The door was shut before it opened: nobody may be signed in any more, or there is no way there. */
  onRefused: () => void;
  /** The server ended it for good, for example `signed-out`. No further attempt is made. */
  onBye: (reason: string) => void;
  random?: () => number;
};

const OFFLINE_AFTER = 3_000;
const BEAT = 15_000;

/**
 * The desk's one live connection: says hello from the last cursor it saw, so that what happened while it was
 * away is replayed, and comes back by itself with growing, jittered pauses.
 */
export class Live {
  readonly #options: LiveOptions;
  #socket: Socket | undefined;
  #cursor: string | null = null;
  #attempt = 0;
  #online = true;
  #stopped = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #mark: ReturnType<typeof setTimeout> | undefined;
  #beat: ReturnType<typeof setInterval> | undefined;
  #present: { conversation: string; state: PresenceState; typing: boolean } | undefined;

  constructor(options: LiveOptions) {
    this.#options = options;
  }

  start(): void {
    this.#stopped = false;
    this.#open();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#retry);
    clearTimeout(this.#mark);
    clearInterval(this.#beat);
    this.#socket?.close();
  }

  /** Tries at once instead of waiting out the pause (the browser says the network is back). */
  hurry(): void {
    if (this.#stopped || !(this.#retry || this.#mark || !this.#online)) return;
    clearTimeout(this.#retry);
    // A connection from before the network went may be dead without knowing it.
    if (this.#socket) this.#socket.onclose = null;
    this.#socket?.close();
    this.#open();
  }

  /** The browser says the network is gone; the connection itself may take minutes to find out. */
  lose(): void {
    if (!this.#stopped && this.#online)
      this.#mark ??= setTimeout(() => this.#setOnline(false), OFFLINE_AFTER);
  }

  /** Tells colleagues where this agent is, now and every fifteen seconds; null when nowhere. */
  present(conversation: string | null, state: PresenceState = 'viewing', typing = false): void {
    clearInterval(this.#beat);
    const left = this.#present !== undefined && conversation === null ? this.#present.conversation : null;
    this.#present = conversation ? { conversation, state, typing } : undefined;
    if (left) this.#send({ is: 'presence', conversation: left, state: 'gone' });
    this.#sendPresence();
    if (conversation) this.#beat = setInterval(() => this.#sendPresence(), BEAT);
  }

  #open(): void {
    this.#retry = undefined;
    const socket = this.#options.connect();
    this.#socket = socket;
    let opened = false;
    socket.onopen = () => {
      opened = true;
      socket.send(JSON.stringify({ is: 'hello', from: this.#cursor }));
    };
    socket.onmessage = ({ data }) => this.#read(JSON.parse(String(data)) as FromServer);
    socket.onclose = () => {
      this.#closed();
      if (!opened && !this.#stopped) this.#options.onRefused();
    };
  }

  #read(frame: FromServer): void {
    switch (frame.is) {
      case 'ready':
        this.#cursor = frame.cursor;
        this.#attempt = 0;
        this.#setOnline(true);
        this.#sendPresence();
        return;
      case 'events':
        this.#cursor = frame.cursor;
        this.#options.onItems(frame.items);
        return;
      case 'reset':
        this.#cursor = frame.cursor;
        this.#options.onReset();
        return;
      case 'presence':
        this.#options.onPresence(frame.conversation, frame.agents);
        return;
      case 'bye':
        // The server starts anew; the close that follows brings us back.
        if (frame.reason === 'restart') return;
        this.stop();
        this.#options.onBye(frame.reason);
    }
  }

  #closed(): void {
    if (this.#stopped) return;
    this.#mark ??= setTimeout(() => this.#setOnline(false), OFFLINE_AFTER);
    this.#retry = setTimeout(() => this.#open(), backoff(this.#attempt++, this.#options.random));
  }

  #setOnline(online: boolean): void {
    clearTimeout(this.#mark);
    this.#mark = undefined;
    if (online === this.#online) return;
    this.#online = online;
    this.#options.onOnline(online);
  }

  #sendPresence(): void {
    if (this.#present) this.#send({ is: 'presence', ...this.#present });
  }

  #send(frame: object): void {
    if (this.#socket?.readyState === 1) this.#socket.send(JSON.stringify(frame));
  }
}
