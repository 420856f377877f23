import { displayText, exitCodeOf } from '@lockkeeper/policy-core';
import { renderReport } from '@lockkeeper/policy-core/report';

import { wantsColors, type ColorOptions, type FormatName } from '../command-line/options.ts';
import { writeOutputFile } from '../io/output-file.ts';
import { policyTexts } from '../policy/policy-texts.ts';
import type { World } from '../world.ts';
import type { JudgedRun } from './safe-fixes.ts';
import { judgedTexts } from './judged-texts.ts';
import { splitAtDuration } from './split-at-duration.ts';

/** A judged run with what the command did about it, in sentences. */
export interface ReportedRun extends JudgedRun {
  readonly remarks: readonly string[];
}

/** Takes the two parts of the output around the time that the run took. */
export type SaveOutput = (parts: readonly [before: string, after: string]) => void;

/** How a report is to be shown, as the command line says it. */
interface ReportFormatOptions extends ColorOptions {
  readonly format: FormatName;
  readonly output?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

interface Showing {
  readonly options: ReportFormatOptions;
  readonly world: World;
  /** By the clock of `performance`. */
  readonly started: number;
  /** Left out: the output is not cached. */
  readonly save?: SaveOutput | undefined;
}

/** The report goes to the output or a file, remarks to the error stream: a program reads only the first. */
export async function showReport(outcome: ReportedRun, showing: Showing): Promise<void> {
  const { format, output, quiet } = showing.options;
  const { stdout, stderr, cwd } = showing.world;
  const { text, parts } = reportText(outcome, showing);
  const wrote = output === undefined ? [] : [`Wrote the ${format} report to ${output}.`];
  if (output !== undefined) await writeOutputFile({ file: output, cwd, text });
  else if (!isNothingToMend(outcome, showing)) stdout.write(text);
  if (parts !== undefined) showing.save?.(parts);
  if (quiet === true) return;
  for (const remark of [...outcome.remarks, ...wrote]) stderr.write(`${displayText(remark)}\n`);
}

interface ReportText {
  readonly text: string;
  readonly parts: readonly [before: string, after: string] | undefined;
}

function reportText(outcome: ReportedRun, showing: Showing): ReportText {
  const { save, started } = showing;
  const render = rendererOf(outcome, showing);
  const parts = save && splitAtDuration(render);
  const durationMs = performance.now() - started;
  return { text: parts?.join(String(Math.round(durationMs))) ?? render(durationMs), parts };
}

/** A file has neither colours nor a width. */
function rendererOf(
  { seen, report }: ReportedRun,
  { options, world }: Showing,
): (durationMs: number) => string {
  const isFile = options.output !== undefined;
  const texts = { ...policyTexts({ ...seen.policy, text: seen.policyText }), ...judgedTexts(seen) };
  return (durationMs) =>
    renderReport(options.format, report, {
      durationMs,
      colors: !isFile && wantsColors(options, world),
      width: isFile ? undefined : world.stdout.columns,
      verbose: options.verbose,
      toolVersion: world.installation.version,
      texts,
      homepage: undefined,
    });
}

/** A program that asked for a format gets it whatever came out. */
function isNothingToMend({ report }: ReportedRun, { options: { format, quiet } }: Showing): boolean {
  return quiet === true && format === 'pretty' && exitCodeOf(report) === 0 && report.findings.length === 0;
}
