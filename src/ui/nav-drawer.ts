import { createContext, useContext } from 'react';

const Context = createContext<() => void>(() => {});

/** Gives screens the way to open the navigation where it has no room of its own. */
export const OpenNav = Context.Provider;

/** Opens the navigation as a drawer. */
export function useNavDrawer(): () => void {
  return useContext(Context);
}
