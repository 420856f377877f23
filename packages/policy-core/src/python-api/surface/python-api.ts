import type { PythonParser } from '../../parsers/parsers.ts';
import type { PythonApi } from './python-api-model.ts';
import { readBody } from './python-api-body.ts';
import { readExports } from './python-exports.ts';
import { importsOf } from './python-imports.ts';
import { typeAliasesOf } from './python-type-aliases.ts';
import { apiUnknowns } from './python-api-unknowns.ts';

export type PythonApiReading =
  | { readonly kind: 'api'; readonly api: PythonApi }
  /** Offsets of the first error; the clause reads well after "because". */
  | { readonly kind: 'unreadable'; readonly start: number; readonly end: number; readonly problem: string };

/** The public surface of a module. Of a package, `__init__.py`, what it imports belongs to it. */
export function readPythonApi(
  python: PythonParser,
  { path, text }: { readonly path: string; readonly text: string },
): PythonApiReading {
  const parse = python.parse(text);
  if (parse.kind === 'syntax-error') return { ...parse, kind: 'unreadable' };
  if (parse.kind === 'unanalyzable') return { kind: 'unreadable', start: 0, end: 0, problem: parse.problem };
  const file = { text, root: parse.root };
  const imports = importsOf(file);
  const isPackage = /(^|\/)__init__\.pyi?$/.test(path);
  const reading = { file, python, imports, aliases: typeAliasesOf(file, imports), isPackage };
  const exported = readExports(file);
  return {
    kind: 'api',
    api: {
      members: readBody(reading, parse.root),
      exports: exported.names,
      unknowns: [...apiUnknowns(file), ...exported.unknowns],
    },
  };
}
