import { MAX_TEXT_UNITS } from '../../model/file-content.ts';
import { withoutCredentials } from '../../model/without-credentials.ts';
import { startOf, type SourceSpan } from '../../model/source-span.ts';
import { schemaProblems } from '../../policy/policy-problems.ts';
import type { PolicyText } from '../../policy/source/policy-text.ts';
import { readToml } from '../../policy/source/toml-text.ts';
import { environmentOverrides, type Environment } from './environment-overrides.ts';
import {
  UPDATE_CONFIG_PATH,
  type SettingSource,
  type UpdateConfigReading,
  type UpdateProblem,
  type WrittenSettings,
} from './update-config.ts';
import {
  UPDATE_KEYS,
  updateFileSchema,
  updateJsonSchema,
  withDefaults,
  type UpdateKey,
} from './update-schema.ts';

/**
 * The settings that hold: the environment before the file before the default. Never throws; a mistake in either makes
 * the whole invalid, also where the other would have won.
 *
 * @param text of `config/update.toml`; `undefined`: there is no such file
 * @param path where it lies, for the places of problems
 */
export function readUpdateConfig(
  text: string | undefined,
  environment: Environment,
  path = UPDATE_CONFIG_PATH,
): UpdateConfigReading {
  const file = text === undefined ? NO_FILE : readFile(path, text);
  const overrides = environmentOverrides(environment);
  const problems = [...file.problems, ...overrides.problems];
  if (problems.length > 0) return { kind: 'invalid', problems };
  const settings = withDefaults({ ...file.settings, ...overrides.settings });
  const sourceOf = (key: UpdateKey): SettingSource =>
    overrides.sources.get(key) ?? file.sources.get(key) ?? { kind: 'default' };
  return {
    kind: 'config',
    settings,
    sources: UPDATE_KEYS.map((key) => ({ key, value: shown(settings[key]), source: sourceOf(key) })),
  };
}

/** A value as people may see it: an address in it may hold a password. */
function shown(value: unknown): unknown {
  if (typeof value === 'string') return withoutCredentials(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(shown);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shown(one)]));
}

const NO_FILE: WrittenSettings = { settings: {}, sources: new Map(), problems: [] };

function readFile(path: string, text: string): WrittenSettings {
  const at = startOf(path);
  const refused = (message: string): WrittenSettings => ({ ...NO_FILE, problems: [{ message, at }] });
  if (text.length > MAX_TEXT_UNITS) return refused('The file is larger than 2 MB. Make it smaller.');
  if (text.includes('\0')) return refused('The file is a binary file. Write it as text.');
  const source = readToml(path, text.replace(/^\uFEFF/, ''));
  if (source.kind === 'malformed')
    return {
      ...NO_FILE,
      problems: [{ message: `The file cannot be read: ${source.problem}.`, at: source.at }],
    };
  const [above] = settingsAbove(source.value);
  if (above !== undefined)
    return { ...NO_FILE, problems: [headerMissing(above, source.keySpanOf([above]) ?? at)] };
  const parsed = updateFileSchema.safeParse(source.value, { jitless: true });
  return parsed.success
    ? settingsIn(source, parsed.data.update)
    : { ...NO_FILE, problems: schemaProblems(parsed.error, source, FORM) };
}

/** Settings that no header is above, in the order of the file. */
function settingsAbove(value: unknown): readonly string[] {
  const names: ReadonlySet<string> = new Set(UPDATE_KEYS);
  return typeof value === 'object' && value !== null
    ? Object.keys(value).filter((key) => names.has(key))
    : [];
}

/** One problem for all of them: they have one cause, and what else is wrong is seen behind it. */
function headerMissing(key: string, at: SourceSpan): UpdateProblem {
  return { message: `The header [update] is missing above ${key}. Put it before all settings.`, at };
}

const FORM = { name: 'The file', schema: updateJsonSchema };

/** Only what is written: the default of a key that is left out is no setting of the file. */
function settingsIn(
  source: Extract<PolicyText, { kind: 'value' }>,
  settings: WrittenSettings['settings'] | undefined,
): WrittenSettings {
  if (settings === undefined) return NO_FILE;
  const sources = new Map<UpdateKey, SettingSource>(
    UPDATE_KEYS.flatMap((key) => {
      const at = source.keySpanOf(['update', key]);
      return at === undefined ? [] : [[key, { kind: 'file', at }] as const];
    }),
  );
  return { settings, sources, problems: [] };
}
