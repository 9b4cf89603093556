import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import type { client } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { type Binding, bindings, type CommandId } from '../../ui/bindings.ts';
import { chosenKeys, useBindings } from '../../ui/commands.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { spokenKeys } from '../../ui/key-label.ts';
import { Card, Line, Lines, PageHead } from '../../ui/Page.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { t } from '../../ui/words.ts';
import { keyGroups } from '../key-groups.ts';
import { judgeKeys, type Verdict } from './judge-keys.ts';
import { likeIt } from './like.ts';
import { useRecording } from './record-keys.ts';

type Keys = Awaited<ReturnType<typeof client.staff.session>>['preferences']['keys'];

const original = (id: string) => bindings.find((binding) => binding.id === id)?.keys ?? '';

/** Every key of the desk, each changed by pressing another; kept with the account, the same on every machine. */
export default function Keyboard() {
  const mine = useBindings();
  const { singleKeys, keys } = chosenKeys();
  const [asked, setAsked] = useState<{ id: string; keys: string; verdict: Verdict } | null>(null);
  const put = (next: Keys) => {
    setAsked(null);
    // What is as it came needs no line: a later default then reaches it.
    likeIt({ keys: Object.fromEntries(Object.entries(next).filter(([id, own]) => own !== original(id))) });
  };
  const choose = (id: string, next: string) => {
    const verdict = judgeKeys(id, next, inForce(mine, keys));
    if (verdict.is === 'free') put({ ...keys, [id]: next });
    else setAsked({ id, keys: next, verdict });
  };
  const takeOver = ({ id, keys: next, verdict }: NonNullable<typeof asked>) => {
    const others = verdict.is === 'taken' ? verdict.by : [];
    put({ ...keys, ...Object.fromEntries(others.map((other) => [other, ''])), [id]: next });
  };
  return (
    <>
      <PageHead
        title={t('desk.keyboard.title')}
        action={
          Object.keys(keys).length > 0 && (
            <Button size={36} onClick={() => put({})}>
              {t('desk.keyboard.resetAll')}
            </Button>
          )
        }
      >
        {t('desk.keyboard.lead')}
      </PageHead>
      <Card>
        <Switch
          checked={singleKeys}
          onChange={(on) => likeIt({ singleKeys: on })}
          label={t('desk.keyboard.single')}
          hint={t('desk.keyboard.singleHint')}
        />
      </Card>
      {keyGroups.map((group) => (
        <Card key={group.id} title={t(group.title)} flush>
          <Lines label={t(group.title)}>
            {inForce(mine, keys)
              .filter((binding) => binding.group === group.id && binding.id !== 'back')
              .map((binding) => (
                <KeyLine
                  key={binding.id}
                  binding={binding}
                  off={!mine.find((one) => one.id === binding.id)?.keys}
                  asked={asked?.id === binding.id ? asked : null}
                  onChoose={(next) => choose(binding.id, next)}
                  onTakeOver={() => asked && takeOver(asked)}
                  onLeave={() => setAsked(null)}
                />
              ))}
          </Lines>
        </Card>
      ))}
    </>
  );
}

/** The keys as they would be with single keys on: those are what one changes, switched off or not. */
const inForce = (mine: readonly Binding[], keys: Keys): readonly Binding[] =>
  mine.map((binding) => ({ ...binding, keys: keys[binding.id] ?? original(binding.id) }));

type LineProps = {
  binding: Binding;
  /** It has keys, but single keys are switched off. */
  off: boolean;
  asked: { keys: string; verdict: Verdict } | null;
  onChoose: (keys: string) => void;
  onTakeOver: () => void;
  onLeave: () => void;
};

function KeyLine({ binding, off, asked, onChoose, onTakeOver, onLeave }: LineProps) {
  const [recording, setRecording] = useState(false);
  const first = useRecording(recording, (keys) => {
    setRecording(false);
    if (keys !== null) onChoose(keys);
  });
  const label = t(binding.label);
  return (
    <Line
      title={<span className="font-normal">{label}</span>}
      faded={off && binding.keys !== ''}
      detail={
        <span role="status">
          {recording && (first ? t('desk.keyboard.second') : t('desk.keyboard.press'))}
          {asked && <Conflict asked={asked} onTakeOver={onTakeOver} onLeave={onLeave} />}
        </span>
      }
      end={
        <>
          {binding.keys !== original(binding.id) && (
            <IconButton
              label={t('desk.keyboard.reset', { command: label })}
              onClick={() => onChoose(original(binding.id))}
            >
              <RotateCcw size={14} aria-hidden="true" />
            </IconButton>
          )}
          <Button
            look={recording ? 'primary' : 'outline'}
            aria-pressed={recording}
            aria-label={t('desk.keyboard.change', {
              command: label,
              keys: binding.keys ? spokenKeys(binding.keys) : t('desk.keyboard.none'),
            })}
            onClick={() => setRecording(!recording)}
            className="min-w-24 justify-center"
          >
            {recording ? (
              first || '…'
            ) : binding.keys ? (
              <span>
                <Kbd keys={binding.keys} />
              </span>
            ) : (
              <span className="text-ink3">{t('desk.keyboard.none')}</span>
            )}
          </Button>
        </>
      }
    />
  );
}

function Conflict({
  asked,
  onTakeOver,
  onLeave,
}: Pick<LineProps, 'onTakeOver' | 'onLeave'> & { asked: { keys: string; verdict: Verdict } }) {
  const { keys, verdict } = asked;
  const shown = spokenKeys(keys);
  if (verdict.is === 'browsers')
    return <span className="text-bad">{t('desk.keyboard.browsers', { keys: shown })}</span>;
  if (verdict.is === 'writes')
    return <span className="text-bad">{t('desk.keyboard.writes', { keys: shown })}</span>;
  if (verdict.is !== 'taken') return null;
  const names = verdict.by.map((id) => t(labelOf(id)));
  return (
    <span className="flex flex-wrap items-center gap-2 py-1">
      <span className="text-warn">
        {t('desk.keyboard.taken', { keys: shown, commands: names.join(', ') })}
      </span>
      <Button look="primary" onClick={onTakeOver}>
        {t('desk.keyboard.takeOver')}
      </Button>
      <Button look="quiet" onClick={onLeave}>
        {t('ui.cancel')}
      </Button>
    </span>
  );
}

const labelOf = (id: CommandId) =>
  (bindings.find((binding) => binding.id === id) as (typeof bindings)[number]).label;
