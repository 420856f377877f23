import { accountOfAddress, isAccountNamed, isAddressOf } from '../../change/facts/accounts.ts';
import type { ActorPolicy } from '../../policy/policy.ts';
import type { ReleaseMakers } from './approval.ts';

/** What commits say of those who made them. */
interface CommitMakers {
  /** Mail addresses of all who wrote or committed, in lower case. */
  readonly addresses: readonly string[];
  /** Fingerprints of the SSH keys that signed. */
  readonly keys: readonly string[];
}

/**
 * Who made a release, by what its commits say. Whoever has an account of the forge behind an address may go by either. Git
 * does not say who pushed.
 */
export function releaseMakers({ addresses, keys }: CommitMakers, actors: ActorPolicy): ReleaseMakers {
  const logins = addresses.flatMap((address) => accountOfAddress(address)?.login.toLowerCase() ?? []);
  return {
    authors: new Set([...addresses, ...logins]),
    keys: new Set(keys),
    lastPusher: undefined,
    isAgent: (name) => {
      const account = accountOfAddress(name) ?? { login: name, id: null };
      return (
        actors.ai.emails.some((pattern) => isAddressOf(name, pattern)) ||
        isAccountNamed(account, [...actors.ai.accounts, ...actors.automation])
      );
    },
  };
}
