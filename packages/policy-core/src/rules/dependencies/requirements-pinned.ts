import { z } from 'zod';

import { plainReleaseSatisfies } from '../../facts/plain-release.ts';
import { normalizedProject } from '../../facts/project-name.ts';
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
  | 'hiddenLine'
  | 'unreadable'
  | 'missing'
  | 'unseen';

export const requirementsPinned = defineRule({
  id: 'dependencies/requirements-pinned',
  summary: 'Every requirement pins exactly one version with ==.',
  defaultSeverity: 'error',
  needs: ['requirementsPairs'],

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
    hiddenLine: 'pip ends a line at {codePoint}, which most editors do not show. Replace it by a line feed.',
    unreadable: '{path} cannot be analysed: {problem}. Save it as UTF-8 text of at most 2 MB.',
    missing: '{path} does not exist. Create it, or take the pair {id} out of the policy.',
    unseen: '{path} was not read.',
  },

  *check({ requirementsPairs }, { options }) {
    for (const pair of requirementsPairs) {
      for (const side of ['source', 'lock'] as const) yield* judgeFile(pair, side, options.allowUnpinned);
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
  // A missing lock is for dependencies/lock-in-sync to report; a missing source has no other rule.
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
  for (const { codePoint, at } of file.value.unusualSeparators) {
    yield { kind: 'violation', messageId: 'hiddenLine', data: { codePoint }, at, fixes: [] };
  }
  const other = side === 'source' ? pair.lock : pair.source;
  for (const line of file.value.lines) yield* judgeLine(line, allowed, other.known ? other.value : undefined);
}

function* judgeLine(
  line: RequirementLine,
  allowed: readonly string[],
  other: RequirementsFile | undefined,
): Iterable<Outcome<MessageId>> {
  const { requirement, content, at, versionAt } = line;
  if (requirement.kind === 'unpinnable') {
    yield { kind: 'violation', messageId: 'unpinnable', data: { content }, at };
  } else if (requirement.kind === 'unjudged') {
    const missing = [{ fact: 'requirement', reason: requirement.problem }];
    yield {
      kind: 'undecided',
      messageId: 'unjudged',
      data: { content },
      at,
      subject: content,
      waitsFor: 'observation',
      missing,
    };
  } else if (requirement.pinnedVersion === undefined && !allowed.includes(requirement.normalizedName)) {
    const { name, specifier } = requirement;
    const messageId = wordingOf(specifier);
    yield {
      kind: 'violation',
      messageId,
      data: { name, specifier },
      at: versionAt,
      fixes: pinFixes(line, requirement, other),
    };
  }
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
