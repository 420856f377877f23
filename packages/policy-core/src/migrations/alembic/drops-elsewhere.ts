import { tableText } from '../operations/name.ts';
import type { RevisionDrop } from './effects.ts';
import type { Direction } from '../operations/direction.ts';

/** Tables that functions of other modules drop, each at the call that leads there. */
export function dropsElsewhere({ steps }: Direction): readonly RevisionDrop[] {
  return steps.flatMap((step): RevisionDrop[] => {
    if (step.kind !== 'operation' || step.from === undefined || step.operation.kind !== 'drop-table')
      return [];
    const { start, end, via, operation } = step;
    return [{ table: tableText(operation.table), via: via === 'sql' ? 'sql' : 'op.drop_table', start, end }];
  });
}
