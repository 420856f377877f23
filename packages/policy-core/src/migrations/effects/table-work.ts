import { isTakenAsNew } from '../analysis/newness/claimed-table.ts';
import { isPartitionedBefore } from '../analysis/partitioned-table.ts';
import { isMadeInSomeSchema } from '../analysis/made-in-some-schema.ts';
import type { TableName } from '../operations/name.ts';
import { formatTable } from '../operations/format-name.ts';
import type { Undecided } from '../../engine/rule.ts';
import { effectTextInForce } from './effect-words.ts';
import type { JudgedEffects } from './judged-effects.ts';
import { WORKS, worksOf, type Work } from './step-effects.ts';

/** What a step costs the table that it names, with all that is part of it. */
export interface TableWork {
  /** What is done to its rows, wherever they lie: the longest, unless another is asked for. */
  readonly work: Work;
  /** The rows lie in partitions, as far as that is known. */
  readonly isPartitioned: boolean;
  /** `takes SHARE on orders and reads every row; writers wait`, with the lock that is in force. */
  readonly takes: string;
}

interface Asked {
  /** Whether it does so much only shows when it runs. */
  readonly isOpen?: boolean;
  /** Work that may be done beside other work. */
  readonly doing?: Work;
}

/** `undefined` for a table that the same migration makes: nobody waits for that; and where that work is not done. */
export function tableWork(
  judged: JudgedEffects,
  table: TableName,
  { isOpen = false, doing }: Asked = {},
): TableWork | undefined {
  const { step, effects } = judged;
  const own = effects.relations.find(({ cause }) => cause === 'named');
  if (own === undefined || isTakenAsNew(step, table) || isMadeInSomeSchema(step, table)) return undefined;
  const parts = effects.relations.filter(({ cause }) => cause === 'partition');
  const all = [own, ...parts].flatMap(worksOf);
  const longest = all.reduce(longer);
  const work = doing ?? longest;
  if (!all.includes(work)) return undefined;
  return {
    work,
    isPartitioned: !worksOf(own).includes(work) || isPartitionedBefore(step, table),
    takes: effectTextInForce(judged, { ...own, work }, { isCertain: step.isCertain && !isOpen }),
  };
}

/** What keeps anybody from telling how long a step takes: the rest of an outcome that is undecided. */
export function openWork({ step, effects }: JudgedEffects, table: TableName): OpenWork {
  const { path } = step.upgrade;
  return {
    at: step.at,
    subject: formatTable(table),
    waitsFor: 'observation',
    missing: effects.unknown.map((reason) => ({ fact: path, reason })),
  };
}

type OpenWork = Pick<Undecided, 'at' | 'subject' | 'waitsFor' | 'missing'>;

function longer(one: Work, other: Work): Work {
  return WORKS.indexOf(one) >= WORKS.indexOf(other) ? one : other;
}
