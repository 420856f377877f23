import type { PatternCompiler } from '../patterns/compile-patterns.ts';
import type { PolicyFile } from '../policy-schema.ts';
import type { PolicySourceText, Steps } from '../source/policy-text.ts';
import type { NamedPlace, PlaceSection } from './named-place.ts';
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
  return [...lists.flatMap((list) => placeOf(list, source, compiler)), ...placesOfVariables(file, source)];
}

interface NamedList {
  readonly section: PlaceSection;
  readonly written: readonly string[];
  readonly steps: Steps;
  /** `folder`: it, and what lies below. `file`: it alone. */
  readonly form: 'pattern' | 'folder' | 'file';
}

function placeOf(
  { section, written, steps, form }: NamedList,
  source: PolicySourceText,
  compiler: PatternCompiler,
): readonly NamedPlace[] {
  if (written.length === 0 || !isWritten(source.value, steps)) return [];
  const at = source.spanOf(steps);
  return [{ section, written, at, leadsTo: matcherFor(form, written, compiler), known: [] }];
}

function matcherFor(
  form: NamedList['form'],
  written: readonly string[],
  compiler: PatternCompiler,
): (path: string) => boolean {
  if (form === 'file') return (path) => written.includes(path);
  if (form === 'folder') {
    const folders = written.map((folder) => `${folder.replace(/\/+$/, '')}/`);
    return (path) => folders.some((folder) => path.startsWith(folder));
  }
  const patterns = compiler.alone(written);
  return (path) => patterns.some((pattern) => pattern.matches(path));
}

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
      ? [{ folder: place, steps: at('alembic', index) }]
      : place.folders.map((folder, part) => ({ folder, steps: at('alembic', index, 'folders', part) })),
  );
  return [
    ...folders.map(({ folder, steps }) => ({
      section: 'migrations' as const,
      written: [folder],
      steps,
      form: 'folder' as const,
    })),
    ...(['sql', 'application', 'models'] as const).map((key) => ({
      section: 'migrations' as const,
      written: migrations[key] ?? [],
      steps: at(key, 0),
      form: 'pattern' as const,
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
