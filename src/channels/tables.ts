import type { Generated, Selectable } from 'kysely';
import type { Json } from '../platform/db/tables.ts';

declare module '../platform/db/tables.ts' {
  interface Tables {
    channels: ChannelsTable;
    raw_inbound: RawInboundTable;
    deliveries: DeliveriesTable;
    dead_addresses: { address: string; reason: string; at: Date };
    automatic_sent: { address: string; at: Date; conversation_id: string | null };
  }
}

interface ChannelsTable {
  id: string;
  type: string;
  inbox_id: string;
  name: string;
  address: string;
  config: Json<Record<string, unknown>>;
  secrets: Buffer | null;
  cursor: string | null;
  state: Generated<'ok' | 'connecting' | 'degraded' | 'reauth' | 'down' | 'off'>;
  state_detail: Generated<string>;
  state_since: Date;
  last_ok_at: Date | null;
  last_in_at: Date | null;
  last_out_at: Date | null;
  out_error_code: string | null;
  out_error_text: string | null;
  out_error_at: Date | null;
  listener_id: string | null;
  listener_until: Date | null;
  sample: Generated<boolean>;
  archived_at: Date | null;
  created_at: Date;
}

interface RawInboundTable {
  id: string;
  channel_id: string;
  external_key: string;
  bytes: Buffer | null;
  file_hash: string | null;
  size: string | number;
  envelope: Json<Record<string, unknown>>;
  historic: Generated<boolean>;
  state: Generated<'stored' | 'read' | 'unreadable' | 'ignored'>;
  state_note: Generated<string>;
  attempts: Generated<number>;
  next_at: Date;
  received_at: Date;
}

interface DeliveriesTable {
  message_id: string;
  channel_id: string;
  external_key: string;
  attempts: Generated<number>;
  next_at: Date;
  first_failed_at: Date | null;
  error_code: string | null;
  error_text: string | null;
  started_at: Date | null;
  lease_until: Date | null;
  handed_at: Date | null;
  taken: Generated<string[]>;
  answer: string | null;
  sent_at: Date | null;
  created_at: Date;
}

/** A channel as it stands in the database. */
export type ChannelRow = Selectable<ChannelsTable>;
