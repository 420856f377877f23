import { effectsOf } from '../migrations/effects/effects-of.ts';
import type { EffectContext } from '../migrations/effects/effect-context.ts';
import type { Failure, StepEffects } from '../migrations/effects/step-effects.ts';
import { tableText } from '../migrations/operations/name.ts';
import type { SqlParser } from '../parsers/parsers.ts';
import { AT_END, foldedSql, sqlSteps } from './folded-sql.ts';

/** What a statement does on the schema that a script made. */
export interface ToldEffects {
  /** `orders: share, index`; behind them why, where the statement does not name the relation: `(foreign-key)`. */
  readonly relations: readonly string[];
  /** `orders: duplicates`. */
  readonly failures: readonly string[];
  readonly unknown: readonly string[];
  readonly refused: boolean | undefined;
}

export type EffectTeller = (
  statement: string,
  schema?: string,
  context?: Partial<Pick<EffectContext, 'pgVersion' | 'timeZone'>>,
) => ToldEffects;

export function effectTeller(parser: SqlParser): EffectTeller {
  return (statement, schema = '', more = {}) => {
    const context = {
      schema: foldedSql(parser, schema),
      moment: AT_END,
      pgVersion: 15,
      timeZone: undefined,
      ...more,
    };
    const effects = sqlSteps(parser, statement).flatMap((step) => {
      if (step.kind === 'operation') return [effectsOf(step.operation, context)];
      if (step.isRead !== true) throw new Error(step.problem);
      return [];
    });
    const refused = effects.map((one) => one.refusedInTransaction);
    return {
      relations: effects.flatMap((one) => one.relations.map(shownRelation)),
      failures: effects.flatMap((one) => one.failures.map(shownFailure)),
      unknown: effects.flatMap((one) => one.unknown),
      refused: refused.includes(true) ? true : refused.includes(undefined) ? undefined : false,
    };
  };
}

function shownRelation({ relation, lock, work, cause }: StepEffects['relations'][number]): string {
  return `${tableText(relation)}: ${lock}, ${work}${cause === 'named' ? '' : ` (${cause})`}`;
}

function shownFailure(failure: Failure): string {
  const columns =
    'column' in failure ? failure.column : 'columns' in failure ? failure.columns?.join(', ') : undefined;
  return `${tableText(failure.relation)}: ${failure.kind}${columns === undefined ? '' : ` in ${columns}`}`;
}
