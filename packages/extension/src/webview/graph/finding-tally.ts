import type { GraphFindings } from '@lockkeeper/lsp/protocol';

import type { Severity, ShownRevision } from './shown-history.ts';

/** How many findings there are of one severity; never 0. */
export interface FindingTally {
  readonly severity: Severity;
  readonly count: number;
}

const WORST_FIRST: readonly Severity[] = ['error', 'warning', 'info'];

/** The worst first. */
export function findingTally(findings: GraphFindings): readonly FindingTally[] {
  return WORST_FIRST.flatMap((severity) => {
    const count = findings[severity];
    return count === 0 ? [] : [{ severity, count }];
  });
}

export function allFindings(revisions: readonly Pick<ShownRevision, 'findings'>[]): GraphFindings {
  const sum = (severity: Severity) =>
    revisions.reduce((total, { findings }) => total + findings[severity], 0);
  return { error: sum('error'), warning: sum('warning'), info: sum('info') };
}
