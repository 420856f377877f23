import type { PythonNode, Parsers } from '../../parsers/parsers.ts';
import { traceNames } from '../../parsers/python/values.ts';
import { mayChangeSchema } from '../sql/schema-statements.ts';
import type { CodePlace, CodeReading } from './code-place.ts';
import { pythonAlembicPlaces } from './python-alembic.ts';
import { pythonDdlPlaces } from './python-ddl.ts';
import { pythonMetadataPlaces } from './python-metadata.ts';
import { tableMethodPlaces } from './table-methods.ts';
import type { NodeInside, PythonCode } from './parsed-python.ts';

/** Whether there is anything to look for: most files are never parsed. */
export function mayMatterInPython(text: string): boolean {
  return WORDS.test(text) || mayChangeSchema(text);
}

const WORDS = /\b(?:create_all|drop_all|alembic|flask_migrate|__table__)\b/;

/** What Python code does to a schema, beside Alembic's revisions. Never throws. */
export function readPythonCode(path: string, text: string, parsers: Parsers): CodeReading {
  if (!mayMatterInPython(text)) return { kind: 'read', places: [] };
  const parse = parsers.python.parse(text);
  if (parse.kind === 'unanalyzable') return { kind: 'unreadable', problem: parse.problem, start: 0, end: 0 };
  if (parse.kind === 'syntax-error') {
    return { kind: 'unreadable', problem: parse.problem, start: parse.start, end: parse.end };
  }
  const file = traceNames({ text, root: parse.root });
  const code: PythonCode = { path, file, parsers, nodes: nodesInside(parse.root) };
  const places: readonly CodePlace[] = [
    ...pythonDdlPlaces(code),
    ...tableMethodPlaces(code),
    ...pythonMetadataPlaces(code),
    ...pythonAlembicPlaces(code),
  ];
  return { kind: 'read', places: places.toSorted((a, b) => a.start - b.start) };
}

const OF_INTEREST = new Set(['string', 'call', 'attribute']);

function nodesInside(root: PythonNode): readonly NodeInside[] {
  const found: NodeInside[] = [];
  const visit = (node: PythonNode, around: readonly PythonNode[]): void => {
    if (OF_INTEREST.has(node.type)) found.push({ node, around });
    const inner = node.children.length === 0 ? around : [node, ...around];
    for (const child of node.children) visit(child, inner);
  };
  visit(root, []);
  return found;
}
