import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useId, useState } from 'react';
import { cx } from './cx.ts';
import { IconButton } from './IconButton.tsx';
import { Input } from './Input.tsx';
import { shortest, strengthOf } from './password-strength.ts';
import { t } from './words.ts';

type Props = Omit<ComponentProps<typeof Input>, 'value' | 'onChange' | 'type'> & {
  value: string;
  onChange: (value: string) => void;
  /** For a new password: shows how strong it is, given these words about its owner. */
  personal?: readonly string[];
};

const tones = ['bg-line', 'bg-warn', 'bg-good', 'bg-good'];

/** A password, which may be looked at. Goes into a Field. */
export function PasswordInput({ value, onChange, personal, ...rest }: Props) {
  const [shown, setShown] = useState(false);
  const id = useId();
  return (
    <>
      <div className="relative">
        <Input
          autoComplete={personal ? 'new-password' : 'current-password'}
          {...rest}
          {...(personal && { 'aria-describedby': id })}
          type={shown ? 'text' : 'password'}
          value={value}
          onValueChange={(next) => onChange(next)}
          className="pe-9"
          dir="ltr"
          spellCheck={false}
          autoCapitalize="off"
        />
        <IconButton
          label={t(shown ? 'ui.password.hide' : 'ui.password.show')}
          className="absolute inset-y-1 end-1"
          pressed={shown}
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOff size={15} aria-hidden="true" /> : <Eye size={15} aria-hidden="true" />}
        </IconButton>
      </div>
      {personal && <Meter id={id} password={value} personal={personal} />}
    </>
  );
}

function Meter({ id, password, personal }: { id: string; password: string; personal: readonly string[] }) {
  const strength = strengthOf(password, personal);
  const missing = shortest - [...password].length;
  return (
    <div className="flex items-center gap-3">
      <div aria-hidden="true" className="flex flex-1 gap-1">
        {[1, 2, 3].map((bar) => (
          <span
            key={bar}
            className={cx(
              'h-1 flex-1 rounded-full transition-colors',
              strength >= bar ? tones[strength] : 'bg-line',
            )}
          />
        ))}
      </div>
      <p id={id} aria-live="polite" className="min-w-36 text-end text-12 text-ink3">
        {missing > 0
          ? t('ui.password.missing', { count: missing })
          : t(`ui.password.strength.${strength === 0 ? 1 : strength}`)}
      </p>
    </div>
  );
}
