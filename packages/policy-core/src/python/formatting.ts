import type { TextPart } from './text.ts';

/** What is put into a format. */
export interface FormatValues {
  readonly positional: readonly (readonly TextPart[])[];
  /** `undefined` when nothing is passed under that name. */
  readonly named: (name: string) => readonly TextPart[] | undefined;
}

const BRACES = /\{\{|\}\}|\{(\w*)\}|\{[^{}]*\}/g;

/** `"DROP TABLE {}".format(name)`. Fields with conversions or attributes stay unknown. */
export function formattedBraces(parts: readonly TextPart[], values: FormatValues): TextPart[] {
  let next = 0;
  return parts.flatMap((part) =>
    replaced(part, BRACES, ([field, name]) => {
      if (field === '{{' || field === '}}') return field.charAt(0);
      if (name === undefined) return undefined;
      return name === '' ? values.positional[next++] : namedOrNumbered(values, name);
    }),
  );
}

function namedOrNumbered({ positional, named }: FormatValues, name: string): readonly TextPart[] | undefined {
  return /^\d+$/.test(name) ? positional[Number(name)] : named(name);
}

const PERCENT = /%%|%(?:\((\w+)\))?[-#0 +]*[\d*.]*[a-zA-Z]/g;

/** `"DROP TABLE %s" % name` */
export function formattedPercent(parts: readonly TextPart[], values: FormatValues): TextPart[] {
  let next = 0;
  return parts.flatMap((part) =>
    replaced(part, PERCENT, ([field, name]) => {
      if (field === '%%') return '%';
      return name === undefined ? values.positional[next++] : values.named(name);
    }),
  );
}

/** `valueOf` answers a text, the parts of a value, or `undefined` for one that cannot be known. */
function replaced(
  part: TextPart,
  pattern: RegExp,
  valueOf: (field: RegExpMatchArray) => string | readonly TextPart[] | undefined,
): TextPart[] {
  if (part.kind === 'unknown') return [part];
  const parts: TextPart[] = [];
  let position = 0;
  // Where in the file a stretch of this part stands.
  const place = (start: number, end: number) =>
    part.verbatim
      ? { start: part.start + start, end: part.start + end }
      : { start: part.start, end: part.end };
  const addUpTo = (end: number) => {
    if (end > position)
      parts.push({ ...part, text: part.text.slice(position, end), ...place(position, end) });
  };
  for (const field of part.text.matchAll(pattern)) {
    const end = field.index + field[0].length;
    addUpTo(field.index);
    parts.push(...placed(valueOf(field), field[0], place(field.index, end)));
    position = end;
  }
  addUpTo(part.text.length);
  return parts;
}

/** A value counts where its field stands. */
function placed(
  value: string | readonly TextPart[] | undefined,
  field: string,
  at: { start: number; end: number },
): TextPart[] {
  if (value === undefined) return [{ kind: 'unknown', source: field, ...at }];
  if (typeof value === 'string') return [{ kind: 'known', text: value, ...at, verbatim: false }];
  return value.map((part) =>
    part.kind === 'known' ? { ...part, ...at, verbatim: false } : { ...part, ...at },
  );
}
