import type { client } from '../../ui/api.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Field } from '../../ui/Field.tsx';
import { Card } from '../../ui/Page.tsx';
import { Select } from '../../ui/Select.tsx';
import { t } from '../../ui/words.ts';

export type Settings = Awaited<ReturnType<typeof client.notices.settings>>;
export type SettingsChange = Parameters<typeof client.notices.changeSettings>[0];
export type Props = { settings: Settings; set: (change: SettingsChange) => void };

type Kind = keyof Settings['kinds'];

/** In the order they are shown. */
export const kinds: readonly Kind[] = [
  'mentioned',
  'handed',
  'assigned',
  'answered',
  'reopened',
  'undelivered',
  'noted',
  'side',
  'arrived',
];
const ways = ['on', 'desktop', 'sound', 'mail'] as const;

/** Of what one is told, and how: a line for each kind. */
export function Kinds({ settings, set }: Props) {
  return (
    <Card title={t('notices.settings.kinds')} lead={t('notices.settings.kindsLead')} flush>
      {/* What is said for the ear alone is laid out here, not beyond the edge of the page. */}
      <div data-scrolls-sideways className="relative overflow-x-auto">
        <table className="w-full border-collapse text-start">
          <thead>
            <tr className="text-12 text-ink3">
              <td />
              {ways.map((way) => (
                <th
                  key={way}
                  scope="col"
                  className="px-1.5 py-2 font-medium last:pe-4 pair:px-2 pair:last:pe-5"
                >
                  {t(`notices.column.${way}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {kinds.map((kind) => (
              <tr key={kind} className="border-line border-t">
                <th scope="row" className="min-w-32 py-2 ps-5 pe-2 text-start font-normal">
                  <span className="block font-medium">{t(`notices.kind.${kind}`)}</span>
                  <span className="block text-12 text-ink2">{t(`notices.kind.${kind}.hint`)}</span>
                </th>
                {ways.map((way) => (
                  <td key={way} className="px-1.5 text-center last:pe-4 pair:px-2 pair:last:pe-5">
                    <span className="inline-grid place-items-center">
                      <Checkbox
                        hideLabel
                        label={t('notices.way', {
                          kind: t(`notices.kind.${kind}`),
                          way: t(`notices.column.${way}`),
                        })}
                        checked={settings.kinds[kind][way] && (way === 'on' || settings.kinds[kind].on)}
                        disabled={way !== 'on' && !settings.kinds[kind].on}
                        onChange={(checked) => set({ kinds: { [kind]: { [way]: checked } } })}
                      />
                    </span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {settings.kinds.arrived.on && (
        <div className="border-line border-t px-5 py-4">
          <Field label={t('notices.settings.arrivedIn')}>
            <Select
              value={settings.arrivedIn}
              onChange={(arrivedIn) => set({ arrivedIn })}
              choices={[
                { value: 'teams', label: t('notices.settings.arrivedIn.teams') },
                { value: 'all', label: t('notices.settings.arrivedIn.all') },
              ]}
            />
          </Field>
        </div>
      )}
    </Card>
  );
}
