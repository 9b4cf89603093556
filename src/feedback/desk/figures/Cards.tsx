import { number } from '../../../ui/format.ts';
import { t } from '../../../ui/words.ts';
import { type FigureId, type Figures, figures, shown } from './figure.ts';

const inCards = ['settledRate', 'csat', 'responseRate', 'average'] as const;

/** The four numbers that say it in all; each is a button to what it means and counts. */
export function Cards({ of, onOpen }: { of: Figures; onOpen: (id: FigureId) => void }) {
  return (
    <ul className="grid grid-cols-2 gap-3 full:grid-cols-4" aria-label={t('feedback.title')}>
      {inCards.map((id) => {
        const { label, parts } = figures[id];
        return (
          <li key={id}>
            <button
              type="button"
              aria-haspopup="dialog"
              onClick={() => onOpen(id)}
              className="flex w-full flex-col items-start gap-1 rounded-surface border border-line bg-panel px-4 py-3 text-start transition-colors hover:border-line-strong"
            >
              <span className="text-12 text-ink2">{t(label)}</span>
              <span className="tabular font-semibold text-16">{shown(id, of)}</span>
              <span className="tabular text-12 text-ink3">
                {parts
                  ? t('feedback.partOf', { part: number(of[parts[0]]), whole: number(of[parts[1]]) })
                  : t('feedback.ratings', { count: of.rated })}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
