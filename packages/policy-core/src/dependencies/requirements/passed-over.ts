import type { TextRange } from '../../model/text-range.ts';
import type { OptionReading } from './line-options.ts';
import { rangeIn, type LogicalLine } from './logical-lines.ts';
import type { LineEntry, PassedOver } from './requirements-document.ts';
import type { PlacedOption } from './placed-option.ts';

/** What pip reads over on a line without a word, in the order written. */
export function passedOver(
  line: LogicalLine,
  entry: LineEntry,
  { options, words }: OptionReading,
): readonly PassedOver[] {
  if (options.length === 0 && words.length === 0) return [];
  const found: { readonly what: PassedOver['what']; readonly start: number; readonly end: number }[] = [];
  const counted = countedInclude(entry, options);
  for (const option of options) {
    const what = option === counted ? undefined : whatIsLost(option, entry);
    if (what !== undefined) found.push({ what, start: option.start, end: option.end });
  }
  const [first] = words;
  const last = words.at(-1);
  if (first !== undefined && last !== undefined)
    found.push({ what: isMarker(line, first) ? 'marker' : 'words', start: first.start, end: last.end });
  return found
    .toSorted((a, b) => a.start - b.start)
    .map(({ what, start, end }) => ({ what, range: rangeIn(line, start, end) }));
}

/** Of several only the first is read, and none behind a requirement. */
function countedInclude(entry: LineEntry, options: readonly PlacedOption[]): PlacedOption | undefined {
  const first = (name: string) => options.find(({ means: [meant] }) => meant === name);
  if (entry.kind === 'editable') return first('--editable');
  return entry.kind === 'include'
    ? first(entry.as === 'requirements' ? '--requirement' : '--constraint')
    : undefined;
}

type WhatIsLost = PassedOver['what'] | undefined;

function whatIsLost({ means: [name = ''] }: PlacedOption, { kind }: LineEntry): WhatIsLost {
  if (kind === 'invalid') return undefined;
  if (name === '--hash') return HASHABLE.has(kind) ? undefined : 'hashes';
  if (name === '--config-settings') return INSTALLED.has(kind) ? undefined : 'option';
  if (kind === 'options') return undefined;
  return NEIGHBOURS[kind]?.includes(name) === true ? 'include' : 'option';
}

const HASHABLE: ReadonlySet<LineEntry['kind']> = new Set(['requirement', 'address', 'path']);
const INSTALLED: ReadonlySet<LineEntry['kind']> = new Set(['requirement', 'address', 'path', 'editable']);
/** What of its own kind a line could bring in more of. */
const NEIGHBOURS: Readonly<Partial<Record<LineEntry['kind'], readonly string[]>>> = {
  include: ['--requirement', '--constraint', '--editable'],
  editable: ['--editable'],
};

/** `; marker` behind a hash: the semicolon is a word of its own, begins one, or ends the hash. */
function isMarker({ content }: LogicalLine, { start, text }: TextRange & { readonly text: string }): boolean {
  if (text.startsWith(';')) return true;
  let before = start;
  while (before > 0 && ' \t'.includes(content.charAt(before - 1))) before -= 1;
  return content.charAt(before - 1) === ';';
}
