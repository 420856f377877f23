import { type PatternSegment, parsePatternSyntax } from './path-pattern-syntax.ts';

/** A sentence for a pattern that is right but often means less than its author thinks. */
export function hintFor(text: string): string | undefined {
  const syntax = parsePatternSyntax(text);
  if (syntax.kind === 'problem' || syntax.endsInSlash) return undefined;
  const name = nameBeforeOneStar(syntax.segments.at(-1));
  if (name === undefined) return undefined;
  const written = text.slice(text.lastIndexOf('/') + 1);
  const folder = /[\p{L}\p{N}]$/u.test(name) ? `${name}_v2` : `${name}v2`;
  return `${written} does not reach into folders: write ${written}* to cover ${folder}/a.py as well.`;
}

/** `payments` for `payments*`; `undefined` for any other form. */
function nameBeforeOneStar(segment: PatternSegment | undefined): string | undefined {
  if (segment?.kind !== 'name' || segment.pieces.length !== 2) return undefined;
  const [name, star] = segment.pieces;
  return name?.kind === 'text' && star?.kind === 'within-name' ? name.text : undefined;
}
