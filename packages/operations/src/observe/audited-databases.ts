import {
  auditDatabases,
  observed,
  unobserved,
  wholeHistories,
  type AuditInput,
  type DatabaseAudit,
  type Known,
  type Parsers,
  type Policy,
  type RevisionHistory,
  type SightOf,
} from '@lockkeeper/policy-core';

import type { Databases, Observers } from '../ports/index.ts';
import { observeWholeRevisions } from './whole-revisions.ts';

export interface DatabaseAuditRequest {
  readonly policy: Policy;
  readonly loadParsers: () => Promise<Parsers>;
}

/** Looks at development, production and the migrations at the same time, and holds them against each other. */
export async function observeDatabases(
  request: DatabaseAuditRequest,
  observers: Observers & { readonly databases: Databases },
): Promise<DatabaseAudit> {
  const { policy } = request;
  const [sights, histories] = await Promise.all([
    lookAtBoth(policy, observers.databases),
    observeHistories(request, observers),
  ]);
  return auditDatabases({ ...sights, histories, baseline: policy.migrations.baseline?.id });
}

/** Development and production, at the same time. */
export async function lookAtBoth(
  { databases: { development, production, schemas } }: Pick<Policy, 'databases'>,
  databases: Databases,
): Promise<Pick<AuditInput, 'development' | 'production'>> {
  const look = async (variable: string): Promise<SightOf> => ({
    variable,
    sight: await databases.look({ variable, schemas }),
  });
  const [one, other] = await Promise.all([look(development), look(production)]);
  return { development: one, production: other };
}

async function observeHistories(
  { policy, loadParsers }: DatabaseAuditRequest,
  observers: Observers,
): Promise<Known<readonly RevisionHistory[]>> {
  if (policy.migrations.alembic.length === 0) return unobserved('no Alembic revisions were found');
  const sources = await observeWholeRevisions(policy, observers);
  if (!sources.paths.known) return sources.paths;
  const histories = wholeHistories(policy, sources, await loadParsers());
  return observed(histories.filter(({ files }) => files.size > 0));
}
