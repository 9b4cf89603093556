import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import '../ui/tokens.css';
import { onSignedOut, queries } from '../ui/api.ts';
import { Floating } from '../ui/Floating.tsx';
import { recall } from '../ui/theme.ts';
import { language, onLanguage, speak } from '../ui/words.ts';
import { router } from './router.tsx';
import { forgetSession } from './session.ts';

onSignedOut(() => {
  // On the way in, being nobody is what the page is for.
  if (!router.state.matches.some((match) => match.routeId === '/desk')) return;
  const to = router.state.location.href;
  void forgetSession();
  void router.navigate({ to: '/sign-in', search: { to } });
});

function Desk() {
  // Another language draws everything afresh; words are read while drawing, not subscribed to one by one.
  const spoken = useSyncExternalStore(onLanguage, language);
  return (
    <QueryClientProvider client={queries} key={spoken}>
      <RouterProvider router={router} />
      <Floating />
    </QueryClientProvider>
  );
}

// Before anybody is known: what was spoken here last, else what the browser asks for.
await speak(recall('language'), ...navigator.languages);
createRoot(document.getElementById('desk') as HTMLElement).render(
  <StrictMode>
    <Desk />
  </StrictMode>,
);
