import type { MarkerComparison } from '../../packages/policy-core/src/dependencies/packaging/marker.ts';
import { parseSpecifier } from '../../packages/policy-core/src/dependencies/packaging/specifier.ts';
import { compareVersions } from '../../packages/policy-core/src/dependencies/packaging/version-order.ts';
import { parseVersion } from '../../packages/policy-core/src/dependencies/packaging/parse-version.ts';
import { comparisonsIn, runsTogether, variableBesideText } from './marker-comparisons.ts';
import type { PackagingQuestion } from './pip-answers.ts';

/** Under which name an answer of an older packaging than 26.3 may differ, if under any. */
export function oldVerdictIn(packaging: string, asked: PackagingQuestion): string | undefined {
  return OLD_VERDICTS.find(({ until, concerns }) => isBefore(packaging, until) && concerns(asked))?.name;
}

/** What older versions of packaging judge in another way than the one Lockkeeper follows. */
interface OldVerdict {
  readonly name: string;
  /** The first version that judges it as 26.3 does. */
  readonly until: string;
  readonly concerns: (asked: PackagingQuestion) => boolean;
}

const OLD_VERDICTS: readonly OldVerdict[] = [
  {
    name: 'letters that turn into ASCII ones without regard to case',
    until: '26.1',
    concerns: (asked) => /[\u0130\u0131\u017F\u212A]/.test(JSON.stringify(asked)),
  },
  {
    name: 'a wildcard behind a pre- or post-release: ==1.0a1.*',
    until: '22.0',
    concerns: (asked) => /[=!]=\s*[^,]*(?:[a-z]|-\d)[^,]*\.\*/i.test(specifierOf(asked)),
  },
  {
    name: 'a semicolon or bracket behind ===',
    until: '22.0',
    concerns: (asked) => /===[^,]*[;)]/.test(specifierOf(asked)),
  },
  {
    name: 'whether pre-releases count when nobody says',
    until: '26.0',
    concerns: (asked) =>
      asked.kind === 'contains' && asked.prereleases === null && /[a-z]/i.test(asked.version),
  },
  {
    name: '===, which compared versions as they are written anew',
    until: '26.0',
    concerns: (asked) => asked.kind === 'contains' && asked.specifier.includes('==='),
  },
  {
    name: 'several clauses with one operator, which were one when their versions were equal: ==1,==1.0',
    until: '22.0',
    concerns: (asked) => asked.kind === 'specifier' && asked.specifier.includes(','),
  },
  {
    name: 'more than numbers in or behind ~=, < and >: ~=1.0.dev1, ~=1!2.0',
    until: '26.0',
    concerns: (asked) =>
      asked.kind === 'contains' &&
      (/(?:~=|[<>](?!=))[^,]*[a-z!-]/i.test(asked.specifier) ||
        (asked.specifier.includes('~=') && /[a-z!-]/i.test(asked.version))),
  },
  {
    name: 'zeros before a number, and none at all, in front of a wildcard: ==00.*',
    until: '22.0',
    concerns: (asked) => asked.kind === 'contains' && /[=!~]=[^,]*\b0\d|[=!]=[^,]*\.\*/.test(asked.specifier),
  },
  {
    name: 'marker variables that came later: extras, dependency_groups',
    until: '25.1',
    concerns: (asked) => /\b(?:extras|dependency_groups)\b/.test(markerOf(asked)),
  },
  {
    name: 'not in, written with more than one blank',
    until: '22.0',
    concerns: (asked) => /\bnot(?: \s|[^ \S])\s*in\b/.test(markerOf(asked)),
  },
  {
    name: 'and, or, in without a blank before or behind them',
    until: '22.0',
    concerns: (asked) => runsTogether(markerOf(asked)),
  },
  {
    name: 'line ends in a marker',
    until: '22.0',
    concerns: (asked) => /[\n\r]/.test(markerOf(asked)),
  },
  {
    name: 'a backslash, tab or null character in the text of a marker',
    until: '22.0',
    concerns: (asked) => /"[^"]*[\\\t\0]|'[^']*[\\\t\0]/.test(markerOf(asked)),
  },
  {
    name: 'one kind of quotes within the other',
    until: '26.3.dev0',
    concerns: (asked) => /"[^"]*'[^"]*"|'[^']*"[^']*'/.test(markerOf(asked)),
  },
  {
    name: 'extra compared with a name that is not in its normal form',
    until: '26.3.dev0',
    concerns: (asked) => /\b(?:extras?|dependency_groups)\b/.test(markerOf(asked)),
  },
  {
    name: 'two variables compared with each other',
    until: '26.3.dev0',
    concerns: (asked) =>
      comparisonsIn(markerOf(asked)).some((comparison) => variableBesideText(comparison) === undefined),
  },
  {
    name: 'the order of texts, and texts that look like versions',
    until: '26.3.dev0',
    concerns: (asked) => comparisonsIn(markerOf(asked)).some(isOrderOfTexts),
  },
  {
    name: 'versions compared with what is no version, or more than numbers',
    until: '26.3.dev0',
    concerns: (asked) => comparisonsIn(markerOf(asked)).some(isAgainstNoVersion),
  },
  {
    name: 'a Python or system whose version is a pre-release, or none',
    until: '26.3.dev0',
    concerns: (asked) =>
      asked.kind === 'marker' &&
      [...VERSIONS].some(
        (name) => asked.marker.includes(name) && !/^[\d.]+$/.test(asked.environment[name] ?? ''),
      ),
  },
];

const VERSIONS: ReadonlySet<string> = new Set([
  'python_version',
  'python_full_version',
  'implementation_version',
  'platform_release',
]);

function isOrderOfTexts(comparison: MarkerComparison): boolean {
  const { name, text } = variableBesideText(comparison) ?? { name: '', text: '' };
  const { operator } = comparison;
  if (VERSIONS.has(name) || operator === 'in' || operator === 'not in') return false;
  return !['==', '!='].includes(operator) || parseSpecifier(`${operator}${text}`) !== undefined;
}

function isAgainstNoVersion(comparison: MarkerComparison): boolean {
  const { name, text } = variableBesideText(comparison) ?? { name: '', text: '' };
  const { operator } = comparison;
  if (!VERSIONS.has(name) || operator === 'in' || operator === 'not in') return false;
  return (
    comparison.left.kind === 'text' ||
    /[a-z!-]/i.test(text) ||
    parseSpecifier(`${operator}${text}`) === undefined
  );
}

function markerOf(asked: PackagingQuestion): string {
  return asked.kind === 'marker' ? asked.marker : '';
}

function specifierOf(asked: PackagingQuestion): string {
  return asked.kind === 'specifier' || asked.kind === 'contains' ? asked.specifier : '';
}

function isBefore(packaging: string, until: string): boolean {
  const [version, limit] = [parseVersion(packaging), parseVersion(until)];
  return version !== undefined && limit !== undefined && compareVersions(version, limit) < 0;
}
