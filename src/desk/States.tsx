import { Link, useMatches, useRouter } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import type { ReactNode } from 'react';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { sentence } from '../ui/errors.ts';
import { t } from '../ui/words.ts';

/** A screen that failed while drawing or loading; the rest of the desk goes on. */
export function Broken({ error, reset }: { error: unknown; reset: () => void }) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <Frame>
      <ErrorState title={t('desk.broken')} onRetry={retry}>
        {sentence(error)}
      </ErrorState>
    </Frame>
  );
}

/** No such page. */
export function NotFound() {
  return (
    <Frame>
      <EmptyState
        page
        icon={<Compass size={20} aria-hidden="true" />}
        title={t('desk.notFound.title')}
        action={<Link to="/">{t('desk.notFound.home')}</Link>}
      >
        {t('desk.notFound.body')}
      </EmptyState>
    </Frame>
  );
}

/** Inside the desk the shell is the page's main part already; before it, this is. */
function Frame({ children }: { children: ReactNode }) {
  const inside = useMatches({ select: (matches) => matches.some((match) => match.routeId === '/desk') });
  const Part = inside ? 'div' : 'main';
  return <Part className="grid min-h-[60dvh] flex-1 place-items-center">{children}</Part>;
}
