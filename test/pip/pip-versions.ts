import { parseSpecifier } from '../../packages/policy-core/src/dependencies/packaging/specifier.ts';
import { compareVersions } from '../../packages/policy-core/src/dependencies/packaging/version-order.ts';
import { versionText } from '../../packages/policy-core/src/dependencies/packaging/version-text.ts';
import type { Version } from '../../packages/policy-core/src/dependencies/packaging/version.ts';
import { runsTogether } from './marker-comparisons.ts';
import { parseVersion } from '../../packages/policy-core/src/dependencies/packaging/parse-version.ts';

/**
 * What older versions of pip read in another way than the one Lockkeeper follows (26.3). Where an older pip answers,
 * a line that holds such a construct may differ, and is counted under this name.
 */
export interface OldReading {
  readonly name: string;
  /** The first version of pip that reads it as 26.3 does; left out where that is the last one. */
  readonly until?: string;
  /** Whether a logical line holds the construct. */
  readonly concerns: (content: string) => boolean;
}

/** The other readings of a pip of that version; one for 26.3 and later. */
export function oldReadingsOf(pip: string): readonly OldReading[] {
  const version = versionOf(pip);
  const old = OLD_READINGS.filter(({ until }) => compareVersions(version, versionOf(until)) < 0);
  return compareVersions(version, versionOf(EDITABLE_BEHIND.since)) < 0 ? old : [...old, EDITABLE_BEHIND];
}

/**
 * Since 25.0 pip refuses the line, because it takes the requirement for what is editable. The sets of cases keep
 * the old reading, and so do we; dependencies/syntax reports the line in either case.
 */
const EDITABLE_BEHIND = {
  name: '-e behind a requirement: foo -e bar',
  since: '25.0',
  concerns: (content: string) => beforeOptions(content) !== '' && hasEditable(content),
};

/** The first of them that a line holds. */
export function oldReadingIn(readings: readonly OldReading[], content: string): OldReading | undefined {
  return readings.find(({ concerns }) => concerns(content));
}

const OLD_READINGS: readonly (OldReading & { readonly until: string })[] = [
  {
    name: 'options that came later: --all-releases, --only-final',
    until: '26.0',
    concerns: (content) => mayMean(content, ['--all-releases', '--only-final']),
  },
  {
    name: 'an option that came later: --no-require-hashes',
    until: '26.2',
    concerns: (content) => mayMean(content, ['--no-require-hashes']),
  },
  {
    name: 'an option that went: --global-option',
    until: '25.3',
    concerns: (content) => mayMean(content, ['--global-option']),
  },
  {
    name: 'features by name, which come and go with every version',
    until: '26.2',
    concerns: (content) => mayMean(content, ['--use-feature']),
  },
  {
    name: 'an editable by name and address: -e "foo @ git+https://..."',
    until: '25.3',
    concerns: (content) => hasEditable(content) && content.includes('@'),
  },
  {
    name: 'egg fragments that are no names: #egg=foo[extra]',
    until: '26.0',
    concerns: (content) => /[#&]egg=(?!(?:[a-z\d][\w.-]*)?[a-z\d](?:&|$|\s*; | +-))/i.test(content),
  },
  {
    name: 'wheels whose name, version or tags are not as they should be',
    until: '26.3.dev0',
    concerns: (content) => wheelNames(content).some((name) => !isPlainWheel(name)),
  },
  {
    name: 'white space before the extras of a path: ./foo [extra]',
    until: '25.2',
    concerns: (content) => /[./].*\s\[[^\]]+\]/.test(content),
  },
  {
    name: 'letters that turn into ASCII ones without regard to case, in versions',
    until: '26.1',
    concerns: (content) => /[\u0130\u0131\u017F\u212A]/.test(content),
  },
  {
    name: 'extra compared with a variable, or with a name that is not in its normal form',
    until: '26.3.dev0',
    concerns: (content) => COMPARES_EXTRA.test(content) || COMPARES_NAME.test(content),
  },
  {
    name: 'a marker with one kind of quotes within the other',
    until: '26.3.dev0',
    concerns: (content) => /"[^"]*'[^"]*"|'[^']*"[^']*'/.test(content),
  },
  {
    name: 'marker variables that came later: extras, dependency_groups',
    until: '25.1',
    concerns: (content) => /\bextras\b|\bdependency_groups\b/.test(content),
  },
  {
    name: 'versions and specifiers from before PEP 440: ==1.0-SNAPSHOT',
    until: '24.1',
    concerns: (content) => clausesOf(content).some((clause) => parseSpecifier(clause) === undefined),
  },
  {
    name: 'a comma without a clause behind it',
    until: '24.1',
    concerns: (content) => /,[^!-~]*(?:[,;)]|$)/.test(withoutMarker(beforeOptions(content))),
  },
  {
    name: 'several clauses with one operator, which were one when their versions were equal: ==1,==1.0',
    until: '24.1',
    concerns: (content) => hasTwice(clausesOf(content).map((clause) => /^[=!<>~]+/.exec(clause)?.[0])),
  },
  {
    name: 'brackets without a clause in them: foo ( )',
    until: '24.1',
    concerns: (content) => /\(\s*\)/.test(content),
  },
  {
    name: 'pre-releases behind ~= that are written out: ~=1.0.beta1',
    until: '24.1',
    concerns: (content) => /~=[^,;)]*(?:alpha|beta|preview)/i.test(content),
  },
  {
    name: 'names that end with an underscore',
    until: '24.1',
    concerns: (content) => /[a-z\d][\w.-]*_(?![\w.-])/i.test(withoutMarker(content)),
  },
  {
    name: '=== with a bracket or semicolon before or behind it',
    until: '24.1',
    concerns: (content) => /\([^)]*===|===[^,]*[;)\]]/.test(content),
  },
  {
    name: 'addresses behind a name that have no host, or are written as no URL is',
    until: '24.1',
    concerns: (content) => addressesBehindName(content).some((address) => !isPlainAddress(address)),
  },
  {
    name: 'addresses with a bracket or a foreign sign in their host, or a tab in their scheme',
    until: '24.1',
    concerns: (content) => /:\/\/[^/]*(?:[[\]]|[^ -~])|^[^/:]*\t[^/:]*:|^[^ -~]/.test(content),
  },
  {
    name: 'not in, written with more than one blank',
    until: '24.1',
    concerns: (content) => /\bnot(?: \s|[^ \S])\s*in\b/.test(content),
  },
  {
    name: 'and, or, in without a blank before or behind them',
    until: '24.1',
    concerns: (content) => runsTogether(content.slice(content.indexOf(';') + 1)),
  },
  {
    name: 'a backslash, tab or null character in the text of a marker',
    until: '24.1',
    concerns: (content) => /;.*(?:"[^"]*[\\\t\0]|'[^']*[\\\t\0])/.test(content),
  },
];

