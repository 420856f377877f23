import { startOf, type Position } from '../model/source-span.ts';
import type { JudgedDocument } from './judged-document.ts';
import { pathGuards } from './path-guards.ts';
import type { PlaceNote } from './note.ts';

/** On the first line, since it is about the whole file: what protects it, and what the policy says of that. */
export function guardNote(
  { policy, path }: Pick<JudgedDocument, 'policy' | 'path'>,
  { line }: Position,
): PlaceNote | undefined {
  if (line !== 0) return undefined;
  const sentences = pathGuards(policy, path).flatMap(({ title, asks, why = [] }) => [
    `${title}: ${asks}.`,
    ...why,
  ]);
  return sentences.length === 0 ? undefined : { at: startOf(path), sentences, isAboutFile: true };
}
