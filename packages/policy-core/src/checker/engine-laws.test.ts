import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../model/known.ts';
import type { ChangeEntry, Observations } from '../model/observations.ts';
import { exitCodeOf } from '../report/check-exit-code.ts';
import type { Report } from '../engine/report.ts';
import { anyRun, check, PATHS, type PolicyDraft } from '../testing/any-repository.ts';

describe('the same run', () => {
  test('gives the same report twice', () => {
    fc.assert(
      fc.property(anyRun, ({ draft, seen, stage }) => {
        expect(check(draft, seen, { stage })).toEqual(check(draft, seen, { stage }));
      }),
    );
  });

  test('leaves what it was given as it was', () => {
    fc.assert(
      fc.property(anyRun, ({ draft, seen, stage }) => {
        const before = JSON.stringify(seen);
        check(draft, seen, { stage });
        expect(JSON.stringify(seen)).toBe(before);
      }),
    );
  });

  test('never crashes a rule', () => {
    fc.assert(
      fc.property(anyRun, ({ draft, seen, stage }) => {
        expect(check(draft, seen, { stage }).crashed).toEqual([]);
      }),
    );
  });
});

describe('order', () => {
  test('of files does not matter', () => {
    fc.assert(
      fc.property(anyRun, ({ draft, seen, stage }) => {
        const files = Object.fromEntries(Object.entries(seen.files).toReversed());
        expect(check(draft, { ...seen, files }, { stage })).toEqual(check(draft, seen, { stage }));
      }),
    );
  });

  test('of changes does not matter', () => {
    fc.assert(
      fc.property(anyRun, ({ draft, seen, stage }) => {
        const reversed = withEntries(seen, (entries) => entries.toReversed());
        expect(check(draft, reversed, { stage })).toEqual(check(draft, seen, { stage }));
      }),
    );
  });

  test('of labels does not matter', () => {
    fc.assert(
      fc.property(anyRun, ({ draft, seen, stage }) => {
        const labels = seen.labels.known ? observed(seen.labels.value.toReversed()) : seen.labels;
        expect(fingerprints(check(draft, { ...seen, labels }, { stage }))).toEqual(
          fingerprints(check(draft, seen, { stage })),
        );
      }),
    );
  });

  test('of findings is by path, then line, then column', () => {
    fc.assert(
      fc.property(anyRun, ({ draft, seen, stage }) => {
        const places = check(draft, seen, { stage }).findings.map(({ at }) =>
          at === undefined ? '\uffff' : [at.path, pad(at.start.line), pad(at.start.character)].join('\0'),
        );
        expect(places).toEqual(places.toSorted());
      }),
    );
  });
});

describe('more of what no rule speaks of', () => {
  test('as a file takes no finding away', () => {
    fc.assert(
      fc.property(anyRun, ({ draft, seen, stage }) => {
        const files = { ...seen.files, 'unrelated.md': observed({ kind: 'text' as const, text: 'x' }) };
        expect(said(check(draft, { ...seen, files }, { stage }))).toEqual(
          said(check(draft, seen, { stage })),
        );
      }),
    );
  });

  test('as a change takes no finding away', () => {
    fc.assert(
      fc.property(anyRun, ({ draft, seen, stage }) => {
        const entry: ChangeEntry = {
          path: 'unrelated/b.md',
          status: 'added',
          oldMode: '000000',
          newMode: '100644',
        };
        const more = withEntries(seen, (entries) => [...entries, entry]);
        const after = fingerprints(check(draft, more, { stage }));
        expect([...fingerprints(check(draft, seen, { stage }))].filter((print) => !after.has(print))).toEqual(
          [],
        );
      }),
    );
  });
});

