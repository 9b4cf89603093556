import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TestClock } from '../clock/clock.ts';
import { rateLimit } from './rate.ts';

const start = '2026-03-01T10:00:00Z';

test('a burst is allowed, then one for each pause, and the wait is told exactly', () => {
  const clock = new TestClock(start);
  const limit = rateLimit({ burst: 3, everyMs: 1_000 });
  assert.deepEqual(
    [1, 2, 3].map(() => limit.take('maya', clock.now())),
    [0, 0, 0],
  );
  assert.equal(limit.take('maya', clock.now()), 1_000);
  assert.equal(limit.take('maya', clock.advance(400)), 600);
  assert.equal(limit.take('maya', clock.advance(600)), 0);
  assert.ok(limit.take('maya', clock.now()) > 0);
  assert.equal(limit.take('tom', clock.now()), 0, 'others are not held up');
  clock.advance(3_600_000);
  assert.deepEqual(
    [1, 2, 3].map(() => limit.take('maya', clock.now())),
    [0, 0, 0],
  );
  assert.ok(limit.take('maya', clock.now()) > 0, 'no more than the burst is saved up');
});

test('a clock set back neither opens the gate nor closes it for long', () => {
  const clock = new TestClock(start);
  const limit = rateLimit({ burst: 1, everyMs: 1_000 });
  assert.equal(limit.take('maya', clock.now()), 0);
  assert.equal(limit.take('maya', clock.advance(-3_600_000)), 1_000);
  assert.equal(limit.take('maya', clock.advance(1_000)), 0);
});

test('many keys take bounded memory; who was refused lately is remembered longest', () => {
  const clock = new TestClock(start);
  const limit = rateLimit({ burst: 1, everyMs: 60_000, keys: 100 });
  limit.take('attacker', clock.now());
  for (let n = 0; n < 1_000; n++) {
    limit.take(`address ${n}`, clock.now());
    assert.ok(limit.take('attacker', clock.now()) > 0);
  }
  assert.equal(limit.take('address 0', clock.now()), 0);
  assert.ok(limit.take('address 999', clock.now()) > 0);
});

test('forgiving fills the bucket again', () => {
  const clock = new TestClock(start);
  const limit = rateLimit({ burst: 1, everyMs: 60_000 });
  limit.take('maya', clock.now());
  limit.forgive('maya');
  assert.equal(limit.take('maya', clock.now()), 0);
});

test('what is given back counts for one, not for all', () => {
  const limit = rateLimit({ burst: 2, everyMs: 1000 });
  const now = new Date('2026-03-02T09:00:00Z');
  limit.take('a', now);
  limit.take('a', now);
  limit.giveBack('a');
  assert.equal(limit.take('a', now), 0);
  assert.ok(limit.take('a', now) > 0);
  limit.giveBack('never seen');
});
