import type { Migrations } from '../analysis/migrations.ts';
import { onceFor } from '../../model/once-for.ts';
import type { Deed } from '../operations/deed.ts';
import { judgedEffects, type JudgedEffects } from './judged-effects.ts';

/** A step under judgement that does something beside the schema. */
export interface JudgedDeed<Kind extends Deed['kind']> extends JudgedEffects {
  readonly deed: Extract<Deed, { readonly kind: Kind }>;
}

/** Every deed of that kind in the upgrades under judgement, in the order of running. */
export function judgedDeeds<const Kind extends Deed['kind']>(
  migrations: Migrations,
  kind: Kind,
): readonly JudgedDeed<Kind>[] {
  return (deedsByKind(migrations).get(kind) ?? []).flatMap(({ deed, ...judged }) =>
    isOf(deed, kind) ? [{ ...judged, deed }] : [],
  );
}

function isOf<Kind extends Deed['kind']>(
  deed: Deed,
  kind: Kind,
): deed is Extract<Deed, { readonly kind: Kind }> {
  return deed.kind === kind;
}

const deedsByKind = onceFor((migrations: Migrations) => {
  const found = new Map<Deed['kind'], JudgedDeed<Deed['kind']>[]>();
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
