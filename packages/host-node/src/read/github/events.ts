import type { Known } from '@lockkeeper/policy-core';
import { z } from 'zod';

import type { RequestGitHub } from './github-client.ts';
import { requestAllPages } from './pages.ts';
import type { RepositoryName } from './repository-name.ts';
import { ROUTES } from './routes.ts';
import { accountShape, timeShape } from './shapes.ts';

const common = {
  /** `null` when the account is gone. */
  actor: accountShape.nullable(),
  created_at: timeShape,
};

const labelEventShape = z.object({
  ...common,
  event: z.enum(['labeled', 'unlabeled']),
  label: z.object({ name: z.string() }),
  /** The app that acted in the name of the account. */
  performed_via_github_app: z.object({ slug: z.string().optional() }).nullish(),
  /** What an agent gave as its reason; `null` or missing where no agent had a part in it. */
  intent: z.object({}).nullish(),
});

/** They change what a pull request brings though nobody pushes to its branch. */
const TURNS = [
  'base_ref_changed',
  'automatic_base_change_succeeded',
  'base_ref_force_pushed',
  'head_ref_restored',
] as const;

const turnShape = z.object({ ...common, event: z.enum(TURNS) });

/** There are dozens of other events, and new ones come: nothing of them is needed. */
const otherEventShape = z
  .object({ event: z.string() })
  .refine(({ event }) => !['labeled', 'unlabeled', ...TURNS].includes(event))
  .transform(() => ({ event: 'other' as const }));

const eventShape = z.union([labelEventShape, turnShape, otherEventShape]);

export type LabelEvent = z.infer<typeof labelEventShape>;
export type IssueEvent = z.infer<typeof eventShape>;

/** Whether a pull request came to stand for other commits. */
export function isTurn(event: IssueEvent): event is z.infer<typeof turnShape> {
  return TURNS.some((turn) => turn === event.event);
}

/** Everything that happened to a pull request in GitHub's own words and times, oldest first. */
export function readEvents(
  ask: RequestGitHub,
  { owner, repository }: RepositoryName,
  number: number,
): Promise<Known<readonly IssueEvent[]>> {
  return requestAllPages(ask, {
    route: ROUTES.events,
    parameters: { owner, repo: repository, issue_number: number },
    about: `the events of #${number}`,
    needs: 'issues: read',
    page: z.array(eventShape),
    perPage: 100,
  });
}
