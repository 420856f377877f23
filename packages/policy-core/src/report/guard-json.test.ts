import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { decideGuard } from '../deployment/guard/guard.ts';
import { anyReport } from '../testing/any-report.ts';
import { passing, plainContext, unproved } from '../testing/sample-report.ts';
import { guardJson } from './guard-json.ts';
import { json } from './json.ts';
import { allRules } from '../checker/all-rules.ts';

const range = { from: '1f0c2d4', to: '9ab34ef' };

describe('the guard for programs', () => {
  test('tells the decision, what was judged, and each check', () => {
    const decision = decideGuard({ report: unproved, record: 'present', range }, allRules);
    const { report: _, ...output } = JSON.parse(guardJson(decision, unproved, plainContext)) as Record<
      string,
      unknown
    >;
    expect(output).toMatchInlineSnapshot(`
      {
        "checks": [
          {
            "findings": 0,
            "outcome": "undetermined",
            "reasons": [
              "no labels were given",
            ],
            "rule": "paths/protected",
            "severity": "error",
            "subjects": null,
            "summary": "Change a protected path only with the approval of its section.",
            "undetermined": 1,
          },
        ],
        "exit": 2,
        "explanation": "The release is not proved. 1 subject could not be decided. Judged: 1f0c2d4...9ab34ef.",
        "headline": "❌ GUARD FAILED",
        "judged": "1 revision, 1 pair, 2 changed files since 1f0c2d4",
        "passed": false,
        "range": {
          "from": "1f0c2d4",
          "to": "9ab34ef",
        },
        "record": "present",
        "schema_version": 1,
        "table": [
          {
            "evidence": [
              {
                "text": "1 rule judged 5 files of 1f0c2d4...9ab34ef.",
                "where": "lockkeeper.yaml",
              },
              {
                "text": "1 subject could not be decided.",
                "where": "lockkeeper.yaml",
              },
            ],
            "id": "policy",
            "problems": [
              {
                "kind": "undetermined",
                "next_step": "Resolve each undetermined subject.",
                "path": null,
                "text": "Not everything that the rules ask could be seen.",
                "where": "lockkeeper.yaml",
              },
            ],
            "state": "undetermined",
            "title": "Every rule of the policy holds.",
            "why": null,
          },
        ],
      }
    `);
  });

  test('has no range when only the tree was judged', () => {
    const decision = decideGuard({ report: passing, record: 'absent', range: undefined }, allRules);
    expect(JSON.parse(guardJson(decision, passing, plainContext))).toMatchObject({
      passed: true,
      headline: '✅ GUARD PASSED',
      range: null,
      record: 'absent',
    });
  });

  test('holds exactly what check gives, for any report', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const decision = decideGuard({ report, record: 'present', range }, allRules);
        const output: unknown = JSON.parse(guardJson(decision, report, plainContext));
        expect(output).toHaveProperty('report', JSON.parse(json(report, plainContext)));
      }),
    );
  });
});
