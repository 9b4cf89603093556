import { Link, useNavigate } from '@tanstack/react-router';
import { ArrowRight, AtSign, Compass } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../../ui/cx.ts';
import { Door } from '../../ui/Door.tsx';
import { t } from '../../ui/words.ts';
import { usePlantSample } from './sample.ts';

const way =
  'flex w-full items-center gap-3.5 rounded-menu border border-line bg-panel p-4 text-start no-underline transition-colors hover:border-line-strong hover:bg-raise';

/** The first choice after the account is made: look around, or begin in earnest. */
export default function Welcome() {
  const navigate = useNavigate();
  const plant = usePlantSample(() => void navigate({ to: '/inbox/$view', params: { view: 'open' } }));
  return (
    <Door
      wide
      title={t('desk.welcome.title')}
      lead={t('desk.welcome.lead')}
      foot={
        <Link to="/inbox/$view" params={{ view: 'open' }}>
          {t('desk.welcome.empty')}
        </Link>
      }
    >
      <button
        type="button"
        className={cx(way, plant.isPending && 'opacity-60')}
        aria-busy={plant.isPending}
        onClick={() => !plant.isPending && plant.mutate(undefined)}
      >
        <Way
          icon={<Compass size={18} aria-hidden="true" />}
          title={t(plant.isPending ? 'desk.welcome.planting' : 'desk.welcome.look')}
        >
          {t('desk.welcome.lookBody')}
        </Way>
      </button>
      <Link to="/settings/$" params={{ _splat: 'mailboxes/connect' }} className={cx(way, 'text-ink')}>
        <Way icon={<AtSign size={18} aria-hidden="true" />} title={t('desk.welcome.connect')}>
          {t('desk.welcome.connectBody')}
        </Way>
      </Link>
    </Door>
  );
}

function Way({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <>
      <span className="grid size-9 shrink-0 place-items-center rounded-full bg-accent-soft text-accent-ink">
        {icon}
      </span>
      <span className="flex flex-1 flex-col">
        <span className="font-semibold text-14">{title}</span>
        <span className="text-ink2">{children}</span>
      </span>
      <ArrowRight size={16} aria-hidden="true" className="shrink-0 text-ink3 rtl:-scale-x-100" />
    </>
  );
}
