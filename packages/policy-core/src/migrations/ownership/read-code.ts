import type { Parsers } from '../../parsers/parsers.ts';
import { schemaStatements } from '../sql/schema-statements.ts';
import { codeKind } from './code-kind.ts';
import type { CodePlace, CodeReading } from './code-place.ts';
import { lasting } from './lasting.ts';
import { mayMatterInPython, readPythonCode } from './python-code.ts';
import { scriptPlaces } from './script-code.ts';

/** What a file does to a schema, beside the migrations. `parsers`: `undefined` where they are not loaded. */
export function readCode(path: string, text: string, parsers: Parsers | undefined): CodeReading {
  const kind = codeKind(path);
  if (kind === undefined) return NOTHING;
  if (kind === 'sql') return { kind: 'read', places: sqlFilePlaces(text) };
  if (kind !== 'python') return { kind: 'read', places: scriptPlaces(kind, path, text) };
  if (!mayMatterInPython(text)) return NOTHING;
  if (parsers !== undefined) return readPythonCode(path, text, parsers);
  return { kind: 'unreadable', problem: 'the parsers are not loaded', start: 0, end: 0 };
}

const NOTHING: CodeReading = { kind: 'read', places: [] };

/** Whether reading the file takes a parser that has to be loaded. */
export function needsPythonParser(path: string, text: string): boolean {
  return codeKind(path) === 'python' && mayMatterInPython(text);
}

function sqlFilePlaces(text: string): readonly CodePlace[] {
  const found = schemaStatements(text).map((statement) => ({ statement }));
  return lasting(found).map(({ statement: { what, name, head } }) => ({
    kind: 'ddl',
    what,
    name,
    isElsewhere: false,
    ...head,
  }));
}
