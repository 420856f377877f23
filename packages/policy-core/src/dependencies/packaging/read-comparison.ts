import { MARKER_VARIABLES } from './marker.ts';
import type { MarkerComparison, MarkerOperand, MarkerOperator, MarkerVariable } from './marker.ts';
import { normalizedProject } from './project-name.ts';
import { quotedText } from './quoted-text.ts';
import { excerpt, isBlank, isWordPart, refuse, skipBlanks } from './requirement-reader.ts';
import type { RequirementReader } from './requirement-reader.ts';

/** `python_version >= "3.8"`. `undefined` when it cannot be read. */
export function readComparison(reader: RequirementReader): MarkerComparison | undefined {
  const left = readOperand(reader);
  if (left === undefined) return undefined;
  skipBlanks(reader);
  const operator = readOperator(reader);
  if (operator === undefined) return undefined;
  skipBlanks(reader);
  const right = readOperand(reader);
  if (right === undefined) return undefined;
  return withNormalNames({ kind: 'comparison', left, operator, right });
}

function readOperand(reader: RequirementReader): MarkerOperand | undefined {
  const { text, at: start } = reader;
  const first = text.charCodeAt(start);
  if (first === DOUBLE_QUOTE || first === SINGLE_QUOTE) return readQuoted(reader);
  let end = start;
  while (isVariablePart(text.charCodeAt(end))) end += 1;
  const word = text.slice(start, end);
  const name = VARIABLES.get(word);
  if (name === undefined) return refuse(reader, noOperand(word));
  reader.at = end;
  return { kind: 'variable', name };
}

function readQuoted(reader: RequirementReader): MarkerOperand | undefined {
  const { text, at: start } = reader;
  const end = text.indexOf(text.charAt(start), start + 1);
  if (end < 0) return refuse(reader, 'a quotation mark of its marker is not closed');
  const read = quotedText(text.slice(start + 1, end));
  if (read.kind === 'invalid') return refuse(reader, read.problem);
  reader.at = end + 1;
  return { kind: 'text', value: read.value };
}

function readOperator(reader: RequirementReader): MarkerOperator | undefined {
  const { text, at } = reader;
  if (hasWord(text, at, 'in')) return passed(reader, at + 'in'.length, 'in');
  if (hasWord(text, at, 'not')) return readNotIn(reader);
  const symbol = SYMBOLS.find((candidate) => text.startsWith(candidate, at));
  if (symbol !== undefined) return passed(reader, at + symbol.length, symbol);
  return refuse(reader, 'its marker compares with none of <=, <, !=, ==, >=, >, ~=, ===, in, not in');
}

function readNotIn(reader: RequirementReader): MarkerOperator | undefined {
  const { text } = reader;
  reader.at += 'not'.length;
  const hasBlank = isBlank(text.charCodeAt(reader.at));
  skipBlanks(reader);
  if (hasBlank && hasWord(text, reader.at, 'in')) return passed(reader, reader.at + 'in'.length, 'not in');
  return refuse(reader, 'its marker has a "not" without an "in" behind it');
}

function passed(reader: RequirementReader, end: number, operator: MarkerOperator): MarkerOperator {
  reader.at = end;
  return operator;
}

function hasWord(text: string, at: number, word: string): boolean {
  return text.startsWith(word, at) && !isWordPart(text.charCodeAt(at + word.length));
}

/** Names that are compared with extras and groups are read as PEP 503 compares names. */
function withNormalNames(comparison: MarkerComparison): MarkerComparison {
  const { left, right } = comparison;
  if (left.kind === 'variable' && left.name === 'extra' && right.kind === 'text') {
    return { ...comparison, right: normalText(right.value) };
  }
  if (left.kind === 'text' && right.kind === 'variable' && NAMING.has(right.name)) {
    return { ...comparison, left: normalText(left.value) };
  }
  return comparison;
}

function normalText(value: string): MarkerOperand {
  return { kind: 'text', value: normalizedProject(value) };
}

function noOperand(word: string): string {
  return word === ''
    ? 'its marker lacks a variable or a text in quotation marks'
    : `${excerpt(word)} is no variable that a marker can ask for`;
}

function isVariablePart(code: number): boolean {
  return isWordPart(code) || code === DOT;
}

const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;
const DOT = 0x2e;
const NAMING: ReadonlySet<MarkerVariable> = new Set(['extra', 'extras', 'dependency_groups']);
/** The longer ones first. */
const SYMBOLS = ['===', '==', '~=', '!=', '<=', '>=', '<', '>'] as const;
/** By every spelling: some have an older one (PEP 345). */
const VARIABLES: ReadonlyMap<string, MarkerVariable> = new Map([
  ...MARKER_VARIABLES.map((name) => [name, name] as const),
  ['os.name', 'os_name'],
  ['sys.platform', 'sys_platform'],
  ['platform.version', 'platform_version'],
  ['platform.machine', 'platform_machine'],
  ['platform.python_implementation', 'platform_python_implementation'],
  ['python_implementation', 'platform_python_implementation'],
] as const);
