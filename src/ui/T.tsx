import { cloneElement, Fragment, type ReactElement, type ReactNode } from 'react';
import { t, type WordId } from './words.ts';

type Props = {
  id: WordId;
  values?: Record<string, string | number | Date>;
  /** What stands for `<name>…</name>` in the message. */
  components?: Record<string, ReactElement>;
};

/** A message with parts of it drawn by components: "Replied by <b>{name}</b>". Tags do not nest. */
export function T({ id, values, components = {} }: Props) {
  // The tags are cut before the values go in, so a customer named "<b>" stays text.
  const marked = t(
    id,
    values && Object.fromEntries(Object.keys(values).map((key) => [key, hold(values[key])])),
  );
  return <>{split(marked, components)}</>;
}

const hold = (value: string | number | Date | undefined) =>
  typeof value === 'string' ? value.replaceAll('<', '\u{E000}') : value;
const release = (text: string) => text.replaceAll('\u{E000}', '<');

function split(text: string, components: Record<string, ReactElement>): ReactNode[] {
  const parts: ReactNode[] = [];
  let rest = 0;
  for (const match of text.matchAll(/<(\w+)>(.*?)<\/\1>/gs)) {
    parts.push(release(text.slice(rest, match.index)));
    const component = components[match[1] as string] ?? <Fragment />;
    parts.push(cloneElement(component, { key: match.index }, release(match[2] as string)));
    rest = match.index + match[0].length;
  }
  parts.push(release(text.slice(rest)));
  return parts;
}
