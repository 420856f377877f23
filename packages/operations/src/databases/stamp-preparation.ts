import { observed, unobserved, type Known, type Parsers, type Policy } from '@lockkeeper/policy-core';
import {
  configurationOf,
  offlineModeGaps,
  judgedFilesOfPending,
  judgedSqlOfPending,
  NOTHING_PENDING,
  planStamp,
  stampTarget,
  USUAL_PLACE,
  versionPlaceIn,
  type FoundTarget,
  type PendingJudgement,
  type StampPlan,
  type StampTarget,
  type VersionPlace,
} from '@lockkeeper/policy-core/database';
import type { RevisionHistory } from '@lockkeeper/policy-core/migrations';

import type { Databases, Observers, OfflineAlembic } from '../ports/index.ts';
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
export interface StampPreparation {
  readonly request: StampRequest;
  readonly target: StampTarget;
  readonly place: Known<VersionPlace>;
  readonly pending: PendingJudgement;
  /** Whether Alembic itself has told where it notes the revision, and what is pending. */
  readonly alembic: Known<true>;
}

/** Reads the migrations, and lets Alembic write the SQL of them where it can be asked. */
export async function prepareStamp(
  request: StampRequest,
  observers: Observers & { readonly alembic: OfflineAlembic | undefined },
): Promise<StampPreparation> {
  const { policy, revision, loadParsers } = request;
  const histories = await observeHistories(request, observers);
  const target = stampTarget({ histories, revision, baseline: policy.migrations.baseline?.id });
  if (target.kind === 'none') {
    const alembic = unobserved('there is nothing to ask it about');
    return { request, target, place: observed(USUAL_PLACE), pending: NOTHING_PENDING, alembic };
  }
  const told = await askAlembic(target, observers.alembic);
  if (told.known) return { request, target, ...toldBySql(told.value, target, await loadParsers()) };
  const pending =
    target.pending.length === 0 ? NOTHING_PENDING : judgedFilesOfPending(target.history, target.pending);
  return { request, target, place: await usualPlace(target.history, observers), pending, alembic: told };
}

/** Looks at the database as it is now. */
export async function planAsOfNow(
  { request: { policy, variable }, alembic, ...prepared }: StampPreparation,
  databases: Databases,
): Promise<StampPlan> {
  const { place } = prepared;
  const sight = await databases.look({
    variable,
    schemas: policy.databases.schemas,
    versionTable: place.known ? place.value.name : undefined,
  });
  return planStamp({ variable, sight, ...prepared, alembic });
}

interface OfflineSql {
  readonly stamp: string;
  /** `undefined` where nothing is pending. */
  readonly upgrade: string | undefined;
}

async function askAlembic(
  { history, revision, head, pending }: FoundTarget,
  alembic: OfflineAlembic | undefined,
): Promise<Known<OfflineSql>> {
  if (alembic === undefined) return unobserved('it was not to be asked');
  const configuration = configurationOf(history);
  if (configuration === undefined)
    return unobserved(`no alembic.ini is known that loads ${history.folders.join(', ')}`);
  const [stamp, upgrade] = await Promise.all([
    alembic.sql({ ...configuration, words: ['stamp', revision, '--sql'] }),
    pending.length === 0
      ? observed(undefined)
      : alembic.sql({ ...configuration, words: ['upgrade', `${revision}:${head}`, '--sql'] }),
  ]);
  if (!stamp.known) return stamp;
  return upgrade.known ? observed({ stamp: stamp.value, upgrade: upgrade.value }) : upgrade;
}

function toldBySql(
  { stamp, upgrade }: OfflineSql,
  { history, pending }: FoundTarget,
  { sql: parser }: Parsers,
): Pick<StampPreparation, 'place' | 'pending' | 'alembic'> {
  const place = versionPlaceIn(parser, stamp);
  const judged = upgrade === undefined ? NOTHING_PENDING : judgedSqlOfPending(upgrade, parser);
  return {
    place: place === undefined ? unobserved('`alembic stamp --sql` prints no such table') : observed(place),
    pending: { ...judged, unjudged: [...judged.unjudged, ...offlineModeGaps(history, pending)] },
    alembic: observed(true),
  };
}

/** Alembic notes it elsewhere only where an `env.py` says so. */
async function usualPlace(
  { folders }: RevisionHistory,
  { files }: Pick<Observers, 'files'>,
): Promise<Known<VersionPlace>> {
  const places = new Set(folders.flatMap((folder) => [folder, folder.replace(/(?:^|\/)[^/]*$/, '')]));
  for (const place of places) {
    const path = place === '' ? 'env.py' : `${place}/env.py`;
    const content = await files.read(path);
    if (!content.known) return unobserved(`${path} was not read: ${content.reason}`);
    if (content.value.kind === 'text' && content.value.text.includes('version_table'))
      return unobserved(`${path} speaks of version_table, and only Alembic knows what it comes to`);
  }
  return observed(USUAL_PLACE);
}
