import { planText } from '@lockkeeper/policy-core/dependencies';

import { reportingErrors } from '../../errors/error-reporting.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { World } from '../../world.ts';
import type { DepsSandboxOptions } from './options.ts';
import { prepareSandbox } from './prepared-sandbox.ts';
import { startSandbox } from './start-sandbox.ts';

/** `lockkeeper deps sandbox` */
export function runDepsSandbox(options: DepsSandboxOptions, world: World): Promise<ExitCode> {
  return reportingErrors('pretty', world, async () => {
    const sandbox = await prepareSandbox(options, world);
    if (options.start === true && options.dryRun !== true) return await startSandbox(sandbox, world);
    const how = options.dryRun === true ? '' : '\nNothing was done. Add --start to do it.\n';
    world.stdout.write(`${planText(sandbox.plan, sandbox.ahead)}${how}`);
    return EXIT.ok;
  });
}
