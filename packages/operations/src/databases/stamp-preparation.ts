import type { Parsers, Policy } from '@lockkeeper/policy-core';
import {
  environmentsOfStamp,
  planStamp,
  sqlOfStamp,
  stampBasis,
  stampTarget,
  type StampPlan,
} from '@lockkeeper/policy-core/database';

import type { Databases, FileSystem, Observers, OfflineAlembic } from '../ports/index.ts';
import { observeHistories } from './alembic-histories.ts';

export interface StampRequest {
  readonly policy: Policy;
  /** Name of the variable that leads to the database. */
  readonly variable: string;
  /** The revision that the user names; `undefined`: that of the policy, or the first one. */
  readonly revision: string | undefined;
  readonly loadParsers: () => Promise<Parsers>;
}

/** All that is known before the database is looked at, which may happen more than once. */
export interface StampPreparation extends ReturnType<typeof stampBasis> {
  readonly request: StampRequest;
}

/** Reads the migrations, and lets Alembic write the SQL of them where it can be asked. */
export async function prepareStamp(
  request: StampRequest,
  observers: Observers & { readonly alembic: OfflineAlembic | undefined },
): Promise<StampPreparation> {
  const { policy, revision, loadParsers } = request;
  const histories = await observeHistories(request, observers);
  const target = stampTarget({ histories, revision, baseline: policy.migrations.baseline?.id });
  const sql = await writtenSql(sqlOfStamp(target), observers.alembic);
  if (sql.kind === 'written') {
    const { sql: parser } = await loadParsers();
    return { request, ...stampBasis(target, { ...sql, kind: 'sql', parser }) };
  }
  const environments = await readAll(environmentsOfStamp(target), observers.files);
  return { request, ...stampBasis(target, { kind: 'files', reason: sql.reason, environments }) };
}

/** Looks at the database as it is now. */
export async function planAsOfNow(
  { request: { policy, variable }, ...basis }: StampPreparation,
  databases: Databases,
): Promise<StampPlan> {
  const { place } = basis;
  const sight = await databases.look({
    variable,
    schemas: policy.databases.schemas,
    versionTable: place.known ? place.value.name : undefined,
  });
  return planStamp({ variable, sight, ...basis });
}

type WrittenSql =
  | { readonly kind: 'written'; readonly stamp: string; readonly upgrade: string | undefined }
  | { readonly kind: 'unwritten'; readonly reason: string };

async function writtenSql(
  asked: ReturnType<typeof sqlOfStamp>,
  alembic: OfflineAlembic | undefined,
): Promise<WrittenSql> {
  if (!asked.known) return unwritten(asked);
  if (alembic === undefined) return unwritten({ reason: 'it was not to be asked' });
  const { stamp, upgrade, ...configuration } = asked.value;
  const [stamped, upgraded] = await Promise.all([
    alembic.sql({ ...configuration, words: stamp }),
    upgrade === undefined ? undefined : alembic.sql({ ...configuration, words: upgrade }),
  ]);
  if (!stamped.known) return unwritten(stamped);
  if (upgraded?.known === false) return unwritten(upgraded);
  return { kind: 'written', stamp: stamped.value, upgrade: upgraded?.value };
}

function unwritten({ reason }: { readonly reason: string }): WrittenSql {
  return { kind: 'unwritten', reason };
}

async function readAll(paths: readonly string[], files: FileSystem) {
  const read = async (path: string) => [path, await files.read(path)] as const;
  return Object.fromEntries(await Promise.all(paths.map(read)));
}
