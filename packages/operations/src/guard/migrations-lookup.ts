import type { Parsers } from '@lockkeeper/policy-core';
import { isSameEnvironment, type ReleaseMigrations } from '@lockkeeper/policy-core/deployment';

import type { ReleaseContext } from './guard-probe.ts';
import type { Databases } from '../ports/index.ts';
import { observeReleaseMigrations } from './release-migrations.ts';

interface Sources {
  readonly databases?: Databases | undefined;
  readonly loadParsers: () => Promise<Parsers>;
}

/** Looks once, for however many ask. */
export function memoizeMigrationsLookup(
  release: Omit<ReleaseContext, 'migrations'>,
  sources: Sources,
): ReleaseContext['migrations'] {
  let looked: Promise<ReleaseMigrations> | undefined;
  return () => (looked ??= lookUpMigrations(release, sources));
}

async function lookUpMigrations(
  release: Omit<ReleaseContext, 'migrations'>,
  { databases, loadParsers }: Sources,
): Promise<ReleaseMigrations> {
  const why = whyNotAsked(release);
  if (why !== undefined) return { kind: 'not-asked', why };
  if (databases === undefined) return { kind: 'not-asked', why: 'No database was to be looked at.' };
  return await observeReleaseMigrations({ ...release, loadParsers, databases });
}

/** The name that the policy's own terms for deploys know it by. */
const PRODUCTION = 'production';

function whyNotAsked({
  policy,
  environment,
}: Pick<ReleaseContext, 'policy' | 'environment'>): string | undefined {
  const { migrations, databases } = policy;
  if (migrations.alembic.length === 0) return 'The policy names no Alembic migrations.';
  return environment === undefined || isSameEnvironment(environment, PRODUCTION)
    ? undefined
    : `${databases.development} and ${databases.production} lead to development and production, and this is a deploy to another environment.`;
}