const COMPARES_EXTRA =
  /\bextra\s*(?:[=!<>~]=?=?|not\s+in|in)\s*[a-z]|[a-z]\s*(?:[=!<>~]=?=?|\bnot\s+in|\bin)\s*extra\b/;

const COMPARES_NAME = /;.*\b(?:extras?|dependency_groups)\b/;

function versionOf(text: string): Version {
  const version = parseVersion(text);
  if (version === undefined) throw new Error(`${text} is not a version of pip.`);
  return version;
}

/** Whether the line has an option that is one of these, or cut short may be. */
function mayMean(content: string, names: readonly string[]): boolean {
  const written = content.replaceAll(/["'\\]/g, '').match(/--[a-z-]+/g) ?? [];
  return written.some((option) => names.some((name) => name.startsWith(option) && !option.endsWith('--no')));
}

/** What stands before the first option, as pip cuts the line: at single spaces. */
function beforeOptions(content: string): string {
  const words = content.split(' ');
  const first = words.findIndex((word) => word.startsWith('-'));
  return words.slice(0, first < 0 ? words.length : first).join(' ');
}

function hasEditable(content: string): boolean {
  const options = content.slice(beforeOptions(content).length);
  return /(?:^|[\s"'\\])-[eE\s"'\\]|--e/.test(options) || /-e/.test(options);
}

function withoutMarker(content: string): string {
  return content.split(';')[0] ?? '';
}

/** Operators with what follows them, in what may be a requirement by name. */
function clausesOf(content: string): readonly string[] {
  return withoutMarker(beforeOptions(content)).match(/(?:[=~!<>]=|[<>])[^,)]*/g) ?? [];
}

function addressesBehindName(content: string): readonly string[] {
  // White space that is no ASCII belongs to the address, since 24.1.
  const written = Array.from(
    beforeOptions(content).matchAll(/@[ \t]*([^ @]*)/g),
    ([, address = '']) => address,
  );
  // A marker may stand right behind it.
  return written.map((address) => address.replace(/;$/, ''));
}

function isPlainAddress(address: string): boolean {
  return /^file:/i.test(address)
    ? /^file:\/\/\/?[^/?#\t][^?#\t]*(?:\?[^#\t]+)?(?:#[^\t]+)?$/.test(address)
    : /^[a-z][a-z\d+.-]*:\/\/[^/?#\t][^\t]*$/i.test(address);
}

function hasTwice(items: readonly unknown[]): boolean {
  return new Set(items).size < items.length;
}

function wheelNames(content: string): readonly string[] {
  return Array.from(content.matchAll(/[^/]*\.whl/gi), ([name]) => name);
}

function isPlainWheel(file: string): boolean {
  const found = /^(?:-{1,2}\w+[ =])?([a-z][a-z\d]*)-([\d.]+)-py[23](?:\.py3)?-none-any\.whl$/.exec(file);
  const version = parseVersion(found?.[2] ?? '');
  return version !== undefined && versionText(version) === found?.[2];
}
