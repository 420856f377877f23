import { accountOfAddress, isAccountNamed, isAddressOf } from '../../change/facts/accounts.ts';
import type { ActorPolicy } from '../../policy/policy.ts';
import type { Known } from '../../model/known.ts';
import type { ReleaseMakers } from './approval.ts';

/** What commits say of those who made them. */
interface CommitMakers {
  /** Mail addresses of all who wrote or committed, in lower case. */
  readonly addresses: readonly string[];
  /** Fingerprints of the SSH keys that signed. */
  readonly keys: readonly string[];
}

/** What the forge knows of those who made commits. */
export interface ForgeMakers {
  /** Logins by mail address in lower case; `null`: it knows no account of that address. */
  readonly accounts: ReadonlyMap<string, string | null>;
  /** Login of who brought the last of the commits to the forge. */
  readonly pusher: Known<string>;
}

/**
 * Who made a release, by what its commits say. Whoever has an account of the forge behind an address may go by either. Git
 * does not say who pushed.
 */
export function releaseMakers(
  { addresses, keys }: CommitMakers,
  actors: ActorPolicy,
  /** `undefined`: no forge is asked. */
  forge?: Known<ForgeMakers>,
): ReleaseMakers {
  const isAgent = agentTest(actors);
  const accounts = forge?.known === true ? forge.value.accounts : undefined;
  const loginOf = (address: string) =>
    accountOfAddress(address)?.login ?? accounts?.get(address) ?? undefined;
  const logins = addresses.flatMap((address) => loginOf(address)?.toLowerCase() ?? []);
  return {
    authors: new Set([...addresses, ...logins]),
    keys: new Set(keys),
    nameless:
      accounts === undefined
        ? []
        : addresses.filter((address) => loginOf(address) === undefined && !isAgent(address)),
    lastPusher: forge?.known === true ? forge.value.pusher : forge,
    isAgent,
  };
}

/** Tells programs that write code, by login or mail address. Apps of GitHub have brackets: `dependabot[bot]`. */
export function agentTest(actors: ActorPolicy): ReleaseMakers['isAgent'] {
  return (name) => {
    const account = accountOfAddress(name) ?? { login: name, id: null };
    return (
      name.endsWith('[bot]') ||
      actors.ai.emails.some((pattern) => isAddressOf(name, pattern)) ||
      isAccountNamed(account, [...actors.ai.accounts, ...actors.automation])
    );
  };
}
