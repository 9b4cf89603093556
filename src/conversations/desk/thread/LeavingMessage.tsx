import { CircleAlert, LoaderCircle } from 'lucide-react';
import { Button } from '../../../ui/Button.tsx';
import { t } from '../../../ui/words.ts';
import { type Leaving, putBack } from '../composer/leaving.ts';
import { MessageBubble } from '../MessageBubble.tsx';
import { Linked } from './Linked.tsx';

/** A message on its way to the server, shown where it will stand; what fails stays here and says so. */
export function LeavingMessage({ leaving }: { leaving: Leaving }) {
  const { mode, author, at, text, files, error, retry } = leaving;
  return (
    <MessageBubble
      direction={mode === 'note' ? 'note' : 'out'}
      author={{ ...author, you: true }}
      at={at}
      faint={!error}
      foot={
        error ? (
          <div role="alert" className="flex flex-col gap-2">
            <span className="flex items-start gap-1.5 font-medium text-bad">
              <CircleAlert size={13} aria-hidden="true" className="mt-px shrink-0" />
              {t('conversations.delivery.notSent', { why: error })}
            </span>
            <span className="flex flex-wrap gap-2">
              <Button onClick={retry}>{t('ui.tryAgain')}</Button>
              <Button look="quiet" className="hover:bg-ink/6" onClick={() => putBack(leaving)}>
                {t('conversations.delivery.putBack')}
              </Button>
            </span>
          </div>
        ) : (
          <span className="flex items-center gap-1.5 text-ink2">
            <LoaderCircle size={13} aria-hidden="true" className="motion-safe:animate-spin" />
            {t('conversations.delivery.sending')}
          </span>
        )
      }
    >
      <Linked text={text} />
      {files > 0 && (
        <span className="block text-12 text-ink2">{t('conversations.withFiles', { count: files })}</span>
      )}
    </MessageBubble>
  );
}
