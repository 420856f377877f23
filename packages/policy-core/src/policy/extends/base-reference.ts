import { meantAmong } from '../meant-word.ts';
import type { PolicyProblem } from '../policy.ts';
import { PRESETS, type Preset } from '../presets/presets.ts';

/** Where a policy lies that others build on. Its text is always in the repository. */
export type BaseLocation =
  /** `path` counts from the root of the repository. */
  | { readonly kind: 'file'; readonly path: string }
  /** Of another place, kept in the repository as a copy. */
  | { readonly kind: 'copy'; readonly path: string; readonly origin: CopyOrigin };

export type CopyOrigin =
  | {
      readonly kind: 'github';
      readonly owner: string;
      readonly repository: string;
      readonly file: string;
      /** 40 hex digits. */
      readonly commit: string;
    }
  | { readonly kind: 'npm'; readonly name: string; readonly version: string; readonly file: string };

export type BaseReference =
  | { readonly kind: 'preset'; readonly preset: Preset }
  | BaseLocation
  | ({ readonly kind: 'refused' } & Pick<PolicyProblem, 'message' | 'meant'>);

/** The folder of copies; nothing else lies in there. */
export const COPIES_FOLDER = '.lockkeeper/extends';

/** What an entry under `extends` names. A path counts from the file that says it. */
export function baseReference(written: unknown, from: BaseLocation): BaseReference {
  if (typeof written !== 'string') return unknownPreset(written);
  if (/^\.\.?\//.test(written)) return besideReference(written, from);
  if (written.startsWith('github:')) return githubReference(written);
  if (written.startsWith('npm:')) return npmReference(written);
  const preset = PRESETS.find(({ name }) => name === written);
  return preset === undefined ? unknownPreset(written) : { kind: 'preset', preset };
}

/** As it is written under `extends`, in the one form that records of copies use. */
export function sourceText(origin: CopyOrigin): string {
  return origin.kind === 'github'
    ? `github:${origin.owner}/${origin.repository}//${origin.file}@${origin.commit}`
    : `npm:${origin.name}@${origin.version}//${origin.file}`;
}

/** The same place at any commit or version: there is one copy of it. */
export function copyPath(origin: CopyOrigin): string {
  return origin.kind === 'github'
    ? `${COPIES_FOLDER}/github/${origin.owner}/${origin.repository}/${origin.file}`
    : `${COPIES_FOLDER}/npm/${origin.name}/${origin.file}`;
}

/** A clause names the forms, for who wrote none of them. */
function unknownPreset(written: unknown): BaseReference {
  const names = PRESETS.map(({ name }) => name);
  const said = JSON.stringify(written);
  if (typeof written === 'string' && looksLikeFile(written))
    return refused(`There is no preset ${said}. Write a file of the repository as ./${written}.`);
  return {
    ...refused(`There is no preset ${said}. The presets are ${names.join(', ')}.`),
    ...(typeof written === 'string' ? meantAmong(written, names) : {}),
  };
}

function looksLikeFile(written: string): boolean {
  return FILE_NAME.test(written) && isPlainPath(written);
}

function besideReference(written: string, from: BaseLocation): BaseReference {
  const folder = from.kind === 'file' ? from.path : from.origin.file;
  const path = resolvedPath(written, folder.split('/').slice(0, -1));
  if (path === undefined)
    return refused(
      `${JSON.stringify(written)} is not a path inside the repository. Name a file below its root.`,
    );
  const problem = fileProblem(path);
  if (problem !== undefined) return refused(problem);
  if (from.kind === 'file') return { kind: 'file', path };
  return copyOf({ ...from.origin, file: path });
}

/** `undefined`: it leads out of the repository, or holds what no path of a policy does. */
function resolvedPath(written: string, folder: readonly string[]): string | undefined {
  const names = [...folder];
  for (const name of written.split('/')) {
    if (name === '.') continue;
    if (name !== '..') names.push(name);
    else if (names.pop() === undefined) return undefined;
  }
  const path = names.join('/');
  return isPlainPath(path) ? path : undefined;
}

/** Names that are the same on every system; a path that one of them reads in another way is not. */
function isPlainPath(path: string): boolean {
  return path.split('/').every((name) => PLAIN_NAME.test(name) && !/^\.*$/.test(name) && !name.endsWith('.'));
}

const PLAIN_NAME = /^[\p{L}\p{N}._@+~-][\p{L}\p{N}._@+~ -]*$/u;
const FILE_NAME = /\.(?:ya?ml|toml|json)$/;

function fileProblem(path: string): string | undefined {
  const names = path.toLowerCase().split('/');
  if (names.includes('.git')) return `${path} lies in a folder of git. Name a file that is committed.`;
  if (names.includes('node_modules'))
    return `${path} lies in node_modules, which nobody commits. Write npm:NAME@VERSION, which keeps a copy.`;
  if (`${path}/`.startsWith(`${COPIES_FOLDER}/`))
    return `${path} is a copy of another place. Name that place itself, so that the copy is compared.`;
  return FILE_NAME.test(path)
    ? undefined
    : `${path} is not named like a policy. Name it .yaml, .yml, .toml or .json.`;
}

const GITHUB =
  /^github:(?<owner>[A-Za-z0-9][A-Za-z0-9-]{0,38})\/(?<repository>[A-Za-z0-9._-]{1,100})\/\/(?<file>[^@]+)(?:@(?<pin>.*))?$/;

function githubReference(written: string): BaseReference {
  const said = JSON.stringify(written);
  const { owner = '', repository = '', file = '', pin = '' } = GITHUB.exec(written)?.groups ?? {};
  if (owner === '' || /^\.+$/.test(repository))
    return refused(`${said} names no file. Write github:OWNER/REPOSITORY//PATH@COMMIT.`);
  if (!/^[0-9a-f]{40}$/.test(pin))
    return refused(`${said} is not pinned. Name a commit by all its 40 hex digits: branches and tags move.`);
  return copyIn(said, { kind: 'github', owner, repository, file, commit: pin });
}

const NPM =
  /^npm:(?<name>(?:@[a-z0-9][a-z0-9._-]{0,99}\/)?[a-z0-9][a-z0-9._-]{0,99})(?:@(?<version>[^/]*))?(?:\/\/(?<file>.+))?$/;
const VERSION = /^\d{1,10}\.\d{1,10}\.\d{1,10}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;

function npmReference(written: string): BaseReference {
  const said = JSON.stringify(written);
  const { name, version = '', file = 'lockkeeper.yaml' } = NPM.exec(written)?.groups ?? {};
  if (name === undefined) return refused(`${said} names no package. Write npm:NAME@VERSION, such as 1.2.3.`);
  if (!VERSION.test(version))
    return refused(`${said} is not pinned. Name one version in full, such as 1.2.3: ranges and tags move.`);
  return copyIn(said, { kind: 'npm', name, version, file });
}

function copyIn(said: string, origin: CopyOrigin): BaseReference {
  if (!isPlainPath(origin.file))
    return refused(`${said} has no plain path. Write names with / between them.`);
  const problem = fileProblem(origin.file);
  return problem === undefined ? copyOf(origin) : refused(problem);
}

function copyOf(origin: CopyOrigin): BaseLocation {
  return { kind: 'copy', path: copyPath(origin), origin };
}

function refused(message: string): { readonly kind: 'refused'; readonly message: string } {
  return { kind: 'refused', message };
}
