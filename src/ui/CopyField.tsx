import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './Button.tsx';
import { control } from './control.ts';
import { cx } from './cx.ts';
import { t } from './words.ts';

/** Milliseconds the tick stays after copying. */
const SHOWN = 2_000;

/** Copies a text, and says for two seconds that it did. */
export function CopyButton({ text, label = t('ui.copy') }: { text: string; label?: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Button
      size={36}
      icon={copied ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
      onClick={() => void copy(text).then(() => setCopied(true))}
    >
      <span aria-live="polite">{copied ? t('ui.copied') : label}</span>
    </Button>
  );
}

/** Something to be taken elsewhere whole: a link, a key. */
export function CopyField({ text, label }: { text: string; label: string }) {
  return (
    <div className="flex gap-2">
      <input
        readOnly
        value={text}
        aria-label={label}
        dir="ltr"
        onFocus={(event) => event.currentTarget.select()}
        className={cx(control, 'h-9 min-w-0 flex-1 font-mono')}
      />
      <CopyButton text={text} />
    </div>
  );
}

async function copy(text: string): Promise<void> {
  // Without TLS (a server in the house, opened by its address) browsers give no clipboard; the old way works.
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const carrier = document.createElement('textarea');
  carrier.value = text;
  carrier.style.position = 'fixed';
  carrier.style.opacity = '0';
  (document.activeElement ?? document.body).after(carrier);
  carrier.select();
  document.execCommand('copy');
  carrier.remove();
}
