declare module '../../platform/db/tables.ts' {
  interface Tables {
    followers: { conversation_id: string; agent_id: string; following: boolean; at: Date };
    mentions: { message_id: string; mentioned_id: string };
  }
}

export type {};
