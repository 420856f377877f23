import type { Known } from './known.ts';

/** What a path holds, as the host read it. Unreadable input is a fact too, never `undefined`. */
export type FileContent =
  | { readonly kind: 'text'; readonly text: string }
  /** There is nothing at this path. */
  | { readonly kind: 'absent' }
  /** Something is there that is not a text: `problem` is a clause such as "it is not valid UTF-8". */
  | { readonly kind: 'unreadable'; readonly problem: string };

/** Larger texts are not analysed; every rule that would have judged one says so. */
export const MAX_TEXT_UNITS = 2 * 1024 * 1024;

export function textContent(text: string): FileContent {
  if (text.length <= MAX_TEXT_UNITS) return { kind: 'text', text };
  const size = (text.length / (1024 * 1024)).toFixed(1);
  return { kind: 'unreadable', problem: `it has ${size} MB and more than 2 MB is not analysed` };
}

/** `undefined` where there is no text, or nobody knows. */
export function textInContent(content: Known<FileContent> | undefined): string | undefined {
  return content?.known === true && content.value.kind === 'text' ? content.value.text : undefined;
}
