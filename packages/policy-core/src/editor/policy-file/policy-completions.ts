import type { Position, SourceSpan } from '../../model/source-span.ts';
import { spansIn } from '../../model/source-span.ts';
import { offsetOf } from './offset-of.ts';
import { policyCursor, MARK, type PolicyCursor } from './policy-cursor.ts';
import { keyChoices, type Choice } from './key-choices.ts';
import { syntaxOf } from './policy-tree.ts';
import { valueChoices } from './value-choices.ts';

/** Something that can be written at a place of a policy. */
export interface PolicyCompletion {
  readonly label: string;
  readonly kind: Choice['kind'];
  /** A few words beside the label. */
  readonly detail: string;
  /** What it means. */
  readonly sentences: readonly string[];
  /** The rule whose page says more. */
  readonly rule: string | undefined;
  /** What the text takes the place of. */
  readonly at: SourceSpan;
  readonly text: string;
  /** The same with what is to be filled in, in the syntax of LSP; `undefined` where there is nothing to fill in. */
  readonly snippet: string | undefined;
}

/** In the order in which they are shown: what must be there first, then as the policy's schema lists them. */
export function policyCompletions(
  { path, text }: { readonly path: string; readonly text: string },
  position: Position,
): readonly PolicyCompletion[] {
  const syntax = syntaxOf(path);
  const offset = offsetOf(text, position);
  const cursor = policyCursor(syntax, text, offset);
  if (cursor === undefined) return [];
  const at = spansIn(path, text).span(cursor.written.start, cursor.written.end);
  const seen = new Set<string>();
  return choicesAt(cursor, { syntax, text }).flatMap(({ label, ...choice }) => {
    if (label.includes(MARK) || seen.has(label)) return [];
    seen.add(label);
    return [{ label, ...choice, at }];
  });
}

function choicesAt(cursor: PolicyCursor, writing: Parameters<typeof keyChoices>[1]): readonly Choice[] {
  return cursor.at === 'key' ? keyChoices(cursor, writing) : valueChoices(cursor, writing);
}
