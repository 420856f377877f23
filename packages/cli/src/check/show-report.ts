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
  readonly options: Pick<CheckOptions, 'format' | 'output' | 'quiet' | 'color'>;
  readonly world: World;
  readonly durationMs: number;
}

/** The report goes to the output or a file, remarks to the error stream: a program reads only the first. */
export async function showReport(outcome: Outcome, showing: Showing): Promise<void> {
  const { format, output, quiet } = showing.options;
  const { stdout, stderr, cwd } = showing.world;
  const text = reportText(outcome, showing);
  const wrote = output === undefined ? [] : [`Wrote the ${format} report to ${output}.`];
  if (output !== undefined) await writeOutputFile({ file: output, cwd, text });
  else if (!isNothingToMend(outcome, showing)) stdout.write(text);
  if (quiet === true) return;
  for (const remark of [...outcome.remarks, ...wrote]) stderr.write(`${displayText(remark)}\n`);
}

/** A file has neither colours nor a width. */
function reportText({ seen, report }: Outcome, { options, world, durationMs }: Showing): string {
  const isFile = options.output !== undefined;
  return renderReport(options.format, report, {
    durationMs,
    colors: !isFile && wantsColors(options, world),
    width: isFile ? undefined : world.stdout.columns,
    toolVersion: world.installation.version,
    texts: { [seen.policy.path]: seen.policyText, ...textsOf(seen) },
    homepage: undefined,
  });
}

/** A program that asked for a format gets it whatever came out. */
function isNothingToMend({ report }: Outcome, { options: { format, quiet } }: Showing): boolean {
  return quiet === true && format === 'pretty' && exitCodeOf(report) === 0 && report.findings.length === 0;
}
