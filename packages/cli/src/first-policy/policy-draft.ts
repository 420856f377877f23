import { isPublished } from '../published-version.ts';
import { pairsYaml, STYLE_IS_FREE } from '../dependency-pairs/pairs-yaml.ts';
import { scalar } from '../policy/yaml-text.ts';
import type { Detected } from './detected.ts';

export interface DraftRequest {
  /** The commit that is checked out; `undefined` where there is none. */
  readonly head: string | undefined;
  /** Of the program, which is also that of the schema. */
  readonly version: string;
}

/** A first policy: what was found, so that it holds from now on. */
export function policyDraft(found: Detected, { head, version }: DraftRequest): string {
  const hasMigrations = found.alembic.length + found.sql.length > 0;
  return [
    ...(isPublished(version) ? [`# yaml-language-server: $schema=${schemaAddress(version)}`] : []),
    'version: 1',
    'extends: self-protection # The policy, CI, CODEOWNERS and agent settings change with a label only.',
    ...(head === undefined || !hasMigrations
      ? []
      : [`since: ${scalar(head)} # Older migrations are accepted; lockkeeper check --all judges them, too.`]),
    ...(found.pairs.length === 0
      ? []
      : [`${STYLE_IS_FREE} # How requirements are sorted and spelled is for you to choose.`]),
    ...places(found),
    ...(found.record === undefined ? [] : [`deployment: { record: ${scalar(found.record)} }`]),
    ...names(found),
    '',
  ].join('\n');
}

/**
 * What judges where nobody has written a policy.
 *
 * @param files of SQL that are judged as migrations besides
 */
export function draftWithoutPolicy(found: Detected, files: readonly string[] = []): string {
  return ['version: 1', STYLE_IS_FREE, ...places(found, files), ''].join('\n');
}

function schemaAddress(version: string): string {
  return `https://unpkg.com/@lockkeeper/policy-core@${version}/dist/lockkeeper.schema.json`;
}

function names({
  generated: { guardWorkflow, dependencyWorkflow, stampScript },
}: Detected): readonly string[] {
  const keys = [
    ...(guardWorkflow === undefined ? [] : [`guard_workflow: ${scalar(guardWorkflow)}`]),
    ...(dependencyWorkflow === undefined ? [] : [`dependency_workflow: ${scalar(dependencyWorkflow)}`]),
    ...(stampScript === undefined ? [] : [`stamp_script: ${scalar(stampScript)}`]),
  ];
  return keys.length === 0 ? [] : [`generate: { ${keys.join(', ')} }`];
}

function places({ pairs, alembic, sql }: Detected, files: readonly string[] = []): readonly string[] {
  const others = files.filter((file) => !sql.some((folder) => file.startsWith(`${folder}/`)));
  const patterns = [...sql.map((folder) => `${folder}/**/*.sql`), ...others];
  const migrations = [
    ...(alembic.length === 0 ? [] : [`alembic: [${alembic.map(scalar).join(', ')}]`]),
    ...(patterns.length === 0 ? [] : [`sql: [${patterns.map(scalar).join(', ')}]`]),
  ];
  return [
    ...(pairs.length === 0 ? [] : [pairsYaml(pairs)]),
    ...(migrations.length === 0 ? [] : [`migrations: { ${migrations.join(', ')} }`]),
  ];
}
