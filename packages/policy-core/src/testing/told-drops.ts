import type { JudgedUpgrade } from '../migrations/analysis/judged-upgrade.ts';
import { placesInDoubt, tableDrops } from '../migrations/analysis/table-drops.ts';
import type { Direction } from '../migrations/operations/direction.ts';

/** What a test asks of an upgrade: the tables that it drops, and the text that an editor would underline. */
export interface ToldDrops {
  readonly dropped: readonly string[];
  readonly underlined: readonly string[];
  readonly undecided: readonly string[];
  readonly problems: readonly string[];
}

export function toldDrops(text: string, { steps }: Pick<Direction, 'steps'>): ToldDrops {
  const path = 'a1_migration.py';
  // As if all stood on one line, so that places stay offsets.
  const on = (character: number) => ({ line: 0, character });
  const span: JudgedUpgrade['span'] = ({ start, end }) => ({ path, start: on(start), end: on(end) });
  const upgrade = { path, text, steps, span, revision: undefined, history: undefined };
  const drops = tableDrops(upgrade);
  const doubts = placesInDoubt(upgrade);
  return {
    dropped: drops.map(({ table }) => table),
    underlined: drops.map(({ at }) => text.slice(at.start.character, at.end.character)),
    undecided: doubts.map(({ start, end }) => text.slice(start, end)),
    problems: doubts.map(({ problem }) => problem),
  };
}
