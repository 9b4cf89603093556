import { Compass } from 'lucide-react';
import { Banner } from '../../ui/Banner.tsx';
import { t } from '../../ui/words.ts';
import { useSession } from '../session.ts';
import { useRemoveSample, useSample } from './sample.ts';

/** Says quietly that what is on the screen is made up, and takes it away. */
export default function SampleBar() {
  const planted = useSample();
  const { role } = useSession().agent;
  const remove = useRemoveSample();
  if (!planted) return null;
  return (
    <Banner
      icon={<Compass size={14} aria-hidden="true" className="shrink-0" />}
      action={
        (role === 'owner' || role === 'admin') && (
          <button
            type="button"
            className="min-h-6 shrink-0 font-medium text-accent-ink underline underline-offset-2"
            aria-busy={remove.isPending}
            onClick={() => !remove.isPending && remove.mutate(undefined)}
          >
            {t(remove.isPending ? 'desk.sample.removing' : 'desk.sample.remove')}
          </button>
        )
      }
    >
      {t('desk.sample.here')}
    </Banner>
  );
}
