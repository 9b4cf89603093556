import type { ColumnType, Generated } from 'kysely';
import type { Address, Delivery, Direction, Kind, Place, Recipients, Shelf, Status, Trust } from './types.ts';

declare module '../platform/db/tables.ts' {
  interface Tables {
    conversations: ConversationsTable;
    messages: MessagesTable;
    attachments: AttachmentsTable;
    participants: ParticipantsTable;
    drafts: DraftsTable;
    tags: {
      id: string;
      name: string;
      hue: Generated<number>;
      archived_at: ColumnType<Date | null, never, Date | null>;
    };
    conversation_tags: { conversation_id: string; tag_id: string; via_id: Via };
    conversation_links: LinksTable;
    causes: CausesTable;
    resolutions: ResolutionsTable;
    uploads: UploadsTable;
    search_words: { word: string; share: number; written: boolean; counted_at: Date };
    thread_keys: { key: string; conversation_id: string; at: Date };
    involvements: { agent_id: string; conversation_id: string };
    blocked_senders: { pattern: string; by_id: string | null; at: Date };
  }
}

/** By which merged conversation it came here; null if it is here by itself. */
type Via = ColumnType<string | null, string | null | undefined, string | null>;

interface ConversationsTable {
  id: string;
  number: Generated<string>;
  kind: Generated<Kind>;
  status: Generated<Status>;
  place: Generated<Place>;
  channel: string;
  channel_id: string | null;
  inbox_id: string;
  brand_id: string;
  team_id: string | null;
  assignee_id: string | null;
  customer_id: string;
  priority: Generated<number>;
  subject: Generated<string>;
  preview: Generated<string>;
  fields: ColumnType<Record<string, unknown>, string | undefined, string>;
  version: Generated<number>;
  message_count: Generated<number>;
  last_message_at: Date;
  last_message_id: string | null;
  last_in_at: Date | null;
  last_out_at: Date | null;
  waiting_since: Date | null;
  snoozed_until: Date | null;
  snoozed_for_answer: Generated<boolean>;
  checklist_total: Generated<number>;
  checklist_done: Generated<number>;
  due_at: Date | null;
  solved_at: Date | null;
  settled: ColumnType<boolean | null, boolean | null | undefined, boolean | null>;
  rating: ColumnType<number | null, number | null | undefined, number | null>;
  follows_id: string | null;
  merged_into_id: ColumnType<string | null, string | null | undefined, string | null>;
  lies_in_id: ColumnType<string | null, string | null | undefined, string | null>;
  aside_of_id: ColumnType<string | null, string | null | undefined, string | null>;
  split_from_id: ColumnType<string | null, string | null | undefined, string | null>;
  flood: Generated<boolean>;
  historic: Generated<boolean>;
  sample: Generated<boolean>;
  created_at: Date;
  updated_at: Date;
  shelf: ColumnType<Shelf, never, never>;
}

interface MessagesTable {
  id: string;
  conversation_id: string;
  direction: Direction;
  author_kind: 'customer' | 'agent' | 'bot' | 'system';
  author_id: string | null;
  at: Date;
  created_at: Date;
  subject: Generated<string>;
  text: Generated<string>;
  html: string | null;
  reply_text: Generated<string>;
  sender: ColumnType<Address | null, string | null, string | null>;
  recipients: ColumnType<Recipients, string | undefined, string>;
  channel_id: string | null;
  external_key: string | null;
  in_reply_to: string | null;
  raw_id: string | null;
  trust: Trust | null;
  automated: string | null;
  language: string | null;
  pending: Generated<boolean>;
  delivery: Delivery | null;
  delivery_note: string | null;
  delivery_at: Date | null;
  remote_images: Generated<number>;
  warnings: Generated<string[]>;
  historic: Generated<boolean>;
  search: ColumnType<string | null, unknown, unknown>;
  home_id: ColumnType<string | null, string | null | undefined, string | null>;
  forward_of_id: ColumnType<string | null, string | null | undefined, string | null>;
}

interface AttachmentsTable {
  id: string;
  message_id: string;
  position: number;
  name: string;
  type: string;
  size: string | number;
  file_hash: string;
  cid: string | null;
  inline: Generated<boolean>;
}

interface ParticipantsTable {
  conversation_id: string;
  kind: string;
  value: string;
  name: Generated<string>;
  role: 'from' | 'to' | 'cc';
  customer_id: string | null;
  pending: Generated<boolean>;
  via_id: Via;
}

interface LinksTable {
  from_id: string;
  to_id: string;
  kind: 'related' | 'child' | 'incident';
  by_id: string | null;
  at: Date;
}

interface DraftsTable {
  agent_id: string;
  conversation_id: string;
  body: ColumnType<Record<string, unknown>, string, string>;
  version: Generated<number>;
  updated_at: Date;
  via_id: Via;
}

interface ResolutionsTable {
  conversation_id: string;
  how: Generated<string>;
  cause_id: string | null;
  why: Generated<string>;
  by_id: string | null;
  at: Date;
}

interface UploadsTable {
  id: string;
  by_id: string;
  name: string;
  type: string;
  size: string | number;
  file_hash: string;
  created_at: Date;
}

interface CausesTable {
  id: string;
  parent_id: string | null;
  name: string;
  archived_at: Date | null;
  sample: Generated<boolean>;
}
