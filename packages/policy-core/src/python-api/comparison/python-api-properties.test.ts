import fc from 'fast-check';
import { expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { noticed } from '../../testing/python-surface.ts';

const parsers = await testParsers();

const PUBLIC = ['get_user', 'list_users', 'Users', 'LIMIT', 'session', 'UserIn', 'current', 'Id'];
const TYPES = ['int', 'str | None', 'list[User]', 'dict[str, Any]', 'models.User', '"Forward"'];

const type = fc.constantFrom(...TYPES);
const annotation = fc.option(type, { nil: undefined });
const text = (value: string | undefined, before: string) => (value === undefined ? '' : `${before}${value}`);

const parameters = fc
  .uniqueArray(
    fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd'), type: annotation, default: fc.boolean() }),
    {
      selector: ({ name }) => name,
      maxLength: 4,
    },
  )
  .map((list) =>
    // Those with a default come last, as Python asks.
    list
      .toSorted((one, other) => Number(one.default) - Number(other.default))
      .map((one) => `${one.name}${text(one.type, ': ')}${one.default ? ' = None' : ''}`),
  );

const signature = fc
  .record({ list: parameters, star: fc.boolean(), rest: fc.boolean(), returns: annotation })
  .map(({ list, star, rest, returns }) => {
    const named = star && list.length > 0 ? [...list.slice(0, -1), '*', list.at(-1)] : list;
    return `(${[...named, ...(rest ? ['**rest'] : [])].join(', ')})${text(returns, ' -> ')}`;
  });

const method = (name: string, { sig, isAsync }: { readonly sig: string; readonly isAsync: boolean }) =>
  `    ${isAsync ? 'async ' : ''}def ${name}${sig.replace('(', '(self, ')}:\n        return 1\n`;

/** The text of one definition, once its name is known. */
const definition = fc.oneof(
  fc.record({ sig: signature, isAsync: fc.boolean() }).map(
    ({ sig, isAsync }) =>
      (name: string) =>
        `${isAsync ? 'async ' : ''}def ${name}${sig}:\n    return 1\n`,
  ),
  fc
    .array(fc.record({ sig: signature, isAsync: fc.boolean() }), { maxLength: 3 })
    .map(
      (methods) => (name: string) =>
        `class ${name}:\n    size = 1\n${methods.map((one, index) => method(`m${index}`, one)).join('')}`,
    ),
  fc
    .array(fc.record({ type, default: fc.boolean() }), { minLength: 1, maxLength: 3 })
    .map(
      (fields) => (name: string) =>
        `class ${name}(BaseModel):\n${fields.map((one, index) => `    f${index}: ${one.type}${one.default ? ' = None' : ''}\n`).join('')}`,
    ),
  fc.constantFrom('1', '"text"', 'make()', '[1, 2]').map((value) => (name: string) => `${name} = ${value}\n`),
  type.map((alias) => (name: string) => `type ${name} = ${alias}\n`),
);

const definitions = (names: readonly string[]) =>
  fc
    .uniqueArray(fc.record({ name: fc.constantFrom(...names), make: definition }), {
      selector: ({ name }) => name,
      minLength: 1,
    })
    .map((list) => list.map(({ name, make }) => make(name)));

const HEAD = 'from app import models\nfrom pydantic import BaseModel\n\n';
const moduleOf = (parts: readonly string[]) => `${HEAD}${parts.join('\n')}`;
it('A module compared with itself gives nothing [row 0.11]', () => {
  fc.assert(
    fc.property(definitions(PUBLIC), (parts) => {
      expect(noticed(parsers, moduleOf(parts), moduleOf(parts))).toEqual([]);
    }),
  );
});

it('Adding a definition gives nothing, wherever it is put [row 0.10] [row 0.11]', () => {
  fc.assert(
    fc.property(definitions(PUBLIC), definition, fc.nat(), (parts, make, place) => {
      const more = parts.toSpliced(place % (parts.length + 1), 0, make('brand_new'));
      expect(noticed(parsers, moduleOf(parts), moduleOf(more))).toEqual([]);
    }),
  );
});

it('Removing any public definition gives a finding [row 0.11]', () => {
  fc.assert(
    fc.property(definitions(PUBLIC), fc.nat(), (parts, place) => {
      const fewer = parts.toSpliced(place % parts.length, 1);
      const found = noticed(parsers, moduleOf(parts), moduleOf(fewer));
      expect(found).toHaveLength(1);
      expect(found[0]).toMatch(/ is gone$/);
    }),
  );
});

it('Another order of definitions gives nothing [row 0.11]', () => {
  fc.assert(
    fc.property(definitions(PUBLIC), (parts) => {
      expect(noticed(parsers, moduleOf(parts), moduleOf(parts.toReversed()))).toEqual([]);
    }),
  );
});

it('Renaming or removing private things gives nothing [row 0.11]', () => {
  const privates = definitions(['_load', '_Row', '_LIMIT']);
  fc.assert(
    fc.property(definitions(PUBLIC), privates, fc.boolean(), (parts, hidden, isRemoved) => {
      const before = moduleOf([...hidden, ...parts]);
      const renamed = hidden.map((one) => one.replace(/\b_(load|Row|LIMIT)\b/, '_other_$1'));
      const after = moduleOf([...(isRemoved ? [] : renamed), ...parts]);
      expect(noticed(parsers, before, after)).toEqual([]);
    }),
  );
});

it('Comments and blank lines give nothing [row 0.11]', () => {
  fc.assert(
    fc.property(definitions(PUBLIC), fc.string({ unit: 'grapheme-ascii' }), (parts, comment) => {
      const commented = parts.map((one) => `# ${comment.replace(/[\r\n]/g, ' ')}\n\n${one}`);
      expect(noticed(parsers, moduleOf(parts), moduleOf(commented))).toEqual([]);
    }),
  );
});

it('A new required parameter is always noticed [row 0.11]', () => {
  fc.assert(
    fc.property(signature, fc.boolean(), (sig, isFirst) => {
      const added = isFirst
        ? sig.replace('(', '(brand_new, ').replace(', )', ')')
        : sig.replace(/^\((.*?)\)/, (_whole, list: string) => `(brand_new, ${list})`.replace(', )', ')'));
      const text = (written: string) => `def f${written}: ...\n`;
      expect(noticed(parsers, text(sig), text(added)).join('\n')).toContain(
        'needs the new parameter brand_new',
      );
    }),
  );
});

it('Whatever is written, reading it ends and says one thing twice', () => {
  const line = fc.constantFrom(
    'def f(a, /, b=1, *c, d, **e): ...',
    'class A(B, metaclass=M): pass',
    '__all__ = [x for x in y]',
    '@',
    'if a:',
    '    b = 1',
    'else:',
    'from . import *',
    'del a, b[0]',
    'x: int',
    '@overload',
    'try:',
    'except E:',
    'lambda: 0',
    '(a := b)',
    'a = b = c',
    'type X[T] = list[T]',
    'A: "int | [" = 1',
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), fc.array(line, { maxLength: 12 }), (one, other) => {
      const readable = [one, other].map((lines) => `${lines.join('\n')}\n`);
      const [before = '', after = ''] = readable;
      if (readable.some((each) => parsers.python.parse(each).kind !== 'module')) return;
      expect(noticed(parsers, before, after)).toEqual(noticed(parsers, before, after));
      expect(noticed(parsers, before, before)).toEqual([]);
    }),
  );
});
