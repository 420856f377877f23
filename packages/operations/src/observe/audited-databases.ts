import {
  auditDatabases,
  observed,
  unobserved,
  wholeHistories,
  type DatabaseAudit,
  type DatabaseSight,
  type Known,
  type Parsers,
  type Policy,
  type RevisionHistory,
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
  const { databases: places, migrations } = request.policy;
  const look = async (variable: string): Promise<{ variable: string; sight: DatabaseSight }> => ({
    variable,
    sight: await observers.databases.look({ variable, schemas: places.schemas }),
  });
  const [development, production, histories] = await Promise.all([
    look(places.development),
    look(places.production),
    observeHistories(request, observers),
  ]);
  return auditDatabases({ development, production, histories, baseline: migrations.baseline?.id });
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
