import fc from 'fast-check';

import { anyParameterList } from './any-signature.ts';

/** A definition of a module that is put together: its name, and its text under any name. */
export interface ModulePart {
  readonly name: string;
  readonly kind: 'function' | 'class' | 'record' | 'value' | 'alias';
  readonly write: (name: string) => string;
}

/** What the parts of a module lean on. */
export const MODULE_HEAD = [
  'from dataclasses import dataclass',
  'from fastapi import Depends',
  'from pydantic import BaseModel',
  'from app import models',
  '',
  '',
].join('\n');

export function moduleText(parts: readonly ModulePart[]): string {
  return MODULE_HEAD + parts.map(({ name, write }) => write(name)).join('\n\n');
}

/** A part under another name. */
export function called(part: ModulePart, name: string): ModulePart {
  return { ...part, name };
}

const PARAMETERS = ['db', 'user_id', 'limit', 'data'];

const anyType = fc.constantFrom(
  'int',
  'str | None',
  'list[models.User]',
  'Optional[int]',
  'dict[str, Any]',
  '"models.User"',
  'Annotated[Session, Depends(get_db)]',
  'Callable[[int], None]',
);

const anyReturn = fc.option(anyType, { nil: undefined });

const anyDecorators = fc.subarray(['@traced', '@lru_cache(maxsize=None)', '@retry(times=3)'], {
  maxLength: 2,
});

const anyBody = fc.constantFrom(
  ['...'],
  ['"""Says what it does."""', 'return None'],
  ['for row in rows:', '    if row:', '        yield row'],
  ['with lock:', '    return [one for one in rows if one]'],
);

function indentedBy(indent: string, lines: readonly string[]): string {
  return lines.map((line) => `${indent}${line}`).join('\n');
}

const anyFunction = fc
  .record({
    list: anyParameterList(PARAMETERS),
    returns: anyReturn,
    isAsync: fc.boolean(),
    decorators: anyDecorators,
    body: anyBody,
  })
  .map(({ list, returns, isAsync, decorators, body }) => (name: string, receiver = '') => {
    const parameters = [receiver, list].filter((one) => one !== '').join(', ');
    const result = returns === undefined ? '' : ` -> ${returns}`;
    const head = `${isAsync ? 'async ' : ''}def ${name}(${parameters})${result}:`;
    return [...decorators, head, indentedBy('    ', body)].join('\n');
  });

const anyValue = fc.constantFrom('20', '"users"', '[1, 2]', 'make()', 'None', 'os.environ["X"]');

const anyClass = fc
  .record({
    methods: fc.uniqueArray(
      fc.record({ name: fc.constantFrom('get', 'add', 'drop', '_load'), write: anyFunction }),
      { selector: ({ name }) => name, maxLength: 3 },
    ),
    base: fc.constantFrom('', '(Repository)', '(models.Base, Mixin)'),
    constant: fc.boolean(),
  })
  .map(({ methods, base, constant }) => (name: string) => {
    const lines = [
      ...(constant ? ['limit = 20'] : []),
      ...methods.map((one) => one.write(one.name, 'self')),
      ...(methods.length === 0 && !constant ? ['pass'] : []),
    ];
    return `class ${name}${base}:\n${indentedBy('    ', lines.join('\n').split('\n'))}\n`;
  });

const anyRecord = fc
  .record({
    fields: fc.uniqueArray(
      fc.record({ name: fc.constantFrom(...PARAMETERS), type: anyType, hasDefault: fc.boolean() }),
      { selector: ({ name }) => name, minLength: 1 },
    ),
    form: fc.constantFrom(
      '@dataclass\nclass {name}:',
      'class {name}(BaseModel):',
      'class {name}(NamedTuple):',
    ),
  })
  .map(({ fields, form }) => (name: string) => {
    const ordered = [
      ...fields.filter(({ hasDefault }) => !hasDefault),
      ...fields.filter(({ hasDefault }) => hasDefault),
    ];
    const lines = ordered.map((one) => `    ${one.name}: ${one.type}${one.hasDefault ? ' = None' : ''}`);
    return [form.replace('{name}', name), ...lines, ''].join('\n');
  });

/** One public definition; `names` are those it may have. */
export function anyPart(names: readonly string[]): fc.Arbitrary<ModulePart> {
  const written = fc.oneof(
    anyFunction.map((write) => ({ kind: 'function' as const, write: (name: string) => write(name) })),
    anyClass.map((write) => ({ kind: 'class' as const, write })),
    anyRecord.map((write) => ({ kind: 'record' as const, write })),
    fc.record({ value: anyValue, type: fc.option(anyType, { nil: undefined }) }).map(({ value, type }) => ({
      kind: 'value' as const,
      write: (name: string) => `${name}${type === undefined ? '' : `: ${type}`} = ${value}`,
    })),
    anyType.map((type) => ({ kind: 'alias' as const, write: (name: string) => `type ${name} = ${type}` })),
  );
  return fc.tuple(fc.constantFrom(...names), written).map(([name, one]) => ({ name, ...one }));
}

/** Definitions under names that differ; at least one. */
export function anyParts(names: readonly string[]): fc.Arbitrary<readonly ModulePart[]> {
  return fc.uniqueArray(anyPart(names), { selector: ({ name }) => name, minLength: 1, maxLength: 5 });
}
