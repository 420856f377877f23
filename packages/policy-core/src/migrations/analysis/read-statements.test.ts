import { describe, expect, test } from 'vitest';

import type { Operation, Step } from '../operations/operation.ts';
import { modelWord, readStatements, upgradeCode } from './read-statements.ts';

const QUERY: Operation = { kind: 'other', what: 'a query' };
const SELECT: Operation = { kind: 'other', what: 'SELECT' };
const table = (text: string) => ({ text, schema: undefined, isKnown: true });
const changes = (verb: 'insert' | 'update' | 'delete' | 'copy'): Operation => {
  return { kind: 'change-rows', verb, table: table('orders'), isFiltered: false };
};

/** The step that stands where the text has these words first. */
function stepAt(text: string, words: string, operation: Operation): Step {
  const start = text.indexOf(words);
  const place = { start, end: start + words.length, isCertain: true, autocommit: false };
  return { kind: 'operation', via: 'sql', operation, ...place };
}

function wordsRead(text: string, words: string, operation: Operation = QUERY): ReadonlySet<string> {
  const [statement] = readStatements({ text, steps: [stepAt(text, words, operation)] });
  return statement?.words ?? new Set();
}

describe('Statements that may read rows', () => {
  test.each([
    ['a query', QUERY],
    ['SELECT', SELECT],
    ['an INSERT', changes('insert')],
    ['an UPDATE', changes('update')],
    [
      'a table that a query makes',
      {
        kind: 'create-table',
        table: table('bills'),
        columns: [],
        constraints: [],
        ifNotExists: false,
        isWhole: false,
        isTemporary: false,
        sources: [{ as: 'query', table: table('orders') }],
      },
    ],
  ] as const)('%s is one', (_, operation) => {
    const text = 'run("orders")';
    expect(readStatements({ text, steps: [stepAt(text, text, operation)] })).toHaveLength(1);
  });

  test.each([
    ['a DELETE', changes('delete')],
    ['COPY', changes('copy')],
    ['a comment', { kind: 'other', what: 'COMMENT' }],
    [
      'a table that is dropped',
      { kind: 'drop-table', table: table('orders'), ifExists: false, cascade: false },
    ],
    [
      'a table that is made like another',
      {
        kind: 'create-table',
        table: table('bills'),
        columns: [],
        constraints: [],
        ifNotExists: false,
        isWhole: false,
        isTemporary: false,
        sources: [{ as: 'model', table: table('orders') }],
      },
    ],
  ] as const)('%s is none', (_, operation) => {
    const text = 'run("orders")';
    expect(readStatements({ text, steps: [stepAt(text, text, operation)] })).toEqual([]);
  });

  test('what cannot be read may be one', () => {
    const text = 'run("orders")';
    const place = { start: 0, end: text.length, isCertain: true, autocommit: false };
    const steps: readonly Step[] = [{ kind: 'unclear', problem: 'run is not known', ...place }];
    expect(readStatements({ text, steps })).toHaveLength(1);
  });

  test('what is written in another module is none, since the text here tells nothing of it', () => {
    const text = 'run("orders")';
    const from = { path: 'app/moves.py', line: 3 };
    expect(readStatements({ text, steps: [{ ...stepAt(text, text, QUERY), from }] })).toEqual([]);
  });

  test('rows that a session gives are one, to the end of the line', () => {
    const text = 'for one in session.query(Order).all():\n    move(one)\n';
    expect(readStatements({ text, steps: [] })).toMatchObject([
      { text: '.query(Order).all():', step: undefined, index: undefined },
    ]);
  });

  test('rows that a session gives in the downgrade are none', () => {
    const text = 'def upgrade():\n    pass\n\n\ndef downgrade():\n    session.query(Order).all()\n';
    expect(readStatements({ text, steps: [] })).toEqual([]);
  });
});

