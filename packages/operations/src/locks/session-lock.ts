import {
  sessionClaim,
  sessionNote,
  type LockName,
  type SeenSession,
  type SessionLock,
} from '@lockkeeper/policy-core/deployment/lock';

import type { Clock, LockSession } from '../ports/index.ts';

type SessionHolding = NonNullable<SessionLock['holding']>;

/** Who wants a lock for as long as a session lasts, and why. */
export type SessionRequest = LockName & Pick<SessionHolding, 'holder' | 'reason' | 'run_url'>;

export type SessionTakeOutcome =
  /** `note` is what the session says of it from now on. */
  | { readonly kind: 'taken'; readonly holding: SessionHolding; readonly note: string }
  /** Empty where they were gone by the time that somebody looked. */
  | { readonly kind: 'held'; readonly by: readonly SeenSession[] }
  /** A clause. The session is of no more use. */
  | { readonly kind: 'failed'; readonly reason: string };

/** Takes the lock where nobody has it, and says for everybody to see who has it now, and why. */
export async function takeInSession(
  { session, clock }: { readonly session: LockSession; readonly clock: Clock },
  request: SessionRequest,
): Promise<SessionTakeOutcome> {
  const { environment, service, holder, reason, run_url } = request;
  const tried = await session.tryLock(sessionClaim(request, holder));
  if (tried.kind !== 'taken') return tried;
  const { token } = tried;
  const holding = { environment, service, token, holder, reason, run_url, taken_at: clock.now() };
  const note = sessionNote(holding);
  const said = await session.say(note);
  return said.kind === 'said' ? { kind: 'taken', holding, note } : { kind: 'failed', reason: said.reason };
}
