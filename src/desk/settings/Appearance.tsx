import { Card, PageHead } from '../../ui/Page.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { t, type WordId } from '../../ui/words.ts';
import { useSession } from '../session.ts';
import { likeIt } from './like.ts';

type Choice<Value extends string> = { value: Value; label: WordId; hint?: WordId };

const themes: Choice<'system' | 'light' | 'dark'>[] = [
  { value: 'system', label: 'desk.look.system' },
  { value: 'light', label: 'desk.look.light' },
  { value: 'dark', label: 'desk.look.dark' },
];
const contrasts: Choice<'system' | 'normal' | 'more'>[] = [
  { value: 'system', label: 'desk.look.system' },
  { value: 'normal', label: 'desk.look.contrast.normal' },
  { value: 'more', label: 'desk.look.contrast.more', hint: 'desk.look.contrast.moreHint' },
];
const motions: Choice<'system' | 'less'>[] = [
  { value: 'system', label: 'desk.look.system' },
  { value: 'less', label: 'desk.look.motion.less', hint: 'desk.look.motion.lessHint' },
];
const sizes: Choice<'normal' | 'large' | 'larger'>[] = [
  { value: 'normal', label: 'desk.look.size.normal' },
  { value: 'large', label: 'desk.look.size.large' },
  { value: 'larger', label: 'desk.look.size.larger' },
];

/** How the desk looks: seen at once, kept with the account. */
export default function Appearance() {
  const { theme, contrast, motion, textSize } = useSession().preferences;
  return (
    <>
      <PageHead title={t('desk.look.title')}>{t('desk.look.lead')}</PageHead>
      <One
        title="desk.look.theme"
        choices={themes}
        value={theme}
        onChange={(next) => likeIt({ theme: next })}
      />
      <One
        title="desk.look.contrast"
        choices={contrasts}
        value={contrast}
        onChange={(next) => likeIt({ contrast: next })}
      />
      <One
        title="desk.look.size"
        choices={sizes}
        value={textSize}
        onChange={(next) => likeIt({ textSize: next })}
      />
      <One
        title="desk.look.motion"
        choices={motions}
        value={motion}
        onChange={(next) => likeIt({ motion: next })}
      />
    </>
  );
}

type Props<Value extends string> = {
  title: WordId;
  choices: readonly Choice<Value>[];
  value: Value;
  onChange: (value: Value) => void;
};

function One<Value extends string>({ title, choices, value, onChange }: Props<Value>) {
  return (
    <Card title={t(title)}>
      <RadioGroup
        label={t(title)}
        value={value}
        onChange={onChange}
        choices={choices.map((choice) => ({
          value: choice.value,
          label: t(choice.label),
          ...(choice.hint && { hint: t(choice.hint) }),
        }))}
      />
    </Card>
  );
}