describe('a policy that asks for more', () => {
  test('by another protected pattern takes no finding away', () => {
    fc.assert(
      fc.property(anyRun, fc.constantFrom(...PATHS), ({ draft, seen, stage }, path) => {
        const wider = withSections(draft, (paths) => [...paths, path]);
        const after = subjects(check(wider, seen, { stage }));
        expect(lost(subjects(check(draft, seen, { stage })), after)).toEqual([]);
      }),
    );
  });

  test('by another section takes no finding away', () => {
    fc.assert(
      fc.property(anyRun, ({ draft, seen, stage }) => {
        const section = { id: 'all', paths: ['**'], except: [], require: { label: 'all' } };
        const wider = { ...draft, protected: [...draft.protected, section] };
        const after = subjects(check(wider, seen, { stage }));
        expect(lost(subjects(check(draft, seen, { stage })), after)).toEqual([]);
      }),
    );
  });

  test('by no exceptions takes no finding away', () => {
    fc.assert(
      fc.property(anyRun, ({ draft, seen, stage }) => {
        const strict = {
          ...draft,
          protected: draft.protected.map((section) => ({ ...section, except: [] })),
        };
        const after = subjects(check(strict, seen, { stage }));
        expect(lost(subjects(check(draft, seen, { stage })), after)).toEqual([]);
      }),
    );
  });
});

describe('a forbidden change more', () => {
  const forbidden = fc.constantFrom('core/a.py', 'lockkeeper.json', 'infrastructure/last-good-deploy.json');

  test('never turns a fail into a pass', () => {
    fc.assert(
      fc.property(anyRun, forbidden, ({ draft, seen, stage }, path) => {
        fc.pre(check(draft, seen, { stage }).verdict === 'fail');
        const entry: ChangeEntry = { path, status: 'modified', oldMode: '100644', newMode: '100644' };
        const more = withEntries(seen, (entries) =>
          entries.some((other) => other.path === path) ? entries : [...entries, entry],
        );
        expect(check(draft, more, { stage }).verdict).toBe('fail');
      }),
    );
  });
});

describe('a run at a stage that must be proved', () => {
  test('finds all that a run on a desk finds', () => {
    fc.assert(
      fc.property(anyRun, ({ draft, seen }) => {
        const inCi = subjects(check(draft, seen, { stage: 'ci' }));
        const onDesk = subjects(check(draft, seen, { stage: 'local' }));
        expect(onDesk.filter((subject) => !inCi.includes(subject))).toEqual([]);
      }),
    );
  });

  test('never ends well with something undecided that could be an error', () => {
    fc.assert(
      fc.property(anyRun, ({ draft, seen }) => {
        const report = check(draft, seen, { stage: 'ci' });
        fc.pre(report.undetermined.some(({ severity }) => severity === 'error'));
        expect(exitCodeOf(report)).not.toBe(0);
      }),
    );
  });
});

describe('the verdict', () => {
  test('follows from what is reported and nothing else', () => {
    fc.assert(
      fc.property(anyRun, ({ draft, seen, stage }) => {
        const { verdict, findings, undetermined } = check(draft, seen, { stage });
        const isFailed = findings.some(({ severity }) => severity === 'error');
        const isOpen = undetermined.some(({ severity }) => severity === 'error');
        expect(verdict).toBe(isFailed ? 'fail' : isOpen ? 'undetermined' : 'pass');
      }),
    );
  });

  test('is the sum of what the rules say', () => {
    fc.assert(
      fc.property(anyRun, ({ draft, seen, stage }) => {
        const { rules, findings, undetermined } = check(draft, seen, { stage });
        const total = (count: (rule: Report['rules'][number]) => number) =>
          rules.reduce((sum, rule) => sum + count(rule), 0);
        expect(total((rule) => rule.findings)).toBe(findings.length);
        expect(total((rule) => rule.undetermined)).toBe(undetermined.length);
        expect(rules.filter(({ outcome }) => outcome === 'passed').every(isSilent)).toBe(true);
      }),
    );
  });

  test('of a rule that is off is not part of it', () => {
    fc.assert(
      fc.property(anyRun, ({ draft, seen, stage }) => {
        const rules = { 'paths/protected': 'off' };
        const { findings, undetermined } = check({ ...draft, rules }, seen, { stage });
        expect([...findings, ...undetermined].filter(({ rule }) => rule === 'paths/protected')).toEqual([]);
      }),
    );
  });
});

