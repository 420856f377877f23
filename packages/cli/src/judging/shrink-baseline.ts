import type { FileWriter } from '@lockkeeper/operations/ports';
import { baselineOf, baselineText, type Baseline, type Report, type Stage } from '@lockkeeper/policy-core';

import { writeError } from '../repository/repository-writer.ts';

interface Shrinking {
  readonly report: Report;
  readonly path: string | undefined;
  /** Of the baseline that was read; `undefined` where there is none. */
  readonly version: Baseline['version'] | undefined;
  readonly stage: Stage;
  /** `undefined` where nothing may be written: a commit or a snapshot was judged. */
  readonly writer: Pick<FileWriter, 'replace'> | undefined;
}

/**
 * Takes out of the baseline what no longer occurs, and writes one of version 1 anew, on one's own machine; elsewhere
 * only says so.
 *
 * @returns what was done or is to be done, in a sentence; `undefined` when the baseline is tight
 */
export async function shrinkBaseline({
  report,
  path,
  version,
  stage,
  writer,
}: Shrinking): Promise<string | undefined> {
  const { outdatedBaselineEntries: outdated } = report;
  if (outdated === undefined || path === undefined) return undefined;
  if (outdated === 0 && version !== 1) return undefined;
  const { todo, done } = remarksOn(outdated);
  if (writer === undefined || stage !== 'local' || !isFullyJudged(report)) {
    return `${path} ${todo}. Run \`lockkeeper baseline --prune\` and commit it.`;
  }
  try {
    await writer.replace(path, baselineText(baselineOf(report.baselined)));
  } catch (error) {
    throw writeError(error, path);
  }
  return `${done} ${path}. Commit it.`;
}

function remarksOn(outdated: number): { readonly todo: string; readonly done: string } {
  if (outdated === 0) return { todo: 'is a baseline of version 1', done: 'Wrote version 2 of' };
  const gone =
    outdated === 1 ? '1 finding that no longer occurs' : `${outdated} findings that no longer occur`;
  return { todo: `still accepts ${gone}`, done: `Took ${gone} out of` };
}

/** What could not be looked at may still be there. */
export function isFullyJudged({ crashed, undetermined }: Report): boolean {
  return crashed.length === 0 && !undetermined.some(({ waitsFor }) => waitsFor === 'observation');
}
