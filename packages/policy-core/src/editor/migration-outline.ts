import type { Direction } from '../migrations/operations/direction.ts';
import type { Step } from '../migrations/operations/operation.ts';
import { stepText } from '../migrations/analysis/reasons.ts';
import type { OutlineSymbol } from './document-annotations.ts';
import type { OpenedMigration } from './opened-migration.ts';

/** What runs in each direction, in the order of running. */
export function migrationOutline({ upgrade, revision }: OpenedMigration): readonly OutlineSymbol[] {
  const outlined = (step: Step): OutlineSymbol => ({
    name: capitalized(stepText(step)),
    kind: 'step',
    at: upgrade.span(step),
    children: [],
  });
  if (revision === undefined) return upgrade.steps.map(outlined);
  const direction = (name: string, { name: defined, body, steps }: Direction): readonly OutlineSymbol[] => {
    if (defined === undefined || body === undefined) return [];
    const at = upgrade.span({ start: defined.start, end: body.end });
    return [{ name, kind: 'direction', at, children: steps.map(outlined) }];
  };
  return [...direction('upgrade', revision.upgrade), ...direction('downgrade', revision.downgrade)];
}

function capitalized(clause: string): string {
  return clause.charAt(0).toUpperCase() + clause.slice(1);
}
