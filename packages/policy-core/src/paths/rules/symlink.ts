import { changedLinks, type ChangedLink, type LinkStanding } from '../facts/changed-links.ts';
import type { Hop } from '../facts/follow-link.ts';
import type { Evidence } from '../../model/finding.ts';
import { protectionEvidence } from '../../change/protection-evidence.ts';
import { defineRule, NO_OPTIONS, type Undecided, type Violation } from '../../engine/rule.ts';
import { startOf } from '../../model/source-span.ts';

type MessageId = 'outside' | 'gitFolder' | 'dead' | 'guarded' | 'above' | 'handedOver' | 'unknown';

export const pathsSymlink = defineRule({
  id: 'paths/symlink',
  summary: 'Keep symbolic links inside the repository and away from protected paths.',
  defaultSeverity: 'error',
  subjects: changedLinks,

  options: NO_OPTIONS,

  messages: {
    outside:
      'The symbolic link {path} leaves the repository: {target}. Point it at a path inside, relative to its own folder.',
    gitFolder:
      "The symbolic link {path} leads into git's own folder: {target}. Point it at a file of the repository.",
    dead: 'The symbolic link {path} leads nowhere: {how}. Point it at a file or folder of the repository.',
    guarded:
      'The symbolic link {path} leads to {reached}, part of {guard}. Link to something else, or write out what you need.',
    above:
      'The symbolic link {path} exposes {inside}, part of {guard}. Link to exactly the part of {reached} that you need.',
    handedOver: '{path} of {guard} becomes a link to unprotected {reached}. Keep a file or folder there.',
    unknown: 'Cannot determine where the symbolic link {path} leads.',
  },

  *check(_get, links) {
    for (const link of links) {
      const { path, standing } = link;
      if (standing.kind === 'unknown') yield undecided(path, standing.reason);
      else yield violation(link, standing);
    }
  },
});

function undecided(path: string, reason: string): Undecided<MessageId> {
  return {
    kind: 'undecided',
    messageId: 'unknown',
    data: { path },
    at: startOf(path),
    subject: path,
    waitsFor: 'observation',
    missing: [{ fact: 'links', reason }],
  };
}

type Wrong = Exclude<LinkStanding, { kind: 'unknown' }>;

const MESSAGES = {
  outside: 'outside',
  'git-folder': 'gitFolder',
  dead: 'dead',
  guarded: 'guarded',
  above: 'above',
  'handed-over': 'handedOver',
} as const satisfies Record<Wrong['kind'], MessageId>;

function violation({ path, status }: ChangedLink, standing: Wrong): Violation<MessageId> {
  const by = 'guard' in standing ? protectionEvidence(matchedPath(standing), standing) : undefined;
  return {
    kind: 'violation',
    messageId: MESSAGES[standing.kind],
    data: { path, ...dataOf(standing) },
    at: startOf(path),
    evidence: [
      { subject: path, relation: 'was', value: status },
      ...wayOf(standing.hops),
      ...(by === undefined ? [] : [by.evidence]),
    ],
    related: by === undefined ? [] : [by.related],
  };
}

function matchedPath(standing: Extract<Wrong, { guard: unknown }>): string {
  return standing.kind === 'guarded' ? standing.reached : standing.inside;
}

function dataOf(standing: Wrong): Readonly<Record<string, string>> {
  switch (standing.kind) {
    case 'outside':
    case 'git-folder':
      return { target: standing.hops[0]?.target ?? '' };
    case 'dead':
      return { how: standing.how };
    case 'above':
      return { ...dataOfReached(standing), inside: standing.inside };
    case 'guarded':
    case 'handed-over':
      return dataOfReached(standing);
  }
}

function dataOfReached({ reached, guard }: Extract<Wrong, { guard: unknown }>) {
  return { reached: reached === '' ? 'the root of the repository' : reached, guard: guard.name };
}

/** A chain may be long: its beginning and its end tell where it leads. */
function wayOf(hops: readonly Hop[]): readonly Evidence[] {
  const shown = hops.length > MOST_SHOWN ? [...hops.slice(0, MOST_SHOWN - 1), ...hops.slice(-1)] : hops;
  return shown.map(({ link, target }) => ({ subject: link, relation: 'points at', value: target }));
}

const MOST_SHOWN = 5;
