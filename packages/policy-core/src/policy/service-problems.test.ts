import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { problemsIn } from '../testing/problems-in.ts';

const BRANCHES = `branches:
  live: { match: [main], environment: production }
  ai: { match: ['auto/**', develop], environment: staging }
  deploy_from: { staging: [ai], production: [live] }
  production_requires: [human_approval]
`;

/** What is wrong with these environments of one service, and what is underlined. */
function problemsOf(environments: string, rest = '') {
  return problemsIn(`${rest}deployment: { services: { api: { environments: { ${environments} } } } }`);
}

describe('the environments of a service', () => {
  test.each([
    ['staging: {}, production: { promote_from: staging }'],
    ['Staging: {}, production: { promote_from: STAGING }'],
    ['a: {}, b: { promote_from: a }, c: { promote_from: b }, d: { promote_from: a }'],
  ])('may come one after the other: %s', (environments) => {
    expect(problemsOf(environments)).toEqual([]);
  });

  test.each([
    [
      'staging: {}, Staging: {}',
      [['api has the environment Staging twice: names are the same in any case. Write it once.', 'Staging']],
    ],
    [
      'production: { promote_from: staging }',
      [['api has no environment staging. Name one of its others, or describe it there.', 'staging']],
    ],
    [
      'staging: {}, production: { promote_from: stagign }',
      [['api has no environment stagign. Name one of its others, or describe it there.', 'stagign']],
    ],
    [
      'production: { promote_from: Production }',
      [
        [
          'production cannot be promoted from itself. Name the environment before it, or leave promote_from out.',
          'Production',
        ],
      ],
    ],
    [
      'a: { promote_from: c }, b: { promote_from: a }, c: { promote_from: b }, d: { promote_from: a }',
      [
        [
          'No commit can come to a: a, c, b, a wait for each other. Leave promote_from out where commits come in.',
          'c',
        ],
      ],
    ],
    [
      'a: { promote_from: b }, b: { promote_from: a }, x: { promote_from: y }, y: { promote_from: x }',
      [
        [
          'No commit can come to a: a, b, a wait for each other. Leave promote_from out where commits come in.',
          'b',
        ],
        [
          'No commit can come to x: x, y, x wait for each other. Leave promote_from out where commits come in.',
          'y',
        ],
      ],
    ],
  ])('do not go %s', (environments, problems) => {
    expect(problemsOf(environments)).toEqual(problems);
  });

  test('of another service are no way into this one', () => {
    const services =
      '{ api: { environments: { staging: {} } }, web: { environments: { production: { promote_from: staging } } } }';
    expect(problemsIn(`deployment: { services: ${services} }`).map(([, text]) => text)).toEqual(['staging']);
  });

  test('have a first one each, or a problem says so', () => {
    const names = ['a', 'b', 'c', 'd'];
    const before = fc.tuple(
      ...names.map((name) => fc.constantFrom('', ...names.filter((other) => other !== name))),
    );
    fc.assert(
      fc.property(before, (chosen) => {
        const written = names.map((name, index) =>
          chosen[index] === '' ? `${name}: {}` : `${name}: { promote_from: ${chosen[index]} }`,
        );
        const leadsOut = (name: string, steps = 0): boolean => {
          const next = chosen[names.indexOf(name)] ?? '';
          return next === '' || (steps <= names.length && leadsOut(next, steps + 1));
        };
        expect(problemsOf(written.join(', ')).length > 0).toBe(!names.every((name) => leadsOut(name)));
      }),
    );
  });
});

describe('where a service says less than branches do', () => {
  const withApproval = 'production: { approval: { by: github-environment } }';

  test.each([
    ["staging: { from: ['auto/**'] }"],
    ["staging: { from: ['auto/api-*', develop] }"],
    ['STAGING: { from: [develop] }'],
    [`staging: {}, ${withApproval}`],
    ['production: { from: [main], approval: { by: github-environment } }'],
  ])('nothing is said of %s', (environments) => {
    expect(problemsOf(environments, BRANCHES)).toEqual([]);
  });

  test.each([
    [
      'staging: { from: [develop, main] }',
      'branches.deploy_from does not let main be deployed to staging. Name branches of ai, or allow more there.',
      'main',
    ],
    [
      "staging: { from: ['**'] }",
      'branches.deploy_from does not let ** be deployed to staging. Name branches of ai, or allow more there.',
      "'**'",
    ],
    [
      'stagign: {}',
      'branches.deploy_from lets no branch be deployed to stagign. Did you mean staging?',
      'stagign',
    ],
    ['demo: {}', 'branches.deploy_from lets no branch be deployed to demo. Add demo there.', 'demo'],
    [
      'production: {}',
      'branches.production_requires has human_approval, and production has no approval. Add approval: { by: github-environment }, or by: ssh-signature.',
      'production',
    ],
  ])('the policy is wrong: %s', (environments, message, underlined) => {
    expect(problemsOf(environments, BRANCHES)).toEqual([[message, underlined]]);
  });

  test('any branch and any environment is right where branches say nothing', () => {
    expect(problemsOf("demo: { from: ['**'] }, production: {}")).toEqual([]);
    expect(problemsOf("demo: { from: ['[x'] }").map(([, text]) => text)).toEqual(["'[x'"]);
  });
});

