import type { FileContent } from '../../model/file-content.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import { environmentMetadata, type EnvironmentMetadata } from '../sqlalchemy/environment-metadata.ts';
import { makesOwnBase } from '../sqlalchemy/own-base.ts';
import type { Observations } from '../../model/observations.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import type { MigrationsSection } from '../../policy/policy.ts';
import { spansIn, startOf, type SourceSpan } from '../../model/source-span.ts';
import { metadataFiles, type MetadataFiles } from './metadata-files.ts';
import { defineSubjects, eachAt } from '../../engine/judged-fact.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { seenParts } from '../../engine/seen-inputs.ts';
import { readingContext, type ReadingContext } from './reading-context.ts';
import { hasModels } from './model-changes.ts';

/** An `env.py`, and the models whose tables it does not hand to Alembic. */
export interface ModelMetadata {
  readonly path: string;
  readonly lacks: Known<readonly MetadataLack[]>;
}

export interface MetadataLack {
  readonly kind: 'nothing' | 'base' | 'import';
  /** The file of models. */
  readonly model: string;
  readonly at: SourceSpan;
}

export const modelMetadata = defineSubjects<ModelMetadata>({
  name: 'model-metadata',
  words: 'env.py, models',
  of: 'file',
  isConfigured: hasModels,
  compute: (get) =>
    eachAt(
      readModelMetadata(
        policySections(get, 'migrations'),
        seenParts(get, 'focus', 'change'),
        readingContext(get),
      ),
    ),
});

function readModelMetadata(
  policy: MigrationsSection,
  seen: Pick<Observations, 'focus' | 'change'>,
  context: ReadingContext,
): readonly ModelMetadata[] {
  return metadataFiles(policy, seen).flatMap((files) => {
    const content = context.content(files.environment);
    if (!content.known) return [{ path: files.environment, lacks: content }];
    if (content.value.kind === 'absent') return [];
    return [{ path: files.environment, lacks: lacksOf(files, content.value, context) }];
  });
}

function lacksOf(
  { environment, models }: MetadataFiles,
  content: Exclude<FileContent, { kind: 'absent' }>,
  { content: contentOf, parsers: parsersOf }: ReadingContext,
): Known<readonly MetadataLack[]> {
  // Read first: a host that looks for what is judged has no parsers yet.
  const texts = models.map((path) => ({ path, content: contentOf(path) }));
  if (content.kind === 'unreadable') return unobserved(content.problem);
  const parsers = parsersOf();
  if (parsers === undefined) return unobserved('the parsers are not loaded');
  const metadata = environmentMetadata(parsers, content.text);
  if (metadata.kind !== 'read') return unobserved(metadata.problem);
  const { start, end } = metadata.target;
  const at = start === end ? startOf(environment) : spansIn(environment, content.text).span(start, end);
  const read = texts.flatMap(({ path, content }) => modelOf(path, content, parsers));
  return observed(lacking(metadata, read).map((lack) => ({ ...lack, at })));
}

interface ReadModel {
  readonly path: string;
  readonly hasOwnBase: boolean;
}

/** A file that is not there, or that nobody can read, is told of elsewhere. */
function modelOf(path: string, content: Known<FileContent>, parsers: Parsers): readonly ReadModel[] {
  if (!content.known || content.value.kind !== 'text') return [];
  const { text } = content.value;
  const parse = parsers.python.parse(text);
  return parse.kind === 'module' ? [{ path, hasOwnBase: makesOwnBase({ text, root: parse.root }) }] : [];
}

type Lack = Pick<MetadataLack, 'kind' | 'model'>;

function lacking(
  { target, imports, isOpen }: EnvironmentMetadata,
  models: readonly ReadModel[],
): readonly Lack[] {
  if (target.kind === 'none') return models.slice(0, 1).map(({ path }) => ({ kind: 'nothing', model: path }));
  if (target.kind === 'unclear') return [];
  const bases = models.filter(({ hasOwnBase }) => hasOwnBase);
  const isOwn = (name: string) => bases.some(({ path }) => isOf(name, path));
  // A Base that comes from another module may be any of those that are left.
  const isExact = target.names.every(isOwn);
  const absent = isExact ? bases.filter(({ path }) => !target.names.some((name) => isOf(name, path))) : [];
  const others = models.filter(({ hasOwnBase }) => !hasOwnBase);
  const isClosed = !isOpen && !imports.some((name) => mayBringModels(name, models));
  const unknown = isClosed ? others.filter(({ path }) => !imports.some((name) => isOf(name, path))) : [];
  return [
    ...absent.map(({ path }): Lack => ({ kind: 'base', model: path })),
    ...unknown.map(({ path }): Lack => ({ kind: 'import', model: path })),
  ];
}

/** Whether `app.models.Base` comes from `backend/app/models.py`. */
function isOf(name: string, path: string): boolean {
  const module = moduleOf(path);
  return endings(module).some((ending) => name === ending || name.startsWith(`${ending}.`));
}

function moduleOf(path: string): string {
  return path.replace(/(?:\/__init__)?\.py$/, '').replaceAll('/', '.');
}

/** From the root of the repository or from a folder below it, never the bare name of the file alone. */
function endings(module: string): readonly string[] {
  const parts = module.split('.');
  const shortest = Math.max(1, parts.length - 1);
  return Array.from({ length: shortest }, (_, index) => parts.slice(index).join('.'));
}

/** Another module of the same package may import the models in turn. */
function mayBringModels(name: string, models: readonly ReadModel[]): boolean {
  if (models.some(({ path }) => isOf(name, path))) return false;
  const [top] = name.split('.');
  return models.some(({ path }) =>
    moduleOf(path)
      .split('.')
      .slice(0, -1)
      .includes(top ?? ''),
  );
}
