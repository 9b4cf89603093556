import { useQuery } from '@tanstack/react-query';
import DOMPurify from 'dompurify';
import { ImageOff } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { api } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { sentence } from '../../../ui/errors.ts';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { t } from '../../../ui/words.ts';
import type { Message } from './Messages.tsx';

/** An original may be very long; beyond this it scrolls by itself. */
const TALLEST = 4_000;

/** Nothing from elsewhere; this is only ever tightened by what the frame's own answer allows. */
const withoutImages = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:";

/**
 * A message's HTML as its writer meant it. Three walls stand around it: the server sanitised it, DOMPurify
 * does so again here, and it is shown in a sandboxed frame in which no script can run, whose own policy lets
 * nothing be fetched but pictures, and those from elsewhere only when asked for.
 */
export default function Original({ message }: { message: Message }) {
  const [images, setImages] = useState(false);
  const found = useQuery(
    api.conversations.original.queryOptions({
      input: { messageId: message.id, images },
      staleTime: Number.POSITIVE_INFINITY,
    }),
  );
  if (found.isError) return <p className="text-bad text-13">{sentence(found.error)}</p>;
  if (!found.data) return <Skeleton className="h-40" />;
  return (
    <>
      {found.data.remoteImages > 0 && !images && (
        <div className="mb-2 flex flex-wrap items-center gap-2 rounded-control bg-ink/5 py-1 ps-2.5 pe-1 text-12 text-ink2">
          <ImageOff size={14} aria-hidden="true" />
          <span className="flex-1">{t('conversations.imagesHeld', { count: found.data.remoteImages })}</span>
          <Button look="quiet" className="h-6 px-2 text-12 hover:bg-ink/6" onClick={() => setImages(true)}>
            {t('conversations.showImages')}
          </Button>
        </div>
      )}
      <Frame key={String(images)} html={found.data.html} images={images} />
    </>
  );
}

function Frame({ html, images }: { html: string; images: boolean }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(160);
  const [loaded, setLoaded] = useState(false);
  useEffect(() => {
    const page = frame.current?.contentDocument;
    if (!loaded || !page?.body) return;
    fill(page, html, images);
    const measure = () => setHeight(Math.min(TALLEST, Math.max(40, page.documentElement.scrollHeight)));
    const observer = new ResizeObserver(measure);
    observer.observe(page.body);
    measure();
    return () => observer.disconnect();
  }, [loaded, html, images]);
  return (
    <iframe
      ref={frame}
      title={t('conversations.original')}
      // Same origin, so that its height can be measured; without allow-scripts that gives it no power.
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      src="/mail-frame"
      referrerPolicy="no-referrer"
      onLoad={() => setLoaded(true)}
      style={{ height }}
      className="block w-full min-w-0 rounded-control bg-white [color-scheme:light]"
    />
  );
}

/** Puts the purified HTML into the frame's page, on a white sheet, because mail is written for one. */
function fill(page: Document, html: string, images: boolean): void {
  if (!images) {
    const policy = page.createElement('meta');
    policy.httpEquiv = 'Content-Security-Policy';
    policy.content = withoutImages;
    page.head.append(policy);
  }
  const style = page.createElement('style');
  style.textContent = `
    :root { color-scheme: light; background: #fff; }
    body { margin: 0; padding: 12px; font: 14px/1.5 system-ui, sans-serif; color: #1c1c22;
      overflow-wrap: anywhere; overflow-x: auto; }
    img { max-width: 100%; height: auto; } table { max-width: 100%; } pre { white-space: pre-wrap; }
    img[data-remote-src]:not([src]) { display: inline-block; min-width: 16px; min-height: 16px;
      background: #f0eff2; border-radius: 4px; }
    blockquote { margin-inline: 0; padding-inline-start: 12px; border-inline-start: 2px solid #d6d4dc; }`;
  page.head.append(style);
  page.body.dir = 'auto';
  page.body.innerHTML = DOMPurify.sanitize(html, {
    USE_PROFILES: { html: true },
    FORBID_TAGS: [
      'style',
      'form',
      'input',
      'button',
      'textarea',
      'select',
      'iframe',
      'audio',
      'video',
      'source',
    ],
    ADD_ATTR: ['target', 'data-remote-src'],
    ALLOW_UNKNOWN_PROTOCOLS: false,
  });
  for (const link of page.body.querySelectorAll('a[href]')) {
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noopener noreferrer nofollow');
  }
}
