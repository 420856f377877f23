import { displayText } from '@lockkeeper/policy-core';
import { lockNameText, type LockHolding, type LockName } from '@lockkeeper/policy-core/deployment/lock';

/** For people: who has it, why, and until when. */
export function holdingText(locked: LockName, holding: LockHolding): string {
  const { holder, reason, run_url: run, taken_at: since, expires_at: until, token } = holding;
  return [
    `${lockNameText(locked)} is held by ${displayText(holder)} since ${since} until ${until}, with number ${token}: ${displayText(reason)}`,
    ...(run === null ? [] : [`  ${displayText(run)}`]),
    '',
  ].join('\n');
}

/** For programs: `state` says whether it was taken now, is held, or was released. */
export function holdingJson(
  { environment, service }: LockName,
  holding: Partial<LockHolding> & { readonly state: string },
): string {
  const { state, ...held } = holding;
  const lock = { schema_version: 1, environment, service: service ?? null, state, ...held };
  return `${JSON.stringify(lock, null, 2)}\n`;
}
