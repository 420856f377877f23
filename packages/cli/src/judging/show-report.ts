import { displayText, exitCodeOf, renderReport } from '@lockkeeper/policy-core';

import { wantsColors, type ColorOptions, type FormatName } from '../command-line/options.ts';
import { writeOutputFile } from '../io/output-file.ts';
import type { World } from '../world.ts';
import type { Judged } from './safe-fixes.ts';
import { textsOf } from './seen-texts.ts';
import { timelessText } from './timeless-text.ts';

/** A judged run with what the command did about it, in sentences. */
export interface Outcome extends Judged {
  readonly remarks: readonly string[];
}

/** Takes what was told, but for how long it took. */
export type Keep = (timeless: readonly [before: string, after: string]) => void;

/** How a report is to be shown, as the command line says it. */
interface ReportFormatOptions extends ColorOptions {
  readonly format: FormatName;
  readonly output?: string;
  readonly quiet?: boolean;
}

interface Showing {
  readonly options: ReportFormatOptions;
  readonly world: World;
  /** By the clock of `performance`. */
  readonly started: number;
  /** Left out: nobody wants it kept. */
  readonly keep?: Keep | undefined;
}

/** The report goes to the output or a file, remarks to the error stream: a program reads only the first. */
export async function showReport(outcome: Outcome, showing: Showing): Promise<void> {
  const { format, output, quiet } = showing.options;
  const { stdout, stderr, cwd } = showing.world;
  const { text, timeless } = reportText(outcome, showing);
  const wrote = output === undefined ? [] : [`Wrote the ${format} report to ${output}.`];
  if (output !== undefined) await writeOutputFile({ file: output, cwd, text });
  else if (!isNothingToMend(outcome, showing)) stdout.write(text);
  if (timeless !== undefined) showing.keep?.(timeless);
  if (quiet === true) return;
  for (const remark of [...outcome.remarks, ...wrote]) stderr.write(`${displayText(remark)}\n`);
}

interface ReportText {
  readonly text: string;
  readonly timeless: readonly [before: string, after: string] | undefined;
}

function reportText(outcome: Outcome, showing: Showing): ReportText {
  const { keep, started } = showing;
  const render = rendererOf(outcome, showing);
  const timeless = keep && timelessText(render);
  const durationMs = performance.now() - started;
  return { text: timeless?.join(String(Math.round(durationMs))) ?? render(durationMs), timeless };
}

/** A file has neither colours nor a width. */
function rendererOf({ seen, report }: Outcome, { options, world }: Showing): (durationMs: number) => string {
  const isFile = options.output !== undefined;
  const texts = { [seen.policy.path]: seen.policyText, ...textsOf(seen) };
  return (durationMs) =>
    renderReport(options.format, report, {
      durationMs,
      colors: !isFile && wantsColors(options, world),
      width: isFile ? undefined : world.stdout.columns,
      toolVersion: world.installation.version,
      texts,
      homepage: undefined,
    });
}

/** A program that asked for a format gets it whatever came out. */
function isNothingToMend({ report }: Outcome, { options: { format, quiet } }: Showing): boolean {
  return quiet === true && format === 'pretty' && exitCodeOf(report) === 0 && report.findings.length === 0;
}
