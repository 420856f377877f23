import { isMarker } from './marker-syntax.ts';
import { normalizedProject } from '../packaging/project-name.ts';
import { optionsIn } from './requirement-options.ts';

/** What one logical line of a requirements file asks pip to install, as far as it can be judged. */
export type Requirement =
  | {
      readonly kind: 'named';
      /** As written. */
      readonly name: string;
      /** As pip compares names: lower case, runs of `-`, `_` and `.` become one `-`. */
      readonly normalizedName: string;
      /** As written, such as `==1.2.3` or `>=1,<2`; empty when there is none. */
      readonly specifier: string;
      /** Set when the specifier is one `==` clause without a wildcard. */
      readonly pinnedVersion: string | undefined;
      /** Offset of the specifier in the content; of the end of the name when there is none. */
      readonly specifierStart: number;
    }
  /** A URL, a path or an editable checkout: pip can never hold it to a version. */
  | { readonly kind: 'unpinnable' }
  /** Another file, as it is named there. */
  | { readonly kind: 'include'; readonly as: 'requirements' | 'constraints'; readonly written: string }
  /** Nothing is asked for: it says how to install. */
  | { readonly kind: 'option' }
  /** `problem` is a clause: "its marker cannot be read". */
  | { readonly kind: 'unjudged'; readonly problem: string };

const IDENTIFIER = '[A-Za-z0-9](?:[\\w.-]*[A-Za-z0-9])?';
const EXTRAS = `\\[\\s*(?:${IDENTIFIER}(?:\\s*,\\s*${IDENTIFIER})*\\s*)?\\]`;
const NAME_AND_EXTRAS = new RegExp(`^(?<name>${IDENTIFIER})(?<gap>\\s*(?:${EXTRAS})?\\s*)`);
const CLAUSE = /^(?<operator>===|==|~=|!=|<=|>=|<|>)\s*(?<version>\S+)$/;
/** PEP 440, appendix B, with the wildcard that only `==` and `!=` take. */
const VERSION =
  /^v?(?:\d+!)?\d+(?:\.\d+)*(?:\.\*|[-_.]?(?:a|b|c|rc|alpha|beta|pre|preview)[-_.]?\d*)?(?:-\d+|[-_.]?(?:post|rev|r)[-_.]?\d*)?(?:[-_.]?dev[-_.]?\d*)?(?:\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?$/i;

/** `content` is a logical line: joined, without comment, trimmed. */
export function parseRequirement(content: string): Requirement {
  if (content.startsWith('-')) return parseOption(content);
  if (content.includes('${')) return unjudged('it depends on an environment variable');
  if (isLocation(content)) return { kind: 'unpinnable' };
  if (/[^\S \t]/.test(content)) return unjudged('it holds white space that is neither a blank nor a tab');
  const head = NAME_AND_EXTRAS.exec(content);
  if (head?.groups === undefined) return unjudged('it is not written as name==version');
  const { name = '', gap = '' } = head.groups;
  return parseTail({ name, gap }, cutTail(content.slice(head[0].length)));
}

interface Tail {
  readonly specifier: string;
  readonly marker: string;
  readonly options: string;
}

function parseTail(
  { name, gap }: { readonly name: string; readonly gap: string },
  { specifier, marker, options }: Tail,
): Requirement {
  if (!areHashes(options)) return unjudged('it carries options that are not read yet');
  if (marker !== '' && !isMarker(marker.slice(1))) return unjudged('its marker cannot be read');
  const clauses = specifier === '' ? [] : specifier.split(',').map(parseClause);
  if (clauses.includes(undefined)) return unjudged('its version cannot be read');
  return {
    kind: 'named',
    name,
    normalizedName: normalizedProject(name),
    specifier,
    pinnedVersion: exactVersion(clauses),
    specifierStart: specifier === '' ? name.length : name.length + gap.length,
  };
}

/** One `==` clause without a wildcard: pip itself also takes `==1.*` for a pin. */
function exactVersion(clauses: readonly (Clause | undefined)[]): string | undefined {
  const [only] = clauses;
  return clauses.length === 1 && only?.operator === '==' && !only.version.endsWith('*')
    ? only.version
    : undefined;
}

/** pip cuts the options off first, then the marker; what is left is the specifier. */
function cutTail(text: string): Tail {
  const optionsAt = text.search(/\s--/);
  const requirement = optionsAt < 0 ? text : text.slice(0, optionsAt);
  const markerAt = requirement.indexOf(';');
  return {
    specifier: (markerAt < 0 ? requirement : requirement.slice(0, markerAt)).trim(),
    marker: markerAt < 0 ? '' : requirement.slice(markerAt).trim(),
    options: optionsAt < 0 ? '' : text.slice(optionsAt),
  };
}

/** pip takes strong hashes only, and splits options at single spaces: after a tab it does not see one. */
function areHashes(options: string): boolean {
  if (options === '') return true;
  return (
    !options.includes('\t--') &&
    options
      .trim()
      .split(/\s+/)
      .every((option) => /^--hash=(?:sha256|sha384|sha512):\w+$/.test(option))
  );
}

/** pip reads one of what a line of options asks for: an editable checkout, else a file. */
function parseOption(content: string): Requirement {
  const read = optionsIn(content);
  if (read.kind === 'unreadable') return unjudged(read.problem);
  const { options, ignored } = read;
  const called = (name: string) => options.filter(({ means }) => means.includes(name));
  if (called('--editable').length > 0) return { kind: 'unpinnable' };
  const [requirements, constraints] = [called('--requirement'), called('--constraint')];
  const [first, ...others] = [...requirements, ...constraints];
  if (first === undefined) {
    return ignored.length > 0 || options.length === 0
      ? unjudged('pip passes over a part of it')
      : { kind: 'option' };
  }
  if (others.length > 0) return unjudged('pip reads only one of the files it names');
  if (first.value === undefined) return unjudged('it names no file');
  return {
    kind: 'include',
    as: requirements.length > 0 ? 'requirements' : 'constraints',
    written: first.value,
  };
}

function isLocation(content: string): boolean {
  return (
    /^[\w.[\],\s-]*@\s*\S/.test(content) ||
    /^(?:[a-z][a-z+]*:\/\/|[a-z]+\+|\.{1,2}[/\\]|[/\\~])/i.test(content) ||
    /\.(?:whl|zip|tar\.gz|tar\.bz2|tgz)(?:$|[\s;#[])/.test(content)
  );
}

interface Clause {
  readonly operator: string;
  readonly version: string;
}

function parseClause(text: string): Clause | undefined {
  const groups = CLAUSE.exec(text.trim())?.groups;
  const { operator = '', version = '' } = groups ?? {};
  if (operator === '===') return { operator, version };
  return VERSION.test(version) ? { operator, version } : undefined;
}

function unjudged(problem: string): Requirement {
  return { kind: 'unjudged', problem };
}
