import type { proposedMode, usedTerms } from '@lockkeeper/policy-core/dependencies';

import { scalar } from '../policy/yaml-text.ts';
import type { NamedPair } from './named-pairs.ts';
import { pairIds } from './pair-ids.ts';

/** A pair as a policy could name it. */
export interface DraftPair extends NamedPair {
  /** Left out: the default. */
  readonly sync?: NonNullable<ReturnType<typeof proposedMode>> & {
    readonly python?: string;
    readonly platform?: string;
  };
  /** What has to be allowed so that the files may stay as they are. */
  readonly uses?: ReturnType<typeof usedTerms>;
}

/** The part of a policy that names these pairs. */
export function pairsYaml(pairs: readonly DraftPair[]): string {
  const ids = pairIds(pairs);
  return ['dependencies:', ...pairs.flatMap((pair, index) => entryOf(pair, ids[index] ?? ''))].join('\n');
}

function entryOf({ source, lock, sync, uses }: DraftPair, id: string): readonly string[] {
  return [
    `  - id: ${id}`,
    `    source: ${scalar(source)}`,
    `    lock: ${scalar(lock)}`,
    ...(sync === undefined ? [] : [syncLine(sync)]),
    ...(uses === undefined ? [] : termLines(uses)),
  ];
}

function syncLine({ mode, because, python, platform }: NonNullable<DraftPair['sync']>): string {
  const keys = [
    `mode: ${mode}`,
    ...(python === undefined ? [] : [`python: ${JSON.stringify(python)}`]),
    ...(platform === undefined ? [] : [`platform: ${platform}`]),
  ];
  return `    sync: { ${keys.join(', ')} } # ${because.replaceAll(/[^ -~]/g, '?')}`;
}

function termLines({
  directUrls,
  editables,
  localPaths,
  envVars,
  options,
}: NonNullable<DraftPair['uses']>): readonly string[] {
  const lines = [
    ...(directUrls ? ['direct_urls: allow'] : []),
    ...(editables ? ['editable: allow'] : []),
    ...(localPaths ? ['local_paths: allow'] : []),
    ...(envVars ? ['env_vars: allow'] : []),
    ...(options.length === 0 ? [] : [`options: { allow: [${options.map(scalar).join(', ')}] }`]),
  ];
  return lines.map((line) => `    ${line} # stands in these files today`);
}
