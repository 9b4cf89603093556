import assert from 'node:assert/strict';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Running, runCommand, startRapport } from '../running.ts';

/*
 * An owner saves a running workspace by one command and brings it back to life elsewhere by another: people
 * sign in there as before, and no mail leaves until somebody says so.
 */

const owner = ['--email', 'dana@copperfield.example', '--name', 'Dana Price'];

async function apiKey(dataDir: string): Promise<string> {
  const made = await runCommand(
    [
      'create-api-key',
      '--email',
      'dana@copperfield.example',
      '--name',
      'story',
      '--scopes',
      'read,write,admin',
    ],
    { env: { RAPPORT_DATA: dataDir } },
  );
  assert.equal(made.code, 0, made.err);
  return made.out.trim();
}

const heldIn = async (server: Running, key: string): Promise<{ reason: string } | null> => {
  const route = '/outbox/counts';
  const answer = await fetch(`${server.url}/api${route}`, { headers: { authorization: `Bearer ${key}` } });
  assert.equal(answer.status, 200, `${route}: ${await answer.clone().text()}`);
  return ((await answer.json()) as { held: { reason: string } | null }).held;
};

async function folder(t: TestContext): Promise<string> {
  const name = await mkdtemp(path.join(tmpdir(), 'rapport-backup-story-'));
  t.after(() => rm(name, { recursive: true, force: true }));
  return name;
}

test('a workspace saved while it runs comes back to life elsewhere, with its mail held', async (t) => {
  const server = await startRapport();
  t.after(() => server.remove());
  const at = { env: { RAPPORT_DATA: server.dataDir } };
  const made = await runCommand(['create-owner', ...owner, '--password-stdin'], {
    ...at,
    input: 'a long enough passphrase',
  });
  assert.equal(made.code, 0, made.err);
  const key = await apiKey(server.dataDir);

  const dir = await folder(t);
  const file = path.join(dir, 'monday.tar.gz');
  const saved = await runCommand(['backup', file], at);
  assert.equal(saved.code, 0, saved.err);
  assert.match(saved.out, /^Saved \d+ rows of \d+ tables and \d+ files to /);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  assert.equal((await runCommand(['backup', file], at)).code, 1, 'an older backup is not overwritten');

  const beside = await runCommand(['restore', file], at);
  assert.equal(beside.code, 1);
  assert.match(beside.err, /is running on/);

  const newHome = path.join(dir, 'elsewhere');
  const restored = await runCommand(['restore', file], { env: { RAPPORT_DATA: newHome } });
  assert.equal(restored.code, 0, restored.err);
  assert.match(restored.out, /Verified: \d+ rows of \d+ tables/);
  assert.match(restored.out, /Outgoing mail is held/);

  const again = await startRapport({ RAPPORT_DATA: newHome });
  t.after(() => again.remove());
  assert.equal(
    (await heldIn(again, key))?.reason,
    'restore',
    'the key made before still opens, and the outbox is held',
  );

  const released = await runCommand(['release'], { env: { RAPPORT_DATA: newHome } });
  assert.equal(released.code, 0, released.err);
  assert.equal(await heldIn(again, key), null);
});

test('what is no backup is refused in one sentence', async (t) => {
  const dir = await folder(t);
  const env = { RAPPORT_DATA: path.join(dir, 'home') };
  const missing = await runCommand(['restore', path.join(dir, 'none.tar.gz')], { env });
  assert.equal(missing.code, 1);
  assert.match(missing.err, /^There is no file .*none\.tar\.gz\.\n$/);
  const empty = await runCommand(['restore', '-'], { env, input: '' });
  assert.equal(empty.code, 1);
  assert.match(empty.err, /^This .*backup.*\n$/);
});
