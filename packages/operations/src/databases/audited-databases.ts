import type { Parsers, Policy } from '@lockkeeper/policy-core';
import { auditDatabases, type DatabaseAudit } from '@lockkeeper/policy-core/database';

import type { Databases, Observers } from '../ports/index.ts';
import { observeHistories } from './alembic-histories.ts';

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
    observeBothDatabases(policy, observers.databases),
    observeHistories(request, observers),
  ]);
  return auditDatabases({ ...sights, histories, baseline: policy.migrations.baseline?.id });
}

/** Development and production, at the same time. */
export async function observeBothDatabases(
  { databases: { development, production, schemas } }: Pick<Policy, 'databases'>,
  databases: Databases,
) {
  const look = async (variable: string) => ({
    variable,
    sight: await databases.look({ variable, schemas }),
  });
  const [one, other] = await Promise.all([look(development), look(production)]);
  return { development: one, production: other, schemas };
}
