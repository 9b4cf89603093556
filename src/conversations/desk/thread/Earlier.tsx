import { useEffect, useRef } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { t } from '../../../ui/words.ts';

/** Loads older messages when the top comes near, and by hand. */
export function Earlier({ busy, onMore }: { busy: boolean; onMore: () => void }) {
  const mark = useRef<HTMLDivElement>(null);
  const latest = useRef(onMore);
  latest.current = onMore;
  // Watched anew after each page, because a top that stays in sight changes nothing an observer would report.
  useEffect(() => {
    if (busy || !mark.current) return;
    const observer = new IntersectionObserver(([seen]) => seen?.isIntersecting && latest.current(), {
      rootMargin: '600px 0px 0px',
    });
    observer.observe(mark.current);
    return () => observer.disconnect();
  }, [busy]);
  return (
    <div ref={mark} className="flex justify-center">
      <Button look="quiet" busy={busy} onClick={onMore}>
        {t('conversations.earlier')}
      </Button>
    </div>
  );
}
