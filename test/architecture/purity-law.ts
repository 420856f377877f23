import type { SourceFile } from './source-files.ts';
import { dottedName, syntaxOf, type SyntaxNode } from './syntax.ts';

/** Calls whose answer depends on when, where or how often they are made. */
const IMPURE_CALLS = new Set([
  'Date',
  'Date.now',
  'performance.now',
  'Math.random',
  'crypto.randomUUID',
  'crypto.getRandomValues',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'fetch',
]);

/** Places where code asks the clock, chance or the network instead of its arguments. */
export function impurities(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(({ file, text }) =>
    syntaxOf(text)
      .map(impureCall)
      .filter((call) => call !== undefined)
      .map((call) => `${file} calls ${call}`),
  );
}

/** Places where a rule would have to be waited for. */
export function promisesIn(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(({ text }) => syntaxOf(text).some((node) => isAsynchronous(node)))
    .map(({ file }) => `${file} uses a promise`);
}

function impureCall(node: SyntaxNode): string | undefined {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return undefined;
  const name = dottedName(node['callee'])?.replace(/^globalThis\./, '');
  if (name === undefined || !IMPURE_CALLS.has(name) || readsItsArgument(name, node)) return undefined;
  return node.type === 'NewExpression' ? `new ${name}()` : `${name}()`;
}

/** `new Date('2026-11-21')` reads its argument, not the clock. */
function readsItsArgument(name: string, node: SyntaxNode): boolean {
  const given = node['arguments'];
  return name === 'Date' && node.type === 'NewExpression' && Array.isArray(given) && given.length > 0;
}

function isAsynchronous(node: SyntaxNode): boolean {
  if (node['async'] === true || node.type === 'AwaitExpression') return true;
  if (node['await'] === true) return true;
  return node.type === 'Identifier' && node['name'] === 'Promise';
}
