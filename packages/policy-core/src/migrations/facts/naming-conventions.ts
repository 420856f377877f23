import { filesFor } from '../alembic/module-places.ts';
import { scanImports } from '../alembic/scan-imports.ts';
import { textInContent } from '../../model/file-content.ts';
import type { ConventionFor, NamingConvention } from '../operations/naming-template.ts';
import type { MetadataModule } from '../sqlalchemy/named-meaning.ts';
import { namingConventionOf } from '../sqlalchemy/naming-convention.ts';
import type { Observations, RevisionSources } from '../../model/observations.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import type { MigrationPolicy, MigrationsSection, Policy } from '../../policy/policy.ts';
import { submodule } from '../../parsers/python/import-bindings.ts';
import { traceNames } from '../../parsers/python/values.ts';
import { rootsAsked, rootsIn } from './imported-modules.ts';
import { madeOfAnswers, textAmong, type Ask, type KeptAnswers } from './kept-answers.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import { folderOf } from '../../model/folder-of.ts';

type Texts = RevisionSources['files'];

/** By the `env.py` beside the folder of a revision, or above it; the same function as long as no file that was read is another. */
export function conventionsAmong(
  policy: MigrationsSection,
  { files, revisions }: Pick<Observations, 'files' | 'revisions'>,
  parsers: Parsers,
): ConventionFor {
  const sources = [files, revisions?.files ?? {}, revisions?.modules ?? {}];
  const kept = lastConventions(parsers)(policy.migrations);
  return madeOfAnswers(kept, sources, (ask) => conventionsAsked(policy, parsers, ask));
}

const lastConventions = memoizeByObject((_parsers: Parsers) =>
  memoizeByObject((_migrations: MigrationPolicy): KeptAnswers<ConventionFor> => ({})),
);

function conventionsAsked(policy: MigrationsSection, parsers: Parsers, ask: Ask): ConventionFor {
  const textAt = (path: string) => ask(`text ${path}`, (among) => textAmong(among, path));
  const rootsFor = rootsAsked(policy, ask);
  const moduleAt = (path: string): MetadataModule | undefined => {
    const text = textAt(path);
    const file = text === undefined ? undefined : traced(parsers, text);
    return file && { path, file };
  };
  const named = (from: MetadataModule, module: string): MetadataModule | undefined => {
    const places = { path: from.path, roots: rootsFor(from.path) };
    const [found, ...others] = filesFor(module, places).filter((path) => textAt(path) !== undefined);
    return found === undefined || others.length > 0 ? undefined : moduleAt(found);
  };
  const isSpokenOf = () => ask('conventions', (among) => among.some(speakOfConvention));
  const known = new Map<string, NamingConvention | undefined>();
  const conventionOf = (environment: string): NamingConvention | undefined => {
    if (!known.has(environment)) {
      const module = moduleAt(environment);
      known.set(
        environment,
        module === undefined
          ? { kind: 'unknown' }
          : namingConventionOf(module, { moduleNamed: named, isSpokenOf }),
      );
    }
    return known.get(environment);
  };
  const byFolder = new Map<string, string | undefined>();
  return (path) => {
    const folder = folderOf(path);
    if (!byFolder.has(folder))
      byFolder.set(
        folder,
        environmentsAbove(folder).find((one) => textAt(one) !== undefined),
      );
    const environment = byFolder.get(folder);
    return environment === undefined ? undefined : conventionOf(environment);
  };
}

/** Of the same texts once. */
const speakOfConvention = memoizeByObject((texts: Texts): boolean =>
  Object.entries(texts).some(
    ([path, content]) =>
      path.endsWith('.py') && textInContent(content)?.includes('naming_convention') === true,
  ),
);

/** Revisions may lie in folders of the version folder. */
export function environmentsAbove(folder: string): readonly string[] {
  const steps = folder.split('/');
  return Array.from({ length: Math.min(steps.length, 5) }, (_, up) =>
    [...steps.slice(0, steps.length - up), 'env.py'].filter(Boolean).join('/'),
  );
}

const tracedBy = memoizeByObject(
  (_parsers: Parsers) => new Map<string, MetadataModule['file'] | undefined>(),
);

/** More are on the way to the metadata of no environment. */
const MOST_MODULES = 200;

function traced(parsers: Parsers, text: string): MetadataModule['file'] | undefined {
  const known = tracedBy(parsers);
  if (known.has(text)) return known.get(text);
  if (known.size >= MOST_MODULES) known.clear();
  const parse = parsers.python.parse(text);
  const file = parse.kind === 'module' ? traceNames({ text, root: parse.root }) : undefined;
  known.set(text, file);
  return file;
}

/**
 * Files on the way from the `env.py` of these revisions to its metadata, as far as that can be told before anything
 * is parsed. To be asked again with what was found.
 */
export function metadataToRead(
  policy: Policy,
  texts: Texts,
  revisions: readonly string[],
): readonly string[] {
  const rootsFor = rootsIn(policy, [texts]);
  const wanted = new Set<string>();
  for (const folder of new Set(revisions.map(folderOf))) {
    for (const environment of environmentsAbove(folder)) {
      const text = textInContent(texts[environment]);
      if (text === undefined) wanted.add(environment);
      else followed({ path: environment, text, words: wordsOf(text) }, { texts, rootsFor, wanted });
    }
  }
  return [...wanted].filter((path) => !Object.hasOwn(texts, path));
}

interface Followed {
  readonly texts: Texts;
  readonly rootsFor: (path: string) => readonly string[];
  readonly wanted: Set<string>;
}

interface Step {
  readonly path: string;
  readonly text: string;
  readonly words: ReadonlySet<string>;
}

/** The names that `env.py` gets to its metadata by. */
function wordsOf(text: string): ReadonlySet<string> {
  const chains = Array.from(text.matchAll(/target_metadata\s*=\s*([\w.]+)/g), ([, chain = '']) => chain);
  return new Set(chains.flatMap((chain) => chain.split('.')));
}

/** Names that metadata goes by in most projects. */
const USUAL = /metadata|convention|^meta$|base$|^(?:db|orm|models)$/i;

function followed(first: Step, { texts, rootsFor, wanted }: Followed): void {
  const waiting = [first];
  const seen = new Set([first.path]);
  for (let step = waiting.pop(); step !== undefined && seen.size < MOST_MODULES; step = waiting.pop()) {
    const { path, text, words } = step;
    for (const module of namesFollowed(text, words)) {
      for (const file of filesFor(module, { path, roots: rootsFor(path) })) {
        wanted.add(file);
        const next = textInContent(texts[file]);
        if (next === undefined || seen.has(file)) continue;
        seen.add(file);
        waiting.push({ path: file, text: next, words });
      }
    }
  }
}

function namesFollowed(text: string, words: ReadonlySet<string>): readonly string[] {
  return scanImports(text).flatMap(({ module, names }) => {
    const used = names.filter((name) => words.has(name) || USUAL.test(name));
    const isWhole = names.length === 0 && words.has(module.split('.')[0] ?? '');
    return used.length > 0 || isWhole ? [module, ...used.map((name) => submodule(module, name))] : [];
  });
}
