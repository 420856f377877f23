import { accountOfAddress, isAccountNamed, isAddressOf } from '../../change/facts/accounts.ts';
import type { ActorPolicy } from '../../policy/policy.ts';
import type { ReleaseMakers } from './approval.ts';

/**
 * Who made a release, by the mail addresses of its commits. Whoever has an account of the forge behind an address may go by
 * either.
 */
export function releaseMakers(addresses: readonly string[], actors: ActorPolicy): ReleaseMakers {
  const logins = addresses.flatMap((address) => accountOfAddress(address)?.login.toLowerCase() ?? []);
  return {
    authors: new Set([...addresses, ...logins]),
    lastPusher: undefined,
    isAgent: agentTest(actors),
  };
}

/** Tells programs that write code, by login or mail address. */
export function agentTest(actors: ActorPolicy): ReleaseMakers['isAgent'] {
  return (name) => {
    const account = accountOfAddress(name) ?? { login: name, id: null };
    return (
      actors.ai.emails.some((pattern) => isAddressOf(name, pattern)) ||
      isAccountNamed(account, [...actors.ai.accounts, ...actors.automation])
    );
  };
}
