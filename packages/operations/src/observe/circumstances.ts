import { observed, unobserved, type Observations } from '@lockkeeper/policy-core';
import type { Push } from '@lockkeeper/policy-core/observe';

/** What is known of a change that is not in the repository. */
export type Circumstances = Pick<
  Observations,
  'labels' | 'pullRequest' | 'author' | 'agentSigns' | 'deployment'
> & { readonly push: Push | null };

/** On one's own machine, before anybody else has seen the change. */
export const LOCAL_CIRCUMSTANCES: Circumstances = {
  labels: unobserved('labels are read where the change is merged'),
  pullRequest: unobserved('the pull request is read where the change is merged'),
  author: observed(null),
  agentSigns: [],
  deployment: null,
  push: null,
};
