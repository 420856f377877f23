import { describe, expect, test } from 'vitest';

import type {
  LockingStatement,
  MigrationLocks,
  SqlFileLocks,
  StatementLock,
} from '../migrations/explain/migration-locks.ts';
import { terminalText } from './document/terminal.ts';
import { migrationLocksDocument, sqlFileLocksDocument } from './migration-locks-document.ts';

function lock(more: Partial<StatementLock> = {}): StatementLock {
  return {
    relation: 'orders',
    lock: 'SHARE',
    work: 'catalog',
    cause: 'named',
    waits: 'nobody',
    is_new: false,
    ...more,
  };
}

function statement(more: Partial<LockingStatement> = {}): LockingStatement {
  return {
    text: 'does it',
    kind: 'other',
    line: 7,
    is_certain: true,
    in_transaction: true,
    refused_in_transaction: false,
    locks: [],
    may_fail: [],
    unknown: [],
    ...more,
  };
}

function locksOf(
  statements: readonly LockingStatement[],
  more: Partial<MigrationLocks> = {},
): MigrationLocks {
  return {
    schema_version: 1,
    environment: 'alembic.ini',
    revision: {
      id: 'b2',
      path: 'v/b2.py',
      message: 'change orders',
      parents: ['a1'],
      depends_on: [],
      labels: [],
      is_head: false,
      is_base: false,
      is_merge: false,
      is_released: null,
      is_new: null,
    },
    pg_version: 16,
    problem: null,
    upgrade: 'runs',
    statements,
    ...more,
  };
}

/** What is below the line of the upgrade. */
function below(statements: readonly LockingStatement[], colors = false): readonly string[] {
  return terminalText(migrationLocksDocument(locksOf(statements)), { colors })
    .trimEnd()
    .split('\n')
    .slice(3);
}

describe('the line of a lock', () => {
  const START = '        orders  SHARE  ';

  test.each<[work: StatementLock['work'], words: string]>([
    ['catalog', 'a moment'],
    ['emptied', 'empties it in a moment'],
    ['sample', 'reads some rows'],
    ['rows', 'changes rows'],
    ['unknown', 'how long is not known'],
    ['scan', 'reads every row'],
    ['index', 'builds an index'],
    ['rewrite', 'writes every row again'],
  ])('says of the work %s: %s', (work, words) => {
    expect(below([statement({ locks: [lock({ work })] })])[1]).toBe(`${START}${words}  nobody waits`);
  });

  test.each<[cause: StatementLock['cause'], words: string]>([
    ['named', ''],
    ['foreign-key', '  (by a foreign key)'],
    ['partition', '  (a partition, or what it is one of)'],
    ['cascade', '  (by CASCADE)'],
    ['read', '  (is read)'],
    ['domain', '  (has a column of the domain)'],
    ['index', '  (its index is named)'],
  ])('says of the cause %s: %j', (cause, words) => {
    expect(below([statement({ locks: [lock({ cause })] })])[1]).toBe(
      `${START}a moment  nobody waits${words}`,
    );
  });

  test.each<[words: string, waits: StatementLock['waits'], isNew: boolean]>([
    ['readers and writers wait', 'readers-and-writers', false],
    ['writers wait', 'writers', false],
    ['nobody waits', 'nobody', false],
    ['nobody waits: it is new', 'nobody', true],
  ])('says who waits: %s', (words, waits, isNew) => {
    expect(below([statement({ locks: [lock({ waits, is_new: isNew })] })])[1]).toBe(
      `${START}a moment  ${words}`,
    );
  });
});

describe('columns', () => {
  test('are as wide as the widest text of all statements', () => {
    expect(
      below([
        statement({ locks: [lock({ relation: 'a' })] }),
        statement({
          line: 12,
          locks: [lock({ relation: 'hr.people', lock: 'ACCESS EXCLUSIVE', work: 'rewrite' })],
        }),
      ]),
    ).toEqual([
      '    7: does it',
      '        a          SHARE             a moment                nobody waits',
      '    12: does it',
      '        hr.people  ACCESS EXCLUSIVE  writes every row again  nobody waits',
    ]);
  });

  test('count characters that are two wide as two', () => {
    expect(below([statement({ locks: [lock({ relation: '注文' }), lock()] })]).slice(1)).toEqual([
      '        注文    SHARE  a moment  nobody waits',
      '        orders  SHARE  a moment  nobody waits',
    ]);
  });

  test('stand where they stood when there are colours', () => {
    const coloured = below([statement({ locks: [lock({ relation: 'a' }), lock()] })], true);
    expect(coloured.slice(1)).toEqual([
      '        a       \u001B[1mSHARE\u001B[22m  a moment  \u001B[32mnobody waits\u001B[39m',
      '        orders  \u001B[1mSHARE\u001B[22m  a moment  \u001B[32mnobody waits\u001B[39m',
    ]);
  });
});

