import { policyJsonSchema } from '@lockkeeper/policy-core';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { World } from '../../world.ts';

/** `lockkeeper policy schema` */
export function runPolicySchema({ stdout }: World): ExitCode {
  stdout.write(`${JSON.stringify(policyJsonSchema(), undefined, 2)}\n`);
  return EXIT.ok;
}
