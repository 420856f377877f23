/** What a tag says, as git writes it. */
export interface TagText {
  readonly object: string;
  readonly type: string;
  readonly name: string;
  /** When it was tagged, as it says itself. */
  readonly at: string;
  readonly message: string;
}

const TAG =
  /^object (?<object>[0-9a-f]{40,64})\ntype (?<type>[a-z]+)\ntag (?<name>[^\n]+)\ntagger [^\n]*> (?<seconds>\d{1,11}) [+-]\d{4}\n(?:[^\n]+\n)*\n(?<message>[^]*)$/;

/** `undefined` where it has another form, such as one that only looks like a tag. */
export function readTagText(text: string): TagText | undefined {
  const { object = '', type = '', name = '', seconds, message = '' } = TAG.exec(text)?.groups ?? {};
  if (seconds === undefined) return undefined;
  return { object, type, name, at: new Date(Number(seconds) * 1000).toISOString(), message };
}
