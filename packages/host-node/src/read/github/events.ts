import type { Known } from '@lockkeeper/policy-core';
import { z } from 'zod';

import type { Ask } from './ask.ts';
import { askAll } from './pages.ts';
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

const baseEventShape = z.object({ ...common, event: z.literal('base_ref_changed') });

/** There are dozens of other events, and new ones come: nothing of them is needed. */
const otherEventShape = z
  .object({ event: z.string() })
  .refine(({ event }) => !['labeled', 'unlabeled', 'base_ref_changed'].includes(event))
  .transform(() => ({ event: 'other' as const }));

const eventShape = z.union([labelEventShape, baseEventShape, otherEventShape]);

export type LabelEvent = z.infer<typeof labelEventShape>;
export type IssueEvent = z.infer<typeof eventShape>;

/** Everything that happened to a pull request in GitHub's own words and times, oldest first. */
export function readEvents(
  ask: Ask,
  { owner, repository }: RepositoryName,
  number: number,
): Promise<Known<readonly IssueEvent[]>> {
  return askAll(ask, {
    route: ROUTES.events,
    parameters: { owner, repo: repository, issue_number: number },
    about: `the events of #${number}`,
    needs: 'issues: read',
    page: z.array(eventShape),
    perPage: 100,
  });
}
