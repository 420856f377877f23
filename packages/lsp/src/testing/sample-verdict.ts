import type { Finding, SourceSpan, Undetermined } from '@lockkeeper/policy-core';

import { NO_VERDICT, type PolicyVerdict } from '../worker/messages.ts';

export const ROOT = 'file:///work/shop';
export const SOURCE = 'backend/requirements.txt';
export const SOURCE_URI = `${ROOT}/${SOURCE}`;
export const LOCK = 'backend/requirements.lock';

export function span(path: string, line: number, [from, to = from]: readonly [number, number?]): SourceSpan {
  return { path, start: { line, character: from }, end: { line, character: to } };
}

export function unpinned(line: number, given: Partial<Finding> = {}): Finding {
  return {
    rule: 'dependencies/requirements-pinned',
    severity: 'error',
    message: 'flask has no version. Write flask==<version>.',
    messageId: 'noVersion',
    data: { name: 'flask' },
    at: span(SOURCE, line, [0, 5]),
    evidence: [],
    related: [],
    fixes: [
      {
        title: 'Pin to flask==2.3.2',
        safety: 'safe',
        edits: [
          { path: SOURCE, start: { line, character: 5 }, end: { line, character: 5 }, text: '==2.3.2' },
        ],
      },
    ],
    fingerprint: `fingerprint-${line}`,
    ...given,
  };
}

export function waitsForApproval(given: Partial<Undetermined> = {}): Undetermined {
  return {
    rule: 'paths/protected',
    severity: 'error',
    subject: SOURCE,
    message: `Changes to ${SOURCE} (section core) need the label approved-core-change. Ask an approver for it.`,
    messageId: 'needsLabel',
    data: { path: SOURCE, section: 'core', label: 'approved-core-change' },
    at: span(SOURCE, 0, [0]),
    waitsFor: 'approval',
    missing: [{ fact: 'labels', reason: 'labels are read where the change is merged' }],
    evidence: [{ subject: SOURCE, relation: 'was', value: 'modified' }],
    fingerprint: 'fingerprint-waiting',
    related: [{ message: 'Section core protects backend/**.', at: span('lockkeeper.yaml', 4, [6, 18]) }],
    ...given,
  };
}

export function verdict(given: Partial<PolicyVerdict> = {}): PolicyVerdict {
  return {
    ...NO_VERDICT,
    root: ROOT,
    policy: { kind: 'sound', path: 'lockkeeper.yaml' },
    branch: 'main',
    isJudged: true,
    summaries: { 'dependencies/requirements-pinned': 'Pin every requirement to one version with ==.' },
    files: [SOURCE, LOCK],
    versions: { [SOURCE_URI]: 3 },
    ...given,
  };
}
