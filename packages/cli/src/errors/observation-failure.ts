import type { UnknownTarget } from '@lockkeeper/operations';
import type { ObservationFailure } from '@lockkeeper/operations/observe';
import { displayText } from '@lockkeeper/policy-core';

import { policyTexts } from '../policy/policy-texts.ts';
import { CliError } from './cli-error.ts';

/** Why there is nothing to judge by, in sentences. */
export function observationFailure(seen: ObservationFailure | UnknownTarget, root: string): CliError {
  switch (seen.kind) {
    case 'no-policy': {
      const where = seen.where === 'the working tree' ? root : `the commit ${seen.where}`;
      return new CliError(
        'no-policy',
        `No policy was found in ${displayText(where)}. Run \`lockkeeper init\` to write a first lockkeeper.yaml.`,
      );
    }
    case 'invalid-policy': {
      const { policy, text, where } = seen;
      const count =
        policy.problems.length === 1 ? 'this problem' : `these ${policy.problems.length} problems`;
      const message = `The policy ${policy.path} of ${displayText(where)} is not valid, so nothing was judged. Fix ${count} and run again.`;
      return new CliError('invalid-policy', message, {
        problems: policy.problems,
        texts: policyTexts({ path: policy.path, text, bases: policy.bases }),
      });
    }
    case 'unknown-place':
      return new CliError('usage', seen.problem);
    case 'failed':
      return new CliError('not-judged', seen.problem);
  }
}
