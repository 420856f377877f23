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
  return replaced(parts, BRACES, ([field, name]) => {
    if (field === '{{' || field === '}}') return field.charAt(0);
    if (name === undefined) return undefined;
    return name === '' ? values.positional[next++] : namedOrNumbered(values, name);
  });
}

function namedOrNumbered({ positional, named }: FormatValues, name: string): readonly TextPart[] | undefined {
  return /^\d+$/.test(name) ? positional[Number(name)] : named(name);
}

const PERCENT = /%%|%(?:\((\w+)\))?([-#0 +]*[\d*.]*)[hlL]?([a-zA-Z])/g;

/** `"DROP TABLE %s" % name`. What a width, a sign or another conversion makes of a value stays unknown. */
export function formattedPercent(parts: readonly TextPart[], values: FormatValues): TextPart[] {
  let next = 0;
  return replaced(parts, PERCENT, ([field, name, shape = '', conversion = '']) => {
    if (field === '%%') return '%';
    // A star takes its width from a value of its own.
    next += shape.split('*').length - 1;
    const value = name === undefined ? values.positional[next++] : values.named(name);
    return value !== undefined && shape === '' && staysAsIs(value, conversion) ? value : undefined;
  });
}

function staysAsIs(value: readonly TextPart[], conversion: string): boolean {
  if (conversion === 's') return true;
  const text = value.map((part) => (part.kind === 'known' ? part.text : '?')).join('');
  return /^[di]$/.test(conversion) && /^-?\d+$/.test(text);
}

type ValueOf = (field: RegExpMatchArray) => string | readonly TextPart[] | undefined;

/** `valueOf` answers a text, the parts of a value, or `undefined` for one that cannot be known. */
function replaced(parts: readonly TextPart[], pattern: RegExp, valueOf: ValueOf): TextPart[] {
  const done: TextPart[] = [];
  for (let first = 0; first < parts.length;) {
    const run = knownFrom(parts, first);
    if (run.length === 0) for (const one of parts.slice(first, first + 1)) done.push(one);
    else for (const one of replacedIn(run, pattern, valueOf)) done.push(one);
    first += Math.max(1, run.length);
  }
  return done;
}

type KnownPart = Extract<TextPart, { kind: 'known' }>;

/** An escape, or the next literal, may begin in the middle of a field: `"{ta" "ble}"`. */
function knownFrom(parts: readonly TextPart[], first: number): readonly KnownPart[] {
  const run: KnownPart[] = [];
  for (let at = first; ; at += 1) {
    const part = parts[at];
    if (part?.kind !== 'known') return run;
    run.push(part);
  }
}

function replacedIn(run: readonly KnownPart[], pattern: RegExp, valueOf: ValueOf): TextPart[] {
  const done: TextPart[] = [];
  const next = taking(run);
  const whole = run.map(({ text }) => text).join('');
  for (const field of whole.matchAll(pattern)) {
    for (const one of next(field.index)) done.push(one);
    const [first, ...more] = next(field.index + field[0].length);
    if (first === undefined) continue;
    const { end } = more.at(-1) ?? first;
    const at = { start: first.start, end: end < first.start ? first.end : end };
    for (const one of placed(valueOf(field), field[0], at)) done.push(one);
  }
  return [...done, ...next(whole.length)];
}

/** Takes parts away from the front, up to an offset in the text that they all make. */
function taking(run: readonly KnownPart[]): (to: number) => readonly KnownPart[] {
  let index = 0;
  let before = 0;
  let taken = 0;
  return (to) => {
    const parts: KnownPart[] = [];
    for (let part = run[index]; part !== undefined && taken < to; part = run[index]) {
      const end = Math.min(part.text.length, to - before);
      parts.push(cutOut(part, taken - before, end));
      taken = before + end;
      if (end < part.text.length) break;
      before += part.text.length;
      index += 1;
    }
    return parts;
  };
}

function cutOut(part: KnownPart, start: number, end: number): KnownPart {
  const text = part.text.slice(start, end);
  return part.verbatim
    ? { ...part, text, start: part.start + start, end: part.start + end }
    : { ...part, text };
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
