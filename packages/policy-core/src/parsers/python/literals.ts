import type { PythonNode } from '../parsers.ts';
import { formattedBraces, formattedPercent } from './formatting.ts';
import { argumentsOf, childIn, nameOf, sourceOf, withoutParentheses, type PythonFile } from './nodes.ts';
import type { TextPart } from './text.ts';
import { alternatives, unwrapped, type Budget, type PythonValue, type TracedFile } from './values.ts';

/**
 * The text an expression stands for: literals, their concatenation and formatting, with the parts
 * that cannot be known left open. An expression that is no text at all is one unknown part.
 */
export function readText(file: TracedFile, value: PythonValue, budget: Budget): readonly TextPart[] {
  budget.left -= 1;
  const node = withoutParentheses(value.node);
  const parts =
    budget.left > 0 ? READERS[node.type]?.(file, { node, scope: value.scope }, budget) : undefined;
  return parts ?? [unknownPart(file, node)];
}

type Reader = (file: TracedFile, value: PythonValue, budget: Budget) => readonly TextPart[] | undefined;

const READERS: Readonly<Record<string, Reader | undefined>> = {
  string: readString,
  concatenated_string: (file, { node, scope }, budget) =>
    node.children.flatMap((child) => readText(file, { node: child, scope }, budget)),
  binary_operator: readOperator,
  call: readCall,
  identifier: readFollowed,
  attribute: readFollowed,
  await: readFollowed,
  named_expression: readFollowed,
  integer: (file, { node }) => [
    { kind: 'known', text: sourceOf(file, node), ...placeOf(node), verbatim: true },
  ],
};

function unknownPart(file: TracedFile, node: PythonNode): TextPart {
  return { kind: 'unknown', source: sourceOf(file, node), ...placeOf(node) };
}

function placeOf({ start, end }: PythonNode): { start: number; end: number } {
  return { start, end };
}

/** A text from elsewhere that is put in here: what it does is done here. */
function putIn(parts: readonly TextPart[], node: PythonNode): readonly TextPart[] {
  return parts.map((part) => ({
    ...part,
    ...placeOf(node),
    ...(part.kind === 'known' && { verbatim: false }),
  }));
}

/** What a name in it stands for is done here, and what is written in it where it is written. */
function heldIn(parts: readonly TextPart[], node: PythonNode): readonly TextPart[] {
  return parts.flatMap((part) =>
    part.start >= node.start && part.end <= node.end ? [part] : putIn([part], node),
  );
}

/** Only a name with exactly one value is a part of a text; several are the business of `alternatives`. */
function readFollowed(file: TracedFile, value: PythonValue, budget: Budget): readonly TextPart[] | undefined {
  const [followed, ...more] = alternatives(file, value, budget);
  if (followed === undefined || more.length > 0 || followed.node === value.node) return undefined;
  return readText(file, followed, budget);
}

function readString(
  file: TracedFile,
  { node, scope }: PythonValue,
  budget: Budget,
): readonly TextPart[] | undefined {
  const [opening] = node.children;
  if (opening === undefined || isOfBytes(file, opening)) return undefined;
  const [, content] = node.children;
  // Most are written out, and have no escapes.
  if (content?.type === 'string_content' && node.children.length === 3) return contentParts(file, content);
  return node.children.flatMap((child): readonly TextPart[] => {
    if (child.type === 'string_content') return contentParts(file, child);
    return child.type === 'interpolation' ? interpolated(file, { node: child, scope }, budget) : [];
  });
}

/** `b"..."` */
function isOfBytes({ text }: PythonFile, { start, end }: PythonNode): boolean {
  for (let at = start; at < end - 1; at += 1) {
    const character = text.charAt(at);
    if (character === 'b' || character === 'B') return true;
  }
  return false;
}

function interpolated(file: TracedFile, { node, scope }: PythonValue, budget: Budget): readonly TextPart[] {
  const expression = childIn(node, 'expression');
  const isFormatted = node.children.some(
    ({ type }) => type === 'type_conversion' || type === 'format_specifier',
  );
  // `{table=}` shows its own source.
  const isShown = expression !== undefined && /^\s*=/.test(file.text.slice(expression.end, node.end));
  if (expression === undefined || isFormatted || isShown) return [unknownPart(file, node)];
  return putIn(readText(file, { node: expression, scope }, budget), node).map((part) =>
    part.kind === 'known' ? part : { ...part, source: sourceOf(file, node) },
  );
}

