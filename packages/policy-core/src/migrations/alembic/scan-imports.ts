import { KNOWN_MODULES } from './unknown-calls.ts';

/** One module that a text names after `import`, or perhaps only seems to: the text was not parsed. */
export interface ScannedImport {
  /** Dots first, as in Python: `app.tables`, `..tables`. */
  readonly module: string;
  /** What is taken from it, and may be modules as well. */
  readonly names: readonly string[];
}

/** Modules of the text that may lie in the repository, for whoever has to fetch their texts before it is read. */
export function scanImports(text: string): readonly ScannedImport[] {
  const found: ScannedImport[] = [];
  for (const { 1: from, 2: taken = '', 3: plain = '' } of text.matchAll(IMPORT)) {
    if (from !== undefined) add(found, from.replace(/\s+/g, ''), namesIn(taken));
    else for (const name of namesIn(plain)) add(found, name, []);
  }
  return found;
}

// Python ends a line at a carriage return, too.
const IMPORT =
  /^[ \t]*(?:from[ \t]+([.\w][\w. \t]*?)[ \t]+import\b[ \t]*(\((?:[^)#]|#[^\r\n]*)*\)|(?:[^\r\n\\]|\\(?:\r\n?|\n))*)|import[ \t]+((?:[^\r\n\\]|\\(?:\r\n?|\n))*))/gm;

function add(found: ScannedImport[], module: string, names: readonly string[]): void {
  const [first = ''] = module.split('.');
  if (!KNOWN_MODULES.has(first)) found.push({ module, names });
}

/** `a, b as c  # why` */
function namesIn(list: string): readonly string[] {
  return list
    .replaceAll(/#[^\r\n]*|[()\\]/g, '')
    .split(',')
    .flatMap((item) => /^\s*([\w.]+)/.exec(item)?.[1] ?? []);
}
