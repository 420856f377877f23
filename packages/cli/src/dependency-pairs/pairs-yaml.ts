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

/** How requirements are sorted and spelled is for a team to choose: nothing is said of it before they have. */
export const STYLE_IS_FREE = `rules: { ${['sort', 'name-form', 'version-form'].map((name) => `dependencies/${name}: "off"`).join(', ')} }`;

/** The part of a policy that names these pairs, a line each. */
export function pairsYaml(pairs: readonly DraftPair[]): string {
  const ids = pairIds(pairs);
  return ['dependencies:', ...pairs.map((pair, index) => entryOf(pair, ids[index] ?? ''))].join('\n');
}

function entryOf({ source, lock, sync, uses }: DraftPair, id: string): string {
  const keys = [
    `id: ${id}`,
    `source: ${scalar(source)}`,
    `lock: ${scalar(lock)}`,
    ...(sync === undefined ? [] : [syncKey(sync)]),
    ...(uses === undefined ? [] : termKeys(uses)),
  ];
  const why = sync === undefined ? '' : ` # ${sync.because.replaceAll(/[^ -~]/g, '?')}`;
  return `  - { ${keys.join(', ')} }${why}`;
}

function syncKey({ mode, python, platform }: NonNullable<DraftPair['sync']>): string {
  const keys = [
    `mode: ${mode}`,
    ...(python === undefined ? [] : [`python: ${JSON.stringify(python)}`]),
    ...(platform === undefined ? [] : [`platform: ${platform}`]),
  ];
  return `sync: { ${keys.join(', ')} }`;
}

/** What these files hold today. */
function termKeys({
  directUrls,
  editables,
  localPaths,
  envVars,
  options,
}: NonNullable<DraftPair['uses']>): readonly string[] {
  return [
    ...(directUrls ? ['direct_urls: allow'] : []),
    ...(editables ? ['editable: allow'] : []),
    ...(localPaths ? ['local_paths: allow'] : []),
    ...(envVars ? ['env_vars: allow'] : []),
    ...(options.length === 0 ? [] : [`options: { allow: [${options.map(scalar).join(', ')}] }`]),
  ];
}
