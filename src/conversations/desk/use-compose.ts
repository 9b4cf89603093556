import { useNavigate } from '@tanstack/react-router';
import { useCommand } from '../../ui/commands.ts';

/** Offers "New conversation" on a screen; with a customer's address it begins with them. */
export function useCompose(to?: string): void {
  const navigate = useNavigate();
  useCommand('compose', () => void navigate({ to: '/new', search: to ? { to } : {} }));
}
