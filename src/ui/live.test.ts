import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { Live, type LiveItem } from './live.ts';

/** A socket whose other end is the test. */
class Wire {
  sent: { is: string; [key: string]: unknown }[] = [];
  readyState = 0;
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(): void {
    this.readyState = 3;
  }
  open(): void {
    this.readyState = 1;
    this.onopen?.({} as Event);
  }
  say(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) } as MessageEvent);
  }
  cut(): void {
    this.readyState = 3;
    this.onclose?.({} as CloseEvent);
  }
}

let wires: Wire[];
let heard: string[];
let items: LiveItem[];
let refused: number;

function connect(): Live {
  const live = new Live({
    connect: () => {
      const wire = new Wire();
      wires.push(wire);
      return wire;
    },
    onItems: (more) => items.push(...more),
    onReset: () => heard.push('reset'),
    onPresence: (conversation, agents) =>
      heard.push(`${conversation}: ${agents.map((agent) => `${agent.id} ${agent.state}`)}`),
    onOnline: (online) => heard.push(online ? 'online' : 'offline'),
    onRefused: () => {
      refused++;
    },
    onBye: (reason) => heard.push(`bye ${reason}`),
    random: () => 1,
  });
  live.start();
  return live;
}

const wire = (): Wire => wires.at(-1) as Wire;
const event = { kind: 'message.received', conversation: 'c1' };

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  [wires, heard, items] = [[], [], []];
  refused = 0;
});

test('the first hello asks for nothing old', () => {
  connect();
  wire().open();
  assert.deepEqual(wire().sent, [{ is: 'hello', from: null }]);
});

test('a door that never opened is asked about; one that was open and broke is not', () => {
  const live = connect();
  wire().cut();
  assert.equal(refused, 1);
  mock.timers.tick(500);
  wire().open();
  wire().cut();
  assert.equal(refused, 1);
  live.stop();
});

test('after a cut it comes back by itself and asks from the last event it saw', () => {
  connect();
  wire().open();
  wire().say({ is: 'ready', cursor: '5.1' });
  wire().say({ is: 'events', cursor: '7.2', items: [event] });
  wire().cut();
  mock.timers.tick(500);
  assert.equal(wires.length, 2);
  wire().open();
  assert.deepEqual(wire().sent, [{ is: 'hello', from: '7.2' }]);
  assert.deepEqual(items, [event]);
});

test('each failed attempt waits twice as long, and success starts over', () => {
  connect();
  for (const pause of [500, 1_000, 2_000]) {
    const before = wires.length;
    wire().cut();
    mock.timers.tick(pause - 1);
    assert.equal(wires.length, before, `not before ${pause} ms`);
    mock.timers.tick(1);
    assert.equal(wires.length, before + 1);
  }
  wire().open();
  wire().say({ is: 'ready', cursor: '1' });
  wire().cut();
  mock.timers.tick(500);
  assert.equal(wires.length, 5);
});

test('a short cut shows nothing, three seconds show the mark, coming back removes it', () => {
  connect();
  wire().open();
  wire().say({ is: 'ready', cursor: '1' });
  wire().cut();
  mock.timers.tick(500);
  wire().open();
  wire().say({ is: 'ready', cursor: '1' });
  mock.timers.tick(5_000);
  assert.deepEqual(heard, []);
  wire().cut();
  mock.timers.tick(3_000);
  assert.deepEqual(heard, ['offline']);
  wire().open();
  wire().say({ is: 'ready', cursor: '1' });
  assert.deepEqual(heard, ['offline', 'online']);
});

test('failed attempts in between do not put the mark off', () => {
  connect();
  wire().cut();
  mock.timers.tick(500);
  wire().cut();
  mock.timers.tick(1_000);
  wire().cut();
  mock.timers.tick(1_500);
  assert.deepEqual(heard, ['offline']);
});

test('too much missed means asking for everything again', () => {
  connect();
  wire().open();
  wire().say({ is: 'reset', cursor: '90' });
  wire().cut();
  mock.timers.tick(500);
  wire().open();
  assert.deepEqual(heard, ['reset']);
  assert.deepEqual(wire().sent, [{ is: 'hello', from: '90' }]);
});

test('goodbye is final', () => {
  connect();
  wire().open();
  wire().say({ is: 'bye', reason: 'signed-out' });
  wire().cut();
  mock.timers.tick(60_000);
  assert.equal(wires.length, 1);
  assert.deepEqual(heard, ['bye signed-out']);
});

test('a server that restarts is waited for', () => {
  connect();
  wire().open();
  wire().say({ is: 'bye', reason: 'restart' });
  wire().cut();
  mock.timers.tick(1_000);
  assert.equal(wires.length, 2);
  assert.deepEqual(heard, []);
});

test('presence is told at once, each fifteen seconds, and again after coming back', () => {
  const live = connect();
  wire().open();
  wire().say({ is: 'ready', cursor: '1' });
  live.present('c1', 'replying', true);
  mock.timers.tick(15_000);
  const told = { is: 'presence', conversation: 'c1', state: 'replying', typing: true };
  assert.deepEqual(wire().sent.slice(1), [told, told]);
  wire().cut();
  mock.timers.tick(500);
  wire().open();
  wire().say({ is: 'ready', cursor: '1' });
  assert.deepEqual(wire().sent.slice(1), [told]);
  live.present(null);
  mock.timers.tick(60_000);
  assert.deepEqual(
    wire().sent.slice(2),
    [{ is: 'presence', conversation: 'c1', state: 'gone' }],
    'said at once, and no more',
  );
});

test('colleagues are told on', () => {
  connect();
  wire().open();
  wire().say({
    is: 'presence',
    conversation: 'c1',
    agents: [{ id: 'maya', state: 'viewing', typing: false }],
  });
  assert.deepEqual(heard, ['c1: maya viewing']);
});

test('when the browser says the network is back it does not wait out the pause', () => {
  const live = connect();
  wire().cut();
  live.hurry();
  assert.equal(wires.length, 2);
  mock.timers.tick(10_000);
  assert.equal(wires.length, 2, 'and the waiting attempt is gone');
});

test('a network that is gone shows the mark before the connection has noticed, and a new one takes it away', () => {
  const live = connect();
  wire().open();
  wire().say({ is: 'ready', cursor: '5' });
  live.lose();
  mock.timers.tick(2_999);
  assert.deepEqual(heard, []);
  mock.timers.tick(1);
  assert.deepEqual(heard, ['offline']);
  live.hurry();
  assert.equal(wires.length, 2, 'the old connection is not trusted');
  wire().open();
  assert.equal(wire().sent[0]?.from, '5');
  wire().say({ is: 'ready', cursor: '5' });
  assert.deepEqual(heard, ['offline', 'online']);
  live.stop();
});
