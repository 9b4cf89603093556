/** Whose a canned reply is. */
export const scopes = ['personal', 'team', 'everyone'] as const;
export type Scope = (typeof scopes)[number];
