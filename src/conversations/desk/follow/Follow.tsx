import { useCommand } from '../../../ui/commands.ts';
import { useFollowing } from './following.ts';

/** Follows the open conversation, or no longer, by the key, the menu and the palette. Draws nothing. */
export default function Follow({ id }: { id: string }) {
  const now = useFollowing(id);
  useCommand('follow', () => void now?.set(!now.following), now !== undefined);
  return null;
}
