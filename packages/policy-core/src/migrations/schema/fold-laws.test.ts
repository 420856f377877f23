import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { knownName, tableKey } from '../operations/name.ts';
import type { Step } from '../operations/operation.ts';
import { anyUpgrades } from '../../testing/any-schema-change.ts';
import { shownTable, shownTables } from '../../testing/shown-schema.ts';
import { foldUpgrades } from './fold-schema.ts';
import type { SchemaHistory, SchemaMoment } from './schema-history.ts';
import type { Upgrade } from './schema-log.ts';

const NAMES = ['i', 'j', 'a_x_idx', 'a_x_key', 'a_pkey', 'a_b_x_fkey'];

function numbered(upgrades: readonly (readonly Step[])[]): readonly Upgrade[] {
  return upgrades.map((steps, index) => ({ revision: `r${index}`, steps }));
}

/** Everything that can be asked at one moment. */
function shownAll(history: SchemaHistory, moment: SchemaMoment): unknown {
  const owners = NAMES.map((name) => shownTable(history.tableOfIndex(name, moment)));
  return { tables: shownTables(history, moment), owners };
}

describe('a history of schemas', () => {
  test('tells of each moment what it would tell if the history ended there', () => {
    fc.assert(
      fc.property(anyUpgrades, fc.nat(), fc.nat(), (upgrades, some, other) => {
        const all = numbered(upgrades);
        const index = some % all.length;
        const { revision, steps } = all[index] ?? { revision: '', steps: [] };
        // At its very end TEMP tables are gone, so another step has to come, which does nothing.
        const step = other % (steps.length + 1);
        const nothing = {
          kind: 'operation',
          via: 'sql',
          operation: { kind: 'other', what: 'SELECT' },
        } as const;
        const last = { ...nothing, isCertain: true, autocommit: false, start: 0, end: 0 } as const;
        const isEnd = step === steps.length;
        const shortened = { revision, steps: isEnd ? steps : [...steps.slice(0, step), last] };
        const ended = foldUpgrades([...all.slice(0, index), shortened]);
        const moment = { revision, step };
        expect(shownAll(foldUpgrades(all), moment)).toEqual(shownAll(ended, moment));
      }),
    );
  });

  test('has one table for a name, which is found by it', () => {
    fc.assert(
      fc.property(anyUpgrades, (upgrades) => {
        const all = numbered(upgrades);
        const history = foldUpgrades(all);
        for (const { revision, steps } of all) {
          const moment = { revision, step: steps.length };
          const tables = history.tablesAt(moment);
          expect(new Set(tables.map(({ table }) => tableKey(table))).size).toBe(tables.length);
          for (const state of tables) {
            expect(shownTable(history.tableAt(state.table, moment))).toEqual(shownTable(state));
          }
        }
      }),
    );
  });

  test('keeps the parts of a table under their names', () => {
    fc.assert(
      fc.property(anyUpgrades, (upgrades) => {
        const all = numbered(upgrades);
        const history = foldUpgrades(all);
        const last = all.at(-1);
        const moment = { revision: last?.revision ?? '', step: last?.steps.length ?? 0 };
        for (const { columns, constraints, indexes } of history.tablesAt(moment)) {
          for (const [name, column] of columns) expect(column.name).toBe(name);
          for (const parts of [constraints, indexes]) {
            const names = parts.flatMap(({ name }) => name ?? []);
            expect(new Set(names).size).toBe(names.length);
          }
        }
      }),
    );
  });

  test('never calls a table whole that was touched by a step that may not run', () => {
    fc.assert(
      fc.property(anyUpgrades, (upgrades) => {
        const uncertain = upgrades.map((steps) => steps.map((step) => ({ ...step, isCertain: false })));
        const all = numbered(uncertain);
        const history = foldUpgrades(all);
        for (const { revision, steps } of all) {
          const tables = history.tablesAt({ revision, step: steps.length });
          expect(tables.filter(({ isWhole }) => isWhole)).toEqual([]);
        }
      }),
    );
  });

  test('says the same of a table whatever is done to others, but for names that are taken', () => {
    const other = { ...knownName('elsewhere'), schema: 'far' };
    fc.assert(
      fc.property(anyUpgrades, (upgrades) => {
        const noise: Step = {
          kind: 'operation',
          via: 'sql',
          operation: {
            kind: 'drop-column',
            table: other,
            column: knownName('x'),
            ifExists: true,
            cascade: false,
          },
          isCertain: true,
          autocommit: false,
          start: 0,
          end: 0,
        };
        const quiet = numbered(upgrades);
        const loud = numbered(upgrades.map((steps) => steps.flatMap((step) => [noise, step])));
        const last = quiet.at(-1);
        const revision = last?.revision ?? '';
        const before = shownTables(foldUpgrades(quiet), { revision, step: last?.steps.length ?? 0 });
        const after = shownTables(foldUpgrades(loud), { revision, step: (last?.steps.length ?? 0) * 2 });
        expect(after.filter(([first]) => first?.startsWith('far.') !== true)).toEqual(before);
      }),
    );
  });
});
