import type { FileWriter } from '@lockkeeper/operations/ports';
import { baselineOf, baselineText, type Report, type Stage } from '@lockkeeper/policy-core';

import { writeError } from '../repository/repository-writer.ts';

interface Shrinking {
  readonly report: Report;
  readonly path: string | undefined;
  readonly stage: Stage;
  /** `undefined` where nothing may be written: a commit or a snapshot was judged. */
  readonly writer: Pick<FileWriter, 'replace'> | undefined;
}

/**
 * Takes out of the baseline what no longer occurs, on one's own machine; elsewhere only says so.
 *
 * @returns what was done or is to be done, in a sentence; `undefined` when the baseline is tight
 */
export async function shrinkBaseline({
  report,
  path,
  stage,
  writer,
}: Shrinking): Promise<string | undefined> {
  const { outdatedBaselineEntries: outdated } = report;
  if (outdated === undefined || outdated === 0 || path === undefined) return undefined;
  const gone =
    outdated === 1 ? '1 finding that no longer occurs' : `${outdated} findings that no longer occur`;
  if (writer === undefined || stage !== 'local' || !isFullyJudged(report)) {
    return `${path} still accepts ${gone}. Run \`lockkeeper baseline --prune\` and commit it.`;
  }
  try {
    await writer.replace(path, baselineText(baselineOf(report.baselined)));
  } catch (error) {
    throw writeError(error, path);
  }
  return `Took ${gone} out of ${path}. Commit it.`;
}

/** What could not be looked at may still be there. */
export function isFullyJudged({ crashed, undetermined }: Report): boolean {
  return crashed.length === 0 && !undetermined.some(({ waitsFor }) => waitsFor === 'observation');
}
