import { Bot, Ellipsis, Forward, Info, Paperclip, ShieldAlert, ShieldX } from 'lucide-react';
import { lazy, memo, type ReactNode, Suspense, useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { fullTime } from '../../../ui/format.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Menu, type MenuItem } from '../../../ui/Menu.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import type { Conversation } from '../../../ui/slots.ts';
import { toast } from '../../../ui/toast.ts';
import { t, tIfKnown, withWords } from '../../../ui/words.ts';
import { MessageBubble } from '../MessageBubble.tsx';
import { useMe } from '../people.ts';
import { ask } from '../together/asking.ts';
import { Delivery } from './Delivery.tsx';
import type { Message } from './Messages.tsx';
import { ForgedSender, PendingSender, Unreadable } from './Warnings.tsx';
import { Words } from './Words.tsx';

// Most messages have none, and their icons weigh more than the rest of a message.
const Attachments = lazy(() => import('./Attachments.tsx'));
const Original = lazy(withWords(() => import('./Original.tsx')));

type Props = { message: Message; conversation: Conversation; last: boolean };

/** One message of the thread, with everything one may ask of it. */
export const MessageItem = memo(function MessageItem({ message, conversation }: Props) {
  const me = useMe();
  const [original, setOriginal] = useState(false);
  const [details, setDetails] = useState(false);
  const { author, direction, replyText, text } = message;
  const { may } = conversation;
  const unreadable = message.automated === 'unreadable';
  const items: MenuItem[] = [
    {
      label: t('conversations.copyText'),
      onSelect: () =>
        void navigator.clipboard.writeText(replyText || text).then(() => toast(t('conversations.copied'))),
    },
    ...(message.hasHtml
      ? [
          {
            label: t(original ? 'conversations.showText' : 'conversations.showOriginal'),
            onSelect: () => setOriginal(!original),
          },
        ]
      : []),
    ...(may.reply && direction !== 'note'
      ? [
          {
            label: t('conversations.forward'),
            onSelect: () => ask({ is: 'forward', message, row: conversation }),
          },
        ]
      : []),
    ...(may.change && conversation.place === 'inbox'
      ? [{ label: t('conversations.split'), onSelect: () => ask({ is: 'split', message, conversation }) }]
      : []),
    {
      label: t(details ? 'conversations.hideDetails' : 'conversations.showDetails'),
      onSelect: () => setDetails(!details),
    },
    ...(message.hasOriginal
      ? [
          {
            label: t('conversations.downloadOriginal'),
            onSelect: () => location.assign(`/api/messages/${message.id}/raw`),
          },
        ]
      : []),
  ];
  return (
    <MessageBubble
      direction={direction === 'event' ? 'in' : direction}
      author={{
        id: author.id ?? author.name,
        // What nobody wrote, the brand says.
        name: author.name || conversation.brand.name,
        you: author.kind === 'agent' && author.id === me?.id,
      }}
      at={message.at}
      marks={
        <>
          {message.forwardOf && (
            <span dir="auto" className="inline-flex items-center gap-1 text-ink2">
              <Forward size={13} aria-hidden="true" className="rtl:-scale-x-100" />
              {t('conversations.forwardedTo', {
                names: [...message.to, ...message.cc, ...message.bcc]
                  .map((one) => one.name || one.address)
                  .join(', '),
              })}
            </span>
          )}
          {message.home && (
            <bdi
              className="text-ink2"
              data-tip={t('conversations.cameBy', { number: `#${message.home.number}` })}
            >
              #{message.home.number}
            </bdi>
          )}
          <Trust trust={message.trust} />
          {message.automated && !unreadable && <Automated kind={message.automated} />}
        </>
      }
      warning={
        <>
          {message.pending && <PendingSender message={message} conversation={conversation} />}
          {message.trust === 'failed' && !unreadable && <ForgedSender message={message} />}
          {unreadable && <Unreadable warnings={message.warnings} />}
        </>
      }
      menu={
        <Menu
          items={items}
          trigger={
            <IconButton size={24} label={t('conversations.messageMenu')}>
              <Ellipsis size={15} aria-hidden="true" />
            </IconButton>
          }
        />
      }
      foot={footOf({ message, conversation, original, details, setOriginal, unreadable })}
    >
      {original ? (
        <Suspense fallback={<Skeleton className="h-40" />}>
          <Original message={message} />
        </Suspense>
      ) : (
        !unreadable && <Body message={message} />
      )}
    </MessageBubble>
  );
});

function Body({ message }: { message: Message }) {
  if (message.text.trim() || message.replyText.trim()) return <Words {...message} />;
  return (
    <span className="text-ink2">
      {message.attachments.length > 0 ? (
        <span className="inline-flex items-center gap-1.5">
          <Paperclip size={13} aria-hidden="true" />
          {t('conversations.onlyFiles', { count: message.attachments.length })}
        </span>
      ) : (
        t('conversations.noText')
      )}
    </span>
  );
}

type FootProps = {
  message: Message;
  conversation: Conversation;
  original: boolean;
  details: boolean;
  setOriginal: (shown: boolean) => void;
  unreadable: boolean;
};

/** What stands under the words; null keeps the bubble free of an empty line. */
function footOf({ message, conversation, original, details, setOriginal, unreadable }: FootProps): ReactNode {
  const files = message.attachments.filter((file) => !(file.inline && original));
  const held = !original && message.hasHtml && message.direction === 'in';
  const delivery = message.direction === 'out' && message.delivery;
  const warnings = unreadable ? [] : message.warnings;
  if (!held && !delivery && !details && files.length === 0 && warnings.length === 0 && !original) return null;
  return (
    <>
      {files.length > 0 && (
        <Suspense fallback={<Skeleton className="h-9 w-48" />}>
          <Attachments attachments={files} />
        </Suspense>
      )}
      {warnings.length > 0 && (
        <p className="flex items-start gap-1.5 text-ink2">
          <Info size={13} aria-hidden="true" className="mt-px shrink-0" />
          {t('conversations.warnings', { list: warnings.join('; ') })}
        </p>
      )}
      {(held || original) && (
        <Button
          look="quiet"
          className="-ms-2 h-6 self-start px-2 text-12"
          aria-expanded={original}
          onClick={() => setOriginal(!original)}
        >
          {t(original ? 'conversations.showText' : 'conversations.showOriginal')}
        </Button>
      )}
      {details && <Details message={message} />}
      {delivery && <Delivery message={message} conversation={conversation} />}
    </>
  );
}

function Details({ message }: { message: Message }) {
  const list = (people: Message['to']) =>
    people.map(({ name, address }) => (name ? `${name} <${address}>` : address)).join(', ');
  const lines = [
    { name: t('conversations.from'), value: message.sender ? list([message.sender]) : '' },
    { name: t('conversations.to'), value: list(message.to) },
    { name: t('conversations.cc'), value: list(message.cc) },
    { name: t('conversations.bcc'), value: list(message.bcc) },
    { name: t('conversations.subject'), value: message.subject },
    { name: t('conversations.time'), value: fullTime(message.at) },
  ].filter(({ value }) => value);
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 rounded-control bg-ink/4 px-2.5 py-2">
      {lines.map(({ name, value }) => (
        <div key={name} className="contents">
          <dt className="text-ink2">{name}</dt>
          <dd dir="auto" className="min-w-0 wrap-anywhere">
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const marks = {
  unverified: { Icon: ShieldAlert, label: 'conversations.trust.unverified', look: 'text-ink3' },
  failed: { Icon: ShieldX, label: 'conversations.trust.failed', look: 'text-bad' },
} as const;

/** Proof is what one expects, so that only its lack is marked. */
function Trust({ trust }: { trust: Message['trust'] }) {
  if (trust === null || trust === 'verified') return null;
  const { Icon, label, look } = marks[trust];
  return (
    <span role="img" aria-label={t(label)} data-tip={t(label)} className={look}>
      <Icon size={13} aria-hidden="true" />
    </span>
  );
}

function Automated({ kind }: { kind: string }) {
  return (
    <span className="inline-flex items-center gap-1 text-ink2">
      <Bot size={13} aria-hidden="true" />
      {tIfKnown(`conversations.automated.${kind}`) ?? t('conversations.automated.other')}
    </span>
  );
}
