/** The first sentence of a text, for a message that covers a corner of the window: the rest is in a view. */
export function firstSentence(text: string): string {
  return /^[\s\S]*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
}
