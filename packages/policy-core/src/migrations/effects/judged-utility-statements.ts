import type { Migrations } from '../analysis/migrations.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import type { UtilityStatement } from '../operations/utility-statement.ts';
import { judgedEffects, type JudgedEffects } from './judged-effects.ts';

/** A step under judgement that does something beside the schema. */
export interface JudgedUtilityStatement<Kind extends UtilityStatement['kind']> extends JudgedEffects {
  readonly deed: Extract<UtilityStatement, { readonly kind: Kind }>;
}

/** Every deed of that kind in the upgrades under judgement, in the order of running. */
export function judgedUtilityStatements<const Kind extends UtilityStatement['kind']>(
  migrations: Migrations,
  kind: Kind,
): readonly JudgedUtilityStatement<Kind>[] {
  return (deedsByKind(migrations).get(kind) ?? []).flatMap(({ deed, ...judged }) =>
    isOf(deed, kind) ? [{ ...judged, deed }] : [],
  );
}

function isOf<Kind extends UtilityStatement['kind']>(
  deed: UtilityStatement,
  kind: Kind,
): deed is Extract<UtilityStatement, { readonly kind: Kind }> {
  return deed.kind === kind;
}

const deedsByKind = memoizeByObject((migrations: Migrations) => {
  const found = new Map<UtilityStatement['kind'], JudgedUtilityStatement<UtilityStatement['kind']>[]>();
  for (const judged of judgedEffects(migrations)) {
    const { operation } = judged.step;
    const deed = operation.kind === 'other' ? operation.deed : undefined;
    if (deed === undefined) continue;
    const before = found.get(deed.kind);
    if (before === undefined) found.set(deed.kind, [{ ...judged, deed }]);
    else before.push({ ...judged, deed });
  }
  return found;
});