describe('an approval', () => {
  const SIGNERS = 'deployment: { records: { mode: branch, signers: ops/signers }, ';

  test('by signature needs somebody whose signature counts', () => {
    const services =
      'services: { api: { environments: { staging: { approval: { by: ssh-signature, approvers: [ana, bob], quorum: 2 } } } } } }';
    expect(problemsIn(`${SIGNERS}${services}`)).toEqual([]);
    expect(problemsIn(`deployment: { ${services}`)).toEqual([
      [
        'approval.by is ssh-signature, and nobody is named whose signature counts. Name them in deployment.records.signers.',
        'ssh-signature',
      ],
    ]);
  });

  test.each([
    ['{ by: ssh-signature }', /nobody is named who may approve/u, 'ssh-signature'],
    ['{ by: ssh-signature, approvers: [ana], quorum: 2 }', /approval\.approvers names 1/u, '2'],
    ['{ by: ssh-signature, approvers: [ana, Ana], quorum: 2 }', /approval\.approvers names 1/u, '2'],
    ['{ by: github-environment, approvers: [ana] }', /changes nothing/u, '[ana]'],
  ])('names those who may approve, where GitHub does not: %s', (approval, message, underlined) => {
    const services = `services: { api: { environments: { staging: { approval: ${approval} } } } } }`;
    expect(problemsIn(`${SIGNERS}${services}`)).toEqual([[expect.stringMatching(message), underlined]]);
  });

  test('of an environment of GitHub is that of one person', () => {
    expect(problemsOf('staging: { approval: { by: github-environment, quorum: 1 } }')).toEqual([]);
    expect(problemsOf('staging: { approval: { by: github-environment, quorum: 2 } }')).toEqual([
      [
        'An environment of GitHub goes on after one approval, whatever quorum says. Write quorum: 1, or by: ssh-signature.',
        '2',
      ],
    ]);
  });

  test.each([
    ['{}', 'by is missing. Add it.'],
    ['{ by: label }', 'by must be "github-environment" or "ssh-signature".'],
    ['{ by: github-environment, quorum: 0 }', 'quorum must be 1 or more.'],
    [
      '{ by: github-environment, expires: 30s }',
      'expires is not valid: Write a number and m, h or d, such as 24h.',
    ],
  ])('is not %s', (approval, message) => {
    expect(problemsOf(`staging: { approval: ${approval} }`).map(([said]) => said)).toEqual([
      `deployment.services.api.environments.staging.approval.${message}`,
    ]);
  });
});

describe('the backup that a release needs', () => {
  const MESSAGE =
    'requires.backup is longer than databases.backup_max_age, which is 24h where it is left out. Write a shorter time, or raise it there.';

  test.each([
    ['24h', '', []],
    ['90m', 'databases: { backup_max_age: 2h }\n', []],
    ['25h', '', [[MESSAGE, '25h']]],
    ['3h', 'databases: { backup_max_age: 2h }\n', [[MESSAGE, '3h']]],
    ['25h', 'databases: { backup_max_age: 2d }\n', []],
  ])('of %s %j', (backup, rest, problems) => {
    expect(problemsOf(`staging: { requires: { backup: ${backup} } }`, rest)).toEqual(problems);
  });
});

describe('what programs, databases and people are given', () => {
  const driver = (written: string) => problemsOf(`staging: { driver: { kind: command, ${written} } }`);
  const SECRET = 'no secret belongs in a policy. Take it from the environment of the program.';

  test.each([
    'deploy: [ops/deploy, "{sha}"]',
    'deploy: [ops/deploy, "--commit={sha}", "{key}/{token}"]',
    'deploy: [ops/deploy, "{sha}", "{}", "{1}", "{ sha }", "{\\"a\\": 1}"], current: [ops/current]',
  ])('may be %s', (written) => {
    expect(driver(written)).toEqual([]);
  });

  test.each([
    [
      'deploy: [ops/deploy]',
      'The program is not told which commit to deploy. Add the word {sha}.',
      '[ops/deploy]',
    ],
    [
      'deploy: [ops/deploy, "{sha}", "{tokn}"]',
      'Nothing replaces {tokn} here. Did you mean {token}?',
      '"{tokn}"',
    ],
    [
      'deploy: [ops/deploy, "{sha}", "{environment}"]',
      'Nothing replaces {environment} here. Write {sha} or {key} or {token}, or leave it out.',
      '"{environment}"',
    ],
    [
      'deploy: ["{sha}"], current: [ops/current, "{sha}"]',
      'Nothing replaces {sha} here. Write the word itself.',
      '"{sha}"',
    ],
    [
      `deploy: ["{sha}", "--token=ghp_${'a'.repeat(36)}"]`,
      `A word here begins as a token of GitHub does: ${SECRET}`,
      `"--token=ghp_${'a'.repeat(36)}"`,
    ],
    [
      'deploy: ["{sha}", "https://ana:pw@deploy.example.com/hook"]',
      `A word here is an address with a password: ${SECRET}`,
      '"https://ana:pw@deploy.example.com/hook"',
    ],
    [
      `deploy: ["{sha}"], list: [curl, -H, "Authorization: Bearer glpat-${'a'.repeat(20)}"]`,
      `A word here begins as a token of GitLab does: ${SECRET}`,
      `"Authorization: Bearer glpat-${'a'.repeat(20)}"`,
    ],
  ])('is not %s', (written, message, underlined) => {
    expect(driver(written)).toEqual([[message, underlined]]);
  });

  test('holds no secret in a checklist or a probe either', () => {
    const address = 'postgresql://ana:pw@db/shop';
    const places = [
      `driver: { kind: manual, checklist: ['Run psql ${address}'] }`,
      `probes: [{ id: a, kind: command, run: [psql, '${address}'] }]`,
      `probes: [{ id: a, kind: sql, variable: DB, query: "select dblink('${address}')" }]`,
    ];
    for (const place of places)
      expect(problemsOf(`staging: { ${place} }`).map(([message]) => message)).toEqual([
        `A word here is an address with a password: ${SECRET}`,
      ]);
  });
});

