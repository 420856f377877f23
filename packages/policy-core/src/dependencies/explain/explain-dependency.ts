import { expandedRequirements } from '../facts/expanded-requirements.ts';
import { packageEntry } from '../facts/compiled-entry.ts';
import { lineEntry, projectNamed } from '../facts/line-entry.ts';
import { parsedSide } from '../facts/parsed-side.ts';
import type { ReadPylock, ReadRequirements } from '../facts/requirements-file.ts';
import type { RequirementsPair } from '../facts/requirements-pair.ts';
import { projectOf } from '../facts/sync-difference.ts';
import { normalizedProject } from '../packaging/project-name.ts';
import type { RequirementsLine } from '../requirements/requirements-document.ts';
import { withoutCredentials } from '../../model/without-credentials.ts';
import type {
  AskedLine,
  DependencyExplanation,
  LockedEntry,
  MetSpecifier,
  PairExplanation,
} from './dependency-explanation.ts';
import { explainedMarker, type Machine } from './explained-marker.ts';
import { clausesAsWritten, whyNotAdmitted } from './met-specifier.ts';
import {
  linePlace,
  readLines,
  type FileAt,
  type ReadLine,
  type ReadLines,
} from '../facts/expanded-requirements.ts';
import { commandFiles } from '../facts/requirement-include.ts';
import { madeFor } from '../facts/possible-environments.ts';
import { viaOfLines, viaOfPackages, waysTo, type ComesFrom } from './required-by.ts';

/** Where a package comes from, pair by pair. A name may be written in any way. */
export function explainDependency(name: string, pairs: readonly RequirementsPair[]): DependencyExplanation {
  const project = normalizedProject(name);
  const explained = pairs.map((pair) => explainIn(project, pair));
  const knows = ({ asked, locked }: PairExplanation) => asked.length + locked.length > 0;
  return {
    schema_version: 1,
    package: project,
    pairs: explained.filter(knows),
    absent_from: explained.filter((pair) => !knows(pair)).map(({ id }) => id),
  };
}

/** Every name in these pairs, sorted: what somebody may have meant. */
export function dependencyNames(pairs: readonly RequirementsPair[]): readonly string[] {
  const names = pairs.flatMap((pair) => {
    const lines = [parsedSide(pair.source), parsedSide(pair.lock)].flatMap((side) =>
      side === undefined ? [] : expandedRequirements(side, pair.fileAt).lines,
    );
    const packages = pylockOf(pair)?.pylock.packages ?? [];
    return [
      ...lines.map(({ line }) => projectNamed(line)),
      ...packages.map(({ normalizedName }) => normalizedName),
    ];
  });
  return [...new Set(names.flatMap((name) => name ?? []))].sort();
}

function explainIn(project: string, judged: RequirementsPair): PairExplanation {
  const { pair, fileAt } = judged;
  const lock = parsedSide(judged.lock);
  const made = madeFor(pair.sync, lock?.header);
  const machine = { python: made.python, platform: made.platforms[0] };
  const source = parsedSide(judged.source);
  const read = source === undefined ? NOTHING : readLines(source, fileAt);
  const held = lock === undefined ? NOTHING : readLines(lock, fileAt);
  const told = lock === undefined ? NOTHING : toldByCommand(lock, fileAt);
  const mentions = byProject([...read.lines, ...told.lines]);
  const askedFor = (name: string) => (mentions.get(name) ?? []).map((mention) => askedLine(mention, machine));
  const around = { machine, mentions: mentions.get(project) ?? [] };
  const { ways, more } = waysTo(project, comesFromOf(judged), askedFor);
  return {
    id: pair.id,
    source: pair.source,
    lock: pair.lock,
    mode: pair.sync.mode,
    python: machine.python ?? null,
    platform: machine.platform,
    asked: askedFor(project),
    locked: [
      ...held.lines
        .filter(({ line, as }) => as === 'requirements' && projectNamed(line) === project)
        .map((one) => lockedLine(one, around)),
      ...lockedPackages(project, judged, around),
    ],
    required_by: ways,
    more_ways: more,
    unseen: [...sidesUnseen(judged), ...read.unseen, ...held.unseen, ...told.unseen],
  };
}

/** Constraints and overrides that the command of the lock was given hold it back like those of its source. */
function toldByCommand(lock: ReadRequirements, fileAt: FileAt): ReadLines {
  const isAbsent = (path: string) => {
    const file = fileAt(path);
    return file.known && file.value.kind === 'absent';
  };
  const by = linePlaceOf(lock);
  const all = commandFiles(lock, isAbsent).map(({ written, leadsTo }): ReadLines => {
    if (leadsTo.kind !== 'file') {
      return { lines: [], unseen: [{ path: written, reason: 'it is not in the repository' }] };
    }
    const { path } = leadsTo;
    const file = fileAt(path);
    if (!file.known) return { lines: [], unseen: [{ path, reason: file.reason }] };
    if (file.value.kind !== 'read') {
      return { lines: [], unseen: [{ path, reason: 'it holds no requirements, or does not exist' }] };
    }
    const { lines, unseen } = readLines(file.value, fileAt);
    const brought = lines.map((line) => ({
      ...line,
      as: 'constraints' as const,
      broughtInBy: [...by, ...line.broughtInBy],
    }));
    return { lines: brought, unseen };
  });
  return { lines: all.flatMap(({ lines }) => lines), unseen: all.flatMap(({ unseen }) => unseen) };
}

