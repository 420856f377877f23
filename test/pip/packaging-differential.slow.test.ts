import { isDeepStrictEqual } from 'node:util';
import process from 'node:process';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { generatedQuestion } from './generated-questions.ts';
import { ourAnswer } from './our-answer.ts';
import { oldVerdictIn } from './packaging-versions.ts';
import type { PackagingQuestion } from './pip-answers.ts';
import { type PipOracle, installedPip, startPip } from './pip-oracle.ts';
import { seededRandom } from './random.ts';

const COUNT = process.env['LOCKKEEPER_EXHAUSTIVE'] === '1' ? 200_000 : 5000;
const BATCH = 1000;
const SEED = fc.readConfigureGlobal().seed ?? Date.now();

const installed = installedPip();

describe.skipIf(installed === undefined)('the packaging of this machine and Lockkeeper', () => {
  let pip: PipOracle;
  beforeAll(() => {
    pip = startPip();
  });
  afterAll(() => pip.stop());

  it.each<readonly [what: string, kind: PackagingQuestion['kind']]>([
    ['read versions', 'version'],
    ['put versions in order', 'compare'],
    ['read specifiers', 'specifier'],
    ['know the versions that specifiers admit', 'contains'],
    ['read and evaluate markers', 'marker'],
  ])(
    `%s alike, ${COUNT.toLocaleString('en')} times`,
    async (_, kind) => {
      const found = await compareAnswers(pip, kind);
      console.info(`packaging ${installed?.packaging}, seed ${SEED}: ${kind}`, Object.fromEntries(found.old));
      expect(found.differing.join('\n'), `The seed is ${SEED}.`).toBe('');
      expect(found.valid, 'answers to what can be read').toBeGreaterThan(COUNT / 4);
    },
    600_000,
  );
});

async function compareAnswers(pip: PipOracle, kind: PackagingQuestion['kind']) {
  const random = seededRandom(SEED);
  const old = new Map<string, number>();
  const differing: string[] = [];
  let valid = 0;
  for (let done = 0; done < COUNT && differing.length < 10; done += BATCH) {
    const questions = Array.from({ length: BATCH }, () => generatedQuestion(random, kind));
    const answers = await pip.ask<PackagingQuestion['kind']>(questions);
    valid += answers.filter((answer) => answer.valid).length;
    for (const [index, asked] of questions.entries()) {
      const [ours, pips] = [ourAnswer(asked), answers[index]];
      if (isDeepStrictEqual(ours, pips)) continue;
      const name = oldVerdictIn(installed?.packaging ?? '', asked);
      if (name === undefined)
        differing.push(
          `${JSON.stringify(asked)}\n  we ${JSON.stringify(ours)}\n  pip ${JSON.stringify(pips)}`,
        );
      else old.set(name, (old.get(name) ?? 0) + 1);
    }
  }
  return { old, differing, valid };
}