describe('the probes of a place', () => {
  const probes = (...written: readonly string[]) =>
    problemsOf(`staging: { probes: [${written.join(', ')}] }`);

  test('have a name each', () => {
    const one = '{ id: a, kind: sql, variable: DB }';
    expect(probes(one, one.replace('a,', 'b,'))).toEqual([]);
    expect(probes(one, one)).toEqual([['The id a occurs twice in probes. Give each its own.', 'a']]);
  });

  test.each([
    ['deadline: 10s, interval: 5s, successes: 2', true],
    ['deadline: 10s, interval: 5s, successes: 3', false],
    ['deadline: 1s, interval: 1h, successes: 1', true],
    ['deadline: 10s', false],
    ['interval: 2m, successes: 3', true],
    ['interval: 150s', false],
    ['successes: 60', true],
    ['successes: 61', false],
  ])('fit into their deadline with %s: %s', (schedule, fits) => {
    expect(probes(`{ id: a, kind: sql, variable: DB, ${schedule} }`)).toHaveLength(fits ? 0 : 1);
  });

  test('say what does not fit, with what holds where nothing is said', () => {
    expect(probes('{ id: a, kind: sql, variable: DB, deadline: 10s }')).toEqual([
      ['3 attempts every 5s do not fit into 10s. Raise deadline, or lower interval or successes.', '10s'],
    ]);
  });

  test('are there where one that fails brings the last commit back', () => {
    const rollback = 'rollback: { automatic: [probe-failed] }';
    expect(problemsOf(`staging: { ${rollback}, probes: [{ id: a, kind: sql, variable: DB }] }`)).toEqual([]);
    expect(problemsOf(`staging: { ${rollback} }`)).toEqual([
      ['There are no probes here that could fail. Add probes, or leave it out.', 'probe-failed'],
    ]);
  });
});

describe('a freeze', () => {
  const freeze = (written: string) => problemsOf(`staging: { freeze: [{ ${written} }] }`);

  test.each(['Europe/Berlin', 'UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+1', 'EST5EDT'])(
    'may be in the time zone %s',
    (zone) => {
      expect(freeze(`days: [fri], from: '16:00', to: '08:00', zone: ${zone}`)).toEqual([]);
    },
  );

  test.each([
    [
      "days: [fri], from: '16:00', to: '18:00', zone: Europe/Berln",
      'There is no time zone Europe/Berln. Write one such as Europe/Berlin or UTC.',
      'Europe/Berln',
    ],
    [
      "days: [fri], from: '16:00', to: '16:00', zone: UTC",
      'A freeze cannot end when it begins. Write 00:00 and 24:00 for a whole day.',
      "'16:00'",
    ],
    [
      "days: [], from: '16:00', to: '18:00', zone: UTC",
      'deployment.services.api.environments.staging.freeze[0].days must not be empty.',
      '[]',
    ],
    [
      "days: [friday], from: '16:00', to: '18:00', zone: UTC",
      'deployment.services.api.environments.staging.freeze[0].days[0] must be "sun" or "mon" or "tue" or "wed" or "thu" or "fri" or "sat".',
      'friday',
    ],
    [
      "days: [fri], from: '24:00', to: '08:00', zone: UTC",
      'deployment.services.api.environments.staging.freeze[0].from is not valid: Write a time such as 16:00.',
      "'24:00'",
    ],
    [
      "days: [fri], from: '8:00', to: '09:00', zone: UTC",
      'deployment.services.api.environments.staging.freeze[0].from is not valid: Write a time such as 16:00.',
      "'8:00'",
    ],
    [
      "days: [fri], from: '08:00', to: '09:00', zone: '+01:00'",
      'deployment.services.api.environments.staging.freeze[0].zone is not valid: Write a time zone such as Europe/Berlin.',
      "'+01:00'",
    ],
  ])('is not %s', (written, message, underlined) => {
    expect(freeze(written)).toEqual([[message, underlined]]);
  });
});
