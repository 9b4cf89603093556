import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';
import { second } from '../clock/clock.ts';
import type { Pulse } from '../events/notify.ts';
import type { Event } from '../events/read.ts';
import type { Ground } from '../ground.ts';
import { LiveConnection, type Subscriber, type Written } from './connection.ts';
import { bye, type FromClient, limits, presence as presenceFrame, type Reason, readFrame } from './frames.ts';
import { createGate, type Guest } from './gate.ts';
import { createPlaces } from './places.ts';
import { createPresence } from './presence.ts';
import { answerPresent, type PresentAgent } from './present.ts';
import { createStandings, type Standings, writeEvents } from './standings.ts';
import { turns } from './turns.ts';

export type { Subscriber } from './connection.ts';

const heartbeat = 25 * second;
/** A session may end without an event; who a socket belongs to is asked again every so many heartbeats. */
const renewEvery = 12;
/** On restart sockets are closed over this time at most, so that thousands do not come back at once. */
const longestFarewell = 2 * second;

type HttpServer = {
  on(event: 'upgrade', take: (request: IncomingMessage, socket: Duplex, head: Buffer) => void): unknown;
};

export type Live = {
  /** Takes WebSockets for `/live` from an HTTP server. */
  attach(server: HttpServer): void;
  /** How many sockets are open. */
  count(): number;
  /** Tells everyone to come back later, and ends when all are gone. */
  close(): Promise<void>;
};

export type LiveOptions = {
  ground: Ground;
  pulse: Pulse;
  /** Whose request this is, by the same cookie as everywhere; null when nobody is signed in. */
  subscriberOf(headers: Headers): Promise<Subscriber | null>;
  /** What the rooms know of these conversations now, for subscribers who look closer. */
  standingsOf?(conversations: readonly string[]): Promise<Standings>;
};

/**
 * Pushes what changed to browsers that may know of it: little (ids and numbers, law 5), at once, and after
 * a cut what was missed, without a gap or a repeat. The protocol is in frames.ts.
 */
