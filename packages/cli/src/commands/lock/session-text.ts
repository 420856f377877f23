import { displayText } from '@lockkeeper/policy-core';
import { lockNameText, type LockName, type SessionLock } from '@lockkeeper/policy-core/deployment/lock';

type SessionHolding = NonNullable<SessionLock['holding']>;

/** For people: which lock a session has, who, and why. */
export function sessionText(
  { session, name, holder = 'somebody', holding }: SessionLock,
  { host, otherwise }: { readonly host: string; readonly otherwise?: LockName },
): string {
  const meant = name ?? otherwise;
  const what = meant === undefined ? 'A lock that is not named' : lockNameText(meant);
  return [
    `${what} is held by ${displayText(holder)}${whyText(holding, session.since)}`,
    ...(holding === undefined ? [] : runLines(holding)),
    `  session ${session.pid} of ${displayText(session.user ?? 'somebody')} at ${host}`,
    ...(holding === undefined ? [HIDDEN] : []),
    '',
  ].join('\n');
}

const HIDDEN = '  Only its own role and members of pg_read_all_stats can see the reason.';

function whyText(holding: SessionHolding | undefined, since: string | null): string {
  if (holding === undefined) return since === null ? '' : ` since ${since}`;
  const { taken_at: taken, token, reason } = holding;
  return ` since ${taken}, with number ${token}: ${displayText(reason)}`;
}

function runLines({ run_url: run }: SessionHolding): readonly string[] {
  return run === null ? [] : [`  ${displayText(run)}`];
}

/** For programs: what is known of it. */
export function sessionJson(lock: SessionLock | undefined, otherwise?: LockName): object {
  const { session, name = otherwise, holder, holding } = lock ?? {};
  return {
    environment: name?.environment ?? null,
    service: name?.service ?? null,
    state: 'held',
    ...(holder !== undefined && { holder }),
    ...(holding !== undefined && {
      token: holding.token,
      reason: holding.reason,
      run_url: holding.run_url,
      taken_at: holding.taken_at,
    }),
    ...(session !== undefined && { session }),
  };
}
