import { lineStarts, spansIn, startOf, type SourceSpan } from '../../model/source-span.ts';
import type { TextRange } from '../../model/text-range.ts';
import type { ConfigurationFile, ConfiguredEnvironment } from './alembic-config.ts';
import { HERE } from './configured-place.ts';
import { iniOptionLines, readIni } from './ini-reading.ts';
import { pyprojectOptionAt } from './pyproject-alembic.ts';

interface Asked {
  /** Names of options: the first that is set counts. */
  readonly options: readonly string[];
  /** What stands in its value; left out: the whole of it is meant. */
  readonly written?: string | undefined;
}

/**
 * Where an environment was told something: the words that are asked for, else the option that holds them, else
 * the beginning of the configuration. What an ini file leaves out may stand in the pyproject.toml beside it.
 */
export function configuredAt(
  { path, folder, section }: Pick<ConfiguredEnvironment, 'path' | 'folder' | 'section'>,
  { options, written }: Asked,
  files: readonly ConfigurationFile[],
): SourceSpan {
  const beside = folder === '' ? 'pyproject.toml' : `${folder}/pyproject.toml`;
  const own = files.filter((file) => file.path === path);
  const others = section === undefined ? [] : files.filter((file) => file.path === beside);
  for (const option of options) {
    for (const file of [...own, ...others]) {
      const range = optionAt(file, section, option);
      if (range === undefined) continue;
      const { start, end } = wordsIn(file.text, range, written) ?? range;
      return spansIn(file.path, file.text).span(start, end);
    }
  }
  return startOf(path);
}

function optionAt(
  { path, text }: ConfigurationFile,
  section: string | undefined,
  option: string,
): TextRange | undefined {
  if (path.endsWith('pyproject.toml')) return pyprojectOptionAt(text, option);
  const ini = readIni(text);
  const lines =
    ini.kind === 'ini' && section !== undefined ? iniOptionLines(ini, section, option) : undefined;
  if (lines === undefined) return undefined;
  const starts = lineStarts(text);
  const start = starts[lines.first - 1] ?? 0;
  const whole = text.slice(start, starts[lines.last] ?? text.length);
  return { start: start + whole.search(/\S|$/), end: start + whole.trimEnd().length };
}

/** A place as it was written: `a/b` is not found in `a/bc`. */
function wordsIn(
  text: string,
  { start, end }: TextRange,
  written: string | undefined,
): TextRange | undefined {
  if (written === undefined || written === '') return undefined;
  const words = written.replaceAll(HERE, '%(here)s');
  const value = text.slice(start, end);
  for (let at = value.indexOf(words); at >= 0; at = value.indexOf(words, at + 1)) {
    const isWhole = isApart(value[at - 1]) && isApart(value[at + words.length]);
    const isComment = /^\s*[#;]/.test(value.slice(value.lastIndexOf('\n', at) + 1));
    if (isWhole && !isComment) return { start: start + at, end: start + at + words.length };
  }
  return undefined;
}

function isApart(character: string | undefined): boolean {
  return character === undefined || /[\s,:;="']/.test(character);
}
