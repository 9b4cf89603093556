import { useQuery } from '@tanstack/react-query';
import { Volume2 } from 'lucide-react';
import { useState } from 'react';
import { api, client, queries } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { useNow } from '../../ui/clock.ts';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { sentence } from '../../ui/errors.ts';
import { Field } from '../../ui/Field.tsx';
import { shortTime } from '../../ui/format.ts';
import { Input } from '../../ui/Input.tsx';
import { Card, PageHead } from '../../ui/Page.tsx';
import { Select } from '../../ui/Select.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { toast } from '../../ui/toast.ts';
import { t } from '../../ui/words.ts';
import { Kinds, kinds, type Props, type Settings, type SettingsChange } from './NoticeKinds.tsx';
import { playTone } from './sound.ts';

const minutes = [5, 15, 30, 60, 120, 240];
const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
const options = api.notices.settings.queryOptions();

/** How one wants to be told, of what, and when there is quiet. */
export default function NoticeSettings() {
  const found = useQuery(options);
  const set: Props['set'] = (change) => void save(change);
  return (
    <>
      <PageHead title={t('notices.title')}>{t('notices.settings.lead')}</PageHead>
      {found.isError && <ErrorState title={sentence(found.error)} onRetry={() => void found.refetch()} />}
      {found.isPending && <Skeleton className="h-96 rounded-surface" />}
      {found.data && (
        <>
          <Device />
          <Kinds settings={found.data} set={set} />
          <Times settings={found.data} set={set} />
          <Mail settings={found.data} set={set} />
          <Following settings={found.data} set={set} />
        </>
      )}
    </>
  );
}

/** What was chosen shows at once; a refusal takes it back and says why. */
async function save(change: SettingsChange): Promise<void> {
  const before = queries.getQueryData(options.queryKey);
  queries.setQueryData(options.queryKey, (now) => now && merged(now, change));
  try {
    queries.setQueryData(options.queryKey, await client.notices.changeSettings(change));
    void queries.invalidateQueries({ queryKey: api.notices.list.key() });
    void queries.invalidateQueries({ queryKey: api.notices.count.key() });
  } catch (error) {
    queries.setQueryData(options.queryKey, before);
    toast(sentence(error), { bad: true });
  }
}

function merged(now: Settings, { kinds: given = {}, ...rest }: SettingsChange): Settings {
  const next = Object.fromEntries(kinds.map((kind) => [kind, { ...now.kinds[kind], ...given[kind] }]));
  return { ...now, ...(rest as Partial<Settings>), kinds: next as Settings['kinds'] };
}

/** Asked for in place and with a reason, never by itself. */
function Device() {
  const possible = typeof Notification !== 'undefined';
  const [state, setState] = useState(possible ? Notification.permission : 'none');
  const said =
    state === 'granted' || state === 'denied' || state === 'none'
      ? t(`notices.allow.${state}`)
      : t('notices.allow.body');
  return (
    <Card title={t('notices.allow.title')}>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
        <p role="status" className="min-w-52 flex-1 text-ink2">
          {said}
        </p>
        {state === 'default' && (
          <Button size={36} onClick={() => void Notification.requestPermission().then(setState)}>
            {t('notices.allow.ask')}
          </Button>
        )}
      </div>
    </Card>
  );
}

const hour = 60 * 60_000;

function tomorrowMorning(now: Date): Date {
  const next = new Date(now);
  next.setDate(next.getDate() + 1);
  next.setHours(7, 0, 0, 0);
  return next;
}

function Times({ settings, set }: Props) {
  const now = useNow();
  const { quiet, mutedUntil } = settings;
  const muted = mutedUntil && mutedUntil > now ? mutedUntil : null;
  const time = (edge: 'from' | 'to') => (
    <Field label={t(edge === 'from' ? 'notices.settings.quietFrom' : 'notices.settings.quietTo')}>
      <Input
        type="time"
        value={quiet?.[edge] ?? ''}
        onValueChange={(value) =>
          quiet && value && set({ quiet: { ...quiet, [edge]: String(value) }, timeZone: zone() })
        }
      />
    </Field>
  );
  return (
    <Card
      title={t('notices.settings.times')}
      action={
        <Button icon={<Volume2 size={14} aria-hidden="true" />} onClick={() => void playTone()}>
          {t('notices.settings.sound')}
        </Button>
      }
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="flex min-w-52 flex-1 flex-col">
          <span className="font-medium">
            {muted
              ? t('notices.settings.muted', { time: shortTime(muted, now) })
              : t('notices.settings.mute')}
          </span>
          <span className="text-12 text-ink3">{t('notices.settings.muteHint')}</span>
        </span>
        {muted ? (
          <Button onClick={() => set({ mutedUntil: null })}>{t('notices.settings.unmute')}</Button>
        ) : (
          <span className="flex flex-wrap gap-2">
            <Button onClick={() => set({ mutedUntil: new Date(now.getTime() + hour) })}>
              {t('notices.settings.mute.hour')}
            </Button>
            <Button onClick={() => set({ mutedUntil: tomorrowMorning(now) })}>
              {t('notices.settings.mute.day')}
            </Button>
          </span>
        )}
      </div>
      <Switch
        checked={quiet !== null}
        onChange={(on) => set({ quiet: on ? { from: '19:00', to: '08:00' } : null, timeZone: zone() })}
        label={t('notices.settings.quiet')}
        hint={t('notices.settings.quietHint', { zone: quiet ? settings.timeZone : zone() })}
      />
      {quiet && (
        <div className="flex flex-wrap gap-4">
          {time('from')}
          {time('to')}
        </div>
      )}
      <Switch
        checked={settings.soundWhileTyping}
        onChange={(soundWhileTyping) => set({ soundWhileTyping })}
        label={t('notices.settings.soundTyping')}
        hint={t('notices.settings.soundTypingHint')}
      />
    </Card>
  );
}

function Mail({ settings, set }: Props) {
  return (
    <Card title={t('notices.settings.mail')}>
      <Field label={t('notices.settings.away')} hint={t('notices.settings.awayHint')}>
        <Select
          value={String(settings.awayMinutes)}
          onChange={(next) => set({ awayMinutes: Number(next) })}
          choices={[...new Set([...minutes, settings.awayMinutes])]
            .sort((a, b) => a - b)
            .map((count) => ({ value: String(count), label: t('notices.settings.minutes', { count }) }))}
        />
      </Field>
      <Switch
        checked={settings.mailContent}
        onChange={(mailContent) => set({ mailContent })}
        label={t('notices.settings.content')}
        hint={t('notices.settings.contentHint')}
      />
    </Card>
  );
}

function Following({ settings, set }: Props) {
  return (
    <Card title={t('notices.settings.following')}>
      <Switch
        checked={settings.followWritten}
        onChange={(followWritten) => set({ followWritten })}
        label={t('notices.settings.followWritten')}
        hint={t('notices.settings.followWrittenHint')}
      />
      <Switch
        checked={settings.followAssigned}
        onChange={(followAssigned) => set({ followAssigned })}
        label={t('notices.settings.followAssigned')}
        hint={t('notices.settings.followAssignedHint')}
      />
    </Card>
  );
}
