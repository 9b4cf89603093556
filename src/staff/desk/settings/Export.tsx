import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { api } from '../../../ui/api.ts';
import { Card, PageHead } from '../../../ui/Page.tsx';
import { t } from '../../../ui/words.ts';

/** Everything as one file for other programs. */
export default function Export() {
  const role = useQuery(api.staff.session.queryOptions()).data?.agent.role;
  return (
    <>
      <PageHead title={t('staff.export.title')}>{t('staff.export.lead')}</PageHead>
      <Card>
        <p className="text-ink2">{t('staff.export.hint')}</p>
        {role === 'owner' && (
          // A form, so that the browser itself takes the file however large it is, and no other site can ask.
          <form method="post" action="/api/export">
            <button
              type="submit"
              className="inline-flex h-9 items-center gap-1.5 rounded-control bg-accent px-3.5 font-semibold text-on-accent hover:bg-accent-strong"
            >
              <Download size={15} aria-hidden="true" />
              {t('staff.export.make')}
            </button>
          </form>
        )}
        <p className="text-12 text-ink3">{t('staff.export.only')}</p>
      </Card>
    </>
  );
}
