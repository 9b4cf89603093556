import { applyPreferences } from '../../staff/desk/enter.ts';
import { client } from '../../ui/api.ts';
import { sentence } from '../../ui/errors.ts';
import { toast } from '../../ui/toast.ts';
import { changeSession, currentSession } from '../session.ts';

type Preferences = Awaited<ReturnType<typeof client.staff.session>>['preferences'];

/** Changes how this person likes the desk: shown at once, kept with the account; refused, it goes back and says why. */
export function likeIt(next: Partial<Preferences>): void {
  const before = currentSession().preferences;
  show({ ...before, ...next });
  client.staff.me.change({ preferences: next }).then(
    ({ preferences }) => changeSession({ preferences }),
    (error: unknown) => {
      const now = currentSession().preferences;
      const back = Object.fromEntries(
        Object.keys(next).map((name) => [name, before[name as keyof Preferences]]),
      );
      show({ ...now, ...back });
      toast(sentence(error), { bad: true });
    },
  );
}

function show(preferences: Preferences): void {
  changeSession({ preferences });
  void applyPreferences(preferences);
}
