/// <reference types="vite/client" />

declare module 'virtual:words/en' {
  import type { Messages } from '@lingui/core';

  const messages: Messages;
  export default messages;
}

declare module 'virtual:words/en-rest' {
  import type { Messages } from '@lingui/core';

  const messages: Messages;
  export default messages;
}

declare module 'virtual:words/languages' {
  import type { Messages } from '@lingui/core';

  const languages: Record<string, () => Promise<{ default: Messages }>>;
  export default languages;
}
