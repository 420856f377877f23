import { z } from 'zod';

import { plainReleaseSatisfies } from '../../facts/plain-release.ts';
import { normalizedProject } from '../../packaging/project-name.ts';
import type { Requirement } from '../../facts/requirement.ts';
import type { RequirementLine, RequirementsFile, RequirementsPair } from '../../facts/requirements-file.ts';
import type { Fix } from '../../fix.ts';
import { defineRule, type Outcome } from '../../rule.ts';
import { startOf } from '../../source-span.ts';
import { unseenFile } from '../../unseen-file.ts';

type Named = Extract<Requirement, { kind: 'named' }>;
type MessageId =
  | 'noVersion'
  | 'notExact'
  | 'comparesText'
  | 'unpinnable'
  | 'unjudged'
  | 'brings'
  | 'unreadable'
  | 'missing'
  | 'unseen';

export const requirementsPinned = defineRule({
  id: 'dependencies/requirements-pinned',
  summary: 'Every requirement pins exactly one version with ==.',
  defaultSeverity: 'error',
  needs: ['requirementsPairs', 'requirementsFiles'],

  options: z.strictObject({
    /** Projects that may float, in any spelling pip takes for the same. */
    allowUnpinned: z.array(z.string().transform(normalizedProject)).default([]),
  }),

  messages: {
    noVersion: '{name} has no version. Write {name}==<version>.',
    comparesText: '{name}{specifier} compares text, not versions. Write == instead of ===.',
    notExact: '{name}{specifier} admits more than one version. Pin one with ==.',
    unpinnable: 'pip cannot pin {content} to a version. Install a released package instead.',
    unjudged: '{content} cannot be judged. Write it as name==version, or take it out.',
    brings: 'What {content} brings in cannot be pinned. Copy what it holds into the repository.',
    unreadable: '{path} cannot be analysed: {problem}. Save it as UTF-8 text of at most 2 MB.',
    missing: '{path} does not exist. Create it, or take the pair {id} out of the policy.',
    unseen: '{path} was not read.',
  },

  *check({ requirementsPairs, requirementsFiles }, { options: { allowUnpinned } }) {
    for (const pair of requirementsPairs) {
      for (const side of ['source', 'lock'] as const) yield* judgeFile(pair, side, allowUnpinned);
    }
    // Constraints ask for nothing: what they hold back is pinned where it is asked for.
    for (const { role, file } of requirementsFiles) {
      if (role !== 'requirements' || !file.known || file.value.kind !== 'read') continue;
      for (const line of file.value.lines) yield* judgeLine(line, allowUnpinned, undefined);
    }
  },
});

function* judgeFile(
  pair: RequirementsPair,
  side: 'source' | 'lock',
  allowed: readonly string[],
): Iterable<Outcome<MessageId>> {
  const path = pair.pair[side];
  const file = pair[side];
  if (!file.known) {
    yield unseenFile('unseen', path, file.reason);
    return;
  }
  if (file.value.kind === 'unreadable') {
    const { problem } = file.value;
    yield { kind: 'violation', messageId: 'unreadable', data: { path, problem }, at: startOf(path) };
  }
  // A missing lock is for dependencies/lock-missing to report; a missing source has no other rule.
  if (file.value.kind === 'absent' && side === 'source') {
    yield {
      kind: 'violation',
      messageId: 'missing',
      data: { path, id: pair.pair.id },
      at: startOf(path),
      related: [pairLine(pair)],
    };
  }
  if (file.value.kind !== 'read') return;
  const other = side === 'source' ? pair.lock : pair.source;
  for (const line of file.value.lines) yield* judgeLine(line, allowed, other.known ? other.value : undefined);
}

function* judgeLine(
  line: RequirementLine,
  allowed: readonly string[],
  other: RequirementsFile | undefined,
): Iterable<Outcome<MessageId>> {
  const { requirement, content, at } = line;
  switch (requirement.kind) {
    case 'named':
      yield* judgeNamed(line, { requirement, allowed, other });
      return;
    case 'unpinnable':
      yield { kind: 'violation', messageId: 'unpinnable', data: { content }, at };
      return;
    case 'unjudged':
      yield unjudged(line, requirement.problem);
      return;
    case 'include':
      yield* judgeInclude(line);
      return;
    case 'option':
      return;
  }
}

interface NamedLine {
  readonly requirement: Named;
  readonly allowed: readonly string[];
  readonly other: RequirementsFile | undefined;
}

function* judgeNamed(
  line: RequirementLine,
  { requirement, allowed, other }: NamedLine,
): Iterable<Outcome<MessageId>> {
  const { name, normalizedName, specifier, pinnedVersion } = requirement;
  if (pinnedVersion !== undefined || allowed.includes(normalizedName)) return;
  yield {
    kind: 'violation',
    messageId: wordingOf(specifier),
    data: { name, specifier },
    at: line.versionAt,
    fixes: pinFixes(line, requirement, other),
  };
}

/** A file of the repository is judged line by line, and dependencies/include says when there is none. */
function* judgeInclude(line: RequirementLine): Iterable<Outcome<MessageId>> {
  const { include, content, at } = line;
  if (include?.as !== 'requirements' || include.leadsTo.kind === 'file') return;
  if (include.leadsTo.kind === 'variable') yield unjudged(line, 'it depends on an environment variable');
  else yield { kind: 'violation', messageId: 'brings', data: { content }, at };
}

function unjudged({ content, at }: RequirementLine, reason: string): Outcome<MessageId> {
  return {
    kind: 'undecided',
    messageId: 'unjudged',
    data: { content },
    at,
    subject: content,
    waitsFor: 'observation',
    missing: [{ fact: 'requirement', reason }],
  };
}

function wordingOf(specifier: string): MessageId {
  if (specifier === '') return 'noVersion';
  return /^===[^,]*$/.test(specifier) ? 'comparesText' : 'notExact';
}

/** The only version that may be proposed is the one the other file of the pair already names. */
function pinFixes(
  { versionAt }: RequirementLine,
  requirement: Named,
  other: RequirementsFile | undefined,
): Fix[] {
  const version = other?.kind === 'read' ? pinnedVersionIn(other, requirement.normalizedName) : undefined;
  if (version === undefined) return [];
  const { name, specifier } = requirement;
  const satisfied = specifier === '' || plainReleaseSatisfies(specifier, version) === true;
  const edit =
    specifier === ''
      ? { path: versionAt.path, start: versionAt.end, end: versionAt.end, text: `==${version}` }
      : { path: versionAt.path, start: versionAt.start, end: versionAt.end, text: `==${version}` };
  return [
    { title: `Pin to ${name}==${version}`, safety: satisfied ? 'safe' : 'needs-review', edits: [edit] },
  ];
}

function pinnedVersionIn(
  { lines }: Extract<RequirementsFile, { kind: 'read' }>,
  name: string,
): string | undefined {
  const versions = lines.flatMap(({ requirement }) =>
    requirement.kind === 'named' && requirement.normalizedName === name ? [requirement.pinnedVersion] : [],
  );
  return versions.length === 1 ? versions[0] : undefined;
}

function pairLine({ pair }: RequirementsPair) {
  return { message: `The policy names the pair ${pair.id} here.`, at: pair.at };
}