export function createLive({ ground, pulse, subscriberOf, standingsOf }: LiveOptions): Live {
  const server = new WebSocketServer({ noServer: true, maxPayload: limits.frame, perMessageDeflate: false });
  const sockets = new Map<WebSocket, LiveConnection>();
  const answered = new WeakSet<WebSocket>();
  const turn = turns(8);
  const presence = createPresence();
  const places = createPlaces(ground.db);
  const standings = createStandings(standingsOf);
  let beats = 0;
  let closing = false;

  // The first event after a pause goes out at once; those of a burst share a frame, written once for all.
  let gathered: Event[] = [];
  let going: NodeJS.Timeout | undefined;
  let went = Number.NEGATIVE_INFINITY;
  const closer = () => [...sockets.values()].some(({ subscriber }) => subscriber?.looksCloser);
  /** Frames that wait for what the rooms know, in their order. */
  let line: Promise<void> | undefined;
  function spread(): void {
    going = undefined;
    went = performance.now();
    const events = gathered;
    gathered = [];
    for (const event of events) places.moved(event);
    if (!line && !closer()) {
      tell(writeEvents(events));
      return;
    }
    const next = (line ?? Promise.resolve())
      .then(() => standings.write(events, closer()))
      .then(tell)
      .catch((error) => {
        ground.log.warn(
          { err: error },
          'Where conversations stand could not be told; those who ask come back',
        );
        for (const { subscriber, socket } of sockets.values())
          if (subscriber?.looksCloser) socket.terminate();
        tell(writeEvents(events));
      })
      .finally(() => {
        if (line === next) line = undefined;
      });
    line = next;
  }
  function tell(happened: readonly Written[]): void {
    for (const connection of sockets.values()) connection.hear(happened);
  }
  const stopHearing = pulse.onEvents((events) => {
    for (const event of events) gathered.push(event);
    going ??= setTimeout(spread, Math.max(0, went + limits.gather - performance.now()));
  });

  async function showPresence(conversations: Iterable<string>, to: Iterable<LiveConnection>): Promise<void> {
    for (const conversation of conversations) {
      const place = await places.of(conversation);
      const frame = presenceFrame(conversation, presence.of(conversation));
      const standing = (await standings.of([conversation], closer())).get(conversation);
      if (place) for (const one of to) if (one.subscriber?.mayHear(place, standing)) one.send(frame);
    }
  }
  const presenceChanged = (conversations: string[]): void => {
    showPresence(conversations, sockets.values()).catch((error) =>
      ground.log.warn({ err: error }, 'Who looks at a conversation could not be told'),
    );
  };

  async function take(connection: LiveConnection, frame: FromClient): Promise<void> {
    if (frame.is === 'hello') {
      await connection.begin(frame.from);
      return showPresence([...presence.all()], [connection]);
    }
    const { subscriber, socket } = connection;
    if (frame.state === 'gone') return presenceChanged(presence.gone(socket));
    const place = await places.of(frame.conversation);
    const known = await standings.of([frame.conversation], subscriber?.looksCloser ?? false);
    // What may not be seen does not exist; nothing in the answer tells the two apart.
    if (!subscriber || !place || !subscriber.mayHear(place, known.get(frame.conversation))) return;
    if (!sockets.has(socket)) return;
    const doing = { state: frame.state, typing: frame.typing === true && frame.state !== 'viewing' };
    presenceChanged(presence.at(socket, subscriber.id, frame.conversation, doing, performance.now()));
  }

  function welcome(socket: WebSocket, { headers, greeted }: Guest): void {
    const connection = new LiveConnection(socket, {
      ground,
      pulse,
      turn,
      write: standings.write,
      ask: () => subscriberOf(headers),
    });
    sockets.set(socket, connection);
    let silent = true;
    const refuse = (reason: Reason) => connection.end(reason);
    const late = setTimeout(() => refuse('no-hello'), limits.helloWithin).unref();
    let [frames, since] = [0, performance.now()];
    answered.add(socket);
    socket.on('pong', () => answered.add(socket));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearTimeout(late);
      sockets.delete(socket);
      presenceChanged(presence.gone(socket));
    });
    socket.on('message', (data, isBinary) => {
      if (performance.now() - since > second) [frames, since] = [0, performance.now()];
      if (++frames > limits.framesPerSecond) return refuse('too-fast');
      const frame = isBinary ? undefined : readFrame(String(data));
      // The first frame is hello, and no other is.
      if (!frame || (frame.is === 'hello') !== silent) return refuse('bad-frame');
      clearTimeout(late);
      silent = false;
      greeted();
      take(connection, frame).catch((error) => {
        ground.log.warn({ err: error }, 'A live frame could not be answered');
        socket.terminate();
      });
    });
  }

  const gate = createGate({
    ground,
    isKnown: (headers) => turn(async () => (await subscriberOf(headers)) !== null),
    isClosing: () => closing,
    admit: (guest, socket, head) =>
      server.handleUpgrade(guest.request, socket, head, (opened) => welcome(opened, guest)),
  });
  const beating = setInterval(() => {
    beats++;
    for (const [socket, connection] of sockets) {
      if (!answered.delete(socket)) socket.terminate();
      else socket.ping();
      connection.tellCursor();
      if (beats % renewEvery === 0 && connection.subscriber) void connection.renew();
    }
  }, heartbeat).unref();
  const forgetting = setInterval(
    () => presenceChanged(presence.expire(performance.now())),
    5 * second,
  ).unref();

  answerPresent(ground.db, () => {
    const online = new Map<string, PresentAgent>();
    for (const { subscriber } of sockets.values())
      if (subscriber) online.set(subscriber.id, { id: subscriber.id, at: [] });
    for (const conversation of presence.all())
      for (const { id, state } of presence.of(conversation)) online.get(id)?.at.push({ conversation, state });
    return [...online.values()];
  });
  return {
    attach(http) {
      http.on('upgrade', gate);
    },
    count: () => sockets.size,
    async close() {
      closing = true;
      stopHearing();
      for (const timer of [beating, forgetting]) clearInterval(timer);
      clearTimeout(going);
      const farewell = Math.min(longestFarewell, sockets.size * 2);
      for (const socket of sockets.keys()) {
        socket.send(bye('restart'));
        setTimeout(() => socket.close(1012, 'restart'), Math.random() * farewell);
      }
      const until = performance.now() + farewell + second;
      while (sockets.size > 0 && performance.now() < until) await pause(10);
      for (const socket of sockets.keys()) socket.terminate();
      server.close();
    },
  };
}
