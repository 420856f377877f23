import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Report } from '../engine/report.ts';
import { anyReport } from '../testing/any-report.ts';
import { checkAnswer } from '../answers/check-answer.ts';
import {
  crashing,
  deletedPolicy,
  failing,
  looseRequirement,
  passing,
  plainContext,
  unapproved,
  unproved,
} from '../testing/sample-report.ts';
import type { JsonReport } from './json-report.ts';
import { json } from './json.ts';

function read(report: Report, context = plainContext): JsonReport {
  return checkAnswer.parse(JSON.parse(json(report, context)));
}

describe('the report for programs', () => {
  test('of a failing pull request', () => {
    expect(json({ ...failing, findings: [looseRequirement, deletedPolicy] }, plainContext))
      .toMatchInlineSnapshot(`
        "{
          "schema_version": 1,
          "verdict": "fail",
          "stage": "ci",
          "focus": {
            "kind": "tree"
          },
          "policy": {
            "path": "lockkeeper.yaml",
            "source": "base",
            "bootstrap": false,
            "title": "Payments",
            "version": "3"
          },
          "summary": {
            "errors": 2,
            "warnings": 0,
            "infos": 0,
            "undetermined": 1,
            "files": 5,
            "duration_ms": 12
          },
          "coverage": {
            "rules": {
              "passed": 1,
              "failed": 3,
              "undetermined": 1,
              "crashed": 0,
              "not_applicable": {
                "nothing-of-its-kind": 0,
                "no-change-given": 0,
                "not-configured": 0,
                "not-asked": 0,
                "other-database": 0
              }
            },
            "subjects": {
              "files": 5,
              "revisions": 1,
              "downgrades": 1,
              "pairs": 1,
              "changed_files": 2
            },
            "places": [],
            "unsupported": []
          },
          "findings": [
            {
              "rule": "dependencies/requirements-pinned",
              "severity": "error",
              "message": "httpx>=0.27 allows more than one version. Pin one with ==.",
              "message_id": "notExact",
              "data": {
                "name": "httpx",
                "specifier": ">=0.27"
              },
              "path": "backend/requirements.txt",
              "line": 2,
              "column": 6,
              "end_line": 2,
              "end_column": 12,
              "docs_url": null,
              "evidence": [],
              "fixes": [
                {
                  "title": "Pin to httpx==0.27.2",
                  "safety": "safe",
                  "edits": [
                    {
                      "path": "backend/requirements.txt",
                      "start": {
                        "line": 2,
                        "column": 6
                      },
                      "end": {
                        "line": 2,
                        "column": 12
                      },
                      "text": "==0.27.2"
                    }
                  ]
                }
              ],
              "related": []
            },
            {
              "rule": "policy/missing",
              "severity": "error",
              "message": "This change deletes the policy. Keep lockkeeper.yaml.",
              "message_id": "deleted",
              "data": {
                "path": "lockkeeper.yaml"
              },
              "path": null,
              "line": null,
              "column": null,
              "end_line": null,
              "end_column": null,
              "docs_url": null,
              "evidence": [
                {
                  "subject": "the base",
                  "relation": "has",
                  "value": "lockkeeper.yaml",
                  "source": {
                    "path": "lockkeeper.yaml",
                    "line": 1,
                    "column": 1,
                    "end_line": 1,
                    "end_column": 11
                  }
                }
              ],
              "fixes": [],
              "related": [
                {
                  "message": "The policy begins here.",
                  "path": "lockkeeper.yaml",
                  "line": 3,
                  "column": 1
                }
              ]
            }
          ],
          "undetermined": [
            {
              "rule": "paths/protected",
              "severity": "error",
              "message": "Changes to backend/app/core/keys.py (section core) need the label approved-core-change. Ask an approver for it.",
              "message_id": "needsLabel",
              "data": {
                "path": "backend/app/core/keys.py",
                "section": "core",
                "label": "approved-core-change"
              },
              "subject": "backend/app/core/keys.py",
              "path": "backend/app/core/keys.py",
              "line": 1,
              "column": 1,
              "end_line": 1,
              "end_column": 1,
              "waits_for": "approval",
              "missing": [
                {
                  "fact": "labels",
                  "reason": "no labels were given"
                }
              ],
              "docs_url": null,
              "evidence": [
                {
                  "subject": "backend/app/core/keys.py",
                  "relation": "matches",
                  "value": "backend/app/core/**",
                  "source": {
                    "path": "lockkeeper.yaml",
                    "line": 7,
                    "column": 9,
                    "end_line": 7,
                    "end_column": 30
                  }
                }
              ],
              "related": []
            }
          ],
          "crashed": [],
          "waived": [
            {
              "rule": "dependencies/requirements-pinned",
              "severity": "error",
              "message": "uvicorn has no version. Write uvicorn==<version>.",
              "message_id": "notExact",
              "data": {
                "name": "httpx",
                "specifier": ">=0.27"
              },
              "path": "backend/requirements.txt",
              "line": 2,
              "column": 6,
              "end_line": 2,
              "end_column": 12,
              "waiver": {
                "reason": "The mirror has no release.",
                "approver": "dana",
                "expires": "2026-12-31",
                "path": "lockkeeper.yaml",
                "line": 21,
                "column": 5
              }
            }
          ],
          "baselined": 2,
          "outdated_baseline_entries": 1,
          "rules": [
            {
              "rule": "paths/protected",
              "severity": "error",
              "outcome": "undetermined",
              "findings": 0,
              "undetermined": 1,
              "subjects": null,
              "not_applicable": null
            },
            {
              "rule": "dependencies/requirements-pinned",
              "severity": "error",
              "outcome": "failed",
              "findings": 1,
              "undetermined": 0,
              "subjects": null,
              "not_applicable": null
            },
            {
              "rule": "dependencies/lock-in-sync",
              "severity": "error",
              "outcome": "passed",
              "findings": 0,
              "undetermined": 0,
              "subjects": 2,
              "not_applicable": null
            },
            {
              "rule": "migrations/drop-table",
              "severity": "warning",
              "outcome": "failed",
              "findings": 1,
              "undetermined": 0,
              "subjects": null,
              "not_applicable": null
            },
            {
              "rule": "policy/missing",
              "severity": "error",
              "outcome": "failed",
              "findings": 1,
              "undetermined": 0,
              "subjects": null,
              "not_applicable": null
            }
          ],
          "left_out": [],
          "notices": [
            "The policy of the base judges this change, not its own."
          ]
        }
        "
      `);
  });

  test.each([
    ['failing', failing],
    ['passing', passing],
    ['unproved', unproved],
    ['crashing', crashing],
  ])('keeps the contract when %s', (_, report) => {
    expect(read(report).schema_version).toBe(1);
  });

  test('counts lines and columns from 1, the end exclusive', () => {
    expect(read(failing).findings[1]).toMatchObject({
      path: 'backend/requirements.txt',
      line: 2,
      column: 6,
      end_line: 2,
      end_column: 12,
    });
  });

  test('counts the edits of a fix likewise', () => {
    expect(read(failing).findings[1]?.fixes[0]?.edits).toEqual([
      {
        path: 'backend/requirements.txt',
        start: { line: 2, column: 6 },
        end: { line: 2, column: 12 },
        text: '==0.27.2',
      },
    ]);
  });

  test('has no place for a finding about the change itself', () => {
    expect(read(failing).findings[2]).toMatchObject({
      path: null,
      line: null,
      column: null,
      end_line: null,
      end_column: null,
      related: [{ message: 'The policy begins here.', path: 'lockkeeper.yaml', line: 3, column: 1 }],
    });
  });

  test('says what an undetermined subject waits for', () => {
    expect(read(unproved).undetermined[0]).toMatchObject({
      subject: unapproved.subject,
      waits_for: 'approval',
      missing: [{ fact: 'labels', reason: 'no labels were given' }],
    });
  });

  test('counts what the baseline accepts and lists what is waived', () => {
    const { baselined, outdated_baseline_entries: outdated, waived } = read(failing);
    expect([baselined, outdated]).toEqual([2, 1]);
    expect(waived[0]?.waiver).toEqual({
      reason: 'The mirror has no release.',
      approver: 'dana',
      expires: '2026-12-31',
      path: 'lockkeeper.yaml',
      line: 21,
      column: 5,
    });
    expect(read(passing).outdated_baseline_entries).toBeNull();
  });

  test('links to pages only once they are published', () => {
    expect(read(failing).findings[0]?.docs_url).toBeNull();
    expect(read(failing, { ...plainContext, homepage: 'https://example.org' }).findings[0]?.docs_url).toBe(
      'https://example.org/rules/migrations/drop-table',
    );
  });

  test('takes no notice of colours and width', () => {
    expect(json(failing, { ...plainContext, colors: true, width: 20 })).toBe(json(failing, plainContext));
  });

  test('is JSON of the promised shape for any report, and loses no message', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const output = read(report);
        expect(output.findings.map(({ message }) => message)).toEqual(
          report.findings.map(({ message }) => message),
        );
        expect(output.undetermined.map(({ message }) => message)).toEqual(
          report.undetermined.map(({ message }) => message),
        );
      }),
    );
  });
});
