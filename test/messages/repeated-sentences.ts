import { stringIn, syntaxOf, type SyntaxNode } from '../architecture/syntax.ts';

/** Shorter ones are words that anybody may use. */
const FEWEST_CHARACTERS = 24;

/** How the sentences of a message begin and end, as far as no slot stands there. */
export function endsOfSentences(message: string): readonly string[] {
  return message.split(/(?<=[.?!])\s+(?=[A-Z{])/).flatMap((sentence) => {
    const parts = sentence.split(/\{\w+\}/);
    return [parts[0], parts.at(-1)].flatMap((part = '') =>
      part.trim().length < FEWEST_CHARACTERS ? [] : [part.trim()],
    );
  });
}

/** Literals of a test that hold one of them. */
export function repeatedIn(text: string, ends: readonly string[]): readonly string[] {
  // Most files have none, and need no reading as syntax.
  if (!ends.some((end) => text.includes(end))) return [];
  const literals = syntaxOf(text).flatMap((node) => literalIn(node) ?? []);
  return literals.filter((literal) => ends.some((end) => literal.includes(end)));
}

function literalIn(node: SyntaxNode): string | undefined {
  if (node.type !== 'TemplateElement') return stringIn(node);
  const { value } = node;
  return typeof value === 'object' && value !== null && 'cooked' in value && typeof value.cooked === 'string'
    ? value.cooked
    : undefined;
}
