import { observed, unobserved, type Known } from '../../model/known.ts';
import type { ConfigOptions } from './config-options.ts';

/** The `version_locations` as they are written; `undefined` where there are none, and `versions` is meant. */
export function readVersionLocations(options: ConfigOptions): Known<readonly string[] | undefined> {
  const text = options.inIni('version_locations');
  if (!text.known) return text;
  if (text.value === undefined || text.value === '') return options.list('version_locations');
  const separator = separatorOf(options);
  if (!separator.known) return separator;
  return observed(separated(text.value, separator.value));
}

type Separator = (typeof SEPARATORS)[number];
const SEPARATORS = ['space', 'newline', 'os', ':', ';'] as const;

function separatorOf(options: ConfigOptions): Known<Separator | undefined> {
  for (const name of ['path_separator', 'version_path_separator']) {
    const written = options.inIni(name);
    if (!written.known) return written;
    const { value } = written;
    if (value === undefined) continue;
    const separator = SEPARATORS.find((known) => known === value);
    return separator ? observed(separator) : unobserved(`${name} is ${value}, which Alembic does not know,`);
  }
  return observed(undefined);
}

function separated(text: string, separator: Separator | undefined): readonly string[] {
  // What Alembic did before it had separators.
  if (separator === undefined) return text.split(/, *| +/);
  return text
    .split(characterFor(separator, text))
    .filter((path) => path !== '')
    .map((path) => path.trim());
}

function characterFor(separator: Separator, text: string): string {
  switch (separator) {
    case 'space':
      return ' ';
    case 'newline':
      return '\n';
    case 'os':
      // Windows has `;` and every other system `:`, which stands in no list that Windows could read.
      return text.includes(';') ? ';' : ':';
    default:
      return separator;
  }
}
