import { t, type WordId } from '../../ui/words.ts';

/** From the most to the least powerful, as the server has them (src/staff/caller.ts). */
export const roles = ['owner', 'admin', 'supervisor', 'agent', 'light'] as const;
export type Role = (typeof roles)[number];

/** Nobody makes, or acts on, somebody above themselves. */
export const rolesUpTo = (mine: Role): readonly Role[] => roles.slice(roles.indexOf(mine));
export const isAbove = (one: Role, other: Role): boolean => roles.indexOf(one) < roles.indexOf(other);

export const roleName = (role: Role): string => t(`staff.role.${role}`);
export const roleHint = (role: Role): string => t(`staff.role.${role}.hint`);

/** What somebody may do in one inbox. */
export const levels = ['none', 'view', 'reply', 'manage'] as const;
export type Level = (typeof levels)[number];

const levelNames: Record<Level, WordId> = {
  none: 'staff.level.none',
  view: 'staff.level.view',
  reply: 'staff.level.reply',
  manage: 'staff.level.manage',
};
export const levelName = (level: Level): string => t(levelNames[level]);
