import type { AlembicPlace } from './alembic-place.ts';
import type { PolicySourceText } from './source/policy-text.ts';
import type { PatternCompiler } from './patterns/compile-patterns.ts';
import type { PolicyFile } from './policy-schema.ts';
import type { MigrationPolicy } from './policy.ts';
import { milliseconds } from './schema/duration-form.ts';

/** A day is enough to repair what the flag was set for. */
const DEFAULT_DISABLED_AT_MOST = '24h';

export function migrationPolicy(
  { migrations = {} }: PolicyFile,
  source: PolicySourceText,
  compiler: PatternCompiler,
): MigrationPolicy {
  const { baseline } = migrations;
  const patterns = (texts: readonly string[] | undefined, key: string) =>
    compiler.patterns(texts ?? [], ['migrations', key]).map(({ pattern }) => pattern);
  return {
    alembic: (migrations.alembic ?? []).map(alembicPlace),
    isWithoutAlembic: migrations.alembic?.length === 0,
    sql: patterns(migrations.sql, 'sql'),
    application: patterns(migrations.application, 'application'),
    models: patterns(migrations.models, 'models'),
    apply: migrations.apply,
    dialects: folderDialects(migrations.dialect),
    pgVersion: migrations.pg_version,
    baseline:
      baseline === undefined ? undefined : { id: baseline, at: source.spanOf(['migrations', 'baseline']) },
    once: (migrations.once ?? []).map((id, index) => ({
      id,
      at: source.spanOf(['migrations', 'once', index]),
    })),
    harmlessFunctions: (migrations.harmless_functions ?? []).map((name, index) => ({
      name,
      at: source.spanOf(['migrations', 'harmless_functions', index]),
    })),
    mayBeEmpty: migrations.may_be_empty === true,
    disabledAtMostMs: milliseconds(migrations.disabled_at_most ?? DEFAULT_DISABLED_AT_MOST),
  };
}

/** The longest folder first: it says most. */
function folderDialects(
  written: NonNullable<PolicyFile['migrations']>['dialect'],
): MigrationPolicy['dialects'] {
  if (written === undefined) return [];
  if (typeof written === 'string') return [{ folder: '', dialect: written }];
  return Object.entries(written)
    .map(([folder, dialect]) => ({ folder: withoutSlash(folder), dialect }))
    .toSorted((one, other) => other.folder.length - one.folder.length);
}

type WrittenPlace = NonNullable<NonNullable<PolicyFile['migrations']>['alembic']>[number];

/** A folder alone may hold whatever a configuration makes of it. */
function alembicPlace(written: WrittenPlace): AlembicPlace {
  if (typeof written === 'string') {
    return { name: undefined, folders: [withoutSlash(written)], history: 'configured', isRecursive: true };
  }
  const { name, folders, recursive = false } = written;
  return { name, folders: folders.map(withoutSlash), history: 'one', isRecursive: recursive };
}

function withoutSlash(folder: string): string {
  return folder.replace(/\/+$/, '');
}
