import { isNewTable } from '../migrations/judged-steps.ts';
import type { TableName } from '../migrations/name.ts';
import { shownTable } from '../migrations/shown-name.ts';
import type { Undecided } from '../rule.ts';
import { effectText } from './effect-words.ts';
import type { JudgedEffects } from './judged-effects.ts';
import { WORKS, type Work } from './step-effects.ts';

/** What a step costs the table that it names, with all that is part of it. */
export interface TableWork {
  /** The longest that is done to its rows, wherever they lie. */
  readonly work: Work;
  /** The rows lie in partitions, as far as that is known. */
  readonly isPartitioned: boolean;
  /** `takes SHARE on orders and reads every row; writers wait`. */
  readonly takes: string;
}

/**
 * `undefined` for a table that the same migration makes: nobody waits for that. `isOpen`: whether it does so much
 * only shows when it runs.
 */
export function tableWork(
  { step, effects }: JudgedEffects,
  table: TableName,
  { isOpen = false }: { readonly isOpen?: boolean } = {},
): TableWork | undefined {
  const own = effects.relations.find(({ cause }) => cause === 'named');
  if (own === undefined || isNewTable(step, table)) return undefined;
  const parts = effects.relations.filter(({ cause }) => cause === 'partition');
  const work = parts.reduce((longest, part) => longer(longest, part.work), own.work);
  return {
    work,
    isPartitioned: work !== own.work,
    takes: effectText({ ...own, work }, { isCertain: step.isCertain && !isOpen }),
  };
}

/** What keeps anybody from telling how long a step takes: the rest of an outcome that is undecided. */
export function openWork({ step, effects }: JudgedEffects, table: TableName): OpenWork {
  const { path } = step.upgrade;
  return {
    at: step.at,
    subject: shownTable(table),
    waitsFor: 'observation',
    missing: effects.unknown.map((reason) => ({ fact: path, reason })),
  };
}

type OpenWork = Pick<Undecided, 'at' | 'subject' | 'waitsFor' | 'missing'>;

function longer(one: Work, other: Work): Work {
  return WORKS.indexOf(one) >= WORKS.indexOf(other) ? one : other;
}
