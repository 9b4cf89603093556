import type { ChannelAdapter } from './channel.ts';
import { emailAdapter } from './email/adapter.ts';

/** Every way of talking there is, one line each. */
const adapters: readonly ChannelAdapter[] = [emailAdapter];

/** The adapter of a channel's type. Throws when this version of Rapport has none (a restored newer backup). */
export function adapterOf(type: string): ChannelAdapter {
  const found = adapters.find((adapter) => adapter.type === type);
  if (!found) throw new Error(`There is no channel type "${type}" in this version.`);
  return found;
}
