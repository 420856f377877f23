import { offsetOf, spansIn, type Position, type SourceSpan } from '../../model/source-span.ts';
import { keyChoices, type Choice } from './key-choices.ts';
import { MARK, policyCursor } from './policy-cursor.ts';
import { syntaxOf } from './policy-tree.ts';
import { editedFile } from './schema-parts.ts';
import { valueChoices } from './value-choices.ts';

/** Something that can be written at a place of a policy. */
export interface PolicyCompletion extends Choice {
  /** What the text takes the place of. */
  readonly at: SourceSpan;
}

/** In the order in which they are shown: what must be there first, then as the policy's schema lists them. */
export function policyCompletions(
  { path, text }: { readonly path: string; readonly text: string },
  position: Position,
): readonly PolicyCompletion[] {
  const place = policyCursor(syntaxOf(path), text, offsetOf(text, position));
  if (place === undefined) return [];
  const cursor = { ...place, file: editedFile(path) };
  const at = spansIn(path, text).span(cursor.written.start, cursor.written.end);
  const choices = cursor.on === 'key' ? keyChoices(cursor) : valueChoices(cursor);
  const seen = new Set<string>();
  return choices.flatMap((choice) => {
    if (choice.label.includes(MARK) || seen.has(choice.label)) return [];
    seen.add(choice.label);
    return [{ ...choice, at }];
  });
}
