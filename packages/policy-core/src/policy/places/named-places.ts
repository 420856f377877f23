import { madeFrom } from '../../model/same-value.ts';
import { isRevisionOf } from '../alembic-place.ts';
import type { PatternCompiler } from '../patterns/compile-patterns.ts';
import { anyMatch } from '../patterns/line-match.ts';
import type { PathPattern } from '../patterns/path-pattern.ts';
import type { PolicyFile } from '../policy-schema.ts';
import type { PolicySourceText, Steps } from '../source/policy-text.ts';
import { toOneOf, type NamedPlace, type PlaceSection } from './named-place.ts';
import { placesOfMachines } from './machine-places.ts';
import { placesOfDeployment } from './deployment-places.ts';
import { placesOfVariables } from './variable-places.ts';

/**
 * Not what a preset brings, which names what many repositories have, and not what Lockkeeper writes: the record, the log
 * and the baseline.
 */
export function namedPlaces(
  file: PolicyFile,
  source: PolicySourceText,
  compiler: PatternCompiler,
): readonly NamedPlace[] {
  const lists = [
    ...ofScope(file),
    ...ofMigrations(file),
    ...ofDependencies(file),
    ...ofProtected(file),
    ...ofChangeScope(file),
    ...ofDocuments(file),
  ];
  return [
    ...lists.flatMap((list) => placeOf(list, source, compiler)),
    ...placesOfMachines(file, source, compiler),
    ...placesOfVariables(file, source),
    ...placesOfDeployment(file, source),
  ];
}

/**
 * `revisions`: what Alembic would load from a folder, or from all below it. `code`: what a pattern covers and is neither
 * a text for people nor a link in place of the folder. `file`: it alone.
 */
type Form = 'pattern' | 'code' | 'revisions' | 'revisions-below' | 'file';

interface NamedList {
  readonly section: PlaceSection;
  readonly written: readonly string[];
  readonly steps: Steps;
  readonly form: Form;
}

function placeOf(
  { section, written, steps, form }: NamedList,
  source: PolicySourceText,
  compiler: PatternCompiler,
): readonly NamedPlace[] {
  if (written.length === 0 || !isWritten(source.value, steps)) return [];
  // A preset names places that many repositories have.
  if (source.isFromPreset?.(steps) === true) return [];
  const at = source.spanOf(steps);
  return [{ section, written, at, ...targetOf(form, written, compiler), known: [] }];
}

interface Target extends Pick<NamedPlace, 'within'> {
  readonly leadsTo: (path: string) => boolean;
}

function targetOf(form: Form, written: readonly string[], compiler: PatternCompiler): Target {
  switch (form) {
    case 'file':
      return { within: written, leadsTo: toOneOf(written) };
    case 'revisions':
    case 'revisions-below':
      return revisionsIn(written, form === 'revisions-below');
    case 'pattern':
      return coveredBy(compiler.alone(written));
    case 'code':
      return codeCoveredBy(compiler.alone(written));
  }
}

/** Git keeps no empty folder: what keeps it says that it is meant to be empty yet. */
function revisionsIn(written: readonly string[], isRecursive: boolean): Target {
  const folders = written.map((folder) => folder.replace(/\/+$/, ''));
  const kept = new Set(folders.flatMap((folder) => KEEPERS.map((name) => `${folder}/${name}`)));
  return {
    within: folders,
    leadsTo: madeFrom(
      revisionsIn,
      [folders, isRecursive],
      (path) => isRevisionOf({ folders, isRecursive }, path) || kept.has(path),
    ),
  };
}

const KEEPERS = ['.gitkeep', '.keep', '.gitignore'];

function coveredBy(patterns: readonly PathPattern[]): Target {
  return { within: patterns.map(({ literalPrefix }) => literalPrefix), leadsTo: anyMatch(patterns) };
}

function codeCoveredBy(patterns: readonly PathPattern[]): Target {
  const { within, leadsTo: covers } = coveredBy(patterns);
  const folders = new Set(
    patterns.flatMap(({ text, literalPrefix }) => (/(?:\/|\*\*)$/.test(text) ? [literalPrefix] : [])),
  );
  return {
    within,
    leadsTo: madeFrom(
      codeCoveredBy,
      [patterns],
      (path) => covers(path) && !FOR_PEOPLE.test(path) && !folders.has(path),
    ),
  };
}

const FOR_PEOPLE = /\.(?:md|rst|adoc)$|(?:^|\/)(?:README[^/]*|__init__\.py)$/i;

function isWritten(value: unknown, steps: Steps): boolean {
  return steps.reduce<unknown>(memberOf, value) !== undefined;
}

function memberOf(value: unknown, step: string | number): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
}

function ofScope({ scope = [] }: PolicyFile): readonly NamedList[] {
  return [{ section: 'scope', written: scope, steps: ['scope', 0], form: 'pattern' }];
}

function ofDocuments({ documents = [] }: PolicyFile): readonly NamedList[] {
  return [{ section: 'documents', written: documents, steps: ['documents', 0], form: 'pattern' }];
}

/** Each folder of revisions is a history of its own, or a part of one: none stands in for another. */
function ofMigrations({ migrations = {} }: PolicyFile): readonly NamedList[] {
  if (migrations.may_be_empty === true) return [];
  const at = (...steps: Steps): Steps => ['migrations', ...steps];
  const folders = (migrations.alembic ?? []).flatMap((place, index) =>
    typeof place === 'string'
      ? [{ folder: place, steps: at('alembic', index), form: 'revisions-below' as const }]
      : place.folders.map((folder, part) => ({
          folder,
          steps: at('alembic', index, 'folders', part),
          form: place.recursive === true ? ('revisions-below' as const) : ('revisions' as const),
        })),
  );
  return [
    ...folders.map(({ folder, steps, form }) => ({
      section: 'migrations' as const,
      written: [folder],
      steps,
      form,
    })),
    ...(['sql', 'application', 'models'] as const).map((key) => ({
      section: 'migrations' as const,
      written: migrations[key] ?? [],
      steps: at(key, 0),
      form: 'code' as const,
    })),
  ];
}

/** Where one side of a pair is there, the other is missing, of which rules of the pair tell. */
function ofDependencies({ dependencies = [] }: PolicyFile): readonly NamedList[] {
  return dependencies.flatMap(({ source, lock, may_be_empty: mayBeEmpty }, index) =>
    mayBeEmpty === true
      ? []
      : [
          {
            section: 'dependencies' as const,
            written: [source, lock],
            steps: ['dependencies', index, 'source'],
            form: 'file' as const,
          },
        ],
  );
}

function ofProtected({ protected: sections = [] }: PolicyFile): readonly NamedList[] {
  return sections.flatMap(({ paths, may_be_empty: mayBeEmpty }, index) =>
    mayBeEmpty === true
      ? []
      : [
          {
            section: 'protected' as const,
            written: paths,
            steps: ['protected', index, 'paths', 0],
            form: 'pattern' as const,
          },
        ],
  );
}

function ofChangeScope({ change_scope: scope = {} }: PolicyFile): readonly NamedList[] {
  if (scope.may_be_empty === true) return [];
  const list = (written: readonly string[] | undefined, ...steps: Steps): NamedList => ({
    section: 'change_scope',
    written: written ?? [],
    steps: ['change_scope', ...steps, 0],
    form: 'pattern',
  });
  return [
    list(scope.allow, 'allow'),
    list(scope.deny?.paths, 'deny', 'paths'),
    list(scope.additive_only, 'additive_only'),
    list(scope.feature_flags?.paths, 'feature_flags', 'paths'),
  ];
}