/** What stands between escapes is verbatim; each escape is a part of its own. */
export function contentParts({ text }: PythonFile, content: PythonNode): TextPart[] {
  const { start, end } = content;
  if (content.children.length === 0 && start < end) {
    return [{ kind: 'known', text: text.slice(start, end), start, end, verbatim: true }];
  }
  const parts: TextPart[] = [];
  let position = start;
  const addUpTo = (end: number) => {
    const known = text.slice(position, end);
    if (known !== '') parts.push({ kind: 'known', text: known, start: position, end, verbatim: true });
  };
  for (const escape of content.children) {
    addUpTo(escape.start);
    const written = text.slice(escape.start, escape.end);
    parts.push(
      // `\N{LATIN CAPITAL LETTER D}` needs Unicode's list of names, which nobody carries here.
      written.startsWith('\\N{')
        ? { kind: 'unknown', source: written, ...placeOf(escape) }
        : { kind: 'known', text: unescaped(written), ...placeOf(escape), verbatim: false },
    );
    position = escape.end;
  }
  addUpTo(content.end);
  return parts;
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

function unescaped(written: string): string {
  if (written === '{{' || written === '}}') return written.charAt(0);
  const code = written.slice(1);
  if (/^[\r\n]/.test(code)) return '';
  const number = /^[xuU]([0-9a-fA-F]+)$/.exec(code)?.[1];
  if (number !== undefined) return characterOf(Number.parseInt(number, 16));
  if (/^[0-7]+$/.test(code)) return characterOf(Number.parseInt(code, 8));
  return SIMPLE_ESCAPES[code] ?? written;
}

function characterOf(codePoint: number): string {
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '\uFFFD';
}

function readOperator(
  file: TracedFile,
  { node, scope }: PythonValue,
  budget: Budget,
): readonly TextPart[] | undefined {
  const [left, right, operator] = [childIn(node, 'left'), childIn(node, 'right'), childIn(node, 'operator')];
  if (left === undefined || right === undefined) return undefined;
  const read = (operand: PythonNode) => readText(file, { node: operand, scope }, budget);
  if (operator?.type === '+') {
    if ([left, right].some((operand) => isNumber(file, { node: operand, scope }, budget))) return undefined;
    return [left, right].flatMap((operand) => heldIn(read(operand), operand));
  }
  if (operator?.type !== '%') return undefined;
  return formattedPercent(read(left), {
    positional: right.type === 'tuple' ? right.children.map(read) : [read(right)],
    named: (name) => entryNamed(right, name, read),
  });
}

/** `% {"table": x}` names its values; those of a dictionary that is put together elsewhere are not read. */
function entryNamed(
  { type, children }: PythonNode,
  name: string,
  read: (node: PythonNode) => readonly TextPart[],
): readonly TextPart[] | undefined {
  if (type !== 'dictionary' || children.some((child) => child.type !== 'pair')) return undefined;
  const pair = children.findLast((child) => {
    const key = childIn(child, 'key');
    const [part, ...more] = key === undefined ? [] : read(key);
    return more.length === 0 && part?.kind === 'known' && part.text === name;
  });
  const value = childIn(pair, 'value');
  return value && read(value);
}

/** Numbers are added up; beside a text Python refuses them. `str(1)` is a text. */
function isNumber(file: TracedFile, value: PythonValue, budget: Budget): boolean {
  if (value.node.type === 'call') return false;
  return alternatives(file, value, budget).some(({ node }) => node.type === 'integer');
}

function readCall(file: TracedFile, value: PythonValue, budget: Budget): readonly TextPart[] | undefined {
  const { node, scope } = value;
  const inner = unwrapped(file, node);
  if (inner !== undefined) return readText(file, { node: inner, scope }, budget);
  const callee = childIn(node, 'function');
  const receiver = childIn(callee, 'object');
  const method = childIn(callee, 'attribute');
  if (receiver === undefined || method === undefined) return undefined;
  const read = (child: PythonNode) => readText(file, { node: child, scope }, budget);
  const given = argumentsOf(file, node);
  if (nameOf(file, method) === 'join') return joinedParts(given.positional[0], read(receiver), read);
  if (nameOf(file, method) !== 'format') return undefined;
  const named = (name: string) => {
    const argument = given.keywords.get(name);
    return argument === undefined ? undefined : read(argument);
  };
  return formattedBraces(read(receiver), {
    positional: given.spread ? [] : given.positional.map(read),
    named,
  });
}

function joinedParts(
  list: PythonNode | undefined,
  separator: readonly TextPart[],
  read: (node: PythonNode) => readonly TextPart[],
): readonly TextPart[] | undefined {
  if (list?.type !== 'list' && list?.type !== 'tuple') return undefined;
  return list.children.flatMap((child, index) =>
    index === 0 ? read(child) : [...separator, ...read(child)],
  );
}
