import { observed } from '@lockkeeper/policy-core';
import { auditDatabases } from '@lockkeeper/policy-core/database';
import { migrationStarts, startScriptsAmong, type TroubleSight } from '@lockkeeper/policy-core/deployment';

import type { Databases, Observers } from '../ports/index.ts';
import { observeHistories } from './alembic-histories.ts';
import { observeBothDatabases, type DatabaseAuditRequest } from './audited-databases.ts';

export type DiagnosisObservations = Omit<TroubleSight, 'guard' | 'plan'>;

/** Looks at both databases, the migrations and the scripts of a start, at the same time. */
export async function observeDiagnosis(
  request: DatabaseAuditRequest,
  observers: Observers & { readonly databases: Databases },
): Promise<DiagnosisObservations> {
  const { policy } = request;
  const [sights, histories, starts] = await Promise.all([
    observeBothDatabases(policy, observers.databases),
    observeHistories(request, observers),
    startsHere(observers),
  ]);
  const baseline = policy.migrations.baseline?.id;
  return {
    databases: auditDatabases({ ...sights, histories, baseline }),
    production: sights.production.sight,
    histories,
    baseline,
    starts,
  };
}

/** A script that cannot be read starts nothing that could be told. */
async function startsHere({ files }: Pick<Observers, 'files'>): Promise<DiagnosisObservations['starts']> {
  const listed = await files.list(['']);
  if (!listed.known) return listed;
  const starts = await Promise.all(
    startScriptsAmong(listed.value).map(async (path) => {
      const content = await files.read(path);
      return content.known && content.value.kind === 'text' ? migrationStarts(path, content.value.text) : [];
    }),
  );
  return observed(starts.flat());
}
