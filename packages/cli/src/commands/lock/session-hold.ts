import type { SessionTakeOutcome } from '@lockkeeper/operations';
import type { LockSession } from '@lockkeeper/operations/ports';

import type { Hold } from '@lockkeeper/operations';

/** A lock that a session of a database has; whoever looks at the session sees who has it and why. */
export function sessionHold(
  session: LockSession,
  { holding, note }: Extract<SessionTakeOutcome, { kind: 'taken' }>,
): Hold {
  const { environment, service, token } = holding;
  return {
    locked: { environment, service },
    token,
    notes: [],
    held: { untilMs: Date.now() + SURE_MS, everyMs: EVERY_MS },
    gone: session.gone,
    beat: async () => {
      const untilMs = Date.now() + SURE_MS;
      const said = await session.say(note);
      return said.kind === 'said' ? { kind: 'held', untilMs } : { kind: 'lost', why: said.reason };
    },
    giveBack: async () => {
      const said = await session.say(note);
      await session.end();
      return said.kind === 'said' ? { kind: 'free' } : { kind: 'lost', why: said.reason };
    },
  };
}

const EVERY_MS = 10_000;

/** Half of what the server is given to notice that nobody is there any more. */
const SURE_MS = 30_000;
