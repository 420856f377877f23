import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import type { EnvironmentProtection } from '@lockkeeper/policy-core/deployment/run';
import { z } from 'zod';

import type { RequestGitHub } from './github-client.ts';
import { parsed } from './parsed.ts';
import type { RepositoryName } from './repository-name.ts';
import { ROUTES } from './routes.ts';
import { accountShape } from './shapes.ts';

type Reviewer = EnvironmentProtection['reviewers'][number];

const reviewerShape = z.union([
  z
    .object({ type: z.literal('User'), reviewer: accountShape })
    .transform(({ reviewer }): Reviewer => ({ kind: 'account', account: reviewer })),
  z
    .object({ type: z.literal('Team'), reviewer: z.object({ slug: z.string().min(1) }) })
    .transform(({ reviewer }): Reviewer => ({ kind: 'team', name: reviewer.slug })),
]);

const reviewersShape = z.object({
  type: z.literal('required_reviewers'),
  prevent_self_review: z.boolean().default(false),
  reviewers: z.array(reviewerShape),
});

/** Of the other rules no more is wanted than that they are none of these. */
const otherShape = z
  .object({ type: z.string().refine((type) => type !== 'required_reviewers') })
  .transform(() => undefined);

const environmentShape = z
  .object({
    protection_rules: z.array(z.union([reviewersShape, otherShape])),
    /** GitHub's description leaves it out, and its servers send it. */
    can_admins_bypass: z.boolean().optional(),
    /** `null`: every branch may. */
    deployment_branch_policy: z.object({ protected_branches: z.boolean() }).nullable(),
  })
  .transform(({ protection_rules, can_admins_bypass, deployment_branch_policy }): EnvironmentProtection => {
    const rule = protection_rules.find((one) => one !== undefined);
    return {
      reviewers: rule?.reviewers ?? [],
      preventsSelfReview: rule?.prevent_self_review ?? false,
      adminsMayBypass:
        can_admins_bypass === undefined
          ? unobserved('this GitHub does not say; look at the settings of the environment')
          : observed(can_admins_bypass),
      limitsBranches: deployment_branch_policy !== null,
    };
  });

/** How GitHub protects an environment. GitHub makes one without any protection with the first job that names it. */
export async function readProtection(
  ask: RequestGitHub,
  { owner, repository }: RepositoryName,
  environment: string,
): Promise<Known<EnvironmentProtection>> {
  const about = `the environment ${environment}`;
  const answer = await ask({
    route: ROUTES.environment,
    parameters: { owner, repo: repository, environment_name: environment },
    about,
    needs: 'actions: read',
  });
  return answer.known ? parsed(environmentShape, answer.value.data, about) : answer;
}
