import type { GitHubWorld, WorldEvent } from '../github/world.ts';
import type { Attack } from './attack.ts';
import { AGENT, HUMAN, type AttackedShop } from './attacked-shop.ts';

export const REPOSITORY = 'acme/shop';
const NUMBER = 12;
const PUSHED = '2026-11-21T09:00:00Z';

/** What GitHub knows of the attack. */
export function worldOf({ branch, by, label, isPush }: Attack, { head }: AttackedShop): GitHubWorld {
  const author = (by === 'agent' ? AGENT : HUMAN).login;
  const events: readonly WorldEvent[] =
    label === undefined
      ? []
      : [
          {
            event: 'labeled',
            label: label.name,
            actor: label.by === 'agent' ? AGENT.login : 'mia',
            at: label.isBeforePush ? '2026-11-21T08:00:00Z' : '2026-11-21T10:00:00Z',
          },
        ];
  return {
    repository: REPOSITORY,
    accounts: {
      [AGENT.login]: { id: AGENT.id, type: 'Bot', role: 'write' },
      ada: { id: HUMAN.id, role: 'write' },
      mia: { id: 2, role: 'maintain' },
    },
    // GitHub knows a commit that something is said of.
    statuses: { [head]: [] },
    pullRequests: isPush ? [] : [{ number: NUMBER, author, branch, head, events }],
    activity: [{ ref: `refs/heads/${branch}`, after: head, at: PUSHED }],
  };
}

/** The payload that GitHub Actions would find under GITHUB_EVENT_PATH. */
export function payloadOf({ branch, by, label, isPush }: Attack, { base, head }: AttackedShop): object {
  const account = by === 'agent' ? AGENT : HUMAN;
  if (isPush) {
    return {
      ref: `refs/heads/${branch}`,
      before: base,
      after: head,
      forced: false,
      pusher: { name: account.login },
      sender: account,
      repository: { full_name: REPOSITORY, default_branch: 'main' },
    };
  }
  return {
    action: 'synchronize',
    number: NUMBER,
    pull_request: {
      number: NUMBER,
      base: { sha: base, ref: 'main' },
      head: { sha: head, ref: branch },
      labels: label === undefined ? [] : [{ name: label.name }],
      user: account,
    },
    sender: account,
    repository: { full_name: REPOSITORY, default_branch: 'main' },
  };
}
