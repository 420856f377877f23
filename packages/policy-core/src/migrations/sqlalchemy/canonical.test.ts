import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { PythonNode } from '../../parsers/parsers.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { canonical } from './canonical.ts';

const parsers = await testParsers();

/** The spelling of the one expression that the text is. */
function spelled(text: string): string {
  const parse = parsers.python.parse(text);
  if (parse.kind !== 'module') throw new Error(`${parse.problem}: ${text}`);
  const [node] = parse.root.children.flatMap((statement): readonly PythonNode[] => statement.children);
  if (node === undefined) throw new Error(`nothing in ${text}`);
  return canonical({ text, root: parse.root }, node);
}

describe('one spelling', () => {
  test.each([
    ['quotes', "Column('a')", 'Column("a")'],
    ['three quotes', 'Column("""a""")', 'Column("a")'],
    ['spaces', 'Column( "a" ,  Integer )', 'Column("a", Integer)'],
    ['lines', 'Column(\n    "a",\n    Integer,\n)', 'Column("a", Integer)'],
    ['comments', 'Column(\n    "a",  # why\n    Integer,\n)', 'Column("a", Integer)'],
    ['the order of keywords', 'Column(a=1, b=2)', 'Column(b=2, a=1)'],
    ['the name of the module', 'sa.Column(sa.Integer)', 'Column(Integer)'],
    ['another name of it', 'db.Column(db.Integer)', 'Column(Integer)'],
    ['a dialect', 'Column(postgresql.JSONB)', 'Column(JSONB)'],
    ['what Python fills in', 'Column(Integer, default=0)', 'Column(Integer)'],
    ['what Python does later', 'Column(Integer, onupdate=now)', 'Column(Integer)'],
    ['words about it', 'Column(Integer, doc="How many.")', 'Column(Integer)'],
    ['the form of a dataclass', 'mapped_column(Integer, init=False, repr=False)', 'mapped_column(Integer)'],
    ['what checks a field', 'Field(gt=0, le=9, title="x")', 'Field()'],
    ['parentheses', '(Column)("a")', 'Column("a")'],
    ['the class that a type of one’s own converts to', 'Column(GUID(UserId))', 'Column(GUID(OrderId))'],
  ])('whatever %s', (_name, first, second) => {
    expect(spelled(first)).toBe(spelled(second));
  });

  test.each([
    ['another name', 'Column("a")', 'Column("b")'],
    ['another type', 'Column(Integer)', 'Column(Text)'],
    ['another size', 'Column(String(5))', 'Column(String(6))'],
    ['a default of the database', 'Column(Integer)', 'Column(Integer, server_default="0")'],
    ['whether it may be empty', 'Column(Integer, nullable=True)', 'Column(Integer, nullable=False)'],
    ['the order of arguments', 'Index("a", "b")', 'Index("b", "a")'],
    ['another call', 'Column(now())', 'Column(later())'],
    ['another object', 'Column(a.now)', 'Column(b.now)'],
    ['a size of a type of one’s own', 'Column(Words(5))', 'Column(Words(6))'],
    ['a type within one of one’s own', 'Column(Secret(Text))', 'Column(Secret(sa.LargeBinary))'],
    ['an index', 'Column(Integer)', 'Column(Integer, index=True)'],
    ['spaces within a text', 'Column("a b")', 'Column("a  b")'],
    ['what a text is formed of', 'Column(f"{a}")', 'Column(f"{b}")'],
    ['a key', 'Column(Integer, primary_key=True)', 'Column(Integer)'],
  ])('but not for %s', (_name, first, second) => {
    expect(spelled(first)).not.toBe(spelled(second));
  });

  const atom = fc.constantFrom('"a"', 'Integer', 'String(5)', 'sa.Text()', 'ForeignKey("t.id")', '1', 'True');
  const keyword = fc.constantFrom('nullable=False', 'index=True', 'server_default="0"', 'name="x"');
  const call = fc.record({
    given: fc.array(atom, { maxLength: 3 }),
    named: fc.uniqueArray(keyword, { maxLength: 3 }),
  });

  test('of any call: neither layout nor the order of keywords matters', () => {
    fc.assert(
      fc.property(call, ({ given, named }) => {
        const plain = `Column(${[...given, ...named].join(', ')})`;
        const wide = `sa.Column(\n    ${[...given, ...named.toReversed()].join(' ,\n    ')}\n)`;
        expect(spelled(wide)).toBe(spelled(plain));
        expect(spelled(plain.replaceAll('"', "'"))).toBe(spelled(plain));
      }),
    );
  });

  test('of any call: another keyword makes another spelling', () => {
    fc.assert(
      fc.property(call, ({ given, named }) => {
        const plain = `Column(${[...given, ...named].join(', ')})`;
        const more = `Column(${[...given, ...named, 'comment="new"'].join(', ')})`;
        expect(spelled(more)).not.toBe(spelled(plain));
      }),
    );
  });
});