describe('a statement without a lock', () => {
  test('says so where all of it is known', () => {
    expect(below([statement()])).toEqual(['    7: does it', '        locks nothing that is there before it']);
  });

  test('does not claim to lock nothing where not all is known', () => {
    expect(below([statement({ unknown: ['the table is not known', 'so is the column'] })])).toEqual([
      '    7: does it',
      '        not all is known, because the table is not known',
      '        not all is known, because so is the column',
    ]);
  });

  test('says why itself where it is not clear', () => {
    const unclear = statement({ kind: 'unclear', text: 'does what nobody knows', unknown: ['of SOME'] });
    expect(below([unclear])).toEqual(['    7: does what nobody knows']);
    expect(below([unclear], true)).toEqual([
      '    \u001B[2m7:\u001B[22m \u001B[33mdoes what nobody knows\u001B[39m',
    ]);
  });
});

describe('a statement that a transaction refuses', () => {
  const red = (words: string) => `\u001B[31m${words}\u001B[39m`;
  const plain = (words: string) => words.replace('\u001B[31m', '').replace('\u001B[39m', '');

  test.each<[refused: boolean | null, inside: boolean | null, told: readonly string[]]>([
    [false, true, []],
    [false, null, []],
    [true, true, [red('is refused in a transaction, and it runs in one')]],
    [true, false, ['is refused in a transaction, and it runs outside of one']],
    [true, null, [red('is refused in a transaction, and nothing shows whether it runs in one')]],
    [null, true, [red('may be refused in a transaction, and it runs in one')]],
    [null, false, []],
    [null, null, []],
  ])('refused %j, in a transaction %j: %j', (refused, inside, told) => {
    const one = statement({ locks: [lock()], refused_in_transaction: refused, in_transaction: inside });
    expect(below([one], true).slice(2)).toEqual(told.map((words) => `        ${words}`));
    expect(below([one]).slice(2)).toEqual(told.map((words) => `        ${plain(words)}`));
  });
});

test('notes stand below the locks: what is refused, what may fail, what is not known', () => {
  const one = statement({
    locks: [lock()],
    refused_in_transaction: true,
    may_fail: ['rows have NULL in a', 'rows share one b'],
    unknown: ['nobody knows c'],
  });
  expect(below([one])).toEqual([
    '    7: does it',
    '        orders  SHARE  a moment  nobody waits',
    '        is refused in a transaction, and it runs in one',
    '        may fail where rows have NULL in a',
    '        may fail where rows share one b',
    '        not all is known, because nobody knows c',
  ]);
});

test('a file that cannot be read, and does not say why, is told as such', () => {
  const text = terminalText(migrationLocksDocument(locksOf([], { upgrade: null })), { colors: false });
  expect(text).toBe(
    'b2  change orders\n  v/b2.py in alembic.ini\n  It cannot be read, because nobody knows.\n',
  );
});

describe('texts of a migration', () => {
  test('cannot move the cursor or break a line', () => {
    const hidden = 'a\u001B[2Jb\nc\u202E';
    const one = statement({
      text: hidden,
      may_fail: [hidden],
      unknown: [hidden],
      locks: [lock({ relation: hidden })],
    });
    const seen = String.raw`a\u{1b}[2Jb\nc\u{202e}`;
    expect(below([one])).toEqual([
      `    7: ${seen}`,
      `        ${seen}  SHARE  a moment  nobody waits`,
      `        may fail where ${seen}`,
      `        not all is known, because ${seen}`,
    ]);
  });

  test('are cut where nobody would read them to their end', () => {
    expect(below([statement({ text: 'x'.repeat(5000), locks: [lock()] })])[0]).toBe(
      `    7: ${'x'.repeat(200)}… (5000 characters)`,
    );
  });
});

describe('a file of SQL', () => {
  function textOf(file: Partial<SqlFileLocks['file']>, more: Partial<SqlFileLocks> = {}): readonly string[] {
    const locks: SqlFileLocks = {
      schema_version: 1,
      file: { path: 'db/3_x.sql', earlier: 2, runs_after: 'db/2_x.sql', ...file },
      pg_version: 16,
      problem: null,
      statements: [statement({ line: 4, locks: [lock()] })],
      ...more,
    };
    return terminalText(sqlFileLocksDocument(locks), { colors: false }).trimEnd().split('\n');
  }

  test('has its path and what runs before it for a head', () => {
    expect(textOf({})).toEqual([
      'db/3_x.sql',
      '  after db/2_x.sql and 1 other',
      '  on PostgreSQL 16',
      '    4: does it',
      '        orders  SHARE  a moment  nobody waits',
    ]);
  });

  test.each<[Partial<SqlFileLocks['file']>, string]>([
    [{ earlier: 1 }, '  after db/2_x.sql'],
    [{ earlier: 3 }, '  after db/2_x.sql and 2 others'],
    [{ earlier: 0, runs_after: null }, '  the first of its folder'],
    [{ earlier: null, runs_after: null }, '  no version in its name says what runs before it'],
  ])('says where it stands: %j', (file, line) => {
    expect(textOf(file)[1]).toBe(line);
  });

  test('may do nothing, or be none that can be read', () => {
    expect(textOf({}, { statements: [] })[2]).toBe('  on PostgreSQL 16: nothing in it runs on the way up');
    expect(textOf({}, { statements: [], problem: 'it is a folder' }).slice(2)).toEqual([
      '  It cannot be read, because it is a folder.',
    ]);
  });

  test('shows no control characters of its names', () => {
    const text = textOf({ path: 'db/\u001b[31m.sql', runs_after: 'a\rb' }).join('');
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('\r');
  });
});
