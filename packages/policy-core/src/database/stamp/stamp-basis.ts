import type { FileContent } from '../../model/file-content.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import type { SqlParser } from '../../parsers/parsers.ts';
import { configurationOf } from './configuration-of.ts';
import { offlineModeGaps } from './offline-mode-gaps.ts';
import {
  judgedFilesOfPending,
  judgedSqlOfPending,
  NOTHING_PENDING,
  type PendingJudgement,
} from './pending-judgement.ts';
import type { FoundTarget, StampTarget } from './stamp-target.ts';
import { USUAL_PLACE, versionPlaceIn, type VersionPlace } from './version-place.ts';

/** All that decides whether a database may be stamped, but for the database itself. */
export interface StampBasis {
  readonly target: StampTarget;
  /** Unobserved where only Alembic could tell, and it was not asked. */
  readonly place: Known<VersionPlace>;
  readonly pending: PendingJudgement;
  /** Whether Alembic itself has told where it notes the revision, and what is pending. */
  readonly alembic: Known<true>;
}

/** What Alembic is to write as SQL, without a database. */
export interface OfflineWords {
  readonly config: string;
  readonly section: string | undefined;
  readonly stamp: readonly string[];
  /** `undefined` where nothing is pending. */
  readonly upgrade: readonly string[] | undefined;
}

export type StampEvidence =
  | {
      readonly kind: 'sql';
      readonly stamp: string;
      readonly upgrade: string | undefined;
      readonly parser: SqlParser;
    }
  /** Why Alembic wrote nothing, as a clause, and every `env.py` by which it may be made to note the revision elsewhere. */
  | {
      readonly kind: 'files';
      readonly reason: string;
      readonly environments: Readonly<Record<string, Known<FileContent>>>;
    };

export function sqlOfStamp(target: StampTarget): Known<OfflineWords> {
  if (target.kind === 'none') return unobserved('there is nothing to ask it about');
  const { history, revision, head, pending } = target;
  const configuration = configurationOf(history);
  if (configuration === undefined)
    return unobserved(`no alembic.ini is known that loads ${history.folders.join(', ')}`);
  const upgrade = pending.length === 0 ? undefined : ['upgrade', `${revision}:${head}`, '--sql'];
  return observed({ ...configuration, stamp: ['stamp', revision, '--sql'], upgrade });
}

/** Where an `env.py` may lie that says in which table the revision is noted. */
export function environmentsOfStamp(target: StampTarget): readonly string[] {
  const folders = target.kind === 'none' ? [] : target.history.folders;
  const places = new Set(folders.flatMap((folder) => [folder, folder.replace(/(?:^|\/)[^/]*$/, '')]));
  return Array.from(places, (place) => (place === '' ? 'env.py' : `${place}/env.py`));
}

/** By the SQL of Alembic where it wrote some, else by the files. */
export function stampBasis(target: StampTarget, evidence: StampEvidence): StampBasis {
  if (evidence.kind === 'sql') return { target, ...basisBySql(target, evidence) };
  const alembic = unobserved(evidence.reason);
  if (target.kind === 'none')
    return { target, place: observed(USUAL_PLACE), pending: NOTHING_PENDING, alembic };
  return { target, place: usualPlace(evidence.environments), pending: pendingByFiles(target), alembic };
}

function basisBySql(
  target: StampTarget,
  { stamp, upgrade, parser }: Extract<StampEvidence, { kind: 'sql' }>,
): Omit<StampBasis, 'target'> {
  const place = versionPlaceIn(parser, stamp);
  const judged = upgrade === undefined ? NOTHING_PENDING : judgedSqlOfPending(upgrade, parser);
  const gaps = target.kind === 'none' ? [] : offlineModeGaps(target.history, target.pending);
  return {
    place: place === undefined ? unobserved('`alembic stamp --sql` prints no such table') : observed(place),
    pending: { ...judged, unjudged: [...judged.unjudged, ...gaps] },
    alembic: observed(true),
  };
}

function pendingByFiles({ history, pending }: FoundTarget): PendingJudgement {
  return pending.length === 0 ? NOTHING_PENDING : judgedFilesOfPending(history, pending);
}

/** Alembic notes it elsewhere only where an `env.py` says so. */
function usualPlace(
  environments: Extract<StampEvidence, { kind: 'files' }>['environments'],
): Known<VersionPlace> {
  for (const [path, content] of Object.entries(environments)) {
    if (!content.known) return unobserved(`${path} was not read: ${content.reason}`);
    if (content.value.kind === 'text' && content.value.text.includes('version_table'))
      return unobserved(`${path} speaks of version_table, and only Alembic knows what it comes to`);
  }
  return observed(USUAL_PLACE);
}
