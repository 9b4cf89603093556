import { attributionAt, looseAttribution } from './attribution.ts';
import { headerBlockAt, isRule, notesBlockAt, separatorAt } from './header-block.ts';
import type { Line } from './lines.ts';

/** Where old text begins: quote marks, attributions, copied headers, separators and mail programs' own marks. */

/** What begins at a line and is not the writer's. `until` is exclusive; `openEnded` old text has no end of its own. */
export type Old = { until: number; openEnded: boolean; sure: boolean };

/** Whether a forwarded mail begins at this line; `forwarding`: the subject says so too. */
export function startsForward(lines: Line[], at: number, forwarding: boolean): boolean {
  const line = lines[at] as Line;
  if (line.mark === 'forward' || separatorAt(line.text) === 'forward') return true;
  if (!forwarding) return false;
  if (line.mark === 'history' || (line.depth > 0 && !attributionAt(lines, at))) return true;
  if (separatorAt(line.text) === 'reply') return true;
  // Outlook for Mac forwards under an attribution, without marks.
  const attribution = line.depth === 0 ? attributionAt(lines, at) : null;
  if (attribution?.sure && !quotedBelow(lines, attribution.end + 1)) return true;
  return oldHeaders(lines, at) !== null;
}

/** Index after a header block at `at`, one rule or separator above it allowed. */
function oldHeaders(lines: Line[], at: number): { until: number; sure: boolean } | null {
  const line = lines[at] as Line;
  if (separatorAt(line.text) === 'reply') {
    const next = nextText(lines, at + 1);
    const block =
      next < lines.length ? (headerBlockAt(lines, next, true) ?? notesBlockAt(lines, next)) : null;
    return { until: block ? block.end + 1 : at + 1, sure: true };
  }
  if (isRule(line.text)) {
    const next = nextText(lines, at + 1);
    const block =
      next < lines.length && next <= at + 4
        ? (headerBlockAt(lines, next, true) ?? notesBlockAt(lines, next))
        : null;
    return block && block.labels.length > 1 ? { until: block.end + 1, sure: true } : null;
  }
  const block = headerBlockAt(lines, at) ?? notesBlockAt(lines, at);
  return block ? { until: block.end + 1, sure: true } : null;
}

/** The old text that begins at this line, or null where it may be the writer's own. */
export function oldAt(lines: Line[], at: number): Old | null {
  const line = lines[at] as Line;
  if (line.mark === 'history' && headersFollow(lines, at))
    return { until: historyEnd(lines, at), openEnded: true, sure: true };
  // GroupWise: ">>> Jane Roe 02/03/09 16:45 >>>", and the old mail follows without marks.
  if (line.depth === 3 && /\d.{0,40}>>>$/.test(line.text))
    return { until: at + 1, openEnded: true, sure: true };
  if (line.depth > 0) return { until: quoteEnd(lines, at), openEnded: false, sure: true };
  const headers = oldHeaders(lines, at);
  if (headers) return { until: headers.until, openEnded: true, sure: headers.sure };
  const attribution = attributionAt(lines, at);
  const end = attribution?.end ?? (looseAttribution(line.text) || line.mark === 'attribution' ? at : null);
  if (end === null) return null;
  // "… as I said:" above marked lines may be the writer's own; a program's line begins a paragraph.
  if (attribution && !attribution.sure && !beginsParagraph(lines, at)) return null;
  const next = nextText(lines, end + 1);
  if (next < lines.length && (lines[next] as Line).depth > 0)
    return { until: quoteEnd(lines, next), openEnded: false, sure: true };
  const barred = barEnd(lines, next);
  if (barred > next) return { until: barred, openEnded: false, sure: true };
  if (!attribution?.sure) return null;
  // The quotation follows without marks, or as a header block of its own.
  return { until: end + 1, openEnded: true, sure: true };
}

/** The same border adorns some signatures: what follows must at least look like a label or a rule. */
function headersFollow(lines: Line[], at: number): boolean {
  const next = lines[nextText(lines, at)];
  return (
    next !== undefined &&
    (/^[^:：]{1,40}[:：]/.test(next.text) || isRule(next.text) || separatorAt(next.text) !== null)
  );
}

function historyEnd(lines: Line[], at: number): number {
  const next = nextText(lines, at);
  const headers = next < lines.length ? (oldHeaders(lines, next) ?? null) : null;
  return headers?.until ?? at;
}

function nextText(lines: Line[], from: number): number {
  let i = from;
  while (i < lines.length && (lines[i] as Line).text.trim() === '') i++;
  return i;
}

function beginsParagraph(lines: Line[], at: number): boolean {
  const above = lines[at - 1];
  return (
    above === undefined ||
    above.text.trim() === '' ||
    above.depth > 0 ||
    (lines[at] as Line).mark !== undefined
  );
}

/** End of a run of lines marked by '|', which some programs quote with; only looked for below an attribution. */
function barEnd(lines: Line[], at: number): number {
  let end = at;
  while (end < lines.length && /^ ?\|(?: |$)/.test((lines[end] as Line).text)) end++;
  return end > at + 1 ? end : at;
}

/** End of a run of quoted lines; blank lines belong to it only between quoted ones. */
function quoteEnd(lines: Line[], at: number): number {
  let end = at;
  for (let i = at; i < lines.length; i++) {
    const line = lines[i] as Line;
    if (line.depth > 0) end = i + 1;
    else if (line.text.trim() !== '') break;
  }
  return end;
}

/** Whether the next text below is marked as quoted. */
export function quotedBelow(lines: Line[], from: number): boolean {
  const next = nextText(lines, from);
  return next < lines.length && (lines[next] as Line).depth > 0;
}
