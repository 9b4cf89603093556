import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../running.ts';

/*
 * Debian's own mail servers on loopback, in folders of their own: what most hosts run. Both want to be
 * started as root; where they are not installed, tests that need them say so and are not run.
 */

const dovecotBin = '/usr/sbin/dovecot';
const postfixBin = '/usr/sbin/postfix';

/** Why these servers cannot run here, or false: what a test gives as `skip`. */
export function missing(...needed: ('dovecot' | 'postfix')[]): string | false {
  if (process.getuid?.() !== 0) return 'Debian’s mail servers start as root only';
  const absent = needed.filter((name) => !existsSync(name === 'dovecot' ? dovecotBin : postfixBin));
  return absent.length > 0 && `${absent.join(' and ')} not installed`;
}

export type Dovecot = {
  port: number;
  user: string;
  password: string;
  deliver(raw: string): void;
  stop(): Promise<void>;
};

/** A Dovecot with one mailbox (INBOX, Sent), unencrypted. */
export async function startDovecot(): Promise<Dovecot> {
  const dir = await mkdtemp(path.join(tmpdir(), 'rapport-dovecot-'));
  await chmod(dir, 0o755);
  const port = await freePort();
  const [user, password] = ['support@copperfield.example', 'dovecot-secret'];
  const config = path.join(dir, 'dovecot.conf');
  await writeFile(path.join(dir, 'users'), `${user}:{PLAIN}${password}:65534:65534::${dir}/home\n`);
  await mkdir(path.join(dir, 'home'));
  spawnSync('chown', ['-R', '65534:65534', path.join(dir, 'home')]);
  await writeFile(
    config,
    `
protocols = imap
listen = 127.0.0.1
base_dir = ${dir}/run
state_dir = ${dir}/state
log_path = ${dir}/log
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
mail_location = maildir:${dir}/home/Maildir
passdb {
  driver = passwd-file
  args = ${dir}/users
}
userdb {
  driver = passwd-file
  args = ${dir}/users
}
namespace inbox {
  inbox = yes
  mailbox Sent {
    auto = subscribe
    special_use = \\Sent
  }
}
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
`,
  );
  const server = spawn(dovecotBin, ['-F', '-c', config], { stdio: 'ignore' });
  await answers(port);
  return {
    port,
    user,
    password,
    deliver(raw) {
      const done = spawnSync('/usr/lib/dovecot/dovecot-lda', ['-c', config, '-d', user], {
        input: raw.replace(/\r?\n/g, '\r\n'),
      });
      if (done.status !== 0) throw new Error(`Dovecot did not deliver: ${done.stderr}`);
    },
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await ended;
      await rm(dir, { recursive: true, force: true });
    },
  };
}

export type Postfix = { port: number; stop(): Promise<void> };

/** A Postfix that takes mail for copperfield.example by SMTP and hands it to `lmtpPort` on loopback. */
export async function startPostfix(lmtpPort: number): Promise<Postfix> {
  const dir = await mkdtemp(path.join(tmpdir(), 'rapport-postfix-'));
  await chmod(dir, 0o755);
  const port = await freePort();
  const etc = path.join(dir, 'etc');
  for (const sub of ['etc', 'spool', 'data']) await mkdir(path.join(dir, sub));
  spawnSync('chown', ['postfix', path.join(dir, 'data')]);
  await cp('/etc/postfix/postfix-files', path.join(etc, 'postfix-files'));
  await writeFile(
    path.join(etc, 'main.cf'),
    `compatibility_level = 3.6
queue_directory = ${dir}/spool
data_directory = ${dir}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.copperfield.example
mydestination =
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = copperfield.example
virtual_transport = lmtp:inet:127.0.0.1:${lmtpPort}
recipient_delimiter = +
maillog_file = ${dir}/log
maillog_file_prefixes = ${dir}
minimal_backoff_time = 2s
maximal_backoff_time = 2s
queue_run_delay = 2s
transport_retry_time = 2s
`,
  );
  const master = await readFile('/etc/postfix/master.cf', 'utf8');
  // Debian runs its parts in a chroot that is not there; here none of them does.
  const open = master.replace(/^(\S+\s+\S+\s+\S+\s+\S+\s+)\S+/gm, (line, head) =>
    line.startsWith('#') ? line : `${head}n`,
  );
  await writeFile(
    path.join(etc, 'master.cf'),
    `${open.replace(/^smtp(\s+inet)/m, `${port}$1`)}\npostlog unix-dgram n - n - 1 postlogd\n`,
  );
  const begun = spawnSync(postfixBin, ['-c', etc, 'start'], { encoding: 'utf8' });
  if (begun.status !== 0) throw new Error(`Postfix did not start: ${begun.stderr}`);
  await answers(port);
  return {
    port,
    async stop() {
      spawnSync(postfixBin, ['-c', etc, 'stop']);
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function answers(port: number): Promise<void> {
  for (const end = performance.now() + 15_000; performance.now() < end; await pause(50)) {
    const up = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('data', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
    if (up) return;
  }
  throw new Error(`Nothing answers on port ${port}`);
}
