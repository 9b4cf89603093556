import type { client } from '../../../ui/api.ts';
import { t, tIfKnown } from '../../../ui/words.ts';

export type AuditEntry = Awaited<ReturnType<typeof client.staff.audit.list>>['items'][number];

/** Who did it, in words. */
export function whoDid({ by }: AuditEntry): string {
  if (by.name) return by.name;
  if (by.kind === 'customer') return t('audit.by.customer');
  if (by.kind === 'rule') return t('audit.by.rule');
  return t(by.kind === 'agent' ? 'audit.by.someone' : 'audit.by.system');
}

/** An entry as a sentence: who did what to what. What the catalogue does not know stands as it was recorded. */
export function auditSentence({ action, data, nounId, names }: AuditEntry, who: string): string {
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const role = (value: unknown) => tIfKnown(`staff.role.${text(value)}`) ?? text(value);
  const level = (value: unknown) =>
    tIfKnown(`staff.level.${text(value)}`) ?? tIfKnown(`audit.level.${text(value)}`) ?? text(value);
  const gone = t('audit.what.gone');
  const values = {
    who,
    what: names[nounId ?? ''] ?? gone,
    agent: names[text(data.agentId)] ?? t('audit.by.someone'),
    from: role(data.from),
    to: role(data.to),
    role: role(data.role),
    level: level(data.level),
    way: text(data.way),
  };
  return tIfKnown(`audit.${action}`, values) ?? `${who}: ${action}`;
}
