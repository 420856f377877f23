import { observed, unobserved, type Known } from '../../model/known.ts';
import type { ConfigOptions } from './config-options.ts';
import { below, configuredPlace, HERE, type ConfiguredPlace } from './configured-place.ts';
import { iniOptionLines, readIni, type IniOptions, type IniReading } from './ini-reading.ts';
import { iniValue } from './ini-value.ts';
import { readPyproject, type PyprojectReading } from './pyproject-alembic.ts';
import { readVersionLocations } from './version-locations.ts';
import { folderOf } from '../../model/folder-of.ts';

/** One environment as a configuration describes it. */
export interface ConfiguredEnvironment {
  /** For people: `alembic.ini`, `alembic.ini [billing]`, `pyproject.toml`. */
  readonly name: string;
  /** The configuration. */
  readonly path: string;
  /** `undefined` in pyproject.toml. */
  readonly section: string | undefined;
  /** Of the configuration. */
  readonly folder: string;
  /** Its version locations in their order; unobserved where it cannot be told without running anything. */
  readonly locations: Known<readonly ConfiguredPlace[]>;
  /** The same as they are written, `%(here)s` as `HERE`; empty where they are not known. */
  readonly written: readonly string[];
  /** Where its `env.py` is; `undefined` where that is not said, or not known. */
  readonly scripts: ConfiguredPlace | undefined;
  /** Of the database, as far as it is written down; `undefined` where it is not. */
  readonly address: string | undefined;
  /** Folders that Python is to look in first, as they are written. */
  readonly pythonFolders: readonly string[];
  readonly isRecursive: boolean;
  /** Compiled revisions are loaded as well. */
  readonly isSourceless: boolean;
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
    .filter(({ path }) => nameOf(path) !== PYPROJECT)
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
    const named = { name: file.path, path: file.path, section: undefined, folder };
    return [{ ...NOTHING_SAID, ...named, locations: unobserved(why) }];
  }
  const toml = beside ? readPyproject(beside) : undefined;
  return sectionsOf(ini).flatMap((section) => {
    const options = optionsOf({ path: file.path, ini, section }, toml);
    const title = section === MAIN_SECTION ? name : `${name} [${section}]`;
    const where = { path: file.path, section, folder };
    return environment(options, { name: folder === '' ? title : `${folder}/${title}`, ...where });
  });
}

const MAIN_SECTION = 'alembic';

/**
 * `alembic`, and those that `-n` may name: they say themselves where their scripts are, or DEFAULT says it for
 * all of them, perhaps in words that a section gives another meaning.
 */
function sectionsOf(ini: Extract<IniReading, { kind: 'ini' }>): readonly string[] {
  const isTold = (options: IniOptions) => options.has('script_location') || options.has('version_locations');
  return Array.from(ini.sections, ([name, own]) => ({ name, own }))
    .filter(
      ({ name, own }) =>
        name === MAIN_SECTION || isTold(own) || (isTold(ini.defaults) && !OTHER_SECTIONS.test(name)),
    )
    .map(({ name }) => name);
}

/** They are read by Alembic and by logging for something else, and DEFAULT reaches them all the same. */
const OTHER_SECTIONS = /^(?:post_write_hooks|(?:logger|handler|formatter)(?:s|_.*))$/;

function environmentOfToml(file: ConfigurationFile): readonly ConfiguredEnvironment[] {
  const toml = readPyproject(file);
  if (toml.kind === 'none') return [];
  const folder = folderOf(file.path);
  return environment(toml.options, { name: file.path, path: file.path, section: undefined, folder });
}

type Named = Pick<ConfiguredEnvironment, 'name' | 'path' | 'section' | 'folder'>;

const NOTHING_SAID = {
  written: [],
  scripts: undefined,
  address: undefined,
  pythonFolders: [],
  isRecursive: false,
  isSourceless: false,
};

/** None where nobody wrote down where its scripts are: Flask-Migrate, for one, says so when it runs. */
function environment(options: ConfigOptions, named: Named): readonly ConfiguredEnvironment[] {
  const isSourceless = options.isOn('sourceless');
  const location = options.text('script_location');
  const scripts = location.known ? location.value : undefined;
  const address = options.inIni('sqlalchemy.url');
  const places = placesOf(options, location, named) ?? (isSourceless ? NO_PLACES : undefined);
  if (places === undefined) return [];
  return [
    {
      ...named,
      ...places,
      scripts: scripts === undefined ? undefined : configuredPlace(scripts, named.folder),
      address: address.known ? address.value : undefined,
      pythonFolders: pythonFoldersOf(options),
      isRecursive: options.isOn('recursive_version_locations'),
      isSourceless,
    },
  ];
}

type Places = Pick<ConfiguredEnvironment, 'locations' | 'written'>;

const NO_PLACES: Places = { locations: observed([]), written: [] };

function placesOf(
  options: ConfigOptions,
  location: Known<string | undefined>,
  named: Named,
): Places | undefined {
  const locations = readVersionLocations(options);
  if (!locations.known) return unknownPlaces(`${locations.reason} in ${named.name}`);
  if (locations.value?.includes('') === true)
    return unknownPlaces(`a part of ${emptyAt(options, 'version_locations')}`);
  if (locations.value !== undefined) return placesAt(locations.value, named);
  if (!location.known) return unknownPlaces(`${location.reason} in ${named.name}`);
  if (location.value === undefined) return undefined;
  // Alembic takes it for the folder that it is started in, and finds no environment there.
  if (location.value === '') return unknownPlaces(emptyAt(options, 'script_location'));
  const { locations: places, written } = placesAt([location.value], named);
  if (!places.known) return { locations: places, written };
  return { locations: observed(places.value.map((place) => below(place, 'versions'))), written };
}

function emptyAt(options: ConfigOptions, name: string): string {
  return `${name} ${options.placeOf(name) ?? ''} is empty`;
}

function pythonFoldersOf(options: ConfigOptions): readonly string[] {
  const written = options.text('prepend_sys_path');
  if (written.known && written.value !== undefined) return written.value.split(/[,;:\s]+/).filter(Boolean);
  const listed = options.list('prepend_sys_path');
  return listed.known ? (listed.value ?? []) : [];
}

function placesAt(written: readonly string[], { name, folder }: Named): Places {
  const places: ConfiguredPlace[] = [];
  for (const path of written) {
    const place = configuredPlace(path, folder);
    if (place === undefined) {
      const shown = path.replaceAll(HERE, '%(here)s');
      return unknownPlaces(`${name} names ${shown}, which does not lie in the repository`);
    }
    places.push(place);
  }
  return { locations: observed(places), written };
}

function unknownPlaces(reason: string): Places {
  return { locations: unobserved(reason), written: [] };
}

interface Section {
  readonly path: string;
  readonly ini: Extract<IniReading, { kind: 'ini' }>;
  readonly section: string;
}

function optionsOf({ path, ini, section }: Section, toml: PyprojectReading | undefined): ConfigOptions {
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
    placeOf: (name) => {
      const lines = iniOptionLines(ini, section, name);
      return lines === undefined ? otherwise.placeOf(name) : `in line ${lines.first} of ${path}`;
    },
  };
}

const GIVEN: ReadonlyMap<string, string> = new Map([['here', HERE]]);

const NO_OPTIONS: ConfigOptions = {
  text: () => observed(undefined),
  inIni: () => observed(undefined),
  list: () => observed(undefined),
  isOn: () => false,
  placeOf: () => undefined,
};

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