describe('an open document', () => {
  test('answers for itself alone', () => {
    fc.assert(
      fc.property(anyRun, fc.constantFrom(...PATHS), ({ draft, seen, stage }, path) => {
        const report = check(draft, { ...seen, focus: { kind: 'document', path } }, { stage });
        const others = [...report.findings, ...report.undetermined].filter(({ at }) => at?.path !== path);
        expect(others).toEqual([]);
      }),
    );
  });

  test('is told of a pin what the whole tree is told of it', () => {
    fc.assert(
      fc.property(anyRun, ({ draft, seen, stage }) => {
        const path = 'api/r.txt';
        const lines = (focus: Observations['focus']) =>
          check(draft, { ...seen, focus }, { stage })
            .findings.filter((finding) => finding.rule === 'dependencies/requirements-pinned')
            .filter(({ at }) => at?.path === path);
        expect(lines({ kind: 'document', path })).toEqual(lines({ kind: 'tree' }));
      }),
    );
  });
});

describe('less knowledge', () => {
  const lost = unobserved('it was lost');
  const facts = ['labels', 'now', 'recordedCommit', 'settled', 'listing', 'change'] as const;

  test.each(facts)('of %s never turns anything else into a pass', (fact) => {
    fc.assert(
      fc.property(anyRun, ({ draft, seen, stage }) => {
        fc.pre(check(draft, seen, { stage }).verdict !== 'pass');
        // A tree and a document need no change; without one they have none.
        fc.pre(fact !== 'change' || seen.focus.kind === 'change' || seen.focus.kind === 'release');
        expect(check(draft, { ...seen, [fact]: lost }, { stage }).verdict).not.toBe('pass');
      }),
    );
  });

  test('of a file never turns anything else into a pass', () => {
    fc.assert(
      fc.property(anyRun, fc.constantFrom(...PATHS), ({ draft, seen, stage }, path) => {
        // The text of an open document is always there.
        fc.pre(seen.focus.kind !== 'document' || seen.focus.path !== path);
        fc.pre(path in seen.files && check(draft, seen, { stage }).verdict !== 'pass');
        const files = { ...seen.files, [path]: lost };
        expect(check(draft, { ...seen, files }, { stage }).verdict).not.toBe('pass');
      }),
    );
  });

  test.each(['change', 'release'] as const)(
    'of everything about a %s is no pass, whatever the policy',
    (kind) => {
      const nothing: Observations = {
        focus: { kind },
        files: {},
        listing: lost,
        change: lost,
        filesBefore: {},
        links: {},
        folders: {},
        present: {},
        labels: lost,
        pullRequest: lost,
        author: lost,
        agentSigns: [],
        deployment: null,
        settled: lost,
        recordedCommit: lost,
        now: lost,
      };
      expect(check({}, nothing, { stage: 'ci' }).verdict).toBe('undetermined');
      fc.assert(
        fc.property(anyRun, ({ draft, stage }) => {
          expect(check(draft, nothing, { stage }).verdict).not.toBe('pass');
        }),
      );
    },
  );
});

function withEntries(
  seen: Observations,
  change: (entries: readonly ChangeEntry[]) => readonly ChangeEntry[],
): Observations {
  if (!seen.change.known) return seen;
  return { ...seen, change: observed({ ...seen.change.value, entries: change(seen.change.value.entries) }) };
}

function withSections(
  draft: PolicyDraft,
  change: (paths: readonly string[]) => readonly string[],
): PolicyDraft {
  return {
    ...draft,
    protected: draft.protected.map((section) => ({ ...section, paths: change(section.paths) })),
  };
}

function fingerprints({ findings }: Report): Set<string> {
  return new Set(findings.map(({ fingerprint }) => fingerprint));
}

/** Rule, place and sentence: what a person would call the same complaint, decided or not. */
function subjects({ findings, undetermined }: Report): readonly string[] {
  return [...findings, ...undetermined].map(({ rule, at, message }) => [rule, at?.path, message].join('\0'));
}

function said({ findings, undetermined, verdict }: Report) {
  return { findings, undetermined, verdict };
}

function isSilent({ findings, undetermined }: Report['rules'][number]): boolean {
  return findings + undetermined === 0;
}

function pad(value: number): string {
  return String(value).padStart(6, '0');
}

/** What asks for the first policy where no section does gives way to a section that does: that is no loss. */
function lost(before: readonly string[], after: readonly string[]): readonly string[] {
  return before.filter((subject) => !after.includes(subject));
}
