import type { Step } from '../operations/operation.ts';
import type { Observations } from '../../model/observations.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import { observed } from '../../model/known.ts';
import { followedUpgrades, type Following } from '../routines/followed-upgrades.ts';
import { foldUpgrades } from '../schema/fold-schema.ts';
import type { KnownLogs } from '../schema/schema-reader.ts';
import type { Upgrade } from '../schema/schema-log.ts';
import { inOrder, migrationPlace, type MigrationPlace } from '../sql/migration-place.ts';
import type { MigrationScript, SqlHistory } from '../analysis/migrations.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import type { EarlierSql } from './earlier-sql.ts';
import { readMigration } from './read-migration.ts';

/** Gives the SQL migrations under judgement their histories, as far as those before them are known. */
export function withSqlHistories(
  { focus, sqlBefore, sqlPaths }: Pick<Observations, 'focus'> & EarlierSql,
  scripts: readonly MigrationScript[],
  reader: SqlHistoryReader | undefined,
): readonly MigrationScript[] {
  if (reader === undefined) return scripts;
  const { parsers } = reader;
  if (focus.kind !== 'tree' && sqlBefore?.known !== true)
    return scripts.map((script) => followedLine([script], reader)[0] ?? script);
  const others = Object.entries(sqlBefore?.known === true ? sqlBefore.value : {});
  const before = others.map(([path, content]) => readMigration({ path, kind: 'sql', content }, parsers));
  const placeOf = placesOnce();
  const followed = followedScripts([...before, ...scripts], reader, placeOf);
  const known = [...followed.values()];
  const found = sqlHistories(known, parsers, placeOf);
  const later = focus.kind === 'tree' ? [] : sqlPaths;
  const last = later && lastOfLines([...later, ...known.filter(isThere).map(({ path }) => path)], placeOf);
  return scripts.map((read) => {
    const script = followed.get(read.path) ?? read;
    const sqlHistory = found.get(script.path);
    if (sqlHistory === undefined) return script;
    const end = last?.get(placeOf(script.path)?.line ?? '');
    return { ...script, sqlHistory: { ...sqlHistory, ...(end !== undefined && { last: end }) } };
  });
}

export interface SqlHistoryReader extends Pick<Following, 'isVouchedFor'> {
  readonly parsers: Parsers;
}

type PlaceOf = (path: string) => MigrationPlace | undefined;

/** Several ask about each path. */
function placesOnce(): PlaceOf {
  const places = new Map<string, MigrationPlace | undefined>();
  return (path) => {
    if (!places.has(path)) places.set(path, migrationPlace(path));
    return places.get(path);
  };
}

/** By path, with what functions of those before them make them do. */
export function followedScripts(
  scripts: readonly MigrationScript[],
  reader: SqlHistoryReader,
  placeOf: PlaceOf = migrationPlace,
): ReadonlyMap<string, MigrationScript> {
  const followed = new Map(scripts.map((script) => [script.path, script]));
  for (const line of linesIn(scripts, placeOf)) {
    const ordered = line.toSorted((one, other) => inOrder(one.place, other.place));
    const found = followedLine(
      ordered.map(({ script }) => script),
      reader,
    );
    for (const script of found) followed.set(script.path, script);
  }
  for (const script of scripts) {
    if (placeOf(script.path) === undefined)
      for (const one of followedLine([script], reader)) followed.set(one.path, one);
  }
  return followed;
}

/** Scripts of SQL that run one after the other. */
function followedLine(
  scripts: readonly MigrationScript[],
  { parsers, isVouchedFor }: SqlHistoryReader,
): readonly MigrationScript[] {
  const upgrades = scripts.map(({ reading }) => sqlStepsOf(reading) ?? []);
  const followed = followedUpgrades(upgrades, { parser: parsers.sql, isVouchedFor });
  return scripts.map((script, index) => withSteps(script, followed[index]));
}

function sqlStepsOf(reading: MigrationScript['reading']): readonly Step[] | undefined {
  return reading.known && reading.value.kind === 'read' && reading.value.revision === undefined
    ? reading.value.upgrade.steps
    : undefined;
}

function withSteps(script: MigrationScript, steps: readonly Step[] | undefined): MigrationScript {
  const { reading } = script;
  const before = sqlStepsOf(reading);
  if (steps === undefined || before === undefined || steps === before) return script;
  if (!reading.known || reading.value.kind !== 'read') return script;
  const upgrade = { ...reading.value.upgrade, steps };
  return { ...script, reading: observed({ ...reading.value, upgrade }) };
}

/** The path that is run last, by line. */
function lastOfLines(paths: Iterable<string>, placeOf: PlaceOf): ReadonlyMap<string, string> {
  const last = new Map<string, { readonly path: string; readonly place: MigrationPlace }>();
  for (const path of paths) {
    const place = placeOf(path);
    const before = place && last.get(place.line);
    if (place === undefined || (before !== undefined && inOrder(place, before.place) < 0)) continue;
    last.set(place.line, { path, place });
  }
  return new Map(Array.from(last, ([line, { path }]) => [line, path]));
}

/** The history of every SQL migration that a version puts in an order, by path. `scripts` are all there are. */
export function sqlHistories(
  scripts: readonly MigrationScript[],
  parsers: Parsers,
  placeOf: PlaceOf = migrationPlace,
): ReadonlyMap<string, SqlHistory> {
  const histories = new Map<string, SqlHistory>();
  for (const line of linesIn(scripts, placeOf)) {
    const upgrades = line.toSorted((one, other) => inOrder(one.place, other.place)).map(upgradeOf);
    const schema = foldUpgrades(upgrades, knownTapes(parsers));
    for (const { revision } of upgrades) histories.set(revision, { schema, revision, line: upgrades });
  }
  return histories;
}

const knownTapes = memoizeByObject((_parsers: Parsers): KnownLogs => ({ logs: [] }));

interface PlacedScript {
  readonly script: MigrationScript;
  readonly place: MigrationPlace;
}

function linesIn(scripts: readonly MigrationScript[], placeOf: PlaceOf): Iterable<readonly PlacedScript[]> {
  const lines = new Map<string, PlacedScript[]>();
  for (const script of scripts) {
    const place = isThere(script) ? placeOf(script.path) : undefined;
    if (place === undefined) continue;
    const line = lines.get(place.line);
    if (line === undefined) lines.set(place.line, [{ script, place }]);
    else line.push({ script, place });
  }
  return lines.values();
}

function isThere({ reading }: MigrationScript): boolean {
  return !reading.known || reading.value.kind !== 'absent';
}

function upgradeOf({ script: { path, reading } }: PlacedScript): Upgrade {
  if (!reading.known || reading.value.kind !== 'read') return { revision: path, steps: UNREAD };
  const { upgrade, text } = reading.value;
  return { revision: path, steps: upgrade.steps, text };
}

/** Nobody knows what it changes: as after `drop_all`, no table is whole any more. */
const UNREAD: readonly Step[] = [
  {
    kind: 'operation',
    operation: { kind: 'drop-all' },
    start: 0,
    end: 0,
    isCertain: true,
    autocommit: false,
    via: 'sql',
  },
];
