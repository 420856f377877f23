import fc from 'fast-check';
import type { Log, Result, Run } from 'sarif';
import { describe, expect, test } from 'vitest';

import type { Report } from '../engine/report.ts';
import { anyReport } from '../testing/any-report.ts';
import { readSarifText } from '../testing/read-sarif-text.ts';
import { sarifProblems } from '../testing/sarif-problems.ts';
import {
  crashing,
  deletedPolicy,
  droppedTable,
  failing,
  looseRequirement,
  passing,
  plainContext,
  unproved,
} from '../testing/sample-report.ts';
import { sarif } from './sarif.ts';

function runOf(report: Report, context = plainContext): Run {
  const log = JSON.parse(sarif(report, context)) as Log;
  const [run] = log.runs;
  if (run === undefined) throw new Error('a log without a run');
  return run;
}

function resultsOf(report: Report): readonly Result[] {
  return runOf(report).results ?? [];
}

describe('the report as SARIF', () => {
  test('of a failing pull request', () => {
    const { findings: _, ...rest } = failing;
    expect(sarif({ ...rest, findings: [looseRequirement], rules: [], notices: [] }, plainContext))
      .toMatchInlineSnapshot(`
        "{
          "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
          "version": "2.1.0",
          "runs": [
            {
              "tool": {
                "driver": {
                  "name": "Lockkeeper",
                  "version": "0.1.0",
                  "rules": [
                    {
                      "id": "dependencies/requirements-pinned",
                      "shortDescription": {
                        "text": "Pin every requirement to one version with ==."
                      },
                      "help": {
                        "text": "Pin every requirement to one version with ==.\\n\\nRun lockkeeper explain dependencies/requirements-pinned for the reasons and for examples."
                      },
                      "defaultConfiguration": {
                        "level": "error"
                      }
                    },
                    {
                      "id": "paths/protected",
                      "shortDescription": {
                        "text": "Change a protected path only with the approval of its section."
                      },
                      "help": {
                        "text": "Change a protected path only with the approval of its section.\\n\\nRun lockkeeper explain paths/protected for the reasons and for examples."
                      },
                      "defaultConfiguration": {
                        "level": "error"
                      }
                    }
                  ]
                }
              },
              "columnKind": "utf16CodeUnits",
              "invocations": [
                {
                  "executionSuccessful": true,
                  "exitCode": 1,
                  "toolExecutionNotifications": []
                }
              ],
              "results": [
                {
                  "ruleId": "dependencies/requirements-pinned",
                  "level": "error",
                  "message": {
                    "text": "httpx>=0.27 allows more than one version. Pin one with ==."
                  },
                  "locations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "backend/requirements.txt",
                          "uriBaseId": "%SRCROOT%"
                        },
                        "region": {
                          "startLine": 2,
                          "startColumn": 6,
                          "endLine": 2,
                          "endColumn": 12
                        }
                      }
                    }
                  ],
                  "partialFingerprints": {
                    "lockkeeper/v2": "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1"
                  },
                  "properties": {
                    "messageId": "notExact",
                    "because": []
                  },
                  "fixes": [
                    {
                      "description": {
                        "text": "Pin to httpx==0.27.2"
                      },
                      "artifactChanges": [
                        {
                          "artifactLocation": {
                            "uri": "backend/requirements.txt",
                            "uriBaseId": "%SRCROOT%"
                          },
                          "replacements": [
                            {
                              "deletedRegion": {
                                "startLine": 2,
                                "startColumn": 6,
                                "endLine": 2,
                                "endColumn": 12
                              },
                              "insertedContent": {
                                "text": "==0.27.2"
                              }
                            }
                          ]
                        }
                      ],
                      "properties": {
                        "safety": "safe"
                      }
                    }
                  ],
                  "ruleIndex": 0
                },
                {
                  "ruleId": "paths/protected",
                  "kind": "open",
                  "level": "none",
                  "message": {
                    "text": "Changes to backend/app/core/keys.py (section core) need the label approved-core-change. Ask an approver for it."
                  },
                  "locations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "backend/app/core/keys.py",
                          "uriBaseId": "%SRCROOT%"
                        },
                        "region": {
                          "startLine": 1,
                          "startColumn": 1,
                          "endLine": 1,
                          "endColumn": 1
                        }
                      }
                    }
                  ],
                  "properties": {
                    "messageId": "needsLabel",
                    "because": [
                      "no labels were given",
                      "backend/app/core/keys.py matches backend/app/core/** (lockkeeper.yaml:7:9)"
                    ]
                  },
                  "ruleIndex": 1
                }
              ],
              "properties": {
                "notApplicable": [],
                "coverage": {
                  "rules": {
                    "passed": 0,
                    "failed": 0,
                    "undetermined": 0,
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
                }
              }
            }
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
  ])('is valid when %s', (_, report) => {
    expect(sarifProblems(JSON.parse(sarif(report, plainContext)))).toEqual([]);
  });

  test('lists every rule that ran, with what must be true and where to read more', () => {
    const rule = runOf(passing).tool.driver.rules?.[0];
    expect(rule).toEqual({
      id: 'paths/protected',
      shortDescription: { text: 'Change a protected path only with the approval of its section.' },
      help: {
        text: 'Change a protected path only with the approval of its section.\n\nRun lockkeeper explain paths/protected for the reasons and for examples.',
      },
      defaultConfiguration: { level: 'error' },
    });
  });

  test('links to pages only once they are published', () => {
    const { driver } = runOf(passing, { ...plainContext, homepage: 'https://example.org' }).tool;
    expect(driver.informationUri).toBe('https://example.org');
    expect(driver.rules?.[0]?.helpUri).toBe('https://example.org/rules/paths/protected');
  });

  test.each([
    ['error', 'error'],
    ['warning', 'warning'],
    ['info', 'note'],
  ] as const)('weighs %s as %s', (severity, level) => {
    expect(resultsOf({ ...passing, findings: [{ ...droppedTable, severity }] })[0]?.level).toBe(level);
  });

  test('recognises a finding when its lines have moved', () => {
    expect(resultsOf(failing)[1]?.partialFingerprints).toEqual({
      'lockkeeper/v2': looseRequirement.fingerprint,
    });
  });

  test('points to the policy for a finding about the change itself', () => {
    const [result] = resultsOf({ ...passing, findings: [deletedPolicy] });
    expect(result?.locations?.[0]?.physicalLocation).toMatchObject({
      artifactLocation: { uri: 'lockkeeper.yaml' },
      region: { startLine: 3, startColumn: 1 },
    });
    expect(result?.relatedLocations?.[0]?.message?.text).toBe('The policy begins here.');
  });

  test('carries fixes, edits of one file together', () => {
    const edit = {
      path: 'b.txt',
      start: { line: 0, character: 0 },
      end: { line: 0, character: 1 },
      text: 'x',
    };
    const fixes = [
      { title: 'Fix both', safety: 'safe' as const, edits: [edit, { ...edit, path: 'a.txt' }, edit] },
    ];
    const changes = resultsOf({ ...passing, findings: [{ ...looseRequirement, fixes }] })[0]?.fixes?.[0]
      ?.artifactChanges;
    expect(
      changes?.map(({ artifactLocation, replacements }) => [artifactLocation.uri, replacements.length]),
    ).toEqual([
      ['b.txt', 2],
      ['a.txt', 1],
    ]);
  });

  test('leaves out a fix that changes nothing, which would not be valid', () => {
    expect(resultsOf({ ...passing, findings: [droppedTable] })[0]).not.toHaveProperty('fixes');
  });

  test('calls an undetermined subject open, neither a pass nor a failure', () => {
    expect(resultsOf(unproved)[0]).toMatchObject({
      kind: 'open',
      level: 'none',
      properties: {
        because: [
          'no labels were given',
          'backend/app/core/keys.py matches backend/app/core/** (lockkeeper.yaml:7:9)',
        ],
      },
    });
  });

  test('names what had nothing to judge beside the results: GitHub makes an alert of each result', () => {
    const [rule] = passing.rules;
    if (rule === undefined) throw new Error('it judged something');
    const run = runOf({ ...passing, rules: [{ ...rule, notApplicable: 'no-change-given' }] });
    expect(run.results).toEqual([]);
    expect(run.properties?.['notApplicable']).toEqual([
      expect.objectContaining({ ruleId: rule.rule, reason: 'no-change-given' }),
    ]);
  });

  test('says that a crashed run was not successful, and which rule it was', () => {
    expect(runOf(crashing).invocations).toEqual([
      {
        executionSuccessful: false,
        exitCode: 3,
        toolExecutionNotifications: [
          {
            level: 'error',
            message: { text: 'Cannot read properties of undefined' },
            associatedRule: { id: 'paths/protected' },
          },
        ],
      },
    ]);
  });

  test('carries notices as notes', () => {
    expect(runOf(failing).invocations?.[0]).toMatchObject({
      executionSuccessful: true,
      exitCode: 1,
      toolExecutionNotifications: [{ level: 'note', message: { text: failing.notices[0] } }],
    });
  });

  test('is valid for any report, and loses no message', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const text = sarif(report, plainContext);
        expect(sarifProblems(JSON.parse(text))).toEqual([]);
        expect(resultsOf(report).map(({ message }) => readSarifText(message.text ?? '').shown)).toEqual(
          [...report.findings, ...report.undetermined].map(({ message }) => message),
        );
      }),
    );
  });
});
