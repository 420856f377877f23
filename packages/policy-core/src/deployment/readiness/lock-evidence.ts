import { isSameEnvironment } from '../../policy/same-environment.ts';
import type { PlacedEvidence } from './quality.ts';
import type { QualitySight, SeenLock } from './quality-sight.ts';

type Locks = Pick<QualitySight, 'locks' | 'environment' | 'now'>;

export function lockEvidence(sight: Locks): readonly PlacedEvidence[] {
  return [
    {
      of: 'safe',
      id: 'one-at-a-time',
      title: 'Nobody else acts on the environment.',
      source: 'lockkeeper locks',
      ...said(sight),
    },
  ];
}

function said({ locks, environment, now }: Locks): Pick<PlacedEvidence, 'state' | 'seen'> {
  if (!locks.known) return { state: 'unknown', seen: [`The locks were not seen: ${locks.reason}.`] };
  const meant = locks.value.filter(
    (lock) => environment === undefined || isSameEnvironment(lock.environment, environment),
  );
  const told = meant.flatMap((lock) => {
    const sentence = heldSentence(lock, now);
    return sentence === undefined ? [] : [sentence];
  });
  if (told.length > 0) return { state: 'against', seen: told };
  const where = environment === undefined ? '' : ` of ${environment}`;
  return { state: 'shown', seen: [`Nobody holds a lock${where}.`] };
}

/** `undefined` where anybody may have it. */
function heldSentence({ environment, service, state }: SeenLock, now: string): string | undefined {
  const what = service === undefined ? environment : `${environment}/${service}`;
  switch (state.kind) {
    case 'free':
      return undefined;
    case 'unreadable':
      return `${what} has a lock that cannot be read: nobody gets it.`;
    case 'held': {
      const { holder, reason, expires_at: until } = state.holding;
      return Date.parse(until) < Date.parse(now)
        ? undefined
        : `${what} is held by ${holder} until ${until}: ${reason.replace(/[.!?]$/, '')}.`;
    }
  }
}
