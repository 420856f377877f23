import { observed, unobserved, type Known } from '../../model/known.ts';
import { readTomlTree } from '../../model/toml-tree.ts';
import type { TextRange } from '../../model/text-range.ts';
import type { ConfigOptions } from './config-options.ts';
import { HERE } from './configured-place.ts';
import type { TomlTable, TomlValue } from '../../model/toml-value.ts';

/** `none`: it says nothing of Alembic. */
export type PyprojectReading =
  | { readonly kind: 'none' }
  | { readonly kind: 'options'; readonly options: ConfigOptions };

interface PyprojectFile {
  readonly path: string;
  readonly text: string;
}

/** The table `tool.alembic`, which Alembic reads since 1.16. Never throws. */
export function readPyproject({ path, text }: PyprojectFile): PyprojectReading {
  const table = tableIn(text);
  if (table === undefined) return { kind: 'none' };
  const placeOf = (name: string) => {
    const range = valueIn(table, name)?.range;
    return range && `in line ${text.slice(0, range.start).split('\n').length} of ${path}`;
  };
  return { kind: 'options', options: { ...optionsIn(table), placeOf } };
}

/** The value of an option in the text; `undefined` where it is not set. */
export function pyprojectOptionAt(text: string, option: string): TextRange | undefined {
  const table = tableIn(text);
  return table && valueIn(table, option)?.range;
}

function tableIn(text: string): TomlTable | undefined {
  // Most speak of other tools only, and whole projects of them are long.
  if (!text.includes('alembic')) return undefined;
  const toml = readTomlTree(text);
  if (toml.kind === 'malformed') return undefined;
  const tool = valueIn(toml.root, 'tool');
  const alembic = tool?.kind === 'table' ? valueIn(tool, 'alembic') : undefined;
  return alembic?.kind === 'table' ? alembic : undefined;
}

function optionsIn(table: TomlTable): Omit<ConfigOptions, 'placeOf'> {
  return {
    inIni: () => observed(undefined),
    text: (name) => {
      const value = valueIn(table, name);
      if (value === undefined) return observed(undefined);
      return value.kind === 'text' ? replaced(name, value.value) : unobserved(`${name} is no text`);
    },
    list: (name) => {
      const value = valueIn(table, name);
      if (value === undefined) return observed(undefined);
      return value.kind === 'array' ? listOf(name, value.items) : unobserved(`${name} is no list`);
    },
    isOn: (name) => {
      const value = valueIn(table, name);
      return value?.kind === 'boolean' && value.value;
    },
  };
}

function listOf(name: string, items: readonly TomlValue[]): Known<readonly string[] | undefined> {
  const texts: string[] = [];
  for (const item of items) {
    const text =
      item.kind === 'text' ? replaced(name, item.value) : unobserved(`${name} is no list of texts`);
    if (!text.known) return text;
    texts.push(text.value);
  }
  // An empty list is as none at all to Alembic.
  return observed(texts.length === 0 ? undefined : texts);
}

const KNOWN = /%\(here\)s|%%/g;

/** Python's `%` with nothing at hand but the folder of the file. */
function replaced(name: string, text: string): Known<string> {
  if (text.replaceAll(KNOWN, '').includes('%')) return unobserved(`${name} has an invalid %`);
  return observed(text.replaceAll(KNOWN, (found) => (found === '%%' ? '%' : HERE)));
}

function valueIn(table: TomlTable, name: string): TomlValue | undefined {
  return table.entries.get(name)?.value;
}
