import type { client } from '../../../ui/api.ts';
import { t } from '../../../ui/words.ts';
import { type FigureId, figures, shown } from './figure.ts';

type Group = Awaited<ReturnType<typeof client.feedback.figures>>['items'][number];
type Props = {
  by: 'inbox' | 'team' | 'agent';
  items: readonly Group[];
  onOpen: (id: FigureId, of: Group['of']) => void;
};

const columns = ['asked', 'responseRate', 'settledRate', 'csat', 'average'] as const;

/** The same numbers apart; each opens its rows. */
export function Table({ by, items, onOpen }: Props) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      data-scrolls-sideways
      aria-label={t('feedback.by')}
      className="mt-3 overflow-x-auto rounded-surface border border-line bg-panel"
    >
      <table className="w-full min-w-130 border-collapse">
        <thead>
          <tr className="border-line border-b text-12 text-ink2">
            <th scope="col" className="px-4 py-2 text-start font-medium">
              {t(`feedback.by.${by}`)}
            </th>
            {columns.map((id) => (
              <th key={id} scope="col" className="px-2 py-2 text-end font-medium last:pe-4">
                {t(figures[id].label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.of?.id ?? 'nobody'} className="border-line border-b last:border-b-0">
              <th scope="row" dir="auto" className="max-w-60 truncate px-4 py-1.5 text-start font-medium">
                {item.of?.name ?? t(`feedback.nobody.${by}`)}
              </th>
              {columns.map((id) => (
                <td key={id} className="py-1 text-end last:pe-2">
                  {item.of ? (
                    <button
                      type="button"
                      aria-haspopup="dialog"
                      aria-label={`${t(figures[id].label)}, ${item.of.name}: ${shown(id, item)}`}
                      onClick={() => onOpen(id, item.of)}
                      className="tabular min-h-7 rounded-control px-2 hover:bg-raise pointer-coarse:min-h-9"
                    >
                      {shown(id, item)}
                    </button>
                  ) : (
                    <span className="tabular px-2 text-ink2">{shown(id, item)}</span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