describe('The words of a statement', () => {
  test('are those of its text, in lower case', () => {
    const text = 'run("SELECT Total FROM Orders")';
    const words = wordsRead(text, '"SELECT Total FROM Orders"', SELECT);
    expect(['select', 'total', 'from', 'orders'].every((word) => words.has(word))).toBe(true);
    expect(words.has('Orders')).toBe(false);
  });

  test.each([
    ['sa.table', 'o = sa.table("orders", sa.column("id"))\nrun(sa.select(o.c.id))'],
    ['sa.Table', 'o = sa.Table("orders", sa.MetaData())\nrun(sa.select(o.c.id))'],
    ['what op.create_table gives back', 'o = op.create_table("orders")\nrun(sa.select(o.c.id))'],
  ])('have the table of %s', (_, text) => {
    expect(wordsRead(text, 'sa.select(o.c.id)').has('orders')).toBe(true);
  });

  test.each([
    ['a model', 'class Order(Base):\n    __tablename__ = "orders"\n\nrun(sa.select(Order))'],
    [
      'a model with a type for its name',
      'class Order(Base):\n    __tablename__: str = "orders"\n\nrun(sa.select(Order))',
    ],
    [
      'the second of two models',
      'class Bill(Base):\n    __tablename__ = "bills"\n\nclass Order(Base):\n    __tablename__ = "orders"\n\nrun(sa.select(Order))',
    ],
  ])('have the table of %s', (_, text) => {
    const words = wordsRead(text, 'sa.select(Order)');
    expect(words.has('orders')).toBe(true);
    expect(words.has('bills')).toBe(false);
  });

  test.each([
    ['worker_pool', 'WorkerPool'],
    ['worker_pools', 'WorkerPool'],
    ['orders', 'Order'],
  ])('tell of the table %s by a model of the application', (name, model) => {
    const text = `run(sa.select(${model}))`;
    expect(wordsRead(text, `sa.select(${model})`).has(modelWord(name))).toBe(true);
  });

  test('tell of no model by a word of SQL in capitals', () => {
    expect(wordsRead('run("SELECT 1 ORDER BY 1")', '"SELECT 1 ORDER BY 1"').has(modelWord('order'))).toBe(
      false,
    );
  });

  test.each([
    ['one line', 'MOVE = "INSERT INTO bills SELECT id FROM orders"\nrun(MOVE)'],
    ['several lines', 'MOVE = """\nINSERT INTO bills\nSELECT id FROM orders\n"""\nrun(MOVE)'],
    ['parentheses', 'MOVE = (\n    "INSERT INTO bills "\n    "SELECT id FROM orders"\n)\nrun(MOVE)'],
    ['a text in it', 'FROM = "SELECT id FROM orders"\nMOVE = f"INSERT INTO bills ({FROM})"\nrun(MOVE)'],
  ])('are those of what its name stands for, in %s', (_, text) => {
    expect(wordsRead(text, 'run(MOVE)').has('orders')).toBe(true);
  });

  test('are not those of another name', () => {
    const text = 'KEEP = "SELECT id FROM orders"\nMOVE = "SELECT id FROM carts"\nrun(MOVE)';
    const words = wordsRead(text, 'run(MOVE)');
    expect(words.has('carts')).toBe(true);
    expect(words.has('orders')).toBe(false);
  });

  test('come to an end where names stand for each other', () => {
    const text = 'A = f"{B}"\nB = f"{A}"\nrun(A)';
    expect(wordsRead(text, 'run(A)').has('b')).toBe(true);
  });
});

describe('The code of the upgrade', () => {
  test('is all but the downgrade, each character in its place', () => {
    const text =
      'def upgrade():\n    up()\n\n\ndef downgrade():\n    down()\n\n    # end\n\ndef more():\n    more()\n';
    const code = upgradeCode(text);
    expect(code).toHaveLength(text.length);
    expect(code).not.toContain('down');
    expect(code.indexOf('more()')).toBe(text.indexOf('more()'));
  });

  test('is the whole file where there is no downgrade', () => {
    const text = 'def upgrade():\n    up()\n';
    expect(upgradeCode(text)).toBe(text);
  });
});
