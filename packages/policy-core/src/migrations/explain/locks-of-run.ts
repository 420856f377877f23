import { effectsOfUpgrade, type JudgedEffects } from '../effects/judged-effects.ts';
import { renamingOf } from '../effects/held-locks.ts';
import { runsOn } from './runs-on.ts';
import {
  fileOfRevision,
  upgradeSteps,
  type RevisionFile,
  type RevisionHistory,
} from '../history/revision-history.ts';
import { lineOf } from '../history/line-of.ts';
import type { JudgedUpgrade } from '../analysis/judged-upgrade.ts';
import { lockText, stronger, whoWaits, type LockMode } from '../operations/lock-mode.ts';
import type { TableName } from '../operations/name.ts';
import type { Step } from '../operations/operation.ts';
import { formatTable } from '../operations/format-name.ts';
import { foldUpgrades } from '../schema/fold-schema.ts';
import type { Upgrade } from '../schema/schema-log.ts';
import { startOf, type SourceSpan } from '../../model/source-span.ts';
import { listedRevision } from './listed-revision.ts';
import { lockingStatements } from './locking-statements.ts';
import type { RunLock, RunLocks, RunRevision, RunTransaction } from './run-locks.ts';

export interface UpgradeRun {
  readonly history: RevisionHistory;
  /** Left out for a database that is empty. */
  readonly from?: string;
  readonly to: string;
}

interface HowItRuns {
  readonly pgVersion: number;
  /** `transaction_per_migration`: each revision commits by itself. */
  readonly isApart: boolean;
}

/** What the revisions of one upgrade lock, and what each of its transactions holds until it ends. */
export function locksOfRun({ history, from, to }: UpgradeRun, { pgVersion, isApart }: HowItRuns): RunLocks {
  const isThere = from === undefined ? new Set<string>() : lineOf(history.graph, from);
  const target = lineOf(history.graph, to);
  const ids = history.graph.order.filter((id) => isThere.has(id) || target.has(id));
  const before = ids.filter((id) => isThere.has(id));
  const run = ids.filter((id) => !isThere.has(id));
  const parts = isApart
    ? run.map((id, index) => ({ before: [...before, ...run.slice(0, index)], ids: [id] }))
    : [{ before, ids: run }];
  const told = parts.map((part) => locksOfPart(history, part, pgVersion));
  return {
    schema_version: 1,
    environment: history.name,
    pg_version: pgVersion,
    ...runsOn(history.database),
    from: from ?? null,
    to,
    revisions: told.flatMap(({ revisions }) => revisions),
    transactions: told.flatMap(({ transactions }) => transactions),
  };
}

/** Revisions that run in one transaction, as far as they do not end it, and those that ran before. */
interface Part {
  readonly before: readonly string[];
  readonly ids: readonly string[];
}

type TellingPart = Pick<RunLocks, 'revisions' | 'transactions'>;

/** They are one upgrade: what one makes is new to all behind it, and what it locks is held by all behind it. */
function locksOfPart(history: RevisionHistory, { before, ids }: Part, pgVersion: number): TellingPart {
  const placed = placedSteps(history, ids);
  const steps = placed.map(({ step }) => step);
  const spans = new Map<object, SourceSpan>(placed.map(({ step, file }) => [step, file.span(step)]));
  const text = ids.map((id) => fileOfRevision(history, id)?.text ?? '').join('\n');
  const earlier = before.map((id): Upgrade => ({
    revision: `earlier ${id}`,
    steps: upgradeSteps(history, id),
    text: fileOfRevision(history, id)?.text ?? '',
  }));
  const line = [...earlier, { revision: RUN, steps, text }];
  const upgrade: JudgedUpgrade = {
    path: '',
    text,
    steps,
    span: (range) => spans.get(range) ?? startOf(''),
    revision: RUN,
    history: undefined,
    ...(history.database && { database: history.database }),
    sqlHistory: { schema: foldUpgrades(line), revision: RUN, line },
  };
  const statements = lockingStatements(upgrade, pgVersion);
  const revisions = ids.flatMap((id): readonly RunRevision[] => {
    const [revision, file] = [listedRevision(history, id), fileOfRevision(history, id)];
    if (revision === undefined || file === undefined) return [];
    const { reading } = file;
    return reading.kind === 'unanalyzable'
      ? [{ revision, problem: reading.problem, upgrade: null, statements: [] }]
      : [
          {
            revision,
            problem: null,
            upgrade: reading.upgrade.kind,
            statements: statements.filter((_, index) => placed[index]?.id === id),
          },
        ];
  });
  return { revisions, transactions: transactionsOf(effectsOfUpgrade(upgrade, pgVersion), placed) };
}

/** No revision is called so. */
const RUN = 'run\n';

interface PlacedStep {
  readonly id: string;
  readonly file: RevisionFile;
  readonly step: Step;
}

function placedSteps(history: RevisionHistory, ids: readonly string[]): readonly PlacedStep[] {
  return ids.flatMap((id) => {
    const file = fileOfRevision(history, id);
    return file === undefined ? [] : upgradeSteps(history, id).map((step) => ({ id, file, step }));
  });
}

function transactionsOf(
  judged: readonly JudgedEffects[],
  placed: readonly PlacedStep[],
): readonly RunTransaction[] {
  const inside = judged.filter(
    ({ transaction, existing }) => transaction.isInside !== false && existing.length > 0,
  );
  const ends = [...new Set(inside.map(({ transaction }) => transaction.ended))];
  return ends.map((ended) => {
    const within = inside.filter(({ transaction }) => transaction.ended === ended);
    const revisions = [...new Set(within.flatMap(({ step }) => placed[step.index]?.id ?? []))];
    return { revisions, locks: locksWithin(within, placed) };
  });
}

function locksWithin(within: readonly JudgedEffects[], placed: readonly PlacedStep[]): readonly RunLock[] {
  const held = new Map<string, { readonly lock: LockMode; readonly since: RunLock['since'] }>();
  const names = new FirstNames();
  for (const { step, existing } of within) {
    const since = { revision: placed[step.index]?.id ?? '', line: step.at.start.line + 1 };
    for (const { relation, lock } of existing) {
      const name = names.of(relation);
      const before = held.get(name);
      held.set(
        name,
        before === undefined ? { lock, since } : { ...before, lock: stronger(before.lock, lock) },
      );
    }
    names.follow(step);
  }
  return [...held].map(([relation, { lock, since }]) => ({
    relation,
    lock: lockText(lock),
    waits: whoWaits(lock),
    since,
  }));
}

/** What tables are called before the run: so those who wait for them know them. */
class FirstNames {
  readonly #names = new Map<string, string>();

  of(relation: TableName): string {
    const shown = formatTable(relation);
    return this.#names.get(shown) ?? shown;
  }

  follow({ operation, isCertain }: JudgedEffects['step']): void {
    const renaming = isCertain ? renamingOf(operation) : undefined;
    if (renaming === undefined) return;
    const first = this.of(renaming.from);
    this.#names.delete(formatTable(renaming.from));
    this.#names.set(formatTable(renaming.to), first);
  }
}
