import { observed, unobserved, type Known } from '../known.ts';
import type { ConfigOptions } from './config-options.ts';
import { below, configuredPlace, HERE, type ConfiguredPlace } from './configured-place.ts';
import { readIni, type IniReading } from './ini-reading.ts';
import { iniValue } from './ini-value.ts';
import { readPyproject, type PyprojectReading } from './pyproject-alembic.ts';
import { versionLocations } from './version-locations.ts';

/** One environment as a configuration describes it. */
export interface ConfiguredEnvironment {
  /** For people: `alembic.ini`, `alembic.ini [billing]`, `pyproject.toml`. */
  readonly name: string;
  /** Of the configuration. */
  readonly folder: string;
  /** Its version locations in their order; unobserved where it cannot be told without running anything. */
  readonly locations: Known<readonly ConfiguredPlace[]>;
  readonly isRecursive: boolean;
}

export interface ConfigurationFile {
  readonly path: string;
  readonly text: string;
}

/** Whether Alembic, or whoever starts it, takes a file of this name for a configuration. */
export function isConfiguration(name: string): boolean {
  return name === PYPROJECT || /^alembic.*\.ini$/.test(name);
}

const PYPROJECT = 'pyproject.toml';

/** Environments of these files, sections in their order. What Alembic itself would ask of both kinds is asked here. */
export function configuredEnvironments(
  files: readonly ConfigurationFile[],
): readonly ConfiguredEnvironment[] {
  const pyprojects = new Map(
    files.filter(({ path }) => nameOf(path) === PYPROJECT).map((file) => [folderOf(file.path), file]),
  );
  const fromIni = files
    .filter(({ path }) => path.endsWith('.ini'))
    .flatMap((file) => environmentsOfIni(file, pyprojects.get(folderOf(file.path))));
  const named = new Set(fromIni.map(({ folder }) => folder));
  // A section that leaves something out has it from the pyproject.toml beside it.
  const fromToml = [...pyprojects.values()]
    .filter(({ path }) => !named.has(folderOf(path)))
    .flatMap(environmentOfToml);
  return [...fromIni, ...fromToml];
}

function environmentsOfIni(
  file: ConfigurationFile,
  beside: ConfigurationFile | undefined,
): readonly ConfiguredEnvironment[] {
  const name = nameOf(file.path);
  const folder = folderOf(file.path);
  const ini = readIni(file.text);
  if (ini.kind === 'malformed') {
    const why = `${file.path} cannot be read: ${ini.problem} (line ${ini.line})`;
    return [{ name: file.path, folder, locations: unobserved(why), isRecursive: false }];
  }
  const toml = beside ? readPyproject(beside.text) : undefined;
  return sectionsOf(ini).flatMap((section) => {
    const options = optionsOf(ini, section, toml);
    const title = section === MAIN_SECTION ? name : `${name} [${section}]`;
    return environment(options, { name: folder === '' ? title : `${folder}/${title}`, folder });
  });
}

const MAIN_SECTION = 'alembic';

/** `alembic`, and those that `-n` may name: they say themselves where their scripts are. */
function sectionsOf(ini: Extract<IniReading, { kind: 'ini' }>): readonly string[] {
  return Array.from(ini.sections, ([name, own]) => ({ name, own }))
    .filter(
      ({ name, own }) => name === MAIN_SECTION || own.has('script_location') || own.has('version_locations'),
    )
    .map(({ name }) => name);
}

function environmentOfToml(file: ConfigurationFile): readonly ConfiguredEnvironment[] {
  const toml = readPyproject(file.text);
  if (toml.kind === 'none') return [];
  const folder = folderOf(file.path);
  return environment(toml.options, { name: file.path, folder });
}

interface Named {
  readonly name: string;
  readonly folder: string;
}

/** None where nobody wrote down where its scripts are: Flask-Migrate, for one, says so when it runs. */
function environment(options: ConfigOptions, named: Named): readonly ConfiguredEnvironment[] {
  const locations = placesOf(options, named);
  if (locations === undefined) return [];
  return [{ ...named, locations, isRecursive: options.isOn('recursive_version_locations') }];
}

function placesOf(options: ConfigOptions, named: Named): ConfiguredEnvironment['locations'] | undefined {
  const written = versionLocations(options);
  if (!written.known) return unobserved(`${written.reason} in ${named.name}`);
  if (written.value !== undefined) return placesAt(written.value, named);
  const location = options.text('script_location');
  if (!location.known) return unobserved(`${location.reason} in ${named.name}`);
  if (location.value === undefined) return undefined;
  const places = placesAt([location.value], named);
  return places.known ? observed(places.value.map((place) => below(place, 'versions'))) : places;
}

function placesAt(written: readonly string[], { name, folder }: Named): ConfiguredEnvironment['locations'] {
  const places: ConfiguredPlace[] = [];
  for (const path of written) {
    const place = configuredPlace(path, folder);
    if (place === undefined) {
      const shown = path.replaceAll(HERE, '%(here)s');
      return unobserved(`${name} names ${shown}, which does not lie in the repository`);
    }
    places.push(place);
  }
  return observed(places);
}

function optionsOf(
  ini: Extract<IniReading, { kind: 'ini' }>,
  section: string,
  toml: PyprojectReading | undefined,
): ConfigOptions {
  const otherwise = toml?.kind === 'options' ? toml.options : NO_OPTIONS;
  const valueOf = (option: string) => iniValue(ini, { section, option }, GIVEN);
  const inIni = (name: string): Known<string | undefined> => {
    const value = valueOf(name);
    if (value.kind === 'unclear') return unobserved(`${name} is unclear because ${value.problem}`);
    return observed(value.kind === 'value' ? value.value : undefined);
  };
  return {
    inIni,
    text: (name) => (valueOf(name).kind === 'absent' ? otherwise.text(name) : inIni(name)),
    list: (name) => otherwise.list(name),
    isOn: (name) => {
      const value = valueOf(name);
      return value.kind === 'value'
        ? value.value === 'true'
        : value.kind === 'absent' && otherwise.isOn(name);
    },
  };
}

const GIVEN: ReadonlyMap<string, string> = new Map([['here', HERE]]);

const NO_OPTIONS: ConfigOptions = {
  text: () => observed(undefined),
  inIni: () => observed(undefined),
  list: () => observed(undefined),
  isOn: () => false,
};

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}
