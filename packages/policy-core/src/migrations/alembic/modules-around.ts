import { memoizeByObject } from '../../model/memoize.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import type { ModulesAround } from '../../parsers/python/asked-statements.ts';
import { indexOfModule, type ModuleIndex } from '../../parsers/python/module-index.ts';
import { importStatements, sourceOf, type PythonFile } from '../../parsers/python/nodes.ts';
import { targetKey, type RevisionModules } from './revision-modules.ts';

/** Modules as the reader asks for them: taken apart when something is asked of them. */
export function modulesAround(parsers: Parsers, { files, targets }: RevisionModules): ModulesAround {
  return {
    target: (from, module) => targets.get(targetKey(from, module)),
    index: (path) => {
      const file = files.get(path);
      return file && knownIndex(parsers, file.text);
    },
  };
}

/** More modules than this are imported by nobody at once. */
const MOST_INDEXES = 500;

const indexesOf = memoizeByObject(
  (_parsers: Parsers) => new Map<string, { readonly index: ModuleIndex | undefined }>(),
);

function knownIndex(parsers: Parsers, text: string): ModuleIndex | undefined {
  const known = indexesOf(parsers);
  const before = known.get(text);
  if (before !== undefined) return before.index;
  if (known.size >= MOST_INDEXES) known.clear();
  const index = indexOf(parsers, text);
  known.set(text, { index });
  return index;
}

function indexOf(parsers: Parsers, text: string): ModuleIndex | undefined {
  const parse = parsers.python.parse(text);
  if (parse.kind !== 'module') return undefined;
  const file = { text, root: parse.root };
  return isOpen(file) ? undefined : indexOfModule(file);
}

/** What its names mean is not said in it, or names of the revision could be taken for those of operations in it. */
function isOpen(file: PythonFile): boolean {
  return importStatements(file).some(
    (statement) =>
      statement.children.some(({ type }) => type === 'wildcard_import') ||
      /^\s*from\s+alembic\s*\.\s*op\b/.test(sourceOf(file, statement)),
  );
}
