/** The five roles, from the most to the least powerful. */
export const roles = ['owner', 'admin', 'supervisor', 'agent', 'light'] as const;
export type Role = (typeof roles)[number];

/** What someone may do in one inbox; each level includes those before it. */
export const levels = ['none', 'view', 'reply', 'manage'] as const;
export type Level = (typeof levels)[number];

/**
 * What of the conversations in their inboxes an agent or light agent sees: all, those of their teams, or their
 * own. What is assigned to them and where they take part is always among them; the other roles see all.
 */
export const sights = ['all', 'teams', 'own'] as const;
export type Sight = (typeof sights)[number];

/** What an API key may do. A key never exceeds the agent it belongs to. */
export const scopes = ['read', 'write', 'admin'] as const;
export type Scope = (typeof scopes)[number];

/**
 * Who is asking, as far as permission goes: an agent with a level for each inbox. There is no ambient
 * current user; this is handed to every view and verb that needs it (law 8).
 */
export type Caller = {
  agentId: string;
  name: string;
  email: string;
  role: Role;
  /** Level for each inbox that is not archived; an inbox that is missing is not to be seen. */
  inboxes: ReadonlyMap<string, Level>;
  /** True if no inbox is hidden from this caller, so that queries need no filter. */
  seesAll: boolean;
  /** What they see in those inboxes. */
  sight: Sight;
  teamIds: readonly string[];
  /** null for a signed-in person; for an API key what it was made for. */
  scopes: ReadonlySet<Scope> | null;
};

/** Whether `level` reaches `needed`. */
export const reaches = (level: Level | undefined, needed: Level): boolean =>
  levels.indexOf(level ?? 'none') >= levels.indexOf(needed);
