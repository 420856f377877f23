import { displayText, exitCodeOf, renderReport } from '@lockkeeper/policy-core';

import type { CheckOptions } from '../commands/check.ts';
import { wantsColors } from '../options.ts';
import { writeOutputFile } from '../output-file.ts';
import type { World } from '../world.ts';
import type { Judged } from './safe-fixes.ts';
import { textsOf } from './seen-texts.ts';

/** A judged run with what the command did about it, in sentences. */
export interface Outcome extends Judged {
  readonly remarks: readonly string[];
}

interface Showing {
  readonly options: CheckOptions;
  readonly world: World;
  readonly durationMs: number;
}

/** The report goes to the output or a file, remarks to the error stream: a program reads only the first. */
export async function showReport({ seen, report, remarks }: Outcome, { options, world, durationMs }: Showing): Promise<void> {
  const { format, output, quiet } = options;
  const text = renderReport(format, report, {
    durationMs,
    colors: output === undefined && wantsColors(options, world),
    width: output === undefined ? world.stdout.columns : undefined,
    toolVersion: world.installation.version,
    texts: { [seen.policy.path]: seen.policyText, ...textsOf(seen) },
    homepage: undefined,
  });
  if (quiet !== true) for (const remark of remarks) world.stderr.write(`${displayText(remark)}\n`);
  if (output !== undefined) {
    await writeOutputFile({ file: output, cwd: world.cwd, text });
    if (quiet !== true) world.stderr.write(`Wrote the ${format} report to ${output}.\n`);
    return;
  }
  const isNothing = format === 'pretty' && quiet === true && exitCodeOf(report) === 0 && report.findings.length === 0;
  if (!isNothing) world.stdout.write(text);
}
