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
    ...places(found),
    ...(found.record === undefined ? [] : [`deployment: { record: ${scalar(found.record)} }`]),
    '',
  ].join('\n');
}

/** What judges where nobody has written a policy. */
export function draftWithoutPolicy(found: Detected): string {
  return ['version: 1', STYLE_IS_FREE, ...places(found), ''].join('\n');
}

function schemaAddress(version: string): string {
  return `https://unpkg.com/@lockkeeper/policy-core@${version}/dist/lockkeeper.schema.json`;
}

function places({ pairs, alembic, sql }: Detected): readonly string[] {
  const migrations = [
    ...(alembic.length === 0 ? [] : [`alembic: [${alembic.map(scalar).join(', ')}]`]),
    ...(sql.length === 0 ? [] : [`sql: [${sql.map((folder) => scalar(`${folder}/**/*.sql`)).join(', ')}]`]),
  ];
  return [
    ...(pairs.length === 0 ? [] : [pairsYaml(pairs)]),
    ...(migrations.length === 0 ? [] : [`migrations: { ${migrations.join(', ')} }`]),
  ];
}
