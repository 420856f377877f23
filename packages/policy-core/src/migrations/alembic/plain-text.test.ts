import { describe, expect, it } from 'vitest';

import type { ColumnDefault } from '../operations/column.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { directiveRead } from '../../testing/read-directive.ts';

const parsers = await testParsers();

function defaultOf(written: string, before: readonly string[] = []): ColumnDefault {
  const call = `op.add_column("t", sa.Column("c", sa.Text(), server_default=${written}))`;
  const [operation] = directiveRead(parsers, { call, before }) ?? [];
  if (operation?.kind !== 'add-column') throw new Error(`no column: ${call}`);
  return operation.column.default;
}

describe('A default that only shows when it runs', () => {
  it.each<[string, string]>([
    ['what str() gives', 'str(NUMBER)'],
    ['what repr() gives', 'repr(NUMBER)'],
    ['a text with a value in it', 'f"{NUMBER} days"'],
    ['a text that a value is put into by its method', '"{} days".format(NUMBER)'],
    ['a text that a value is put into by %', '"%s days" % NUMBER'],
    ['a text with something behind it', '"a" + NAME'],
    ['a text with something before it', 'NAME + "a"'],
    ['JSON', 'json.dumps(VALUE)'],
    ['a date as a text', 'datetime(2000, 1, 1).isoformat()'],
    ['a date in a form of its own', 'WHEN.strftime("%Y")'],
    ['the value of a member', 'Mood.HAPPY.value'],
    ['the name of a member', 'models.Mood.HAPPY.name'],
    ['a text in lower case', 'f"{NUMBER}".lower()'],
    ['one of two texts', '("x" if y else "z")'],
    ['a text in parentheses', '(str(NUMBER))'],
  ])('is a constant: %s', (_, written) => {
    expect(defaultOf(written)).toEqual({ kind: 'unknown', source: written, isText: true });
  });

  it('is a constant behind a name', () => {
    expect(defaultOf('value', ['value = str(NUMBER)'])).toEqual({
      kind: 'unknown',
      source: 'value',
      isText: true,
    });
  });

  it.each<[string, string, readonly string[]]>([
    ['a name from elsewhere', 'DEFAULT', []],
    ['a function from elsewhere', 'default_for("c")', []],
    ['a str() of the file', 'str(NUMBER)', ['def str(x): return sa.func.now()']],
    ['SQL in a clause', 'sa.text(str(NUMBER))', []],
    ['a function of SQL of that name', 'sa.func.strftime(NUMBER)', []],
    ['a text among others', '("x" if y else DEFAULT)', []],
    ['bytes', 'b"x"', []],
    ['a sum of what is no text', 'A + B', []],
    ['a difference', '"a" - B', []],
    ['a method of what is no text', 'clause.lower()', []],
    ['an attribute of a variable', 'settings.value', []],
    ['a call of a call', 'made()()', []],
  ])('may be anything: %s', (_, written, before) => {
    expect(defaultOf(written, before)).toEqual({ kind: 'unknown', source: written });
  });
});
