import { refuse } from '../platform/http/errors.ts';
import type { Caller } from '../staff/caller.ts';

/*
 * Who may see what customers said. What they said of one conversation belongs to that conversation and stands
 * behind its law; figures compare colleagues and are for those who lead them. What an inbox asks is a setting
 * of the inbox: whoever manages it.
 */

const figures: readonly Caller['role'][] = ['owner', 'admin', 'supervisor'];

/** Throws NOT_ALLOWED for whoever leads nobody. */
export function mustSeeFigures(caller: Caller): void {
  if (!figures.includes(caller.role)) throw refuse('NOT_ALLOWED');
}
