import { loadPolicy, type Policy } from '@lockkeeper/policy-core';

import { CliError } from '../errors/cli-error.ts';

/** What holds where there is no policy file: everything is where it usually is. */
export function noPolicy(): Policy {
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text: 'version: 1\n' });
  if (policy.kind === 'policy') return policy;
  throw new CliError('technical', 'A policy without rules cannot be read. This is a fault of Lockkeeper.');
}
