import { createHash } from 'node:crypto';
import { second } from '../../platform/clock/clock.ts';
import type { Sent } from '../sent.ts';
import {
  type Find,
  type HandOver,
  openSession,
  type Parcel,
  type Session,
  SessionRefused,
  type SmtpAccount,
} from './smtp-session.ts';

/** A connection nobody used for this long is ended; servers themselves wait some minutes. */
const idleFor = 20 * second;
/** Some servers take only so many messages over one connection, and refuse the next. */
const messagesEach = 50;
const keptEach = 2;

type Kept = { session: Session; sent: number; timer: NodeJS.Timeout };

/**
 * Open connections, kept for the next message of the same mailbox. How many messages leave at once is the
 * outbox's decision (deliver.ts); this only saves them the greeting and the password.
 */
export class SmtpPool {
  private readonly kept = new Map<string, Kept[]>();
  private readonly find: Find | undefined;

  constructor(find?: Find) {
    this.find = find;
  }

  /**
   * Sends one message, over a kept connection if one is still good. A kept connection that proves dead
   * before the body was asked for says nothing about the server, so a new one is tried at once.
   */
  async send(settings: SmtpAccount, parcel: Parcel, handOver: HandOver): Promise<Sent> {
    const key = fingerprint(settings);
    const kept = this.take(key);
    if (kept) {
      let asked = false;
      const sent = await this.over(key, kept.session, kept.sent, parcel, () => {
        asked = true;
        return handOver();
      });
      if (asked || sent.ok || !sent.error.whole) return sent;
    }
    try {
      const session = await openSession(settings, this.find);
      return await this.over(key, session, 0, parcel, handOver);
    } catch (error) {
      if (error instanceof SessionRefused) return { ok: false, error: error.error };
      throw error;
    }
  }

  /** Ends every idle connection. */
  close(): void {
    for (const list of this.kept.values()) {
      for (const { session, timer } of list) {
        clearTimeout(timer);
        session.close();
      }
    }
    this.kept.clear();
  }

  private async over(key: string, session: Session, sent: number, parcel: Parcel, handOver: HandOver) {
    try {
      return await session.send(parcel, handOver);
    } finally {
      this.keep(key, session, sent + 1);
    }
  }

  private take(key: string): Kept | undefined {
    const list = this.kept.get(key) ?? [];
    for (let kept = list.pop(); kept; kept = list.pop()) {
      clearTimeout(kept.timer);
      if (kept.session.usable()) return kept;
    }
    return undefined;
  }

  private keep(key: string, session: Session, sent: number): void {
    if (!session.usable()) return;
    const list = this.kept.get(key) ?? [];
    if (sent >= messagesEach || list.length >= keptEach) {
      session.close();
      return;
    }
    const timer = setTimeout(() => {
      this.kept.set(
        key,
        (this.kept.get(key) ?? []).filter((one) => one.session !== session),
      );
      session.close();
    }, idleFor).unref();
    this.kept.set(key, [...list, { session, sent, timer }]);
  }
}

/** Changed settings are another mailbox: a connection opened with the old password is not used again. */
const fingerprint = (settings: SmtpAccount): string =>
  createHash('sha256').update(JSON.stringify(settings)).digest('hex');
