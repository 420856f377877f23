import { Language, Parser, type Tree, type TreeCursor } from 'web-tree-sitter';

import { tooLong } from './input-limit.ts';
import type { PythonParse, PythonParser } from './parsers.ts';
import { treeCopier, type CopyTree } from './python-tree.ts';
import { hasTreeMemory, productionsAt, type TreeMemory } from './tree-memory.ts';

/** Every version of Python 3, and leniently some of Python 2. */
export async function loadPythonParser(runtime: Uint8Array, grammar: Uint8Array): Promise<PythonParser> {
  const memory = await startedRuntime(runtime);
  const language = await Language.load(grammar);
  const parser = new Parser().setLanguage(language);
  const copyTree = treeCopier(memory, productionsAt(memory, addressOf(language)), language);
  const read = (text: string): PythonParse => parse(parser, text, copyTree);
  return {
    parse: (text) => {
      const refused = refusal(text);
      if (refused !== undefined) return refused;
      const lines = withLineFeeds(text);
      const parsed = read(lines);
      return parsed.kind === 'syntax-error' && FILLED.test(lines) ? read(withOtherFills(lines)) : parsed;
    },
  };
}

/** web-tree-sitter keeps one runtime for all, so that two who ask at a time must not start two. */
let starting: Promise<TreeMemory> | undefined;

function startedRuntime(runtime: Uint8Array): Promise<TreeMemory> {
  starting ??= startRuntime(runtime).catch((error: unknown) => {
    starting = undefined;
    throw error;
  });
  return starting;
}

async function startRuntime(runtime: Uint8Array): Promise<TreeMemory> {
  const module = { wasmBinary: exactBuffer(runtime) };
  await Parser.init(module);
  // Emscripten makes the module out of the options that it is given.
  if (!hasTreeMemory(module)) throw new Error('This tree-sitter hides its memory.');
  return module;
}

/** A view into a larger buffer, such as Node's pool of small files, must not bring its neighbours along. */
function exactBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

function refusal(text: string): PythonParse | undefined {
  const nul = text.indexOf('\0');
  if (nul < 0) return tooLong(text) ?? goesOnTooOften(text);
  return {
    kind: 'syntax-error',
    start: nul,
    end: nul + 1,
    problem: 'Python cannot read a NUL character',
  };
}

/** tree-sitter reads all of them again for each of them: a few thousand take seconds. */
function goesOnTooOften(text: string): PythonParse | undefined {
  if (!EMPTY_AND_CONTINUED.test(text)) return undefined;
  return { kind: 'unanalyzable', problem: 'more than 200 empty lines go on behind a backslash' };
}

const EMPTY_AND_CONTINUED = /\\(?:\r\n?|\n)(?:[ \t\f]*\\(?:\r\n?|\n)){200}/;

/** A carriage return alone ends a line, and a comment, for Python and not for its grammar. No place moves by it. */
function withLineFeeds(text: string): string {
  return text.replaceAll(/\r(?!\n)/g, '\n');
}

/** `f"{title:=^80}"` fills with `=`. The grammar reads an assignment there, and refuses what follows. */
const FILLED = /\{[ \t\f]*\w+[ \t\f]*:=/;

/** Filled with something else, which is nothing to us. No place moves by it. */
function withOtherFills(text: string): string {
  return text.replaceAll(new RegExp(FILLED, 'g'), (fill) => `${fill.slice(0, -1)}>`);
}

function parse(parser: Parser, text: string, copyTree: CopyTree): PythonParse {
  let noticed: number | undefined;
  const tree = parser.parse(text, null, {
    progressCallback: ({ currentOffset, hasError }) => {
      if (hasError) noticed = currentOffset / BYTES;
      return hasError;
    },
  });
  if (tree === null) return givenUp(parser, text, noticed);
  try {
    if (tree.rootNode.hasError) return firstError(tree, text);
    const root = copyTree(addressOf(tree));
    if (root !== undefined) return { kind: 'module', root };
    return { kind: 'unanalyzable', problem: 'the Python is too deeply nested' };
  } finally {
    tree.delete();
  }
}

/** tree-sitter counts those of UTF-16. */
const BYTES = 2;

/**
 * Behind an error tree-sitter looks for the best way to go on, which may take minutes for a few kilobytes that
 * are no Python at all. It is asked every now and then; an error that it has not got over by then ends it, and
 * is shown where it was noticed: at the line, as the first error may be some words before.
 */
function givenUp(parser: Parser, text: string, noticed: number | undefined): PythonParse {
  parser.reset();
  if (noticed === undefined) throw new Error('tree-sitter was not given its Python grammar.');
  const at = Math.min(noticed, text.length);
  const start = text.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
  return {
    kind: 'syntax-error',
    start,
    end: Math.max(at, Math.min(start + 1, text.length)),
    problem: NOT_PYTHON,
  };
}

const NOT_PYTHON = 'it is not valid Python';

/** web-tree-sitter keeps it where no type tells of it. */
function addressOf(treeOrLanguage: Tree | Language): number {
  return Number(Reflect.get(treeOrLanguage, 0));
}

function firstError(tree: Tree, text: string): PythonParse {
  const cursor = tree.walk();
  try {
    let at = { start: 0, end: text.length };
    walk(cursor, () => {
      if (cursor.nodeType !== 'ERROR' && !cursor.nodeIsMissing) return 'go on';
      at = { start: cursor.startIndex, end: cursor.endIndex };
      return 'stop';
    });
    return {
      kind: 'syntax-error',
      ...at,
      problem: NOT_PYTHON,
    };
  } finally {
    cursor.delete();
  }
}

/** Visits nodes in the order of the text, without recursion. */
function walk(cursor: TreeCursor, visit: () => 'go on' | 'stop'): void {
  while (visit() === 'go on') {
    if (cursor.gotoFirstChild()) continue;
    while (!cursor.gotoNextSibling()) if (!cursor.gotoParent()) return;
  }
}
