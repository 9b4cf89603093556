import type { Secrets } from '../../platform/settings/secrets.ts';

/** The header by which Rapport knows its own mail when it comes back: every mail it sends carries it. */
export const loopHeader = 'X-Rapport-Loop';

/**
 * The header's value: a mark only this workspace can make, so that another Rapport's mail is read like
 * anyone's, and nobody can have a customer's mail ignored by guessing it.
 */
export const loopMark = (secrets: Secrets): string => secrets.mark('workspace', 'mail-loop', 100);