function linePlaceOf({ path, header, place }: ReadRequirements): ReadLine['broughtInBy'] {
  const range = header?.commandRange ?? header?.range;
  return range === undefined ? [] : [{ path, line: place(range).start.line + 1 }];
}

function byProject(lines: readonly ReadLine[]): ReadonlyMap<string, readonly ReadLine[]> {
  const groups = new Map<string, ReadLine[]>();
  for (const one of lines) {
    const project = projectNamed(one.line);
    if (project === undefined) continue;
    const group = groups.get(project);
    if (group === undefined) groups.set(project, [one]);
    else group.push(one);
  }
  return groups;
}

const NOTHING = { lines: [], unseen: [] };

function askedLine(mention: ReadLine, machine: Machine): AskedLine {
  const { file, line, as, broughtInBy } = mention;
  const requirement = projectOf(line);
  return {
    ...linePlace(mention),
    text: withoutCredentials(lineEntry({ file, line }).text),
    as,
    brought_in_by: broughtInBy,
    specifier: requirement === undefined || requirement.url ? null : clausesAsWritten(requirement.clauses),
    extras: requirement === undefined ? [] : requirement.extras.map((extra) => normalizedProject(extra.name)),
    marker: explainedMarker(markerOf(line), machine),
  };
}

function markerOf({ entry }: RequirementsLine) {
  if (entry.kind === 'requirement') return entry.requirement.marker?.parsed;
  return 'marker' in entry ? entry.marker?.parsed : undefined;
}

interface Around {
  readonly machine: Machine;
  readonly mentions: readonly ReadLine[];
}

function lockedLine(one: ReadLine, { machine, mentions }: Around): LockedEntry {
  const { file, line } = one;
  const { text, version } = lineEntry({ file, line });
  return {
    ...linePlace(one),
    text: withoutCredentials(text),
    version: version ?? null,
    hashes: line.hashes.length,
    marker: explainedMarker(markerOf(line), machine),
    meets: metBy(version, mentions),
  };
}

function lockedPackages(
  project: string,
  judged: RequirementsPair,
  { machine, mentions }: Around,
): readonly LockedEntry[] {
  const file = pylockOf(judged);
  if (file === undefined) return [];
  const named = file.pylock.packages.filter(({ normalizedName }) => normalizedName === project);
  return named.map((one) => {
    const { text, range, version, marker } = packageEntry(one, file);
    return {
      path: file.path,
      line: file.place(range).start.line + 1,
      text,
      version: version ?? null,
      hashes: one.sources.reduce((sum, from) => sum + ('hashes' in from ? from.hashes.length : 0), 0),
      marker: explainedMarker(marker, machine),
      meets: metBy(version, mentions),
    };
  });
}

function pylockOf({ lock }: RequirementsPair): ReadPylock | undefined {
  return lock.known && lock.value.kind === 'pylock' ? lock.value : undefined;
}

function metBy(version: string | undefined, mentions: readonly ReadLine[]): readonly MetSpecifier[] {
  if (version === undefined) return [];
  return mentions.flatMap((mention) => {
    const clauses = projectOf(mention.line)?.clauses ?? [];
    if (clauses.length === 0) return [];
    const whyNot = whyNotAdmitted(clauses, version);
    return [
      {
        ...linePlace(mention),
        specifier: clausesAsWritten(clauses),
        satisfied: whyNot === undefined,
        why_not: whyNot ?? null,
      },
    ];
  });
}

function comesFromOf(judged: RequirementsPair): ComesFrom {
  const lines = parsedSide(judged.lock);
  if (lines !== undefined) return viaOfLines(lines);
  const packages = pylockOf(judged);
  return packages === undefined ? new Map() : viaOfPackages(packages.pylock);
}

function sidesUnseen({ pair, source, lock }: RequirementsPair): PairExplanation['unseen'] {
  return (['source', 'lock'] as const).flatMap((side) => {
    const file = { source, lock }[side];
    if (!file.known) return [{ path: pair[side], reason: file.reason }];
    if (file.value.kind === 'absent') return [{ path: pair[side], reason: 'it does not exist' }];
    return file.value.kind === 'unreadable' ? [{ path: pair[side], reason: file.value.problem }] : [];
  });
}
