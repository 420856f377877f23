import type { SourceFile } from './source-files.ts';
import { syntaxOf, type SyntaxNode } from './syntax.ts';

/** Words that promise nothing about what is inside. */
const DUMPING_GROUND = /^(utils?|utilities|helpers?|common|misc|shared|managers?|services?)$/;
const DUMPING_GROUND_ENDING = /-(utils?|helpers?|misc|manager|service)$/;

// Spelled in two parts, so that this file keeps its own law.
const LEFT_FOR_LATER = new RegExp(`\\b(TO${'DO'}|FIX${'ME'}|XX${'X'})\\b`);
const SILENCED = new RegExp(
  `(oxlint|eslint)-dis${'able'}(?!${reasonedException()})|@ts-(ig${'nore'}|noch${'eck'}|expect-er${'ror'})`,
);

/** Files and folders whose name says nothing. */
export function dumpingGrounds(files: readonly SourceFile[]): readonly string[] {
  return files
    .map(({ file }) => file)
    .filter((file) =>
      file
        .split('/')
        .map((part) => part.replace(/\.(test\.)?ts$/, ''))
        .some((part) => DUMPING_GROUND.test(part) || DUMPING_GROUND_ENDING.test(part)),
    );
}

/** Places where the type checker was told to look away. */
export function escapesFromTypes(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(({ file, text }) => {
    const nodes = syntaxOf(text);
    const casts = nodes.filter(isCast);
    return [
      ...nodes.filter(({ type }) => type === 'TSAnyKeyword').map(() => `${file} says any`),
      ...nodes
        .filter(({ type }) => type === 'TSNonNullExpression')
        .map(() => `${file} asserts with ! that something is there`),
      ...(casts.length > 1 ? [`${file} casts with \`as\` ${casts.length} times`] : []),
      ...(SILENCED.test(text) ? [`${file} silences a checker`] : []),
    ];
  });
}

/** Notes that something is still to be done. */
export function leftForLater(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(({ text }) => LEFT_FOR_LATER.test(text))
    .map(({ file }) => `${file} leaves something for later`);
}

/**
 * Calls that hand over a list one by one, as `push(...found)` does: from some 120,000 on the stack overflows, and what
 * is judged may hold more of anything.
 */
export function listsHandedOver(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(({ text }) => HANDED_OVER.test(text))
    .map(({ file }) => `${file} hands over a list one by one`);
}

const HANDED_OVER = /\.(?:push|unshift|splice)\((?:[^(){}]*, )?\.\.\./;

/** `as const` narrows instead of overruling. */
function isCast(node: SyntaxNode): boolean {
  if (node.type !== 'TSAsExpression') return false;
  return !JSON.stringify(node['typeAnnotation']).includes('"name":"const"');
}

/** One line, one named rule, a reason; never a limit of size, which is a matter of design. */
function reasonedException(): string {
  return '-next-line (?!max-|complexity)[\\w/-]+ -- \\S';
}
