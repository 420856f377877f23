import { policySections } from '../../engine/policy-sections.ts';
import { defineFact, type Get } from '../../engine/queries/query.ts';
import {
  broughtInFiles,
  isLookingInput,
  listedBelow,
  seenParts,
  soughtPlaces,
} from '../../engine/seen-inputs.ts';
import { observed, type Known } from '../../model/known.ts';
import type { ConfigurationSources, Observations } from '../../model/observations.ts';
import { isConfiguration } from '../history/alembic-config.ts';
import { HEAD_PIN } from '../history/head-pins.ts';
import { configurationsWanted, foldersToProbe } from './configurations-wanted.ts';

/** What tells where Alembic loads revisions from, where something under judgement may change that. */
export const configurationSources = defineFact<Pick<Observations, 'configurations'>>({
  name: 'what tells where Alembic loads revisions from',
  compute: (get) => (get(isLookingInput) ? lookedFor(get) : seenParts(get, 'configurations')),
});

function lookedFor(get: Get): Pick<Observations, 'configurations'> {
  const policy = policySections(get, 'migrations');
  const { folders, paths } = configurationsWanted(policy, seenParts(get, 'focus', 'change'));
  if (folders.length === 0) return {};
  const named = folders.flatMap((folder) => {
    const names = get(soughtPlaces.names.input, folder);
    return names === undefined ? [] : configurationsAt(folder, names);
  });
  const texts = [...new Set([...named, ...paths])].map(
    (path) => [path, get((paths.includes(path) ? broughtInFiles : soughtPlaces.texts).input, path)] as const,
  );
  const files: Record<string, ConfigurationSources['files'][string]> = {};
  for (const [path, text] of texts)
    if (text !== undefined && (!text.known || text.value.kind !== 'absent')) files[path] = text;
  const isRead = texts.every(([, text]) => text !== undefined);
  return {
    configurations: { files, paths: isRead ? listedBelow(get, foldersToProbe(policy, files)) : observed([]) },
  };
}

/**
 * Where configurations may lie in a folder, and the name of the head that may stand beside them. What is on disk only, or
 * in a folder that nobody could list, has one of the usual names.
 */
export function configurationsAt(
  folder: string,
  names: Known<readonly string[]> | undefined,
): readonly string[] {
  const found =
    names?.known === true ? names.value.filter((name) => isConfiguration(name) || name === HEAD_PIN) : [];
  return [...new Set([...USUAL_NAMES, ...found])].map((name) => (folder === '' ? name : `${folder}/${name}`));
}

const USUAL_NAMES = ['alembic.ini', 'pyproject.toml', HEAD_PIN] as const;
