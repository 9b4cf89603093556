import type { Toast } from '@base-ui/react/toast';

type Manager = ReturnType<typeof Toast.createToastManager>;

type Options = {
  /** A verb and what it does, such as undo. */
  action?: { label: string; onAct: () => void };
  /** Milliseconds it stays; 0 keeps it. Five seconds unless told, eight with an action. */
  stay?: number;
  /** Bad news interrupts the ear; good news waits its turn. */
  bad?: boolean;
};

let manager: Manager | undefined;
let waiting: (() => void)[] = [];
let wanted: () => void = () => {};

/** Says shortly what just happened. Returns how to take it away early. */
export function toast(
  text: string,
  { action, stay = action ? 8_000 : 5_000, bad }: Options = {},
): () => void {
  let close = () => {};
  const show = () => {
    if (!manager) return;
    const shown = manager;
    const id = shown.add({
      title: text,
      timeout: stay,
      priority: bad ? 'high' : 'low',
      type: bad ? 'bad' : undefined,
      actionProps: action && {
        children: action.label,
        onClick: () => {
          shown.close(id);
          action.onAct();
        },
      },
    });
    close = () => shown.close(id);
  };
  if (manager) show();
  else {
    waiting.push(show);
    close = () => {
      waiting = waiting.filter((other) => other !== show);
    };
    wanted();
  }
  return () => close();
}

/** The corner is there: what was said meanwhile is shown. Returns how to take it back. */
export function readyToToast(ready: Manager): () => void {
  manager = ready;
  for (const show of waiting.splice(0)) show();
  return () => {
    manager = undefined;
  };
}

/** Called when there is something to say and no corner to say it in. */
export function onToastWanted(load: () => void): void {
  wanted = load;
  if (waiting.length > 0) load();
}
