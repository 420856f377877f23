import type { OperationOf } from '../operations/by-kind.ts';
import type { ConstraintDefinition } from '../operations/column.ts';
import type { JudgedEffects } from './judged-effects.ts';
import type { StepEffects, Work } from './step-effects.ts';

/**
 * The rule that tells how long a step works, whatever its transaction holds meanwhile: who does what that rule says
 * has nothing long left there. `undefined` where there is none.
 */
export function ruleOfOwnWork({ step: { operation }, effects }: JudgedEffects): string | undefined {
  if (effects.refusedInTransaction === true) return 'migrations/concurrent-index-in-transaction';
  switch (operation.kind) {
    case 'create-index':
      return 'migrations/index-not-concurrent';
    case 'add-constraint':
      return CONSTRAINT_RULES[operation.constraint.kind];
    case 'add-column':
      return ruleOfColumn(operation, effects);
    case 'alter-column':
      return effects.failures.some(({ kind }) => kind === 'nulls')
        ? 'migrations/set-not-null'
        : 'migrations/column-type-rewrite';
    case 'validate-constraint':
      return 'migrations/validate-in-same-transaction';
    default:
      return undefined;
  }
}

const CONSTRAINT_RULES: Readonly<Record<ConstraintDefinition['kind'], string>> = {
  'foreign-key': 'migrations/foreign-key-not-valid-missing',
  check: 'migrations/check-not-valid-missing',
  unique: 'migrations/unique-constraint-without-index',
  'primary-key': 'migrations/primary-key-without-index',
  exclude: 'migrations/exclusion-constraint',
};

/** By the longest of what comes with it. */
function ruleOfColumn({ column }: OperationOf<'add-column'>, effects: StepEffects): string {
  if (does(effects, 'rewrite')) {
    return COUNTERS.has(column.default.kind)
      ? 'migrations/add-serial-identity-or-stored-column'
      : 'migrations/volatile-default';
  }
  const kinds: readonly string[] = column.constraints.map(({ kind }) => kind);
  if (does(effects, 'index')) return CONSTRAINT_RULES[kinds.includes('unique') ? 'unique' : 'primary-key'];
  return CONSTRAINT_RULES[kinds.includes('check') ? 'check' : 'foreign-key'];
}

const COUNTERS: ReadonlySet<string> = new Set(['identity', 'sequence', 'computed']);

function does({ relations }: StepEffects, work: Work): boolean {
  return relations.some((relation) => relation.work === work);
}
