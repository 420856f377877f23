import { describe, expect, it } from 'vitest';

import type { ForeignKeyActions } from './column.ts';
import { actionDifference } from './foreign-key-difference.ts';

describe('What one foreign key does and another one does not', () => {
  it.each<[ForeignKeyActions, ForeignKeyActions, string | undefined]>([
    [{}, {}, undefined],
    [{ onDelete: 'cascade' }, { onDelete: 'cascade' }, undefined],
    [
      { onUpdate: 'restrict', deferrable: 'deferred' },
      { onUpdate: 'restrict', deferrable: 'deferred' },
      undefined,
    ],
    [{ onDelete: 'cascade' }, {}, 'ON DELETE CASCADE'],
    [{}, { onDelete: 'set null' }, 'no ON DELETE'],
    [{ onDelete: 'set null' }, { onDelete: 'cascade' }, 'ON DELETE SET NULL'],
    [{ onUpdate: 'cascade' }, {}, 'ON UPDATE CASCADE'],
    [{}, { onUpdate: 'cascade' }, 'no ON UPDATE'],
    [{ deferrable: 'deferred' }, { deferrable: 'immediate' }, 'DEFERRABLE INITIALLY DEFERRED'],
    [{ deferrable: 'immediate' }, {}, 'DEFERRABLE INITIALLY IMMEDIATE'],
    [{}, { deferrable: 'immediate' }, 'no DEFERRABLE'],
    [{ onDelete: 'restrict' }, { onDelete: 'cascade', onUpdate: 'cascade' }, 'ON DELETE RESTRICT'],
  ])('%j and %j: %s', (was, now, difference) => {
    expect(actionDifference(was, now)).toBe(difference);
  });
});
