import { displayText, type Report } from '@lockkeeper/policy-core';
import { pairDocument, terminalText } from '@lockkeeper/policy-core/report';

import { wantsColors } from '../../command-line/options.ts';
import type { World } from '../../world.ts';
import type { DepsCheckOptions } from './options.ts';
import type { ObservedPairs } from './observed-pairs.ts';

interface Showing {
  readonly options: DepsCheckOptions;
  readonly world: World;
  readonly report: Report;
}

/** Behind the report: how each pair is judged, and what to do next. A program that reads the output sees none of it. */
export function pairNotes(seen: ObservedPairs, { options, world, report }: Showing): void {
  if (options.quiet === true && report.findings.length === 0) return;
  const isForPeople = options.format === 'pretty' && options.output === undefined;
  const output = isForPeople ? world.stdout : world.stderr;
  const colors = isForPeople && wantsColors(options, world);
  const steps = nextSteps(seen, report);
  output.write(
    `\n${terminalText(pairDocument(listed(seen)), { colors, width: isForPeople ? world.stdout.columns : undefined })}`,
  );
  if (steps.length > 0) output.write(`\n${steps.map(displayText).join('\n')}\n`);
}

function listed({ pairs, basis }: ObservedPairs) {
  return pairs.map((judged) => {
    const { source, lock } = judged.pair;
    const draft =
      basis.kind === 'policy'
        ? undefined
        : basis.drafts.find((one) => one.source === source && one.lock === lock);
    return { judged, because: draft?.sync?.because, uses: draft?.uses };
  });
}

function nextSteps({ basis, pairs }: ObservedPairs, { findings }: Report): readonly string[] {
  const isOutOfSync = findings.some(({ rule }) => SYNC_RULES.has(rule));
  const named = basis.kind === 'named' ? pairs[0]?.pair : undefined;
  const which = named === undefined ? '' : ` --source ${named.source} --lock ${named.lock}`;
  return [
    ...(isOutOfSync
      ? [`lockkeeper deps sync${which} --dry-run  shows how the lock comes back to its source`]
      : []),
    ...(basis.kind === 'found'
      ? [
          'No policy names these pairs: they were found, and judged by defaults.',
          'lockkeeper init               writes a policy that names them',
          'lockkeeper deps check --init  prints only the part about dependencies, to put into one',
        ]
      : []),
    ...(basis.kind === 'named'
      ? [
          'The two were judged by defaults. lockkeeper deps check --init with the same files prints what a policy would say.',
        ]
      : []),
  ];
}

const SYNC_RULES: ReadonlySet<string> = new Set([
  'dependencies/lock-in-sync',
  'dependencies/lock-stale-entry',
  'dependencies/lock-missing',
]);
