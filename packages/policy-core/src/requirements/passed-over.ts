import type { TextRange } from '../text-range.ts';
import type { OptionReading, PlacedOption } from './line-options.ts';
import { rangeIn, type LogicalLine } from './logical-lines.ts';
import type { LineEntry, PassedOver } from './requirements-document.ts';

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

const INCLUDES: readonly (string | undefined)[] = ['--requirement', '--constraint', '--editable'];

function whatIsLost({ means: [name] }: PlacedOption, { kind }: LineEntry): PassedOver['what'] | undefined {
  if (kind === 'invalid') return undefined;
  if (kind === 'options') {
    if (name === '--hash') return 'hashes';
    return name === '--config-settings' ? 'option' : undefined;
  }
  if (kind === 'include') {
    if (name === '--hash') return 'hashes';
    return INCLUDES.includes(name) ? 'include' : 'option';
  }
  if (name === '--config-settings') return undefined;
  if (kind === 'editable') return whatEditableLoses(name);
  return name === '--hash' ? undefined : 'option';
}

function whatEditableLoses(name: string | undefined): PassedOver['what'] {
  if (name === '--hash') return 'hashes';
  return name === '--editable' ? 'include' : 'option';
}

/** `; marker` behind a hash: the semicolon is a word of its own, begins one, or ends the hash. */
function isMarker({ content }: LogicalLine, { start, text }: TextRange & { readonly text: string }): boolean {
  if (text.startsWith(';')) return true;
  let before = start;
  while (before > 0 && ' \t'.includes(content.charAt(before - 1))) before -= 1;
  return content.charAt(before - 1) === ';';
}
